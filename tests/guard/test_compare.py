"""What a finding is, and that every tolerance of the table bites."""

import pytest
from bench.guard import nightly
from bench.guard.baseline import load
from bench.guard.compare import Finding, compare, worse
from bench.guard.runs import Run
from bench.guard.tolerances import STATUS, TOLERANCES, Tolerance

COUNTED = [name for name in TOLERANCES if name not in ("status", "violations")]


def lines(before: dict[str, int | float | str], now: dict[str, int | float | str]) -> list[str]:
    return [str(finding) for finding in compare("clinic-12: answer", before, now)]


@pytest.mark.parametrize("figure", COUNTED)
def test_each_tolerance_bites(figure: str) -> None:
    """On the edge a figure passes, a hair beyond it fails; better by as much is a hint, or fails where it must stay."""
    tolerance = TOLERANCES[figure]
    sign = -1 if tolerance.better == "higher" else 1
    edge = 1_000_000 + sign * round(10_000 * tolerance.percent)
    assert compare("w", {figure: 1_000_000}, {figure: edge}) == []
    assert worse(compare("w", {figure: 1_000_000}, {figure: edge + sign}))
    (other_way,) = compare("w", {figure: 1_000_000}, {figure: 2_000_000 - edge - sign})
    assert other_way.worse == (tolerance.better == "neither")


def test_every_measured_figure_has_a_tolerance_and_the_other_way_round() -> None:
    """None is compared by accident, and none stands in the table for nothing."""
    measured = {figure for figures in load().figures.values() for figure in figures}
    nights = nightly.figures_of([Run("w", 0, 300, 100, 1_100, 0, ((0.5, 300),))])
    assert measured | nights[nightly.ALL].keys() == TOLERANCES.keys()


@pytest.mark.parametrize("figure", ["cost", "bound", "relaxation rows"])
def test_tolerances_are_of_the_baseline(figure: str) -> None:
    """Nothing is allowed to leave zero."""
    assert compare("w", {figure: 0}, {figure: 0}) == []
    assert compare("w", {figure: 0}, {figure: 1})


def test_a_worse_status_fails_and_a_better_one_is_a_hint() -> None:
    """optimal, feasible, unknown, infeasible: in this order."""
    for n, status in enumerate(STATUS):
        for m, other in enumerate(STATUS):
            found = compare("w", {"status": status}, {"status": other})
            assert [finding.worse for finding in found] == ([] if n == m else [m > n])


def test_one_violation_fails() -> None:
    """The checker's verdict has no tolerance."""
    assert lines({"violations": 0}, {"violations": 1}) == ["clinic-12: violations 0 -> 1 (must not rise)"]


def test_a_finding_says_what_got_worse_and_by_how_much() -> None:
    """Week, figure, before, after, change and what was allowed."""
    assert lines({"cost": 23_209}, {"cost": 24_500}) == ["clinic-12: cost 23,209 -> 24,500 (+5.6 %, allowed +2 %)"]
    assert lines({"bound": 20_521}, {"bound": 20_000}) == ["clinic-12: bound 20,521 -> 20,000 (-2.5 %, allowed -0.5 %)"]
    assert lines({"relaxation rows": 9_000}, {"relaxation rows": 9_004}) == [
        "clinic-12: relaxation rows 9,000 -> 9,004 (+0.044 %, must stay)"
    ]
    assert lines({"status": "optimal"}, {"status": "feasible"}) == [
        "clinic-12: status optimal -> feasible (must not get worse)"
    ]


def test_what_got_better_is_a_hint() -> None:
    """It fails nothing, and asks for a new baseline, so that the gain is kept."""
    (finding,) = compare("w: answer", {"cost": 1_000}, {"cost": 900})
    assert str(finding) == "w: cost 1,000 -> 900 (-10.0 %, allowed +2 %): better, refresh the baseline"
    assert worse([finding]) == []


def test_a_figure_that_one_side_lacks_fails() -> None:
    """Where the solver finds no plan there is no cost; a new figure waits for its baseline."""
    assert lines({"cost": 1_000}, {}) == ["clinic-12: cost 1,000 was not measured"]
    assert lines({}, {"cost": 1_000}) == ["clinic-12: cost 1,000 is not in the baseline"]
    assert worse([Finding("w", "cost", 1, None, worse=True)])


def test_a_tolerance_says_which_way() -> None:
    """As the message and a reader of the table need it."""
    assert str(Tolerance("lower", 2)) == "allowed +2 %"
    assert str(Tolerance("higher", 0.5)) == "allowed -0.5 %"
    assert str(Tolerance("neither", 1)) == "allowed ±1 %"
    assert str(Tolerance("higher")) == "must not fall"
