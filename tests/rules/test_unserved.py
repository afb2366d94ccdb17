"""The rule `unserved`."""

import pytest

from tests.builders import case, cost, group, request, visit

PRICES = {"unserved": {1: 2000, 2: 400, 3: 100, 4: 20}}


@pytest.mark.parametrize(("priority", "expected"), [(1, 2000), (2, 400), (3, 100), (4, 20)])
def test_a_need_costs_by_its_priority(priority: int, expected: int) -> None:
    """Priority 1 is the most urgent; served, it costs nothing."""
    c = case(requests=[request("q1", priority=priority)], prices=PRICES)
    assert cost("unserved", c) == expected
    assert cost("unserved", c, visit("q1", "psy1", "mon 09:00")) == 0


@pytest.mark.parametrize(("served", "expected"), [(0, 1200), (1, 800), (2, 400), (3, 0)])
def test_each_missing_contact_costs(served: int, expected: int) -> None:
    """Of three asked for at priority 2, each one missing is 400."""
    c = case(requests=[request("q1", "call", count=3, priority=2)], prices=PRICES)
    days = [visit("q1", "psy1", f"{day} 09:00") for day in ("mon", "tue", "wed")]
    assert cost("unserved", c, *days[:served]) == expected


@pytest.mark.parametrize("participants", [4, ["p1", "p2", "p3", "p4"]])
def test_a_group_costs_once_per_participant(participants: int | list[str]) -> None:
    """Four participants at priority 2 are 4 × 400, whether counted or named."""
    c = case(groups=[group("dbt", participants, priority=2)], prices=PRICES)
    assert cost("unserved", c) == 1600
    assert cost("unserved", c, visit("dbt", "a b", "mon 09:00")) == 0


def test_a_need_has_a_priority_of_its_own_kind() -> None:
    """Unless said, a request is of priority 3 and a group of priority 2: 100 + 3 × 400."""
    assert cost("unserved", case(requests=[request("q1")], groups=[group("dbt", 3)], prices=PRICES)) == 1300


def test_a_must_costs_too() -> None:
    """That it must be served does not make it free: the cost of serving nothing counts it."""
    assert cost("unserved", case(requests=[request("q1", must=True)], prices=PRICES)) == 100


def test_a_priority_without_price_costs_nothing() -> None:
    """Prices may name some priorities only, or none."""
    requests = [request("q1", priority=1), request("q4", priority=4)]
    assert cost("unserved", case(requests=requests, prices={"unserved": {1: 7}})) == 7
    assert cost("unserved", case(requests=requests)) == 0


def test_a_case_mix_is_needed_like_any_request() -> None:
    """Three patients of level 3 at one call a week each: priority 2, so 3 × 400."""
    levels = {3: {"package": [{"contact_types": ["call"], "per_week": 1}]}}
    c = case(demand=[{"level": 3, "patients": 3}], levels=levels, prices=PRICES)
    assert cost("unserved", c) == 1200
    assert cost("unserved", c, visit("demand0-p0-i0", "psy1", "mon 09:00")) == 800


def test_crisis_slots_are_no_needs_with_a_price() -> None:
    """A slot that is missing breaks `crisis_slots` and costs nothing here."""
    assert cost("unserved", case(crisis={"contact_type": "crisis", "slots_per_day": 2}, prices=PRICES)) == 0
