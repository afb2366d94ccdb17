"""Reduced to what a formula knows, a year agrees with it: its places with Erlang's C, its plans with M/D/1."""

import json
from itertools import pairwise
from math import factorial

import pytest

from tests.builders import case, clinician
from weightplan.plan import Plan
from weightplan.study.limits import SolveLimits
from weightplan.study.year.model import Year
from weightplan.study.year.row import YearWeek
from weightplan.study.year.simulate import Simulation
from weightplan.study.year.work import Solved

WARM_UP = 20  # weeks
AT_EIGHT = 1 / 3  # days after midnight: when the one contact of a week is held


def waits(servers: int, load: float, patients: int, seed: int) -> tuple[float, float]:
    """Return days from referral to a place, and how many wait for one, as parts of what Erlang's C expects.

    One level, places for so many at once, treatments of exponential length, nobody away. No week is planned: what
    agrees is referrals, places and the ends of courses.
    """
    weeks = 520
    a_week = patients / weeks
    mean_weeks = load * servers / a_week
    steps = [{"contact_types": ["physical"], "days": 7}]
    course = {"roles": ["psychologist"], "steps": steps, "mean_weeks": mean_weeks}
    asked = {"weeks": weeks, "referrals": {1: a_week}, "courses": {1: course}, "places": {"psychologist": 1}}
    year = Year.model_validate_json(json.dumps(asked))
    unit = case(clinicians=[clinician(f"c{number}") for number in range(servers)])
    made = Simulation(unit, year, seed, 5, lambda _: Plan())
    late = made.run()[WARM_UP:]
    waited = sum(week.place_days for week in late) / sum(week.place_given for week in late)
    expected = erlang_c(servers, load * servers) * 7 * mean_weeks / (servers * (1 - load))
    return waited / expected, made.places.settle() / (7 * weeks) / (a_week / 7 * expected)


def erlang_c(servers: int, offered: float) -> float:
    """Return the chance to wait at all (Erlang 1917)."""
    full = offered**servers / factorial(servers) * servers / (servers - offered)
    return full / (sum(offered**k / factorial(k) for k in range(servers)) + full)


def test_erlangs_formula() -> None:
    """One server waits with chance ρ; two at an offered load of 1 with 1/3."""
    assert erlang_c(1, 0.7) == pytest.approx(0.7)
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)


@pytest.mark.parametrize(("servers", "load"), [(3, 0.5), (3, 0.7)])
@pytest.mark.untraced
def test_places_agree_with_erlang(servers: int, load: float) -> None:
    """Mean wait and mean number waiting within 3 % of the formula, from 200,000 patients."""
    assert waits(servers, load, 200_000, seed=1) == pytest.approx((1.0, 1.0), abs=0.03)


@pytest.mark.nightly
@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (3, 0.5), (3, 0.7), (3, 0.85), (12, 0.8)])
def test_places_agree_with_erlang_at_length(servers: int, load: float) -> None:
    """The same at more loads, from 2,000,000 patients."""
    assert waits(servers, load, 2_000_000, seed=1) == pytest.approx((1.0, 1.0), abs=0.03)


def planned(a_week: float, contacts: int, weeks: int, seed: int) -> list[YearWeek]:
    """Live through weeks that are really solved, in which so many contacts have room on a Monday from 08:00 on.

    Every patient needs one contact, and there are places for all.
    """
    course = {"roles": ["psychologist"], "steps": [{"contact_types": ["call"], "days": 7}], "contacts": [1, 1]}
    asked = {"weeks": weeks, "referrals": {1: a_week}, "courses": {1: course}, "places": {"psychologist": 1000}}
    year = Year.model_validate_json(json.dumps(asked | {"no_show": False}))
    hours = {"mon": [f"08:00-08:{20 * contacts}"]}  # a call and its notes take 20 minutes
    unit = case(clinicians=[clinician(hours=hours)], prices={"unserved": {1: 2000, 2: 400, 3: 100, 4: 20}})
    return Simulation(unit, year, seed, 1, Solved(SolveLimits(deterministic=0.5))).run()


@pytest.mark.parametrize(("a_week", "contacts"), [(0.7, 1), (1.6, 2)])
def test_a_planned_queue_is_that_of_a_server(a_week: float, contacts: int) -> None:
    """Week by week: every plan is proven best and sees as many as there is room for, the others wait for the next.

    So the queue is Lindley's, `max(queue − served, 0) + referred`, to the patient.
    """
    weeks = planned(a_week, contacts, 80, seed=1)
    assert {week.plan_status for week in weeks} == {"optimal"}
    assert max(week.waiting for week in weeks) > 2 * contacts
    for before, week in pairwise(weeks):
        assert week.asked == before.waiting
        assert week.held == week.planned == min(contacts, before.waiting)
        assert week.waiting == max(before.waiting - contacts, 0) + week.referrals
    assert sum(week.held for week in weeks) == sum(week.first_begun for week in weeks)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("a_week", [0.3, 0.5])
def test_planned_waits_agree_with_the_formula(a_week: float) -> None:
    """One contact a week is M/D/1: mean queue and mean wait within 3 % of Pollaczek and Khinchine's formula.

    A queue of ρ + ρ² ÷ 2(1 − ρ) at the weeks' ends; by Little's law a patient is there on queue ÷ ρ Mondays, the
    first of them half a week after the referral on average.
    """
    weeks = [week for seed in range(1, 41) for week in planned(a_week, 1, 520, seed)]
    queue = a_week + a_week**2 / (2 * (1 - a_week))
    wait = 3.5 + 7 * (queue / a_week - 1) + AT_EIGHT
    assert sum(week.waiting for week in weeks) / len(weeks) == pytest.approx(queue, rel=0.03)
    seen = sum(week.first_begun for week in weeks)
    assert sum(week.first_days for week in weeks) / seen == pytest.approx(wait, rel=0.03)
