"""The rule `less_preferred_type`."""

import pytest

from tests.builders import case, cost, group, request, visit

PRICES = {"less_preferred_type": 10}


@pytest.mark.parametrize(("chosen", "expected"), [("video", 0), ("physical", 10), ("call", 20)])
def test_each_step_down_the_list_costs(chosen: str, expected: int) -> None:
    """The first listed is free, the second costs 10, the third 20; what the type is does not matter."""
    c = case(requests=[request("q1", "video", "physical", "call")], prices=PRICES)
    assert cost("less_preferred_type", c, visit("q1", "psy1", "mon 09:00", chosen)) == expected


def test_every_contact_of_a_request_is_counted() -> None:
    """Two calls and one visit where the visit is preferred: 2 × 10."""
    c = case(requests=[request("q1", "physical", "call", count=3)], prices=PRICES)
    parts = [
        visit("q1", "psy1", "mon 09:00"),
        visit("q1", "psy1", "tue 09:00", "call"),
        visit("q1", "psy1", "wed 09:00", "call"),
    ]
    assert cost("less_preferred_type", c, *parts) == 20


def test_an_unserved_request_has_no_type() -> None:
    """What is not placed takes no step."""
    assert cost("less_preferred_type", case(requests=[request("q1", "physical", "call")], prices=PRICES)) == 0


def test_groups_and_unlisted_types_take_no_step() -> None:
    """A group has one type; an unlisted type breaks `acceptable_type` and has no place in the list."""
    c = case(requests=[request("q1", "physical")], groups=[group("dbt")], prices=PRICES)
    assert cost("less_preferred_type", c, visit("dbt", "a b", "mon 09:00"), visit("q1", "a", "mon 13:00", "call")) == 0


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    c = case(requests=[request("q1", "physical", "call")])
    assert cost("less_preferred_type", c, visit("q1", "psy1", "mon 09:00", "call")) == 0
