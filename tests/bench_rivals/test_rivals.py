"""Each rival's plan of a small week stands before the checker, and none knows our solver."""

import ast
from pathlib import Path

import pytest
from bench.rivals import greedy, textbook, timefold, timeindexed
from bench.rivals.common import OnPlan, RefusalError, Rival
from bench.rivals.grid import steps_of

from tests.builders import KINDS, Fields, booking, case, clinician, group, patient, request
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan

ROOT = Path(__file__).parents[2]
SOLVERS = {"greedy": greedy.solve, "textbook": textbook.solve, "timeindexed": timeindexed.solve}


def quarters() -> dict[str, Fields]:
    """Return the usual types, each lasting whole quarters of an hour: fewer steps, so that a test is quick."""
    longer = {"physical": 15, "video": 15, "call": 0, "message": 0}
    types = {name: KINDS[name] | {"documentation_minutes": notes} for name, notes in longer.items()}
    return types | {"message": types["message"] | {"minutes": 15}}


def week() -> Case:
    """Return a week of two clinicians with something of most rules in it, on a grid of 5 minutes."""
    hours = {"mon": ["08:00-14:00"], "tue": ["12:00-17:00"], "wed": ["09:00-12:00"]}
    late = {"thu": ["09:00-10:30"], "fri": ["09:00-10:30"]}
    people = [clinician("psy1", target=6.0, hours=hours | late), clinician("psy2", target=4.0, hours=hours | late)]
    asked = [
        request("q1", "first", patient="new"),
        request("q2", "physical", "video", patient="old", must=True),
        request("q3", "call", patient="old", after={"request": "q2", "min_days": 1, "max_days": 3}),
        request("q4", "message", patient="old", count=2, priority=4, clinicians=["psy1"], latest="2026-11-24"),
        request("q5", "physical", patient="told"),
    ]
    return case(
        clinicians=people,
        patients=[patient("new", new=True), patient("old", clinician="psy1", available={"tue": ["12:00-17:00"]})],
        requests=asked,
        groups=[group("g1", ["new", "old", "a"], must=True)],
        types=quarters(),
        bookings=[booking("q5", "psy2", "wed 10:00", room="r1")],
        crisis={"contact_type": "crisis", "slots_per_day": 1},
        limits={
            "max_minutes_in_a_row": 180,
            "pause_minutes": 15,
            "max_remote_share": 0.5,
            "min_admin_minutes_per_week": 60,
            "soft_load_per_day": 5,
        },
        prices={
            "shortfall": [1, 2, 4],
            "overshoot": 1,
            "unserved": {1: 2000, 2: 400, 3: 100, 4: 20},
            "less_preferred_type": 10,
            "load_over_soft": 30,
            "load_imbalance": 5,
            "other_clinician": 40,
        },
    )


def told(rival: Rival, problem: Case, seconds: float = 60.0) -> tuple[Plan, list[Plan]]:
    plans: list[Plan] = []
    on_plan: OnPlan = plans.append
    return rival(problem, time_limit=seconds, workers=1, seed=0, on_plan=on_plan), plans


@pytest.mark.parametrize("name", SOLVERS)
def test_the_plan_is_legal_and_costs_what_the_rival_says(name: str) -> None:
    """Groups, a promised room, a new patient, a follow-up, crisis slots, lunches and admin time included."""
    problem = week()
    plan, plans = told(SOLVERS[name], problem)
    report = check(problem, plan)
    assert [f"{v.rule}: {v.text}" for v in report.violations] == []
    assert plan.cost == report.cost
    assert plans
    assert check(problem, plans[-1]).cost == report.cost


def test_the_grid_is_as_coarse_as_the_times_allow() -> None:
    """A quarter of an hour until somebody begins at ten past."""
    assert steps_of(week()) == 15
    assert steps_of(case(types=quarters(), clinicians=[clinician(hours={"mon": ["08:10-12:00"]})])) == 5


def test_a_row_is_not_longer_than_allowed() -> None:
    """Five hours of visits in a short day need a pause in between, wherever it is put."""
    problem = case(
        clinicians=[clinician(hours={"mon": ["08:00-12:00"]})],
        requests=[request(f"q{n}", patient=f"p{n}") for n in range(5)],
        limits={"max_minutes_in_a_row": 120, "pause_minutes": 10},
        prices={"unserved": {3: 100}},
    )
    costs = {}
    for name, rival in SOLVERS.items():
        plan, _ = told(rival, problem)
        assert check(problem, plan).legal, name
        costs[name] = plan.cost
    assert costs == dict.fromkeys(SOLVERS, 100)  # two, a pause, two: 4 × 55 + 10 minutes; a fifth finds no room


@pytest.mark.parametrize("name", ["textbook", "timeindexed"])
def test_what_cannot_be_is_said_to_be_infeasible(name: str) -> None:
    """A must on a day without hours."""
    problem = case(
        clinicians=[clinician(hours={"mon": ["08:00-12:00"]})],
        requests=[request(must=True, earliest="2026-11-24")],
    )
    assert told(SOLVERS[name], problem)[0].status == "infeasible"


def test_greedy_leaves_out_what_it_has_no_place_for() -> None:
    """One visit fits into an hour; the other stays unserved, and that is no violation."""
    problem = case(
        clinicians=[clinician(hours={"mon": ["08:00-09:00"]})],
        requests=[request("q1"), request("q2", patient="p2", priority=1)],
        prices={"unserved": {1: 2000, 3: 100}},
    )
    plan, _ = told(greedy.solve, problem)
    assert [a.request for a in plan.appointments] == ["q2"]  # the more urgent
    assert plan.cost == 100
    assert plan.bound is None


def test_too_many_starts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time-indexed program says how many it would be before it builds them."""
    monkeypatch.setattr(timeindexed, "MOST_COLUMNS", 10)
    with pytest.raises(RefusalError, match="10 at most"):
        told(timeindexed.solve, week())


def test_timefold_is_refused_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timefold, "why_not", lambda: "no Java")
    with pytest.raises(RefusalError, match="no Java"):
        told(timefold.solve, week())


def test_no_rival_imports_our_solver() -> None:
    """But the runner's child does, to run ours."""
    for path in sorted((ROOT / "bench" / "rivals").rglob("*.py")):
        if path.name == "child.py":
            continue
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = [n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)]
        assert not [name for name in names if name.startswith("weightplan.solver")], path
