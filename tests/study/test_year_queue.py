"""Reduced to one queue, a year is M/M/c, and Erlang's formula says how long patients wait."""

import json
from math import factorial

import pytest

from tests.builders import case, clinician
from weightplan.plan import Plan
from weightplan.study.year.model import Year
from weightplan.study.year.simulate import Simulation

WARM_UP = 20  # weeks


def waits(servers: int, load: float, patients: int, seed: int) -> tuple[float, float]:
    """Return days from referral to a place, and how many wait for one, as parts of what Erlang's C expects.

    One level, places for so many at once, treatments of exponential length, nobody away, everybody served.
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
    waited = sum(week.first_days for week in late) / sum(week.first_begun for week in late)
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
def test_the_queue_agrees_with_erlang(servers: int, load: float) -> None:
    """Mean wait and mean number waiting within 3 % of the formula, from 200,000 patients."""
    assert waits(servers, load, 200_000, seed=1) == pytest.approx((1.0, 1.0), abs=0.03)


@pytest.mark.nightly
@pytest.mark.parametrize(("servers", "load"), [(1, 0.7), (3, 0.5), (3, 0.7), (3, 0.85), (12, 0.8)])
def test_the_queue_agrees_with_erlang_at_length(servers: int, load: float) -> None:
    """The same at more loads, from 2,000,000 patients."""
    assert waits(servers, load, 2_000_000, seed=1) == pytest.approx((1.0, 1.0), abs=0.03)
