"""What a caller of `solve` relies on: stopping, hints, promises, progress, and words for having no plan."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.builders import admin, at, case, clinician, group, kind, lunch, patient, plan, report, request, room, visit
from tests.solver.weeks import SOLVE_MODULE, as_big, assert_sound, many
from weightplan import files
from weightplan.case import Case
from weightplan.check import Report, check
from weightplan.errors import DisagreementError
from weightplan.plan import Plan
from weightplan.rules.base import Violation
from weightplan.solver import areas, bound, solve, start
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.solve import Progress
from weightplan.solver.start import find_start, from_plan
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine

PRICES = {"unserved": {1: 100, 2: 40, 3: 10, 4: 5}, "less_preferred_type": 3, "moved": 20, "other_clinician": 5}
MORNINGS = {day: ["08:00-12:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
HOUR = {"hour": kind(minutes=60, documentation=0), "call": kind("phone", 30, 0, weight=0.4)}


def exact(case: Case, **options: object) -> Plan:
    return solve(case, **{"time_limit": None, "deterministic_limit": 2.0, "workers": 1} | options)  # type: ignore[arg-type]


def ninety_minutes(**fields: object) -> Case:
    """Return two visits of an hour in ninety minutes of work."""
    return case(
        clinicians=[clinician(hours={"mon": ["08:00-09:30"]})],
        requests=[request(f"q{n}", "hour", patient=f"p{n}", **fields) for n in range(2)],
        types=HOUR,
        prices=PRICES,
    )


# --- no plan


def test_two_musts_of_an_hour_in_ninety_minutes_are_infeasible() -> None:
    """Proven, not given up: the plan is empty and has no cost."""
    answer = exact(ninety_minutes(must=True))
    assert answer.status == "infeasible"
    assert_sound(ninety_minutes(must=True), answer)


def test_two_wishes_of_an_hour_in_ninety_minutes_leave_one_unserved() -> None:
    """One of two visits of priority 2 costs 40, and no plan is cheaper."""
    answer = exact(ninety_minutes(priority=2))
    assert (answer.status, answer.cost, answer.bound, answer.gap) == ("optimal", 40, 40, 0.0)
    assert [u.count for u in answer.unserved] == [1]


def test_infeasible_for_its_times_is_proven_by_the_whole_model() -> None:
    """Minutes would do, but both windows are the same hour: the relaxation cannot know."""
    windows = [{"start": at("mon 10:00").isoformat(), "end": at("mon 11:00").isoformat()}]
    week = case(
        requests=[request(f"q{n}", "hour", patient=f"p{n}", must=True, windows=windows) for n in range(2)], types=HOUR
    )
    assert exact(week).status == "infeasible"


def test_too_little_time_for_a_big_week_is_unknown() -> None:
    """Out of time is another word than infeasible: team-4 in a millionth of a unit."""
    week = files.load_case("team-4")
    answer = solve(week, time_limit=None, deterministic_limit=1e-6, workers=1)
    assert answer.status == "unknown"
    assert_sound(week, answer)


def test_no_time_at_all_is_never_infeasible() -> None:
    """A time limit of zero seconds."""
    assert exact(ninety_minutes(priority=2), time_limit=0.0).status in ("unknown", "optimal", "feasible")


# --- stopping


@pytest.mark.parametrize("name", ["team-4", "clinic-12"])
def test_stop_ends_a_solve_within_a_moment(name: str) -> None:
    """The plan so far is legal; a solve without any limit is over 1.5 s after `stop` turned true."""
    week = files.load_case(name)
    found = threading.Event()
    turned: list[float] = []

    def note(progress: Progress) -> None:
        if progress.stage == "search" and progress.cost is not None:
            found.set()

    def stop() -> bool:
        if found.is_set() and not turned:
            turned.append(time.monotonic())
        return bool(turned)

    answer = solve(week, time_limit=120, gap=0.0, workers=1, stop=stop, on_progress=note)
    late = time.monotonic() - turned[0]
    assert_sound(week, answer)
    assert answer.cost is not None
    # Reading, checking and giving reasons for a real week take part of it on a busy machine.
    assert late < 3.0


def test_a_stop_from_the_beginning_is_no_proof() -> None:
    """True at once: the first legal plan at most, and never "infeasible"."""
    week = files.load_case("team-4")
    answer = solve(week, time_limit=60, gap=0.0, workers=1, stop=lambda: True)
    assert_sound(week, answer)
    assert answer.status in ("unknown", "feasible")
    assert answer.record is not None
    assert answer.record.wall_seconds < 20


def test_a_stop_that_stays_false_changes_nothing() -> None:
    """The answer is the one without it."""
    assert exact(ninety_minutes(priority=2), stop=lambda: False).cost == 40


# --- hints


def two_calls() -> Case:
    requests = [request(f"q{n}", "hour", "call", patient=f"p{n}") for n in range(3)]
    return case(clinicians=[clinician(hours=MORNINGS)], requests=requests, types=HOUR, prices=PRICES)


def test_a_legal_hint_is_never_made_worse() -> None:
    """Even with no time to search, the answer costs at most what the hint does."""
    week = two_calls()
    hint = plan(week, visit("q0", "psy1", "mon 09:00"), visit("q1", "psy1", "tue 10:05", "call"))
    hinted = exact(week, hint=hint, deterministic_limit=0.0)
    assert hinted.cost is not None
    assert hinted.cost <= check(week, hint).cost == 10 + 3
    assert_sound(week, hinted)


def test_a_hint_of_breaks_rooms_and_leaders_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to gain the search hands the hint back: groups, rooms, lunches and admin time included."""
    as_big(monkeypatch)
    week = case(
        clinicians=[clinician("a", hours={"mon": ["08:00-17:00"]}), clinician("b")],
        requests=[request("q0", patient="p0"), request("q1", patient="p1", clinicians=["a"])],
        groups=[group("dbt", ["p2", "p3", "p4"])],
        working_time={"lunch_minutes": 30, "lunch_between": ["11:00", "13:30"], "max_hours_without_break": 5},
        limits={"min_admin_minutes_per_week": 30},
        prices={"unserved": {1: 100, 2: 40, 3: 10, 4: 5}},
    )
    lunches = [lunch("b", f"{day} 12:00", f"{day} 12:30") for day in ("mon", "tue", "wed", "thu", "fri")]
    rests = [lunch("a", "mon 12:00", "mon 12:30"), *lunches]
    rests += [admin("a", "mon 16:00", "mon 16:30"), admin("b", "fri 15:00", "fri 15:30")]
    hint = plan(
        week,
        visit("q0", "b", "tue 08:00", room="r2"),
        visit("q1", "a", "mon 08:00", room="r1"),
        visit("dbt", "b a", "mon 13:00", room="g1"),
        *rests,
    )
    assert check(week, hint).violations == ()
    answer = exact(week, hint=hint)
    assert answer.cost == answer.bound == 0
    found = {(a.request, a.start, frozenset(a.clinicians)) for a in answer.appointments}
    assert found == {(a.request, a.start, frozenset(a.clinicians)) for a in hint.appointments}
    assert set(answer.breaks) == set(hint.breaks)


@pytest.mark.parametrize(
    "hint",
    [
        pytest.param(("q0", "psy1", "sun 09:00"), id="outside hours"),
        pytest.param(("q9", "psy1", "mon 09:00"), id="unknown need"),
        pytest.param(("q0", "psy9", "mon 09:00"), id="unknown clinician"),
        pytest.param(("q0", "psy1", "mon 09:02"), id="off the grid"),
    ],
)
def test_an_illegal_hint_is_ignored(hint: tuple[str, str, str]) -> None:
    """The solve begins without it and still ends at the optimum."""
    week = two_calls()
    answer = exact(week, hint=plan(week, visit(*hint)))
    assert (answer.status, answer.cost) == ("optimal", 0)


def test_hints_of_random_weeks_are_never_made_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer of the whole model as the hint of a search with no time: the cost stays the optimum."""
    tried = 0
    for seed, week in many(6_000_000, 60):
        best = exact(week)
        if best.cost is None:
            continue
        state = from_plan(week, Catalogue(week), best)
        assert state is not None, seed
        assert check(week, as_plan(week, state)).cost == best.cost, seed
        with monkeypatch.context() as patch:
            as_big(patch)
            again = exact(week, hint=best, deterministic_limit=0.0, gap=0.0)
        assert_sound(week, again)
        assert again.cost == best.cost, seed
        tried += 1
    assert tried >= 30


def test_a_hint_in_a_room_it_does_not_need_is_legal_or_ignored() -> None:
    """A call with a room is not one of the solver's: it looks for its own."""
    week = case(clinicians=[clinician(hours=MORNINGS)], requests=[request("q0", "call")], types=HOUR, prices=PRICES)
    hint = plan(week, visit("q0", "psy1", "mon 09:00", room="r1"))
    state = from_plan(week, Catalogue(week), hint)
    assert state is None or check(week, as_plan(week, state)).legal
    assert exact(week, hint=hint).cost == 0


def test_a_hint_keeps_who_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first named gets all the weight, the order of leaders is part of the hint's cost."""
    as_big(monkeypatch)
    course = kind("group", 60, 0, weight=2.0, leaders=2, leader_share="lead", participants=[1, 9])
    week = case(
        clinicians=[clinician("a", hours=MORNINGS, target=0.0), clinician("b", hours=MORNINGS, target=2.0)],
        groups=[group("d1", contact_type="course")],
        types={"course": course},
        prices=PRICES | {"shortfall": [1, 2, 4]},
    )
    hint = plan(week, visit("d1", "b a", "mon 09:00"))
    assert check(week, hint).cost == 0
    answer = exact(week, hint=hint, deterministic_limit=0.0)
    assert answer.cost == 0


# --- what was told before


def test_an_earlier_plan_is_kept_where_moving_gains_nothing() -> None:
    """What was told stays to the minute, at no cost."""
    week = two_calls()
    told = plan(week, *(visit(f"q{n}", "psy1", f"{day} 10:25") for n, day in enumerate(("mon", "wed", "fri"))))
    again = exact(Case(week.week, week.rulebook, told))
    assert again.cost == 0
    assert {(a.request, a.start) for a in again.appointments} == {(a.request, a.start) for a in told.appointments}


def test_an_earlier_contact_is_moved_when_that_costs_less_than_leaving_it_out() -> None:
    """Moved costs 20, unserved 40: a visit told for a day that is now an absence is moved."""
    old = plan(two_calls(), visit("q0", "psy1", "mon 09:00"))
    ill = clinician(
        hours=MORNINGS, absences=[{"start": at("mon 00:00").isoformat(), "end": at("tue 00:00").isoformat()}]
    )
    week = case(clinicians=[ill], requests=[request("q0", "hour", priority=2)], types=HOUR, prices=PRICES, earlier=old)
    again = exact(week)
    assert (again.status, again.cost) == ("optimal", 20)
    assert again.appointments[0].start >= at("tue 00:00")


# --- progress


def test_the_cost_told_only_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search tells falling costs, a bound that never falls, gaps as the design defines them, and time that passes."""
    as_big(monkeypatch)
    told: list[Progress] = []
    answer = exact(files.load_case("team-4"), deterministic_limit=3.0, gap=0.0, on_progress=told.append, time_limit=8)
    costs = [p.cost for p in told if p.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == answer.cost
    assert [p.seconds for p in told] == sorted(p.seconds for p in told)
    bounds = [p.bound or 0 for p in told]
    assert bounds == sorted(bounds)
    assert all((p.gap is None) == (p.cost is None) for p in told)
    assert [p.stage for p in told][:2] == ["bound", "start"]
    assert told[-1].stage == "done"


def test_a_small_week_tells_its_proof() -> None:
    """The stages of a small week are bound, start, search, prove and done."""
    told: list[Progress] = []
    exact(ninety_minutes(priority=2), on_progress=told.append)
    assert list(dict.fromkeys(p.stage for p in told)) == ["bound", "start", "search", "prove", "done"]


# --- the checker has the last word


def test_a_plan_that_the_checker_refuses_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A violation found in the solver's own answer raises, with the rule's name."""
    refused = Report(violations=(Violation("need", "q0", "q0 is not asked for."),), cost=0, per_rule={}, clinicians=())
    monkeypatch.setattr(SOLVE_MODULE, "check", lambda case, plan: refused)
    with pytest.raises(DisagreementError, match=r"need: q0 is not asked for\."):
        exact(ninety_minutes(priority=2))


def test_a_bound_above_the_cost_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be a defect of ours: the legal plan stands, without the false proof, and the log says so."""
    logged: list[tuple[object, ...]] = []
    monkeypatch.setattr(SOLVE_MODULE.log, "error", lambda *parts: logged.append(parts[1:]))
    monkeypatch.setattr(bound, "lower_bound", lambda *_: Bound(1_000))
    plan = exact(ninety_minutes(priority=2))
    assert (plan.status, plan.cost, plan.bound, logged) == ("feasible", 40, 0, [(1_000, 40)])


def test_what_is_proven_after_the_end_changes_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proofs run in threads that nobody waits for: what comes after the last plan is not heard."""
    heard: list[Callable[[int], None]] = []

    class Late(bound.Relaxing):
        def __init__(self, case: Case, catalogue: Catalogue, budget: Budget, tell: Callable[[int], None]) -> None:
            super().__init__(case, catalogue, budget, tell)
            heard.append(tell)

    monkeypatch.setattr(SOLVE_MODULE, "Relaxing", Late)
    answers: list[Progress] = []

    def last_word(progress: Progress) -> None:
        if progress.stage == "done":
            heard[0](39)
        answers.append(progress)

    plan = exact(ninety_minutes(priority=2), deterministic_limit=0.0, on_progress=last_word)
    assert answers[-1].bound == plan.bound != 39


def test_an_error_inside_the_linear_solver_costs_its_bound_and_not_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other proofs go on, and the log says what is missing."""
    logged: list[str] = []

    def fail(*_: object) -> Bound:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(bound, "lower_bound", fail)
    monkeypatch.setattr(bound.log, "warning", lambda text, *parts: logged.append(text % parts))
    plan = exact(ninety_minutes(priority=2))
    assert (plan.status, plan.cost, logged) == ("optimal", 40, ["no bound: out of memory"])


def test_nobody_waits_for_a_bound_longer_than_there_is_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large unit it is proven beside the start; when the time is over the plan is handed out without it."""
    late = threading.Event()
    monkeypatch.setattr(areas, "MOST", 1)
    monkeypatch.setattr(bound, "lower_bound", lambda *_: (late.wait(30), Bound(1))[1])
    as_big(monkeypatch)
    week = case(clinicians=[clinician(name) for name in "abc"], requests=[request("q")], types=HOUR, prices=PRICES)
    begun = time.monotonic()
    plan = solve(week, time_limit=1.0, gap=0.0)
    late.set()
    assert (plan.status, plan.bound) == ("feasible", 0)
    assert time.monotonic() - begun < 10


def test_a_unit_too_large_for_the_complete_model_is_unknown_and_not_infeasible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only that model proves that there is no plan: without it nothing is claimed."""
    monkeypatch.setattr(start, "MOST_COMPLETE", 0)
    assert exact(ninety_minutes(must=True)).status == "unknown"


# --- the start


def test_the_start_serves_musts_promises_and_what_they_follow() -> None:
    """And nothing else: an ordinary wish is left to the search."""
    week = case(
        requests=[
            request("before", patient="p1"),
            request("must", patient="p1", must=True, after={"request": "before", "min_days": 1}),
            request("wish", patient="p2"),
        ]
    )
    start = find_start(week, Catalogue(week), Engine(), Bound(0), Budget(None, 5.0))
    assert start.state is not None
    assert set(start.state.served) == {"before", "must"}


def test_a_start_gives_up_a_team_that_is_in_the_way_of_a_must() -> None:
    """The relaxation gave a group its leaders, but the musts need their time."""
    hours = {"mon": ["08:00-10:15"]}
    week = case(
        clinicians=[clinician("a", hours=hours), clinician("b", hours=hours)],
        rooms=[room("r1"), room("r2"), room("g1", "group")],
        patients=[patient("p1")],
        requests=[request("q0", "hour", patient="p9", must=True, clinicians=["a"])],
        groups=[group("dbt", ["p1", "p2", "p3"])],
        types=HOUR,
    )
    start = find_start(week, Catalogue(week), Engine(), Bound(0, {"dbt": ("a", "b")}), Budget(None, 5.0))
    assert start.state is not None
    assert set(start.state.served) == {"q0"}


def test_an_empty_state_is_an_empty_plan() -> None:
    """A plan without appointments costs what serving nothing costs, and is where nothing is asked."""
    week = ninety_minutes(priority=2)
    assert as_plan(week, State()) == Plan()
    assert report(week).cost == 80
    assert timedelta(0) == timedelta(minutes=sum(h.end - h.start for h in State().held))
