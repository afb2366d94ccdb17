"""The rule `overshoot`."""

import pytest

from tests.builders import case, clinician, cost, kind, request, visit


def priced(target: float, booked: float, price: int | None = 3) -> int:
    types, prices = {"exact": kind(weight=booked)}, {"overshoot": price}
    c = case(clinicians=[clinician(target=target)], requests=[request("q1", "exact")], types=types, prices=prices)
    return cost("overshoot", c, visit("q1", "psy1", "mon 09:00"))


@pytest.mark.parametrize(("booked", "expected"), [(0.0, 0), (10.0, 0), (10.5, 0), (10.51, 3), (11.0, 150)])
def test_each_hundredth_above_105_percent_costs(booked: float, expected: int) -> None:
    """T = 10.00 gives 10.50; 10.51 is one hundredth over and 11.00 is fifty."""
    assert priced(10.0, booked) == expected


def test_105_percent_is_rounded_down() -> None:
    """T = 0.39: ⌊1.05 × 39⌋ = ⌊40.95⌋ = 40, so 0.41 is one hundredth over."""
    assert (priced(0.39, 0.40), priced(0.39, 0.41)) == (0, 3)


def test_a_target_of_nothing_is_overshot_at_once() -> None:
    """T = 0: each hundredth costs."""
    assert priced(0.0, 0.02) == 6


def test_a_balance_that_covers_the_target_leaves_zero() -> None:
    """With more in hand than the target asks T is 0 and not less: 1.00 booked is 100 over."""
    c = case(clinicians=[clinician(target=1.0, balance=5.0)], requests=[request("q1")], prices={"overshoot": 3})
    assert cost("overshoot", c, visit("q1", "psy1", "mon 09:00")) == 300


def test_a_colleagues_shortfall_is_no_room() -> None:
    """Two contacts with a, none with b: a is 2.00 − 1.05 = 0.95 over, whatever b lacks."""
    people = [clinician("a", target=1.0), clinician("b", target=1.0)]
    c = case(clinicians=people, requests=[request("q1", count=2)], prices={"overshoot": 3})
    assert cost("overshoot", c, visit("q1", "a", "mon 09:00"), visit("q1", "a", "tue 09:00")) == 285


@pytest.mark.parametrize("price", [None, 0])
def test_no_price_no_cost(price: int | None) -> None:
    """A price left out costs nothing."""
    assert priced(0.0, 50.0, price) == 0
