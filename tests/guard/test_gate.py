"""The gate: no figure of a stored week may be worse than the committed baseline by more than its tolerance."""

from pathlib import Path

import pytest
from bench.guard.baseline import PATH, Baseline, load, save
from bench.guard.compare import compare, worse
from bench.guard.measure import Figures, answer_figures, made_with
from bench.guard.sizes import model_figures
from bench.guard.weeks import SOLVED, WEEKS, Stored

ON_PURPOSE = "If this is meant: `make baseline`, and say why in the commit."


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return load()


def hold(baseline: Baseline, name: str, figures: Figures) -> None:
    """Fail with a line for each figure that got worse."""
    findings = compare(name, baseline.figures.get(name, {}), figures)
    if worse(findings):
        pytest.fail("\n".join(filter(None, [*map(str, findings), baseline.note(), ON_PURPOSE])), pytrace=False)


@pytest.mark.parametrize("week", WEEKS, ids=str)
@pytest.mark.untraced
def test_models_are_no_larger_and_building_is_no_more_work(week: Stored, baseline: Baseline) -> None:
    """Candidates, both constraint models, the relaxation, and the lines that Python executes to build them."""
    hold(baseline, f"{week}: model", model_figures(week.name))


@pytest.mark.parametrize("week", SOLVED, ids=str)
@pytest.mark.untraced
def test_fixed_work_gives_no_worse_an_answer(week: Stored, baseline: Baseline) -> None:
    """Status, cost, bound and verdict after a limit in deterministic time; on team-4, the time to a gap too."""
    hold(baseline, f"{week}: answer", answer_figures(week))


def test_the_baseline_holds_what_the_gate_measures_and_nothing_else(baseline: Baseline) -> None:
    """A week that left the gate must leave the baseline too."""
    measured = {f"{week}: model" for week in WEEKS} | {f"{week}: answer" for week in SOLVED}
    assert baseline.figures.keys() == measured


def test_the_baseline_is_one_figure_a_line(tmp_path: Path, baseline: Baseline) -> None:
    """Sorted and written by `make baseline` alone, so that its diff shows what changed and nothing else."""
    committed, copy = PATH.read_text(encoding="utf-8"), tmp_path / "copy.json"
    save(baseline, copy)
    assert copy.read_text(encoding="utf-8") == committed
    figures = [line for line in committed.splitlines() if not line.endswith("{") and '": ' in line]
    assert len(figures) == sum(map(len, baseline.figures.values())) + len(baseline.made_with)


def test_other_versions_are_named() -> None:
    """A figure may differ for a library's sake: then the message says with which versions each side was made."""
    other = Baseline({"ortools": "9.9.1", "python": "3.99"}, {})
    assert "ortools 9.9.1, here " in other.note()
    assert "python 3.99, here " in other.note()
    with pytest.raises(pytest.fail.Exception, match=r"(?s)cost 100 -> 200 \(\+100\.0 %.*made with.*make baseline"):
        hold(Baseline(other.made_with, {"x: answer": {"cost": 100}}), "x: answer", {"cost": 200})
    assert Baseline(made_with(), {}).note() == ""
