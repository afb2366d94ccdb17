"""A replan moves as few patients as brute force finds possible, and then costs as little."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.test_ceiling import weeks
from tests.builders import at, booking, request
from weightplan.answers.replan import Disruption, replan
from weightplan.answers.replan.from_now import disrupted
from weightplan.answers.replan.waived import without_the_impossible
from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver import repair, solve
from weightplan.week import Request


def moved(case: Case, before: Plan, after: Plan) -> int:
    """Return how many people a plan moves, reckoned apart from the solver."""

    def told(plan: Plan) -> Counter[object]:
        return Counter(
            (a.request, a.start, a.contact_type, frozenset(a.clinicians))
            for a in plan.appointments
            if a.request != CRISIS and a.request in case.needs
        )

    heads: dict[str, int] = {}
    for name, *_ in told(before) - told(after):
        need = case.needs[name]
        if isinstance(need, Request):
            heads[need.patient or name] = 1
        elif isinstance(need.participants, int):
            heads[name] = need.participants
        else:
            heads |= dict.fromkeys(need.participants, 1)
    return sum(heads.values())


def broken_weeks(first: int, number: int) -> Iterator[tuple[int, Case, Plan, Disruption]]:
    """Yield tiny weeks with a legal plan, and somebody who is ill for a day of it."""
    for seed, case, plans in weeks(first, number):
        plan = max(plans[seed % 7 :: 7] or plans, key=lambda p: len(p.appointments))
        if not plan.appointments:
            continue
        lost = plan.appointments[seed % len(plan.appointments)]
        day = datetime.combine(lost.start.date(), datetime.min.time())
        ill = (lost.clinicians[0], (day, day + timedelta(days=1)))
        yield seed, case, plan, Disruption(now=case.moment(0), absent=(ill,))


def fewest_then_cheapest(case: Case, told: Plan, now: datetime | None = None) -> tuple[int, int] | None:
    """Return the least over all legal plans in which everything stands that began before `now`."""

    def been(plan: Plan) -> Counter[object]:
        return Counter(
            (a.request, a.start, a.contact_type, frozenset(a.clinicians))
            for a in plan.appointments
            if now is not None and a.start < now
        )

    plans = ((plan, report.cost) for plan, report in legal_plans(case, MOST_PLANS) if been(plan) == been(told))
    return min(((moved(case, told, plan), cost) for plan, cost in plans), default=None)


@pytest.mark.parametrize("chunk", range(4))
def test_no_plan_moves_fewer_or_costs_less(chunk: int) -> None:
    """On 200 weeks in which somebody is ill, with and without somebody to stand in."""
    seen: Counter[object] = Counter()
    for seed, case, plan, what in broken_weeks(30_000 + 10_000 * chunk, 60):
        answer = replan(case, plan, what, seconds=20, workers=1)
        now, _ = without_the_impossible(disrupted(case, plan, what), 0)
        try:
            best = fewest_then_cheapest(now, plan)
        except TooManyError:
            continue
        if best is None:
            assert (answer.plan, answer.proof.proven) == (None, True), seed
        else:
            assert answer.plan is not None and check(now, answer.plan).legal, seed
            assert (answer.moved, answer.plan.cost) == best, seed
            assert answer.moved == moved(now, plan, answer.plan), seed
            assert answer.proof.proven and answer.proof.bound == best[0], seed
        seen[best is not None and min(best[0], 2)] += 1
    assert seen[1] > 3, seen
    assert seen[2], seen


@pytest.mark.parametrize("chunk", range(2))
def test_what_began_before_now_stands_and_all_else_is_open(chunk: int) -> None:
    """On 100 weeks in which somebody goes home in the middle of a day, crisis slots and repeated needs included."""
    seen: Counter[object] = Counter()
    for seed, case, plan, what in broken_weeks(130_000 + 10_000 * chunk, 50):
        (name, (day, end)) = what.absent[0]
        ill = [a for a in plan.appointments if name in a.clinicians and a.start >= day]
        now = max(ill, key=lambda a: a.start).start
        home = Disruption(now=now, absent=((name, (now, end)),))
        answer = replan(case, plan, home, seconds=20, workers=1)
        changed, _ = without_the_impossible(disrupted(case, plan, home), case.minute(now))
        try:
            best = fewest_then_cheapest(changed, plan, now)
        except TooManyError:
            continue
        if best is None:
            assert (answer.plan, answer.proof.proven) == (None, True), seed
        else:
            assert answer.plan is not None and check(changed, answer.plan).legal, seed
            assert (answer.moved, answer.plan.cost) == best, seed
            assert answer.proof.proven and answer.proof.bound == best[0], seed
        seen[best is not None and min(best[0], 1)] += 1
    assert seen[1] > 3, seen


def test_around_what_stands_no_bound_is_above_what_brute_force_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 60 weeks, mended as larger ones are: never illegal, and what is called proven is the fewest."""
    monkeypatch.setattr(repair, "is_small", lambda case: False)
    proven = 0
    for seed, case, plan, what in broken_weeks(80_000, 60):
        answer = replan(case, plan, what, seconds=1, workers=1)
        now, _ = without_the_impossible(disrupted(case, plan, what), 0)
        try:
            best = fewest_then_cheapest(now, plan)
        except TooManyError:
            continue
        assert best is None or (answer.proof.bound is not None and answer.proof.bound <= best[0]), seed
        assert not (best is None and answer.plan is not None), seed
        if best is not None and answer.plan is not None and answer.moved is not None:
            assert check(now, answer.plan).legal, seed
            assert answer.moved >= best[0], seed
            proven += answer.proof.proven
    assert proven > 5


def test_who_is_ill_is_stood_in_for_and_the_others_stay() -> None:
    """a is away: p1 goes to b's free hour, p2 stays with b."""
    case = small(
        on_monday("a", "10:00-11:00"),
        on_monday("b", "10:00-12:00"),
        requests=[
            request("q1", "visit", patient="p1"),
            request("q2", "visit", patient="p2", clinicians=["b"]),
        ],
        bookings=[booking("q1", "a", "mon 10:00"), booking("q2", "b", "mon 10:00")],
        rooms=[{"id": "r1", "kind": "consulting"}, {"id": "r2", "kind": "consulting"}],
    )
    plan = solve(case, time_limit=5, workers=1)
    monday = datetime(2026, 11, 23)
    what = Disruption(now=monday, absent=(("a", (monday, monday + timedelta(days=1))),))
    answer = replan(case, plan, what, seconds=5)
    assert answer.plan is not None
    assert (answer.moved, answer.proof.proven, answer.proof.bound) == (1, True, 1.0)
    where = {a.request: (a.clinicians, a.start) for a in answer.plan.appointments}
    assert where == {"q1": (("b",), at("mon 11:00")), "q2": (("b",), at("mon 10:00"))}
    (call,) = answer.calls
    assert (call.patient, call.text) == (
        "p1",
        "Mon 23 Nov 10:00 with a (Visit) becomes Mon 23 Nov 11:00 with b (Visit).",
    )
    assert call.text_sv.endswith("blir mån 23 nov 11:00 hos b (Visit).")
    # b's two visits are what they were; q1 moved costs nothing where no price is set.
    assert answer.text == (
        "1 patient moves, and no plan moves fewer. The plan costs 0, and none that moves so few costs less."
    )
    assert (answer.cost_bound, answer.cost_proven) == (0, True)


def test_what_has_been_stands_and_nothing_new_begins_before_now() -> None:
    case = small(on_monday("a", "10:00-13:00"), requests=[*visits("p1", "p2"), request("q3", "visit", patient="p3")])
    told = solve(case, time_limit=5, workers=1)
    first = min(told.appointments, key=lambda a: a.start)
    answer = replan(case, told, Disruption(now=at("mon 11:00"), cancelled=("q3",)), seconds=5)
    assert answer.plan is not None
    assert first.request == "q3" or first in answer.plan.appointments
    for appointment in answer.plan.appointments:
        assert appointment in told.appointments or appointment.start >= at("mon 11:00")


def test_after_a_missed_visit_somebody_phones_and_the_visit_stands() -> None:
    case = small(
        on_monday("a", "10:00-12:00"),
        requests=[request("q1", "visit", patient="p1")],
        rooms=[{"id": "r1", "kind": "consulting"}],
    )
    told = solve(case, time_limit=5, workers=1)
    now = told.appointments[0].end
    answer = replan(case, told, Disruption(now=now, no_shows=("q1",)), seconds=5)
    assert answer.plan is not None
    calls = {a.request: a for a in answer.plan.appointments}
    assert calls["q1"] == told.appointments[0]
    assert calls["q1-outreach"].start >= now
    assert [call.text.split(":")[0] for call in answer.calls] == ["New"]


def test_a_must_that_nobody_can_meet_any_more_is_named() -> None:
    case = small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True, clinicians=["a"]))
    told = solve(case, time_limit=5, workers=1)
    monday = datetime(2026, 11, 23)
    answer = replan(
        case, told, Disruption(now=monday, absent=(("a", (monday, monday + timedelta(days=7))),)), seconds=5
    )
    assert answer.unmeetable == ("qp1",)
    assert answer.text.startswith("1 patient moves, and no plan moves fewer. Can no longer be met: qp1. The plan costs")


@pytest.mark.parametrize("whole", [True, False])
def test_a_lost_room_moves_nobody_where_another_is_free(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair, "is_small", lambda case: whole)
    rooms = [{"id": "r1", "kind": "consulting"}, {"id": "r2", "kind": "consulting"}]
    case = small(on_monday("a", "10:00-11:00"), requests=visits("p1"), rooms=rooms)
    told = solve(case, time_limit=5, workers=1)
    lost = told.appointments[0].room
    assert lost is not None
    monday = datetime(2026, 11, 23)
    answer = replan(
        case, told, Disruption(now=monday, rooms=((lost, (monday, monday + timedelta(days=1))),)), seconds=5
    )
    assert (answer.moved, answer.proof.bound) == (0, 0.0)
    assert answer.text.startswith("No patient moves. ")
    assert answer.plan is not None
    assert answer.plan.appointments[0].room not in (None, lost)


def test_a_lost_room_alone_is_no_proof_that_somebody_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The only room is lost on the morning and a works all day: p1 moves, and only a whole solve proves it."""
    rooms = [{"id": "r1", "kind": "consulting"}]
    case = small(on_monday("a", "10:00-13:00"), requests=[request("q1", "visit", patient="p1")], rooms=rooms)
    told = solve(case, time_limit=5, workers=1)
    start = told.appointments[0].start
    what = Disruption(now=datetime(2026, 11, 23), rooms=(("r1", (start, start + timedelta(minutes=30))),))
    assert [replan(case, told, what, seconds=2).moved, replan(case, told, what, seconds=2).proof.bound] == [1, 1.0]
    monkeypatch.setattr(repair, "is_small", lambda case: False)
    monkeypatch.setattr(repair, "MOST_FOR_PROOF", 0)
    larger = replan(case, told, what, seconds=2)
    assert (larger.moved, larger.proof.proven, larger.proof.bound) == (1, False, 0.0)


def test_a_plan_of_another_week_is_refused_in_one_line() -> None:
    case = small(on_monday("a", "10:00-11:00"), requests=visits("p1"))
    told = solve(case, time_limit=5, workers=1)
    odd = told.appointments[0].model_copy(update={"contact_type": "first"})
    with pytest.raises(InputError, match="does not offer at all"):
        replan(case, told.model_copy(update={"appointments": (odd,)}), Disruption(now=datetime(2026, 11, 23)))
