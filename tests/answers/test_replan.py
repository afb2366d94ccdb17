"""A replan moves as few patients as brute force finds possible, and then costs as little."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, tiny, visits
from tests.answers.test_ceiling import weeks
from tests.builders import admin, at, booking, clinician, group, lunch, request, room, visit
from tests.builders import case as cased
from tests.builders import plan as planned
from weightplan.answers.replan import Disruption, changed_week, replan
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


def test_breaks_that_have_begun_stand() -> None:
    """On 40 weeks with half an hour of admin time each, somebody home just after a break began, by brute force."""
    standing = 0
    for seed, case, plan in rested(330_000, 40):
        first = min(plan.breaks, key=lambda b: b.start)
        now = first.start + timedelta(minutes=case.grid)
        who = list(case.clinicians)[seed % len(case.clinicians)]
        home = Disruption(now=now, absent=((who, (now, now + timedelta(days=7))),))
        answer = replan(case, plan, home, seconds=20, workers=1)
        changed, _ = without_the_impossible(disrupted(case, plan, home), case.minute(now))
        best = fewest_then_cheapest(changed, plan, now)
        found = (answer.moved, answer.plan.cost) if answer.plan is not None else None
        assert (found, answer.proof.proven) == (best, True), seed
        if answer.plan is not None:
            begun = {b for b in plan.breaks if b.start < now}
            assert {b for b in answer.plan.breaks if b.start < now} == begun, seed
            standing += 1
    assert standing > 20


def rested(first: int, number: int) -> Iterator[tuple[int, Case, Plan]]:
    """Yield tiny weeks in which admin time is due, with a legal plan."""
    seed = first
    while number:
        case, seed = tiny(seed), seed + 1
        if case is None:
            continue
        limits = case.rulebook.limits.model_copy(update={"min_admin_minutes_per_week": 30})
        due = Case(case.week, case.rulebook.model_copy(update={"limits": limits}), case.earlier)
        try:
            plans = [plan for plan, _ in legal_plans(due, MOST_PLANS // 4) if plan.breaks]
        except TooManyError:
            continue
        if plans:
            number -= 1
            yield seed - 1, due, max(plans[seed % 7 :: 7] or plans, key=lambda p: len(p.appointments))


def fewest_then_cheapest(case: Case, told: Plan, now: datetime | None = None) -> tuple[int, int] | None:
    """Return the least over all legal plans in which everything stands that began before `now`."""

    def been(plan: Plan) -> Counter[object]:
        return Counter(
            (a.request, a.start, a.contact_type, frozenset(a.clinicians))
            for a in plan.appointments
            if now is not None and a.start < now
        )

    plans = (plan for plan, _ in legal_plans(case, MOST_PLANS) if been(plan) == been(told))
    reports = ((moved(case, told, plan), check(case, whole)) for plan in plans for whole in resting(plan, told, now))
    return min(((heads, report.cost) for heads, report in reports if report.legal), default=None)


def resting(plan: Plan, told: Plan, now: datetime | None) -> list[Plan]:
    """Return a plan with the breaks that had begun, if it has no others before now.

    Brute force makes only breaks that are due; who goes home may have had more than that.
    """
    begun = [b for b in told.breaks if now is not None and b.start < now]
    early = [b for b in plan.breaks if now is not None and b.start < now]
    if any(b not in begun for b in early):
        return []
    return [plan.model_copy(update={"breaks": (*plan.breaks, *(b for b in begun if b not in early))})]


@pytest.mark.parametrize("chunk", range(2))
@pytest.mark.untraced
def test_no_plan_moves_fewer_or_costs_less(chunk: int) -> None:
    """On 200 weeks in which somebody is ill, with and without somebody to stand in."""
    seen: Counter[object] = Counter()
    for seed, case, plan, what in broken_weeks(30_000 + 10_000 * chunk, 120):
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


@pytest.mark.untraced
def test_around_what_stands_no_bound_is_above_what_brute_force_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 60 weeks, mended as larger ones are: never illegal, and what is called proven is the fewest."""
    monkeypatch.setattr(repair, "is_small", lambda case: False)
    proven = bounded = 0
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
            least = min(cost for heads, cost in priced(now, plan) if heads <= answer.moved)
            assert answer.cost_bound is None or answer.cost_bound <= least, seed
            assert answer.cost_proven == (answer.cost_bound == answer.plan.cost), seed
            proven, bounded = proven + answer.proof.proven, bounded + (answer.cost_bound == least)
    assert proven > 5 and bounded > 5


def priced(case: Case, told: Plan) -> list[tuple[int, int]]:
    """Return how many people each legal plan moves, and what it costs."""
    return [(moved(case, told, plan), report.cost) for plan, report in legal_plans(case, MOST_PLANS)]


@pytest.mark.parametrize(("whole", "number"), [(True, 30), (False, 40)])
@pytest.mark.untraced
def test_no_plan_around_a_lost_room_moves_fewer(whole: bool, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 70 weeks in which a room is lost for a morning or a day, mended as small weeks and as larger ones."""
    monkeypatch.setattr(repair, "is_small", lambda case: whole)
    seen: Counter[object] = Counter()
    for seed, case, plan in roomed(230_000, number):
        lost = next(a for a in plan.appointments if a.room)
        until = lost.start + timedelta(minutes=60) if seed % 2 else lost.start + timedelta(days=1)
        what = Disruption(now=case.moment(0), rooms=((lost.room or "", (lost.start, until)),))
        answer = replan(case, plan, what, seconds=20 if whole else 0.5, workers=1)
        now, _ = without_the_impossible(disrupted(case, plan, what), 0)
        best = fewest_then_cheapest(now, plan)
        seen[best is not None and min(best[0], 1)] += 1
        if whole:
            found = (answer.moved, answer.plan.cost) if answer.plan is not None else None
            assert (found, answer.proof.proven) == (best, True), seed
        elif best is not None:
            assert answer.proof.bound is not None and answer.proof.bound <= best[0], seed
            assert answer.plan is None or check(now, answer.plan).legal, seed
        else:
            assert answer.plan is None, seed
    assert min(seen[0], seen[1]) > 1, seen


def roomed(first: int, number: int) -> Iterator[tuple[int, Case, Plan]]:
    """Yield tiny weeks with a legal plan in which a room is used."""
    for seed, case, plans in weeks(first, 10 * number):
        held = [plan for plan in plans if any(a.room for a in plan.appointments)]
        if held and number:
            number -= 1
            yield seed, case, max(held[seed % 7 :: 7] or held, key=lambda p: len(p.appointments))
        if not number:
            return


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


def test_a_room_is_lost_in_one_of_two_weeks() -> None:
    """The only room is lost on the second Monday: who has that day's visit moves, the first Monday's stands."""
    hours = {"mon": ["10:00-11:00"], "tue": ["10:00-11:00"]}
    case = small(
        clinician("a", hours=hours),
        weeks=2,
        requests=[request("q1", "visit", patient="p1"), request("q2", "visit", patient="p2")],
        rooms=[room("r1")],
    )
    told = planned(
        case, visit("q1", "a", "mon 10:00", room="r1"), visit("q2", "a", "2026-11-30T10:00", room="r1")
    ).model_copy(update={"cost": 0})
    monday = datetime(2026, 11, 30)
    answer = replan(
        case, told, Disruption(now=case.moment(0), rooms=(("r1", (monday, monday + timedelta(days=1))),)), seconds=5
    )
    assert (answer.moved, answer.proof.proven) == (1, True)
    assert answer.plan is not None
    where = {a.request: a.start for a in answer.plan.appointments}
    assert where["q1"] == at("mon 10:00")
    assert where["q2"].date() != monday.date()


def test_the_morning_stands_in_the_middle_of_a_day() -> None:
    """At 12:10 lunch (12:00-12:30) and admin time (08:00-08:30) have begun: they stand though others would do.

    a's visit at 13:00 is cancelled, and u1 must be seen that day: only from 12:30 on.
    """
    case = small(
        on_monday("a", "08:00-16:00", limits={"min_admin_minutes_per_week": 30}),
        requests=[request("q1", "visit", patient="p1")],
        working_time={"lunch_minutes": 30, "lunch_between": ["11:00", "13:30"], "max_hours_without_break": 5},
        grid_minutes=10,
    )
    told = planned(
        case,
        visit("q1", "a", "mon 13:00", room="r1"),
        lunch("a", "mon 12:00", "mon 12:30"),
        admin("a", "mon 08:00", "mon 08:30"),
    )
    urgent = Request(id="u1", contact_types=("visit",), priority=1, must=True)
    now = datetime(2026, 11, 23, 12, 10)
    answer = replan(case, told, Disruption(now=now, cancelled=("q1",), urgent=(urgent,)), seconds=5)
    assert answer.plan is not None
    assert set(answer.plan.breaks) == set(told.breaks)
    assert [a.start >= at("mon 12:30") for a in answer.plan.appointments] == [True]


def two_bookings(**fields: object) -> tuple[Case, Plan]:
    """Return a week of a and b on Monday, q1 promised with a at 10:00 (an hour with its notes) in r1."""
    case = small(
        on_monday("a", "09:00-12:00"),
        on_monday("b", "09:00-12:00"),
        requests=[request("q1", "visit", patient="p1"), request("q2", "visit", patient="p2", clinicians=["b"])],
        bookings=[booking("q1", "a", "mon 10:00", **fields), booking("q2", "b", "mon 10:00")],
        rooms=[room("r1"), room("r2")],
    )
    return case, planned(case, visit("q1", "a", "mon 10:00", room="r1"), visit("q2", "b", "mon 10:00", room="r2"))


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        ("09:00", "10:00", True),
        ("09:00", "10:30", False),
        ("10:30", "11:00", False),
        ("11:00", "12:00", True),
    ],
)
def test_a_promise_is_let_go_of_where_it_meets_the_absence(start: str, end: str, kept: bool) -> None:
    """q1 keeps a busy from 10:00 to 11:00; an absence that ends at 10:00 or begins at 11:00 leaves it locked."""
    case, told = two_bookings()
    what = Disruption(now=case.moment(0), absent=(("a", (at(f"mon {start}"), at(f"mon {end}"))),))
    week = changed_week(case, told, what)
    assert [b.request for b in week.bookings] == (["q1", "q2"] if kept else ["q2"])
    answer = replan(case, told, what, seconds=5)
    assert answer.plan is not None
    assert (answer.moved, answer.plan.appointments[0] in told.appointments) == (0 if kept else 1, kept)


@pytest.mark.parametrize(("away", "left"), [("a", []), ("b", [("a", ())]), ("c", [("a", ("b",))])])
def test_of_a_promised_pair_the_one_who_is_well_keeps_it(away: str, left: list[tuple[str, tuple[str, ...]]]) -> None:
    """Without its clinician a promise is let go of; beside them another may lead."""
    case = cased(
        clinicians=[clinician(name) for name in "abc"],
        groups=[group("dbt")],
        bookings=[booking("dbt", "a", "mon 10:00", co_leaders=["b"])],
    )
    told = planned(case, visit("dbt", "a b", "mon 10:00", room="g1"))
    what = Disruption(now=case.moment(0), absent=((away, (at("mon 08:00"), at("mon 17:00"))),))
    week = changed_week(case, told, what)
    assert [(b.clinician, b.co_leaders) for b in week.bookings] == left


@pytest.mark.parametrize(("start", "end", "kept"), [("09:00", "10:00", True), ("10:00", "10:30", False)])
def test_a_promise_whose_room_is_lost_keeps_its_hour(start: str, end: str, kept: bool) -> None:
    """q1 holds r1 from 10:00 to 10:30: where that is lost the promise is for any room, and nobody moves."""
    case, told = two_bookings(room="r1")
    what = Disruption(now=case.moment(0), rooms=(("r1", (at(f"mon {start}"), at(f"mon {end}"))),))
    week = changed_week(case, told, what)
    assert [b.room for b in week.bookings] == ["r1" if kept else None, None]
    free = Disruption(now=what.now, rooms=what.rooms, cancelled=("q2",))  # r2 is free at 10:00
    answer = replan(case, told, free, seconds=5)
    assert answer.plan is not None
    assert [(a.request, a.room, a.start) for a in answer.plan.appointments] == [
        ("q1", "r1" if kept else "r2", at("mon 10:00"))
    ]
    assert answer.moved == 0


def test_what_is_under_way_when_somebody_goes_home_stands() -> None:
    """a goes home at 10:30, in the middle of q1: q1 has been, and the absence begins when its notes are done."""
    case, told = two_bookings()
    half_past = at("mon 10:30")
    what = Disruption(now=half_past, absent=(("a", (half_past, at("mon 12:00"))),))
    week = changed_week(case, told, what)
    assert [(m.start, m.end) for m in week.clinicians[0].absences] == [(at("mon 11:00"), at("mon 12:00"))]
    assert [b.request for b in week.bookings] == ["q1", "q2"]
    answer = replan(case, told, what, seconds=5)
    assert (answer.moved, answer.proof.proven) == (0, True)


def test_a_visit_is_missed_only_once_it_has_begun() -> None:
    case, told = two_bookings()
    with pytest.raises(InputError, match="--no-show: q1 has not begun by 2026-11-23 10:00; --now says what has been"):
        replan(case, told, Disruption(now=at("mon 10:00"), no_shows=("q1",)))
