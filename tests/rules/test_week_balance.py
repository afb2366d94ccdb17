"""The rule `week_balance`."""

from typing import Any

import pytest

from tests.builders import Visit, case, clinician, cost, kind, request, span, visit
from weightplan.case import Case

DAYS = ("mon", "tue", "wed", "thu", "fri")


def balanced(deviation: float | None = None, weeks: int = 2, **own: Any) -> Case:
    people = [clinician(**({"target": 4.0} | own))]
    limits = {"soft_week_deviation": deviation}
    types = {"small": kind(weight=0.01)}
    requests = [request("q1", "physical", "small", count=20)]
    return case(
        clinicians=people, requests=requests, types=types, weeks=weeks, limits=limits, prices={"week_balance": 3}
    )


def visits(first: int, second: int, small: int = 0) -> list[Visit]:
    """Return visits of one weight each in the two weeks, and of a hundredth each in the first."""
    found = [visit("q1", "psy1", f"{day} 09:00") for day in DAYS[:first]]
    found += [visit("q1", "psy1", f"2026-{day}T09:00") for day in ("11-30", "12-01", "12-02", "12-03")[:second]]
    return found + [visit("q1", "psy1", f"{day} 13:00", "small") for day in DAYS[:small]]


@pytest.mark.parametrize(
    ("first", "second", "expected"), [(2, 2, 0), (3, 1, 200), (4, 0, 400), (2, 0, 200), (0, 0, 400), (2, 3, 100)]
)
def test_each_hundredth_off_the_share_costs_in_each_week(first: int, second: int, expected: int) -> None:
    """A target of four over two weeks is two a week: above and below count alike."""
    assert cost("week_balance", balanced(), *visits(first, second)) == 3 * expected


@pytest.mark.parametrize(("small", "expected"), [(0, 0), (1, 1), (2, 2)])
def test_a_deviation_up_to_the_limit_is_free(small: int, expected: int) -> None:
    """A whole weight is free: three weights and one small one are a hundredth too many."""
    assert cost("week_balance", balanced(1.0), *visits(3, 1, small)) == 3 * expected


def test_short_of_the_share_the_same_is_free() -> None:
    """One weight of two is just free; without it a hundred hundredths are not."""
    assert cost("week_balance", balanced(1.0), *visits(2, 1)) == 0
    assert cost("week_balance", balanced(1.0), *visits(2, 0)) == 300
    assert cost("week_balance", balanced(0.99), *visits(2, 1)) == 3


def test_the_share_follows_the_days_worked() -> None:
    """Away all of the second week but its Monday: of 6 weights 5/6 are due in the first, that is 5."""
    away = [span("2026-12-01T00:00", "2026-12-05T00:00")]
    c = balanced(target=6.0, absences=away)
    assert cost("week_balance", c, *visits(5, 1)) == 0
    assert cost("week_balance", c, *visits(4, 2)) == 600


@pytest.mark.parametrize(("target", "shares"), [(0.01, (1, 1)), (0.03, (2, 2)), (0.04, (2, 2))])
def test_the_share_is_rounded_half_up(target: float, shares: tuple[int, int]) -> None:
    """Half of a hundredth is a hundredth, in both weeks."""
    assert cost("week_balance", balanced(target=target)) == 3 * sum(shares)


def test_nobody_at_work_is_due_nothing() -> None:
    """Away for the whole horizon, a target of one's own has no days to fall on."""
    assert cost("week_balance", balanced(absences=[span("mon 00:00", "2026-12-07T00:00")])) == 0


def test_one_week_has_nothing_to_balance() -> None:
    """Weights off the target of a single week are the matter of `shortfall` and `overshoot`."""
    assert cost("week_balance", balanced(weeks=1), *visits(1, 0)) == 0


def test_no_price_no_cost() -> None:
    c = case(clinicians=[clinician(target=4.0)], requests=[request(count=4)], weeks=2)
    assert cost("week_balance", c) == 0
