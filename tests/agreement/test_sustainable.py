"""Weeks on which the rules of a sustainable week have much to say: the solver's answer is the best of all."""

from collections import Counter
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, least_cost
from tests.agreement.plans import Thrown
from tests.agreement.test_brute_force import agree, small
from tests.builders import case, clinician, kind, request, span
from weightplan.case import Case
from weightplan.check import check
from weightplan.solver import solve
from weightplan.validate import problems_of

FEW_PLANS = 400
DAYS = ("mon", "tue", "wed")
TYPES = {
    "talk": kind(minutes=30, documentation=0, heavy=True),
    "long": kind(minutes=60, documentation=30, heavy=True, weight=2.0),
    "call": kind("phone", 30, 0, weight=0.4),
    "video": kind("video", 30, 30, weight=0.8),
}
RULES = {
    "min_minutes_between_heavy": "limits",
    "phone_hours": "limits",
    "min_rest_hours_per_day": "limits",
    "min_rest_hours_per_week": "limits",
    "heavy_in_last_hour": "prices",
    "context_switch": "prices",
    "same_type_a_day": "prices",
}


def week(seed: int) -> Case:
    """Return a week of one clinician, or two, on up to three days of two hours at various times of the day."""
    dice = Thrown(f"sustainable {seed}")
    limits: dict[str, Any] = {}
    dice.maybe(limits, "min_minutes_between_heavy", 7, lambda: 30 * dice.number(0, 4))
    dice.maybe(limits, "phone_hours", 4, lambda: {day: ["09:00-10:00", "13:00-14:30"] for day in dice.some(DAYS)})
    dice.maybe(limits, "min_rest_hours_per_day", 5, lambda: dice.number(16, 24))
    dice.maybe(limits, "min_rest_hours_per_week", 4, lambda: dice.number(100, 150))
    dice.maybe(limits, "soft_switches_per_day", 3, lambda: dice.number(0, 2))
    dice.maybe(limits, "soft_same_type_per_day", 9, lambda: dice.number(0, 1))
    dice.maybe(limits, "min_admin_minutes_per_week", 2, 30)
    prices = {"unserved": {1: 100, 2: 60, 3: 40, 4: 20}, "less_preferred_type": dice.number(0, 30)}
    for name in ("heavy_in_last_hour", "context_switch", "same_type_a_day"):
        dice.maybe(prices, name, 7, lambda: dice.number(1, 50))
    people = [_person(dice, name) for name in ("a", "b")[: dice.number(1, 2)]]
    asked = [
        request(f"q{n}", *dice.shuffled(dice.some(list(TYPES), 1)), patient=f"p{n}", priority=dice.number(1, 4))
        for n in range(dice.number(2, 4))
    ]
    return small(*people, contact_types=TYPES, requests=asked, limits=limits, prices=prices)


def _person(dice: Thrown, name: str) -> dict[str, Any]:
    hours = {}
    for day in dice.some(DAYS, 1):
        start = dice.one((8, 9, 13, 20))
        hours[day] = [f"{start:02}:00-{start + dice.number(1, 3):02}:00"]
    blocks = [span("tue 16:00", "tue 23:00")] if dice.sometimes(1) else []
    return clinician(name, hours=hours, blocks=blocks)


def without(made: Case, name: str) -> Case:
    """Return the case in which one of the rules is left out."""
    part = RULES[name]
    changed = getattr(made.rulebook, part).model_copy(update={name: None})
    return Case(made.week, made.rulebook.model_copy(update={part: changed}))


def _is_set(made: Case, name: str) -> bool:
    return getattr(getattr(made.rulebook, RULES[name]), name) is not None


def compare(first: int, number: int) -> Counter[str]:
    """Compare so many weeks; return how often leaving a rule out changes the least cost."""
    mattering: Counter[str] = Counter()
    seed = first
    while number:
        made, seed = week(seed), seed + 1
        assert not problems_of(made)
        try:
            least = least_cost(made, FEW_PLANS)
            eased = {name: least_cost(without(made, name), FEW_PLANS) for name in RULES if _is_set(made, name)}
        except TooManyError:
            continue
        number -= 1
        try:
            agree(made, least)
        except AssertionError as error:
            error.add_note(f"week({seed - 1})")
            raise
        mattering.update(name for name, cost in eased.items() if cost != least)
    return mattering


@pytest.mark.untraced
def test_no_plan_of_a_sustainable_week_is_better() -> None:
    """On 60 weeks; each rule makes the best plan of some dearer, or the week infeasible."""
    mattering = compare(0, 60)
    assert set(mattering) == set(RULES), mattering


@pytest.mark.nightly
def test_no_plan_of_many_sustainable_weeks_is_better() -> None:
    compare(1_000, 300)


LONG_DAYS = {"mon": ["08:00-21:00"], "tue": ["06:00-21:00"], "wed": ["06:00-14:00"], "fri": ["08:00-16:00"]}


def unit(**limits: Any) -> Case:
    """Return a week too large for one model: evenings that are followed by early mornings, all of it asked for."""
    types = {"visit": kind(minutes=45, documentation=15, heavy=True), "call": kind("phone", 30, 15, weight=0.4)}
    return case(
        clinicians=[clinician(f"c{n}", hours=LONG_DAYS, target=60.0) for n in range(3)],
        requests=[request(f"q{n}", *(("visit", "call"), ("call",))[n % 2], patient=f"p{n}") for n in range(160)],
        types=types,
        working_time={"max_hours_without_break": 24},
        limits={"phone_hours": {day: ["06:00-08:00", "13:00-16:00"] for day in LONG_DAYS}} | limits,
        prices={"unserved": {3: 100}, "heavy_in_last_hour": 5, "context_switch": 2},
    )


def test_a_unit_made_day_by_day_rests_between_an_evening_and_a_morning() -> None:
    """Days that are timed one by one keep the rest with their neighbours; with no limit they do not."""
    rested = unit(min_rest_hours_per_day=13, min_rest_hours_per_week=80, min_minutes_between_heavy=20)
    tired = solve(unit(), time_limit=5, workers=1, seed=0)
    plan = solve(rested, time_limit=8, workers=1, seed=0)
    assert {v.rule for v in check(rested, tired).violations} >= {"daily_rest"}
    report = check(rested, plan)
    assert (report.legal, report.cost) == (True, plan.cost)
    assert plan.bound is not None and plan.cost is not None and plan.bound <= plan.cost
    assert len(plan.appointments) > 40
