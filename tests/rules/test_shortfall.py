"""The rule `shortfall`."""

from typing import Any

import pytest

from tests.builders import case, clinician, cost, kind, request, span, visit
from weightplan.case import Case

PRICES = {"shortfall": [1, 10, 100]}


def aimed(target: float, booked: float = 0.0, **fields: Any) -> Case:
    """A clinician with a target, and a request q1 whose one contact books a weight."""
    types = {"exact": kind(weight=booked)}
    people = [clinician(target=target, **fields)]
    return case(clinicians=people, requests=[request("q1", "exact")], types=types, prices=PRICES)


def priced(target: float, booked: float) -> int:
    return cost("shortfall", aimed(target, booked), visit("q1", "psy1", "mon 09:00"))


@pytest.mark.parametrize(
    ("booked", "expected"),
    [
        (11.0, 0),  # above the target
        (10.0, 0),
        (9.99, 1),
        (9.0, 100),  # 100 at 1
        (8.99, 110),  # 100 at 1, 1 at 10
        (8.0, 1_100),  # 100 at 1, 100 at 10
        (7.99, 1_200),  # and 1 at 100
        (0.0, 81_100),  # and 800 at 100
    ],
)
def test_each_hundredth_short_costs_more_the_further_it_is(booked: float, expected: int) -> None:
    """T = 10.00: the first 100 hundredths cost 1 each, the next 100 cost 10, the rest 100."""
    assert priced(10.0, booked) == expected


def test_the_steps_are_rounded_down() -> None:
    """T = 0.19: ⌊T/10⌋ = 1 and ⌊T/5⌋ = 3, so 19 short are 1×1 + 2×10 + 16×100 = 1621."""
    assert priced(0.19, 0.0) == 1_621
    # 3 short: 1×1 + 2×10 = 21; 4 short: and 1×100.
    assert (priced(0.19, 0.16), priced(0.19, 0.15)) == (21, 121)


def test_a_target_under_ten_hundredths_has_no_first_step() -> None:
    """T = 0.09: ⌊T/10⌋ = 0 and ⌊T/5⌋ = 1, so 9 short are 1×10 + 8×100; T = 0.04 has only the last step."""
    assert priced(0.09, 0.0) == 810
    assert priced(0.04, 0.0) == 400


def test_nobody_is_short_of_nothing() -> None:
    """T = 0 costs nothing."""
    assert priced(0.0, 0.0) == 0


def test_every_clinician_is_priced_alone() -> None:
    """Two short by 1.00 of 10.00 cost 100 each; one short by 2.00 costs 1100."""
    people = [clinician("a", target=10.0), clinician("b", target=10.0)]
    requests = [request("q9", "nine", count=2), request("q8", "eight"), request("q10", "ten")]
    types = {"nine": kind(weight=9.0), "eight": kind(weight=8.0), "ten": kind(weight=10.0)}
    c = case(clinicians=people, requests=requests, types=types, prices=PRICES)
    assert cost("shortfall", c, visit("q9", "a", "mon 09:00"), visit("q9", "b", "mon 09:00")) == 200
    assert cost("shortfall", c, visit("q8", "a", "mon 09:00"), visit("q10", "b", "mon 09:00")) == 1_100


def test_weights_of_all_weeks_count_against_one_target() -> None:
    """Two weeks at 5.00 are T = 10.00; nine booked in the second are 1.00 short."""
    c = case(requests=[request("q1", "nine")], types={"nine": kind(weight=9.0)}, weeks=2, prices=PRICES,
             roles={"psychologist": {"weekly_target": 5.0}})  # fmt: skip
    assert cost("shortfall", c, visit("q1", "psy1", "2026-11-30T09:00")) == 100


def test_the_target_follows_the_days_worked() -> None:
    """A role's 10.00 × 0.5 × 4/5 = 4.00, of which nothing is booked: 40×1 + 40×10 + 320×100."""
    people = [clinician(fte=0.5, absences=[span("mon 00:00", "tue 00:00")])]
    c = case(clinicians=people, roles={"psychologist": {"weekly_target": 10.0}}, prices=PRICES)
    assert cost("shortfall", c) == 32_440


def test_a_balance_moves_the_target() -> None:
    """9.00 are booked of 10.00: one in hand makes up for it, one owed is 2.00 short of 11.00."""
    seen = visit("q1", "psy1", "mon 09:00")
    assert cost("shortfall", aimed(10.0, 9.0, balance=1.0), seen) == 0
    # T = 11.00, 200 short: 110×1 + 90×10.
    assert cost("shortfall", aimed(10.0, 9.0, balance=-1.0), seen) == 1_010


def test_weight_is_what_the_plan_states() -> None:
    """A plan that states 10.00 for a contact of 9.00 is not short; that it lies is the matter of `duration`."""
    assert cost("shortfall", aimed(10.0, 9.0), visit("q1", "psy1", "mon 09:00", weights={"psy1": 10.0})) == 0


def test_weight_of_a_contact_one_does_not_hold_is_nobodys() -> None:
    """A weight stated for psy1 on a colleague's contact does not count."""
    people = [clinician(target=1.0), clinician("psy2", target=0.0)]
    c = case(clinicians=people, requests=[request("q1")], prices=PRICES)
    # 100 short: 10×1 + 10×10 + 80×100.
    assert cost("shortfall", c, visit("q1", "psy2", "mon 09:00", weights={"psy1": 1.0})) == 8_110


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    assert cost("shortfall", case(clinicians=[clinician(target=10.0)])) == 0
