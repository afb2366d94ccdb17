"""Ranked moves say what the checker says: every legal place, no other, each with its exact cost."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import product
from time import process_time
from typing import get_args

import pytest
from bench.rivals import greedy

from tests.agreement.enumeration import TooManyError, _appointments, legal_plans
from tests.agreement.plans import Thrown
from tests.agreement.test_brute_force import tiny
from tests.answers.test_replan import rested
from tests.builders import at, booking, case, clinician, group, lunch, patient, plan, request, room, visit
from tests.strategies import _PlanMaker
from weightplan.answers.moves import Board, Move, Moves, Place, find, moves, why_not
from weightplan.answers.moves.models import MovedBreak
from weightplan.answers.moves.wording import of_verdict
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.files import load_case
from weightplan.plan import Appointment, Break, BreakKind, Plan

Key = tuple[object, ...]


def key(made: Appointment) -> Key:
    return made.start, made.room, made.contact_type, frozenset(made.clinicians), frozenset(made.weights.items())


def swapped(made: Plan, old: Appointment, new: Appointment) -> Plan:
    return made.model_copy(update={"appointments": tuple(new if a is old else a for a in made.appointments)})


def places(case: Case, old: Appointment) -> dict[Key, Appointment]:
    """Return every place in the hours of a clinician: all starts, rooms of the kind, teams and types."""
    return {key(a): a for a in _appointments(case, old.request, case.needs.get(old.request)) if key(a) != key(old)}


def listed(case: Case, answer: Moves, every: dict[Key, Appointment]) -> dict[Key, int]:
    """Return the cost of every place that an answer lists, each start and room of a move by itself."""
    by_rest = {(k[0], k[1], k[2], a.clinicians): k for k, a in every.items()}
    # Leaders in another order are the same place where nobody's weight hangs on the order.
    alike = {k[:4]: k for k in every}
    found = {}
    for move in answer.moves:
        for minute in range(case.minute(move.start), case.minute(move.last_start) + 1, case.grid):
            for free in move.rooms or (None,):
                start = case.moment(minute)
                exact = by_rest.get((start, free, move.contact_type, move.clinicians))
                found[exact or alike[start, free, move.contact_type, frozenset(move.clinicians)]] = move.cost
    return found


def planned(first: int, number: int) -> Iterator[tuple[int, Case, Plan]]:
    """Yield tiny weeks, each with one of its legal plans of the most appointments that the dice looked at."""
    seed = first
    while number:
        made, seed = tiny(seed), seed + 1
        if made is None:
            continue
        try:
            legal = [p for p, _ in legal_plans(made, 1_000) if p.appointments]
        except TooManyError:
            continue
        if legal:
            drawn = random.Random(seed).sample(legal, min(3, len(legal)))
            number -= 1
            yield seed - 1, made, max(drawn, key=lambda p: len(p.appointments))


def compare(first: int, number: int) -> Counter[str]:
    """Compare every appointment's moves with brute force; return how much there was to compare."""
    seen: Counter[str] = Counter()
    for seed, week, made in planned(first, number):
        before = check(week, made)
        for old in made.appointments:
            pinned = any(b.locked and b.request == old.request for b in week.week.bookings)
            if pinned:
                continue
            every = places(week, old)
            reports = {k: check(week, swapped(made, old, a)) for k, a in every.items()}
            legal = {k: r.cost - before.cost for k, r in reports.items() if r.legal}
            answer = moves(week, made, old, limit=None)
            assert listed(week, answer, every) == legal, f"tiny({seed}) {old.request}"
            assert answer.places == len(legal)
            assert [m.cost for m in answer.moves] == sorted(m.cost for m in answer.moves)
            seen.update({"legal": len(legal), "not": len(every) - len(legal), "none": not legal})
            seen["dearer or cheaper"] += len(set(legal.values()) - {0})
            board = Board(week, made)
            for k in random.Random(seed).sample(sorted(every, key=str), min(6, len(every))):
                agree_on(board, old, every[k], sorted({v.rule for v in reports[k].violations}), legal.get(k))
    return seen


def agree_on(board: Board, old: Appointment, new: Appointment, broken: list[str], cost: int | None) -> None:
    """Assert that the verdict on a place names the rules that the checker names, or the cost."""
    place = Place(start=new.start, clinicians=new.clinicians, room=new.room, contact_type=new.contact_type)
    verdict = board.why_not(old, place)
    assert verdict.legal == (cost is not None)
    # What a place costs once a break has made room is another test's.
    assert verdict.cost == cost or verdict.breaks
    assert sorted({b.rule for b in verdict.broken}) == broken


@pytest.mark.untraced
def test_no_legal_place_is_left_out_and_no_other_is_offered() -> None:
    """On 240 tiny weeks, every appointment of a legal plan, all starts, rooms, teams and types by brute force."""
    seen = compare(0, 240)
    assert min(seen["legal"], seen["not"]) > 300, seen
    assert min(seen["none"], seen["dearer or cheaper"]) > 20, seen


@pytest.mark.nightly
def test_brute_force_finds_nothing_else_on_many_weeks() -> None:
    compare(10_000, 1_500)


def test_a_broken_plan_gets_no_worse() -> None:
    """No move of a plan made at random breaks more often what it breaks, by rule and by whom it is about."""
    offered = 0
    for seed in range(2_700):
        week = tiny(seed)
        if week is None:
            continue
        made = _PlanMaker(Thrown(f"wild {seed}"), week, wild=3).plan()
        made = made.model_copy(
            update={
                "appointments": tuple(
                    a
                    for a in made.appointments
                    if a.contact_type in week.rulebook.contact_types
                    and all(c in week.clinicians for c in a.clinicians)
                    and a.request in week.needs
                )
            }
        )
        before = Counter((v.rule, v.about) for v in check(week, made).violations)
        for old in made.appointments[:3]:
            if any(b.locked and b.request == old.request for b in week.week.bookings):
                continue
            every = places(week, old)
            for place, cost in listed(week, moves(week, made, old, limit=5), every).items():
                after = check(week, swapped(made, old, every[place]))
                assert not Counter((v.rule, v.about) for v in after.violations) - before, f"tiny({seed})"
                assert cost == after.cost - check(week, made).cost
                offered += 1
    assert offered > 100


HOUR = {"hours": {"mon": ["09:00-11:00"]}}
WEEK = case(
    clinicians=[clinician("psy1", **HOUR), clinician("psy2", **HOUR)],
    patients=[patient("p1", clinician="psy1")],
    requests=[request("q1", "physical", "video"), request("q2", patient="p2")],
    rooms=[room("r1"), room("r2")],
    grid_minutes=15,
    roles={"psychologist": {"weekly_target": 10.0}},
    prices={"other_clinician": 40, "less_preferred_type": 10, "shortfall": [1, 2, 4]},
)
PLAN = plan(WEEK, visit("q1", "psy1", "mon 09:00", room="r1"), visit("q2", "psy1", "mon 10:00", room="r1"))
Q1 = PLAN.appointments[0]


def starts(move: Move) -> tuple[str, str, tuple[str, ...], tuple[str, ...], int]:
    return f"{move.start:%H:%M}", f"{move.last_start:%H:%M}", move.clinicians, move.rooms, move.cost


def test_what_a_small_week_leaves_one_visit() -> None:
    """q2 holds psy1 from 10:00; 55 minutes fit before only at 09:00. psy2 is free: 09:00 to 10:00 (ends 10:55).

    psy1 keeps the 1.0 of a visit by changing the room; by video 0.8 leave 0.20 more short, of 10.0,
    8.20 against 8.00, at price 4: 80, and 10 for the type. psy2 costs 40: one clinician's loss is
    the other's gain, as both are past a fifth short. In r1 psy2 would meet q2 (10:00 to 10:45), so
    from 09:15 only r2 is free.
    """
    answer = moves(WEEK, PLAN, Q1)
    assert [starts(m) for m in answer.moves] == [
        ("09:00", "09:00", ("psy1",), ("r2",), 0),
        ("09:00", "09:15", ("psy2",), ("r1", "r2"), 40),
        ("09:30", "10:00", ("psy2",), ("r2",), 40),
        ("09:00", "09:00", ("psy1",), (), 90),
        ("09:00", "10:00", ("psy2",), (), 130),
    ]
    assert answer.places == 1 + 4 + 3 + 1 + 5
    assert (answer.proof.proven, answer.proof.bound) == (True, 0)
    assert answer.text_sv == (
        "q1 (mån 23 nov 09:00, psy1) kan flyttas till 14 andra platser medan allt annat står kvar. "
        "Billigast: mån 23 nov 09:00 hos psy1 i r2 (Physical), planens kostnad ändras inte."
    )


def test_what_a_move_does_to_those_it_touches() -> None:
    """A visit earns 1.0 and loads 2: psy1 goes from 2.0 to 1.0 and 4 to 2, psy2 from 0 to 1.0 and 0 to 2."""
    move = next(m for m in moves(WEEK, PLAN, Q1).moves if m.clinicians == ("psy2",))
    assert [(e.clinician, e.booked_before, e.booked_after) for e in move.effects] == [
        ("psy1", 2.0, 1.0),
        ("psy2", 0.0, 1.0),
    ]
    assert [(load.before, load.after) for e in move.effects for load in e.loads] == [(4, 2), (0, 2)]
    assert move.per_rule == {"other_clinician": 40}


def test_the_limit_cuts_what_is_shown_not_what_is_counted() -> None:
    answer = moves(WEEK, PLAN, Q1, limit=2)
    assert (len(answer.moves), answer.places) == (2, 14)


def test_a_place_that_is_taken_is_refused_with_the_rule() -> None:
    """At 10:00 psy1 and room r1 hold q2; psy2 at 10:15 would be busy until 11:10, past 11:00."""
    taken = why_not(WEEK, PLAN, Q1, Place(start=at("mon 10:00"), room="r1"))
    assert [b.rule for b in taken.broken] == ["no_overlap", "room"]
    assert taken.text == (
        "q1 (Mon 23 Nov 09:00, psy1) cannot move to Mon 23 Nov 10:00 with psy1 in r1 (Physical). "
        "It would break: no overlap, rooms."
    )
    late = why_not(WEEK, PLAN, Q1, Place(start=at("mon 10:15"), clinicians=("psy2",), room="r2"))
    assert [b.rule for b in late.broken] == ["working_hours"]
    assert (late.legal, late.cost, late.effects) == (False, None, ())


def test_a_place_off_the_grid_or_beyond_the_week_is_refused() -> None:
    for moment, rule in (("mon 09:05", "duration"), ("2026-12-07T09:00", "working_hours")):
        verdict = why_not(WEEK, PLAN, Q1, Place(start=at(moment), clinicians=("psy2",)))
        assert rule in [b.rule for b in verdict.broken]


def test_a_legal_place_is_priced_and_its_room_found() -> None:
    """psy2 at 09:30 to 10:15: r1 is q2's from 10:00, so r2."""
    verdict = why_not(WEEK, PLAN, Q1, Place(start=at("mon 09:30"), clinicians=("psy2",)))
    assert (verdict.legal, verdict.cost, verdict.place.room) == (True, 40, "r2")
    assert verdict.text_sv == (
        "q1 (mån 23 nov 09:00, psy1) kan flyttas till mån 23 nov 09:30 hos psy2 i r2 (Physical): "
        "planens kostnad stiger med 40."
    )


def test_breaks_stand_where_they_are() -> None:
    """A lunch from 10:00 leaves psy1 09:00 to 09:05 for 55 minutes, at either side of that nothing."""
    week = case(clinicians=[clinician("psy1", **HOUR)], requests=[request()], rooms=[room("r1")])
    made = plan(week, visit("q1", "psy1", "mon 09:00", room="r1"), lunch("psy1", "mon 10:00", "mon 10:30"))
    assert [starts(m)[:2] for m in moves(week, made, made.appointments[0]).moves] == [("09:05", "09:05")]


def test_a_contact_that_others_rest_on_moves_only_where_they_still_stand() -> None:
    """q2 follows q1 by one to two days and is on Thursday: q1 may be on Tuesday and Wednesday."""
    after = {"request": "q1", "min_days": 1, "max_days": 2}
    hours = {day: ["09:00-09:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
    week = case(
        clinicians=[clinician("psy1", hours=hours)],
        requests=[request("q1", "call"), request("q2", "call", after=after)],
        grid_minutes=30,
    )
    made = plan(week, visit("q1", "psy1", "tue 09:00"), visit("q2", "psy1", "thu 09:00"))
    assert [m.start for m in moves(week, made, made.appointments[0]).moves] == [at("wed 09:00")]


def test_a_group_moves_with_its_leaders_and_a_crisis_slot_within_its_day() -> None:
    hours = {"hours": {"mon": ["09:00-12:15"], "tue": ["09:00-11:15"]}}
    week = case(
        clinicians=[clinician("a", **hours), clinician("b", **hours)],
        groups=[group("dbt", 4)],
        grid_minutes=60,
        crisis={"contact_type": "crisis", "slots_per_day": 1},
    )
    made = plan(week, visit("dbt", "a b", "mon 09:00", room="g1"), visit("crisis", "a", "tue 09:00", room="r1"))
    led = {(m.start, m.last_start, m.clinicians, m.rooms) for m in moves(week, made, made.appointments[0]).moves}
    assert led == {(at("mon 10:00"), at("mon 10:00"), ("a", "b"), ("g1",))}
    slot = moves(week, made, made.appointments[1])
    assert {m.start.day for m in slot.moves} == {24}
    assert all(m.cost == 0 for m in slot.moves)


def test_one_of_two_contacts_at_once_can_be_moved_apart() -> None:
    """A plan made by hand may be broken: q1 and q2 overlap, and q1 is offered the places where it does not."""
    made = plan(WEEK, visit("q1", "psy1", "mon 10:00", room="r2"), visit("q2", "psy1", "mon 10:00", room="r1"))
    answer = moves(WEEK, made, made.appointments[0])
    assert starts(answer.moves[0]) == ("09:00", "09:00", ("psy1",), ("r1", "r2"), 0)


def test_a_locked_booking_is_refused_and_its_twin_is_not() -> None:
    week = case(
        clinicians=[clinician("psy1", hours={"mon": ["09:00-10:00"]})],
        requests=[request("q1", "call", count=2)],
        bookings=[booking("q1", "psy1", "mon 09:00")],
        grid_minutes=20,
    )
    made = plan(week, visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "mon 09:20"))
    held, free = (find(made, "q1", at(start)) for start in ("mon 09:00", "mon 09:20"))
    for ask in (lambda: moves(week, made, held), lambda: why_not(week, made, held, Place(start=at("mon 09:40")))):
        with pytest.raises(InputError, match=r"^q1 with psy1 at 2026-11-23 09:00 was promised: .* unlock"):
            ask()
    assert [m.start for m in moves(week, made, free).moves] == [at("mon 09:40")]


def test_unknown_names_are_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match="no appointment for 'q11', did you mean 'q1'"):
        find(PLAN, "q11")
    with pytest.raises(InputError, match="the plan holds it at 2026-11-23T09:00"):
        find(PLAN, "q1", at("mon 11:00"))
    with pytest.raises(InputError, match="no clinician 'psy3', did you mean"):
        why_not(WEEK, PLAN, Q1, Place(start=at("mon 09:00"), clinicians=("psy3",)))


@pytest.mark.nightly
def test_forty_clinicians_are_looked_through_in_a_second() -> None:
    """3,173 contacts asked for; a question at each drag takes less than 100 ms.

    Processor time, the best of three: other work on the machine does not count, nor does collected garbage.
    """
    week = load_case("clinic-40")
    made = greedy.solve(week, time_limit=20, workers=1, seed=0, on_plan=lambda *_: None)
    board = Board(week, made)
    promised = {b.request for b in week.week.bookings if b.locked}
    free = [a for a in made.appointments if a.request not in promised]
    for old in free[:: len(free) // 10]:
        began = process_time()
        answer = board.moves(old)
        assert process_time() - began < 1
        assert answer.proof.proven
        assert min(judging(board, old) for _ in range(3)) < 0.1


def judging(board: Board, old: Appointment) -> float:
    """Return the processor seconds of one question why not."""
    began = process_time()
    board.why_not(old, Place(start=at("2026-12-01T10:00")))
    return process_time() - began


@pytest.mark.parametrize("kind", get_args(BreakKind))
def test_whatever_break_moves_aside_has_a_name(kind: BreakKind) -> None:
    """In both languages, none of them twice."""
    rest = {"clinician": "psy1", "kind": kind, "start": at("mon 08:00"), "end": at("mon 08:30")}
    aside = MovedBreak(**rest, new_start=at("mon 09:00"), new_end=at("mon 09:30"))
    week = case(clinicians=[clinician()], requests=[request()])
    old = plan(week, visit("q1", "psy1", "mon 08:00", room="r1")).appointments[0]
    told = of_verdict(week, old, Place(start=at("mon 08:00"), clinicians=("psy1",)), 0, (), (aside,))
    english = {"lunch": "lunch", "admin": "admin time", "supervision": "supervision"}
    swedish = {"lunch": "lunchen", "admin": "administrationen", "supervision": "handledningen"}
    for text, known in ((told["text"], english), (told["text_sv"], swedish)):
        assert [each for each in known if f"{known[each]} " in text] == [kind]


@pytest.mark.parametrize(("number", "least"), [(50, 4), pytest.param(150, 8, marks=pytest.mark.nightly)])
def test_breaks_make_room_exactly_where_some_placing_of_them_is_legal(number: int, least: int) -> None:
    """On tiny weeks with admin time, every place that is not legal as it is, all placings by brute force."""
    seen: Counter[bool] = Counter()
    for seed, week, made in rested(530_000, number):
        board = Board(week, made)
        for old in made.appointments[:2]:
            if any(b.locked and b.request == old.request for b in week.week.bookings):
                continue
            every = places(week, old)
            for new in every.values():
                place = Place(start=new.start, clinicians=new.clinicians, room=new.room, contact_type=new.contact_type)
                verdict, shifted = board.why_not(old, place), swapped(made, old, new)
                if verdict.legal:
                    assert not verdict.breaks
                    continue
                legal = [plan for plan in with_breaks_anew(week, shifted, new) if check(week, plan).legal]
                assert bool(verdict.breaks) == bool(legal), f"tiny({seed}) {old.request} {place}"
                seen[bool(legal)] += 1
                if legal:
                    asides = {(b.clinician, b.start): b for b in verdict.breaks}
                    rests = [
                        b
                        if (a := asides.get((b.clinician, b.start))) is None
                        else b.model_copy(update={"start": a.new_start, "end": a.new_end})
                        for b in made.breaks
                    ]
                    report = check(week, shifted.model_copy(update={"breaks": tuple(rests)}))
                    assert (report.legal, report.cost - check(week, made).cost) == (True, verdict.cost)
                    assert " moves from " in verdict.text
    assert min(seen[True], seen[False]) > least, seen


def with_breaks_anew(week: Case, made: Plan, new: Appointment) -> Iterator[Plan]:
    """Yield a plan with every placing of the breaks that a contact's clinicians have on its day."""
    own = [b for b in made.breaks if b.clinician in new.clinicians and b.start.date() == new.start.date()]
    others = [b for b in made.breaks if b not in own]
    day = (new.start.date() - week.week.week).days
    for starts in product(range(0, 24 * 60, week.grid), repeat=len(own)):
        anew = [
            b.model_copy(update={"start": week.moment(first), "end": week.moment(first) + (b.end - b.start)})
            for b, first in zip(own, (day * 24 * 60 + start for start in starts), strict=True)
        ]
        if all(b.kind == "lunch" or at_work(week, b, day) for b in anew):
            yield made.model_copy(update={"breaks": (*others, *anew)})


def at_work(week: Case, rest: Break, day: int) -> bool:
    return any(
        first <= week.minute(rest.start) and week.minute(rest.end) <= last
        for first, last in week.hours(rest.clinician, day)
    )


def test_the_lunch_that_makes_room_is_told_with_its_hours() -> None:
    """psy1 works 08:00-14:00 and lunches 12:00-12:30; q1 at 12:00 until 12:55 fits if lunch is 11:30 or 13:00."""
    week = case(
        clinicians=[clinician("psy1", hours={"mon": ["08:00-14:00"]})],
        requests=[request("q1")],
        working_time={"lunch_minutes": 30, "lunch_between": ["11:00", "13:30"], "max_hours_without_break": 5},
        grid_minutes=15,
    )
    made = plan(week, visit("q1", "psy1", "mon 09:00", room="r1"), lunch("psy1", "mon 12:00", "mon 12:30"))
    verdict = why_not(week, made, made.appointments[0], Place(start=at("mon 12:00")))
    assert (verdict.legal, verdict.cost, [b.rule for b in verdict.broken]) == (False, 0, ["no_overlap"])
    assert verdict.text == (
        "q1 (Mon 23 Nov 09:00, psy1) can move to Mon 23 Nov 12:00 with psy1 in r1 (Physical) "
        "if the lunch of psy1 moves from 12:00–12:30 to 11:30–12:00: the plan's cost stays the same."
    )
    assert "om lunchen för psy1 flyttas från kl. 12:00–12:30 till kl. 11:30–12:00" in verdict.text_sv
