"""`make guard` and `make baseline`: what they print, and what they write."""

from pathlib import Path

import pytest
from bench.guard import __main__ as guard
from bench.guard import refresh
from bench.guard.baseline import Baseline, load
from bench.guard.measure import made_with

OLD = Baseline(made_with(), {"w: answer": {"cost": 100, "bound": 50}})


def measured(cost: int) -> list[object]:
    return [("w: answer", lambda: {"cost": cost, "bound": 50})]


@pytest.mark.parametrize(
    ("cost", "good", "line"),
    [
        (100, True, "w: answer: 2 figures, none beyond tolerance\n"),
        (90, True, "  w: cost 100 -> 90 (-10.0 %, allowed +2 %): better, refresh the baseline\n"),
        (110, False, "  w: cost 100 -> 110 (+10.0 %, allowed +2 %)\n"),
    ],
)
def test_the_guard_prints_what_changed(
    cost: int, good: bool, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Better is printed and passes; worse fails."""
    monkeypatch.setattr(guard, "measured_parts", lambda: measured(cost))
    assert guard.report(OLD) == good
    assert line in capsys.readouterr().out


def test_refreshing_writes_the_baseline_and_says_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With none there it writes one; the next is compared with it; a figure within its tolerance is renewed as well."""
    monkeypatch.setattr(refresh, "PATH", tmp_path / "baseline.json")
    for cost, printed in ((100, ""), (101, ""), (150, "  w: cost 101 -> 150 (+48.5 %, allowed +2 %)\n")):
        monkeypatch.setattr(refresh, "measured_parts", lambda cost=cost: measured(cost))
        refresh.main()
        assert printed in capsys.readouterr().out
        stored = load(tmp_path / "baseline.json")
        assert stored.figures == {"w: answer": {"cost": cost, "bound": 50}}
        assert stored.made_with == made_with()
