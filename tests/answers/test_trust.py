"""Trust: figures worked out by hand, and switches of type held against every other place of the day."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.agreement.enumeration import _appointments, legal_plans
from tests.agreement.test_brute_force import on_monday, small
from tests.builders import (
    KINDS,
    admin,
    booking,
    case,
    clinician,
    group,
    lunch,
    patient,
    plan,
    request,
    room,
    span,
    visit,
)
from weightplan.answers.trust import Trust, trust
from weightplan.answers.trust.load import gini
from weightplan.answers.trust.untargeted import untargeted
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Appointment, Plan
from weightplan.week import Override, Request


def switched(case: Case, made: Plan) -> list[tuple[str, str, int, tuple[str, ...]]]:
    return [(s.wished, s.chosen, s.count, s.requests) for s in trust(case, made).switches]


# --- switches of type


def heavier(case: Case, made: Plan) -> Iterator[Appointment]:
    """Yield the contacts whose type weighs more than the first of their request."""
    kinds = case.rulebook.contact_types
    for held in made.appointments:
        need = case.needs.get(held.request)
        if isinstance(need, Request):
            wished, chosen = (kinds[name] for name in (need.contact_types[0], held.contact_type))
            if (chosen.weight or 0) > (wished.weight or 0):
                yield held


def first_was_legal(case: Case, made: Plan, held: Appointment) -> bool:
    """Try every appointment of the first type on the day in its place."""
    need = case.requests[held.request]
    rest = tuple(a for a in made.appointments if a is not held)
    return any(
        check(case, made.model_copy(update={"appointments": (*rest, other)})).legal
        for other in _appointments(case, need.id, need)
        if other.contact_type == need.contact_types[0] and other.start.date() == held.start.date()
    )


def thrown(seed: int) -> Case:
    """Return a week of one or two clinicians on one day whose requests wish for their lightest type first."""
    dice = Random(seed)
    people = [on_monday(name, dice.choice(["10:00-12:00", "10:00-12:30", "10:30-12:30"])) for name in "ab"]
    asked = []
    for name in ("p1", "p2", "p3")[: dice.randint(2, 3)]:
        types = sorted(
            dice.sample(["call", "visit", "first"], dice.randint(1, 3)), key=["call", "visit", "first"].index
        )
        named = [dice.choice("ab")] if dice.random() < 0.3 else None
        asked.append(request(f"q{name}", *types, patient=name, clinicians=named))
    hours = [{"mon": ["10:00-11:30"]}, {"mon": ["11:00-12:30"]}, None]
    limits = [{"max_remote_share": 0.5}, {"max_contact_minutes_per_day": 60}, {"max_minutes_in_a_row": 60}, {}]
    return small(
        *people[: dice.randint(1, 2)],
        requests=[r for r in asked if r["clinicians"] != ["b"]],
        patients=[patient(name, new=dice.random() < 0.3, available=dice.choice(hours)) for name in ("p1", "p2", "p3")],
        limits=dice.choice(limits) | {"pause_minutes": 10},
    )


def agree(first: int, number: int) -> None:
    """Assert that switches of random legal plans are those that brute force finds, many of either kind."""
    found = {True: 0, False: 0}
    dice = Random(first)
    for seed in range(first, first + number):
        problem = thrown(seed)
        plans = [made for made, _ in legal_plans(problem, 4_000) if made.appointments]
        for made in dice.sample(plans, min(4, len(plans))):
            expected: dict[tuple[str, str], list[str]] = {}
            for held in heavier(problem, made):
                legal = first_was_legal(problem, made, held)
                found[legal] += 1
                if legal:
                    pair = (problem.requests[held.request].contact_types[0], held.contact_type)
                    expected.setdefault(pair, []).append(held.request)
            answer = trust(problem, made).switches
            assert {(s.wished, s.chosen): sorted(s.requests) for s in answer} == {
                pair: sorted(names) for pair, names in expected.items()
            }, seed
    assert min(found.values()) >= number // 4, found


def test_switches_are_those_that_brute_force_over_the_day_finds() -> None:
    """On 60 weeks with four plans each."""
    agree(0, 60)


@pytest.mark.nightly
def test_switches_of_many_weeks_are_those_that_brute_force_finds() -> None:
    agree(1_000, 200)


def wish(**fields: Any) -> dict[str, Any]:
    """A request for a call (0.4), a visit (1.0) where that is not possible."""
    return request("q1", "call", "visit") | fields


def test_a_switch_that_the_plan_did_not_need_is_listed() -> None:
    """A visit at 10:00 in an otherwise empty hour: the call could be at 10:00."""
    problem = small(on_monday("a", "10:00-11:00"), requests=[wish()])
    made = plan(problem, visit("q1", "a", "mon 10:00", "visit", "r1"))
    assert switched(problem, made) == [("call", "visit", 1, ("q1",))]
    (found,) = trust(problem, made).switches
    assert found.gained == 0.6  # 1.0 − 0.4


@pytest.mark.parametrize(("closes", "listed"), [("12:30", True), ("12:00", False)])
def test_the_first_type_may_lie_elsewhere_on_the_day(closes: str, listed: bool) -> None:
    """q1 is a video of half an hour without a room, the visit takes an hour: only after 12:00 is the patient free."""
    types = {
        "long": KINDS["video"] | {"minutes": 60, "documentation_minutes": 0, "weight": 0.2},
        "visit": KINDS["video"] | {"minutes": 30, "documentation_minutes": 0, "weight": 1.0},
    }
    problem = small(
        on_monday("a", f"10:00-{closes}"),
        contact_types=types,
        requests=[request("q1", "long", "visit"), request("q2", "visit", patient="p2", count=3)],
    )
    others = [visit("q2", "a", f"mon {clock}", "visit") for clock in ("10:00", "10:30", "11:00")]
    made = plan(problem, visit("q1", "a", "mon 11:30", "visit"), *others)
    assert switched(problem, made) == ([("long", "visit", 1, ("q1",))] if listed else [])


@pytest.mark.parametrize(
    ("types", "listed"),
    [
        (["call", "visit"], True),
        (["visit", "call"], False),  # the first choice
        (["course", "visit"], False),  # needs two leaders, there is one clinician
    ],
)
def test_only_a_first_type_that_was_possible_and_lighter_counts(types: list[str], listed: bool) -> None:
    problem = small(on_monday("a", "10:00-12:00"), requests=[request("q1", *types)])
    made = plan(problem, visit("q1", "a", "mon 10:00", "visit", "r1"))
    assert bool(trust(problem, made).switches) is listed


def test_a_lighter_type_than_the_first_is_no_gain() -> None:
    problem = small(on_monday("a", "10:00-12:00"), requests=[request("q1", "visit", "call")])
    assert trust(problem, plan(problem, visit("q1", "a", "mon 10:00", "call"))).switches == ()


@pytest.mark.parametrize("listed", [True, False])
def test_a_locked_booking_keeps_its_time_and_not_its_type(listed: bool) -> None:
    """A call from 10:00 to 11:00 keeps the promise; with a meeting at 10:30 it could only be at 11:00."""
    first = {"minutes": 30, "documentation_minutes": 0}
    types = {"call": KINDS["call"] | first | {"minutes": 60}, "visit": KINDS["video"] | first}
    problem = small(
        on_monday("a", "10:00-12:00", blocks=[span("mon 10:30", "mon 11:00")] if not listed else []),
        contact_types=types,
        requests=[wish()],
        bookings=[booking("q1", "a", "mon 10:00")],
    )
    assert bool(trust(problem, plan(problem, visit("q1", "a", "mon 10:00", "visit"))).switches) is listed


# --- load


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 1, 1], Fraction(0)),
        ([0, 0, 0], Fraction(0)),
        ([0, 0, 3], Fraction(2, 3)),  # one has all of three: (n − 1) ÷ n
        ([1, 3], Fraction(1, 4)),  # mean difference |1−3|·2 ÷ 4 = 1, over twice the mean 2: 1 ÷ 4
        ([3, 1, 2], Fraction(2, 9)),  # differences 2+1+1, twice: 8; ÷ (2 · 9 · 2) = 8 ÷ 36
    ],
)
def test_gini_by_hand(values: list[int], expected: Fraction) -> None:
    assert gini([Fraction(value) for value in values]) == expected


@pytest.mark.parametrize(("least", "shown"), [(2, True), (3, False)])
def test_load_is_per_full_time_week_and_only_of_enough_people(least: int, shown: bool) -> None:
    """psy1: 1 visit of load 2 at full time, 2. psy2: 3 calls of load 1 at half time, 6.

    Mean 4, greatest 6, Gini |2−6|·2 ÷ (2 · 4 · 4) = 8 ÷ 32. psy3 is away all week and counts for nothing.
    """
    away = [span("mon 00:00", "sun 00:00")]
    problem = case(
        clinicians=[clinician("psy1"), clinician("psy2", fte=0.5), clinician("psy3", absences=away)],
        requests=[request("q1"), request("q2", "call", count=3)],
        min_group_size=least,
    )
    calls = (visit("q2", "psy2", f"mon {clock}") for clock in ("09:00", "10:00", "11:00"))
    (found,) = trust(problem, plan(problem, visit("q1", "psy1", "mon 09:00", room="r1"), *calls)).loads
    figures = (found.people, found.mean, found.most, found.gini)
    assert figures == ((2, 4.0, 6.0, 0.25) if shown else (None, None, None, None))


# --- equity


def careful(**fields: Any) -> Case:
    """Two patients of level 3, one of them new, one of no level, and a group of p1 and a head without a name."""
    return case(
        patients=[patient("p1", level=3), patient("p2", level=3, new=True), patient("p3")],
        requests=[
            request("q1", patient="p1", count=2),
            request("q2", "first", patient="p2"),
            request("q3", "call", patient="p3"),
            request("q4", "call", patient=None),
        ],
        **{"min_group_size": 1} | fields,
    )


def test_minutes_are_per_patient_asked_for() -> None:
    """Level 3: p1 has 45, p2 has 90 of their 135 asked; 135 ÷ 2. No level: p3 nothing, q4's patient 15; 15 ÷ 2.

    New: p2 alone, 90. Returning: p1 and p3, 45 ÷ 2. Who has no name is neither.
    """
    problem = careful()
    made = plan(
        problem,
        visit("q1", "psy1", "mon 09:00", room="r1"),
        visit("q2", "psy1", "tue 09:00", room="r1"),
        visit("q4", "psy1", "wed 09:00"),
    )
    found = {share.group: (share.patients, share.minutes) for share in trust(problem, made).equity}
    assert found == {"level.3": (2, 67.5), "level.none": (2, 7.5), "new": (1, 90.0), "returning": (2, 22.5)}


def test_heads_of_a_group_count_each() -> None:
    """Four heads of 105 minutes: 105 each."""
    problem = case(groups=[group(participants=4)], clinicians=[clinician("psy1"), clinician("psy2")], min_group_size=4)
    (share,) = trust(problem, plan(problem, visit("dbt", "psy1 psy2", "mon 09:00", room="g1"))).equity
    assert (share.group, share.patients, share.minutes) == ("level.none", 4, 105.0)


def test_groups_of_too_few_patients_show_nothing() -> None:
    found = {share.group: share for share in trust(careful(min_group_size=2), Plan()).equity}
    assert (found["level.3"].patients, found["level.3"].minutes) == (2, 0.0)
    assert (found["new"].patients, found["new"].minutes) == (None, None)


def test_the_plan_without_the_target_stands_beside_it() -> None:
    problem = careful()
    made, other = (plan(problem, visit("q4", "psy1", f"{day} 09:00")) for day in ("mon", "tue"))
    beside = trust(problem, made, other)
    assert beside.untargeted == "feasible"
    assert {s.group: s.untargeted for s in beside.equity}["level.none"] == 7.5
    none = trust(problem, made, Plan(status="unknown"))
    assert none.untargeted == "unknown"
    assert all(share.untargeted is None for share in (*none.equity, *trust(problem, made).equity))
    assert trust(problem, made).untargeted is None


def test_without_the_target_nobody_is_moved_to_a_heavier_type() -> None:
    """A target of 1.0 makes the visit (1.0) worth more than the call (0.4) that the patient wants.

    Short of the target by 0.6 costs 60, the second choice 3. Without the target the call stands,
    although a price on weights above the target of 0 would drop it.
    """
    prices = {"shortfall": [1, 1, 1], "overshoot": 1, "unserved": {3: 10}, "less_preferred_type": 3}
    problem = small(on_monday("a", "10:00-12:00", target=1.0), requests=[wish()], prices=prices)
    found = untargeted(problem, seconds=10, workers=1)
    assert found.status == "optimal"
    assert [a.contact_type for a in found.appointments] == ["call"]


# --- protected time


def test_protected_time_due_and_kept() -> None:
    """Two days of nine hours each: two lunches due, one held. 60 minutes of admin due, 30 + 10 held of which 30 count.

    A meeting of 60 minutes, 30 of them inside the hours; a contact with its notes (20) lies in it for 10 minutes.
    """
    hours = {"mon": ["08:00-17:00"], "tue": ["08:00-17:00"]}
    meeting = span("mon 16:30", "mon 17:30")
    problem = case(
        clinicians=[clinician(hours=hours, blocks=[meeting])],
        requests=[request("q1", "call")],
        limits={"min_admin_minutes_per_week": 60},
        min_group_size=1,
    )
    made = plan(
        problem,
        lunch("psy1", "mon 12:00", "mon 12:30"),
        admin("psy1", "tue 09:00", "tue 09:30"),
        admin("psy1", "tue 10:00", "tue 10:10"),
        visit("q1", "psy1", "mon 16:20"),
    )
    found = trust(problem, made).protected
    assert found is not None
    assert [(p.kind, p.due, p.kept) for p in found] == [
        ("lunch", 2, 1),
        ("admin", 60, 30),
        ("supervision", 0, 0),
        ("blocks", 30, 20),
    ]


@pytest.mark.parametrize(("least", "shown"), [(2, True), (3, False)])
def test_protected_time_is_summed_from_min_group_size_on(least: int, shown: bool) -> None:
    problem = case(clinicians=[clinician("psy1"), clinician("psy2")], min_group_size=least)
    found = trust(problem, Plan()).protected
    assert (found is not None) is shown
    assert not found or (found[0].due, found[0].kept) == (10, 0)


# --- assumptions and what was set by hand


def test_numbers_in_use_marked_example_are_listed_by_path() -> None:
    """The visit is sourced, the call an example, video not in the plan; the call's weight has a source of its own."""
    types = {"physical": KINDS["physical"] | {"origin": "sourced"}}
    source = {"field": "contact_types.call.weight", "text": "measured here"}
    problem = case(requests=[request("q1"), request("q2", "call")], types=types, sources=[source])
    made = plan(problem, visit("q1", "psy1", "mon 09:00", room="r1"), visit("q2", "psy1", "mon 10:00"))
    assert [(m.field, m.value) for m in trust(problem, made).made_up] == [
        ("contact_types.call.minutes", 15),
        ("contact_types.call.documentation_minutes", 5),
        ("contact_types.call.load", 1),
    ]


def test_care_packages_count_where_the_demand_uses_them() -> None:
    package = {"package": [{"contact_types": ["call"], "per_week": 0.5}]}
    sourced = {"package": [{"contact_types": ["call"], "per_week": 1, "origin": "measured"}]}
    levels = {"1": package, "2": package, "3": sourced}
    problem = case(levels=levels, demand=[{"level": 1, "patients": 4}, {"level": 3, "patients": 1}])
    assert [(m.field, m.value) for m in trust(problem, Plan()).made_up] == [("levels.1.package[0].per_week", 0.5)]


def overridden(*log: Override) -> Trust:
    problem = case(
        clinicians=[clinician("psy2", limits={"max_first_per_day": 1}), clinician("psy1", target=30.0)],
        requests=[request("q1", count=2)],
        bookings=[
            booking("q1", "psy1", "mon 09:00"),
            booking("q1", "psy1", "mon 10:00"),
            booking("q1", "psy2", "tue 10:00", locked=False),
        ],
    )
    return trust(Case(problem.week.model_copy(update={"overrides": log}), problem.rulebook), Plan())


def test_what_was_set_by_hand_is_listed_with_its_reason_in_the_weeks_order() -> None:
    trains = Override(what="clinicians[psy1].target", reason="trains a colleague", by="boss", on=date(2026, 11, 1))
    found = overridden(trains, Override(what="requests[q1].must", reason="court"))
    assert [(h.what, h.value, h.reason, h.by, h.on) for h in found.by_hand] == [
        ("clinicians[psy2].limits.max_first_per_day", "1", None, None, None),
        ("clinicians[psy1].target", "30", "trains a colleague", "boss", date(2026, 11, 1)),
        ("bookings[psy1].locked", "2", None, None, None),
        ("requests[q1].must", "", "court", None, None),
    ]
    assert "4 values were set by hand, 2 without a reason given." in found.text
    assert "4 värden är satta för hand, 2 utan angivet skäl." in found.text_sv


def test_two_reasons_of_one_value_are_both_kept() -> None:
    found = overridden(*(Override(what="clinicians[psy1].target", reason=text) for text in ("first", "second")))
    told = [h.reason for h in found.by_hand if h.what == "clinicians[psy1].target"]
    assert told == ["first", "second"]
    assert "3 values were set by hand, 2 without" in found.text


def test_rooms_and_people_alone_make_no_fuss() -> None:
    """Nothing planned, nothing set, nothing in use: every list is empty, and each is said to be."""
    found = trust(case(rooms=[room()]), Plan())
    assert (found.switches, found.equity, found.made_up, found.by_hand) == ((), (), (), ())
    assert found.text.startswith("0 contacts have a heavier type")
