"""The rule `load`."""

from typing import Any

import pytest

from tests.builders import case, clinician, cost, group, request, visit
from weightplan.case import Case

CLOCKS = ["08:00", "09:00", "10:00"]


def soft(most: int | None, price: int | None = 30, **own: Any) -> Case:
    limits, prices = {"soft_load_per_day": most}, {"load_over_soft": price}
    return case(clinicians=[clinician(**own)], requests=[request("q1", count=9)], limits=limits, prices=prices)


MONDAY = [visit("q1", "psy1", f"mon {c}") for c in CLOCKS]


@pytest.mark.parametrize(("most", "expected"), [(None, 0), (7, 0), (6, 0), (5, 30), (0, 180)])
def test_each_point_above_the_soft_limit_of_a_day_costs(most: int | None, expected: int) -> None:
    """Three visits of load 2 are 6 points: above a soft limit of 5 by one, of 0 by six."""
    assert cost("load", soft(most), *MONDAY) == expected


def test_days_do_not_make_up_for_each_other() -> None:
    """6 points on Monday and 2 on Tuesday against 4: two points over, at 30."""
    assert cost("load", soft(4), *MONDAY, visit("q1", "psy1", "tue 09:00")) == 60
    assert cost("load", soft(1), *MONDAY, visit("q1", "psy1", "tue 09:00")) == 5 * 30 + 1 * 30


def test_every_leader_of_a_group_carries_its_load() -> None:
    """A group of load 3 is 3 points for each of two leaders: 2 × 2 above a soft limit of 1."""
    people = [clinician("a"), clinician("b")]
    c = case(clinicians=people, groups=[group()], limits={"soft_load_per_day": 1}, prices={"load_over_soft": 30})
    assert cost("load", c, visit("dbt", "a b", "mon 09:00")) == 120


def test_a_crisis_slot_is_load() -> None:
    """A slot of load 3 held open is 3 points."""
    limits, prices = {"soft_load_per_day": 0}, {"load_over_soft": 30}
    c = case(crisis={"contact_type": "crisis", "slots_per_day": 1}, limits=limits, prices=prices)
    assert cost("load", c, visit("crisis", "psy1", "mon 09:00")) == 90


def test_a_clinician_may_override_the_soft_limit() -> None:
    """An own soft limit comes before the rulebook's, an own `null` lifts it."""
    assert cost("load", soft(6, limits={"soft_load_per_day": 4}), *MONDAY) == 60
    assert cost("load", soft(0, limits={"soft_load_per_day": None}), *MONDAY) == 0


def test_both_weeks_of_a_horizon_are_counted() -> None:
    """One point over on a Monday of each of two weeks."""
    limits, prices = {"soft_load_per_day": 1}, {"load_over_soft": 30}
    c = case(requests=[request("q1", count=2)], limits=limits, prices=prices, weeks=2)
    assert cost("load", c, visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "2026-11-30T09:00")) == 60


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    assert cost("load", soft(0, None), *MONDAY) == 0
