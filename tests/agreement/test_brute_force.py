"""The solver's answer is the best of all: every plan of a tiny week is made and checked."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, least_cost
from tests.agreement.plans import Thrown
from tests.builders import booking, case, clinician, group, kind, patient, request, room, span
from tests.strategies import _PlanMaker, _WeekMaker
from weightplan.case import Case
from weightplan.check import check
from weightplan.fields import WEEKDAYS
from weightplan.rulebook import Rulebook
from weightplan.solver import solve
from weightplan.validate import problems_of
from weightplan.week import Week

MOST_PLANS = 4_000


def agree(case: Case, least: int | None) -> None:
    """Assert that the solver proves the least cost, or that no plan is legal."""
    plan = solve(case, time_limit=20, workers=1, seed=0)
    if least is None:
        assert plan.status == "infeasible"
        return
    assert (plan.status, plan.cost, plan.bound) == ("optimal", least, least)
    report = check(case, plan)
    assert (report.legal, report.cost) == (True, least)


def tiny(seed: int) -> Case | None:
    """Return a week of one or two clinicians on one or two short days, None if the dice give none."""
    dice = Thrown(f"tiny {seed}")
    maker = _WeekMaker(dice, days=2, requests=4)
    maker.slots, maker.weeks = dice.number(3, 7), 1
    maker.clinicians, maker.rooms = maker.clinicians[:2], maker.rooms[:2]
    tree = maker.week()
    if maker.grid < 15 or len(tree["requests"]) < 2:
        return None
    week = Week.model_validate_json(json.dumps(tree))
    assert isinstance(week.rulebook, Rulebook)
    made = Case(week, week.rulebook)
    if problems_of(made):
        return None
    earlier = _PlanMaker(dice, made, wild=0).plan() if dice.sometimes(3) else None
    return Case(week, week.rulebook, earlier)


def enumerated(first: int, number: int) -> Iterator[tuple[int, Case, int | None]]:
    """Yield tiny weeks that have few enough plans, with the least cost of each."""
    seed = first
    while number:
        made = tiny(seed)
        seed += 1
        if made is None:
            continue
        try:
            least = least_cost(made, MOST_PLANS)
        except TooManyError:
            continue
        number -= 1
        yield seed - 1, made, least


def compare(first: int, number: int) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    for seed, made, least in enumerated(first, number):
        try:
            agree(made, least)
        except AssertionError as error:
            error.add_note(f"tiny({seed})")
            raise
        outcomes["infeasible" if least is None else "optimal"] += 1
    return outcomes


@pytest.mark.untraced
def test_no_plan_of_a_tiny_week_is_better() -> None:
    """On 150 weeks, some of which have no legal plan."""
    outcomes = compare(0, 150)
    assert min(outcomes["optimal"], outcomes["infeasible"]) >= 5, outcomes


@pytest.mark.nightly
def test_no_plan_of_many_tiny_weeks_is_better() -> None:
    compare(1_000, 1_000)


TYPES = {
    "visit": kind(minutes=30, documentation=30, room="consulting", load=2),
    "call": kind("phone", 30, 0, weight=0.4, load=1),
    "first": kind(minutes=60, documentation=0, weight=2.0, room="consulting", first=True, heavy=True),
    "course": kind("group", 60, 0, room="group", leaders=2, participants=[1, 4]),
}
PRICES = {"unserved": {1: 100, 2: 40, 3: 10, 4: 5}, "less_preferred_type": 3, "load_imbalance": 1}


def on_monday(name: str, hours: str, **fields: Any) -> dict[str, Any]:
    return clinician(name, hours={"mon": [hours]}, **fields)


def small(*clinicians: dict[str, Any], **fields: Any) -> Case:
    """Return a case of half-hour steps with short contact types, one room and one group room."""
    fields = {"grid_minutes": 30, "prices": PRICES, "contact_types": TYPES} | fields
    return case(clinicians=clinicians, **{"rooms": [room("r1"), room("g1", "group")]} | fields)


def visits(*patients: str, **fields: Any) -> list[dict[str, Any]]:
    return [request(f"q{p}", "visit", "call", patient=p, **fields) for p in patients]


WEEKS = {
    "two clinicians share a room": small(
        on_monday("a", "10:00-11:30"), on_monday("b", "10:00-11:00"), requests=visits("p1", "p2", "p3")
    ),
    "two rooms alike for three clinicians": small(
        *(on_monday(name, "10:00-11:00") for name in "abc"),
        rooms=[room("r1"), room("r2")],
        requests=[request(f"q{p}", "visit", patient=p) for p in ("p1", "p2", "p3")],
    ),
    "a lunch splits the day": small(
        on_monday("a", "09:30-12:30"),
        requests=visits("p1", "p2", "p3"),
        working_time={"lunch_minutes": 30, "lunch_between": ["10:30", "12:00"], "max_hours_without_break": 2},
        limits={"max_minutes_in_a_row": 90},
    ),
    "only a long lunch will do": small(
        on_monday("a", "08:00-11:00"),
        requests=visits("p1", "p2", "p3"),
        working_time={"lunch_minutes": 30, "lunch_between": ["08:30", "10:30"], "max_hours_without_break": 1},
    ),
    "no lunch will do": small(
        on_monday("a", "08:00-11:00"),
        requests=visits("p1"),
        working_time={"lunch_minutes": 30, "lunch_between": ["08:30", "09:30"], "max_hours_without_break": 1},
    ),
    "a lunch after work": small(
        on_monday("a", "08:00-10:00"),
        requests=visits("p1", "p2"),
        working_time={"lunch_minutes": 60, "lunch_between": ["09:30", "10:30"], "max_hours_without_break": 1.5},
    ),
    "rows with pauses": small(
        on_monday("a", "10:00-12:30"),
        requests=visits("p1", "p2", "p3"),
        limits={"max_minutes_in_a_row": 60, "pause_minutes": 30},
    ),
    "a row that fills the day": small(
        on_monday("a", "10:00-12:30"),
        requests=[request("q1", "call", count=4)],
        limits={"max_minutes_in_a_row": 60, "pause_minutes": 30},
    ),
    "a meeting inside a meeting": small(
        on_monday("a", "10:00-13:00", blocks=[span("mon 10:00", "mon 12:00"), span("mon 10:30", "mon 11:00")]),
        requests=visits("p1", "p2"),
    ),
    "admin time in halves": small(
        on_monday("a", "10:00-12:00", blocks=[span("mon 10:30", "mon 11:00")]),
        requests=visits("p1"),
        limits={"min_admin_minutes_per_week": 60},
    ),
    "a new patient and a group": small(
        on_monday("a", "10:00-12:00"),
        on_monday("b", "11:00-12:30"),
        patients=[patient("p1", new=True)],
        requests=[request("q1", "first", priority=4)],
        groups=[group("d1", ["p1"], contact_type="course")],
    ),
    "a follow-up with the same clinician": small(
        on_monday("a", "10:00-11:00"),
        clinician("b", hours={"mon": ["10:00-10:30"], "tue": ["10:00-11:00"]}),
        requests=[
            request("q1", "visit", "call"),
            request("q2", "visit", after={"request": "q1", "min_days": 1, "max_days": 2}, priority=1),
        ],
    ),
    "calls only beside visits": small(
        on_monday("a", "10:00-12:00"),
        requests=[request("q1", "call", patient="p1"), request("q2", "call", "visit", patient="p2")],
        limits={"max_remote_share": 0.5},
    ),
    "musts for one hour": small(on_monday("a", "10:00-11:00"), requests=visits("p1", "p2", must=True)),
    "a must too many": small(on_monday("a", "10:00-11:00"), requests=visits("p1", "p2", "p3", must=True)),
    "alike and too many": small(
        on_monday("a", "10:00-11:00"), on_monday("b", "10:00-10:30"), requests=visits("p1", "p2", "p3", "p4")
    ),
    "nobody may come": small(
        on_monday("a", "10:00-11:00"), requests=visits("p1", "p2"), limits={"max_patient_contacts_per_day": 0}
    ),
    "two promised at once": small(
        on_monday("a", "10:00-11:30"),
        on_monday("b", "10:00-11:30"),
        requests=visits("p1", "p2", "p3"),
        bookings=[booking("qp1", "a", "mon 10:00"), booking("qp2", "b", "mon 10:00")],
    ),
    "crisis slots come first": small(
        *(clinician(c, hours={day: ["10:00-11:00"] for day in WEEKDAYS[:5]}) for c in ("a",)),
        requests=visits("p1"),
        crisis={"contact_type": "call", "slots_per_day": 1},
    ),
}


@pytest.mark.parametrize("week", WEEKS)
def test_no_plan_is_better_where(week: str) -> None:
    assert not problems_of(WEEKS[week])
    agree(WEEKS[week], least_cost(WEEKS[week], 50_000))
