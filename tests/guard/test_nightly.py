"""The night's figures: several seeds summed up, and what they are held against."""

import json
from math import isclose
from pathlib import Path

import pytest
from bench.guard import nightly, runs
from bench.guard.baseline import Baseline, load
from bench.guard.measure import made_with
from bench.guard.runs import Run, best_bound, shifted_geometric_mean
from bench.guard.tolerances import TOLERANCES
from bench.guard.weeks import Stored


def a_run(cost: int | None = 300, *steps: tuple[float, int], week: str = "w", bound: int = 100) -> Run:
    """Return a run of a week in which serving nothing costs 1,100."""
    return Run(week, 0, cost, bound, 1_100, 0, steps)


def test_the_shifted_geometric_mean() -> None:
    """((0 + 1) × (3 + 1) × (15 + 1))^(1/3) − 1 = 3: smaller than the mean, 6, and no zero makes it zero."""
    assert isclose(shifted_geometric_mean([0.0, 3.0, 15.0]), 3.0)


def test_the_gap_is_in_percent_of_serving_nothing() -> None:
    """(320 − 100) ÷ 1,100; without a plan it is that of serving nothing; a cost at the bound has none."""
    assert isclose(a_run(320).gap(100), 20.0)
    assert isclose(a_run(None).gap(0), 100.0)
    assert a_run(100).gap(100) == 0


def test_the_primal_integral_rewards_a_good_plan_early() -> None:
    """A quarter of the run at 1,100, half at 650, the rest at 100, over a bound of 100."""
    run = a_run(100, (0.25, 650), (0.75, 100))
    percent = 0.25 * 1_000 / 11 + 0.5 * 550 / 11
    assert isclose(run.primal_integral(100), percent)
    assert a_run(100, (0.1, 650), (0.75, 100)).primal_integral(100) < percent
    assert isclose(a_run(None).primal_integral(0), 100.0)


def test_the_best_bound_of_any_seed_holds_for_all() -> None:
    """A seed is not better for having proved less."""
    seeds = [a_run(300, bound=100), a_run(300, bound=190)]
    assert best_bound(seeds) == 190
    assert nightly.figures_of(seeds)["w"]["mean gap"] == 10.0


def test_weeks_are_summed_up_apart_and_together() -> None:
    """A seed without a plan is counted, and its gap is that of serving nothing."""
    made = [a_run(210), a_run(None, week="v")]
    figures = nightly.figures_of(made)
    assert list(figures) == ["w", "v", nightly.ALL]
    assert figures["w"]["mean gap"] == 10.0
    assert figures["v"]["seeds without a plan"] == figures[nightly.ALL]["seeds without a plan"] == 1
    assert figures["w"].keys() <= TOLERANCES.keys()
    assert nightly.table(made, figures).row_count == 3


def test_a_worse_mean_fails_the_night(capsys: pytest.CaptureFixture[str]) -> None:
    """Ten percent more mean gap pass, more do not; a night of one week is not held to all weeks."""
    stored = Baseline(made_with(), {"w": {"mean gap": 1.0}, "v": {"mean gap": 1.0}, nightly.ALL: {"mean gap": 1.0}})
    assert nightly.verdict(stored, {"w": {"mean gap": 1.1}, nightly.ALL: {"mean gap": 9.0}})
    assert capsys.readouterr().out == ""
    assert not nightly.verdict(stored, {"w": {"mean gap": 1.101}})
    assert capsys.readouterr().out == "w: mean gap 1.0 -> 1.101 (+10.1 %, allowed +10 %)\n"


def test_the_stored_night_has_every_week() -> None:
    """And all seeds found a legal plan."""
    stored = load(nightly.PATH)
    assert stored.figures.keys() == {week.name for week in nightly.WEEKS} | {nightly.ALL}
    assert all(figures["violations"] == figures["seeds without a plan"] == 0 for figures in stored.figures.values())


def test_a_run_tells_every_better_plan_on_its_way() -> None:
    """Costs fall, shares of the run rise, and the last cost is the plan's."""
    made = runs.run(Stored("team-4", 0.5), 0)
    costs = [cost for _, cost in made.steps]
    shares = [share for share, _ in made.steps]
    assert costs == sorted(costs, reverse=True)
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
    assert costs[-1] == made.cost
    assert made.gap(made.bound) <= made.primal_integral(made.bound) <= 100


def test_the_command_writes_json_and_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 0 where the night is as good as the stored one, 1 where it is worse."""
    costs = iter([200, 300])
    monkeypatch.setattr(nightly, "run", lambda week, seed: a_run(next(costs), week=week.name))
    monkeypatch.setattr(nightly, "PATH", tmp_path / "stored.json")
    output = tmp_path / "deep" / "night.json"
    assert nightly.main(["team-4", "--seeds", "1", "--store", "--output", str(output)]) == 0
    assert json.loads(output.read_text(encoding="utf-8"))["figures"]["team-4"]["mean gap"] == 9.091
    assert nightly.main(["team-4", "--seeds", "1"]) == 1


def test_an_unknown_week_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything runs."""
    with pytest.raises(SystemExit, match="2"):
        nightly.main(["clinic-13"])
    assert "no such week: clinic-13" in capsys.readouterr().err
