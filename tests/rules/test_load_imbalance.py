"""The rule `load_imbalance`."""

from typing import Any

from tests.builders import case, clinician, cost, kind, request, span, visit
from weightplan.case import Case

PRICES = {"load_imbalance": 5}
TYPES = {f"load{n}": kind(load=n) for n in (1, 3, 7, 10)}
AWAY = [span("mon 00:00", "2026-11-30T00:00")]


def team(*people: dict[str, Any], weeks: int = 1) -> Case:
    requests = [request(f"q{n}", f"load{n}", count=9) for n in (1, 3, 7, 10)]
    return case(clinicians=people, requests=requests, types=TYPES, prices=PRICES, weeks=weeks)


def test_the_spread_from_most_to_least_loaded_costs() -> None:
    """Loads of 10, 7 and 3 in a week: (10 − 3) × 5 = 35; the one in the middle plays no part."""
    c = team(clinician("a"), clinician("b"), clinician("c"))
    parts = visit("q10", "a", "mon 09:00"), visit("q7", "b", "wed 09:00"), visit("q3", "c", "fri 09:00")
    assert cost("load_imbalance", c, *parts) == 35
    assert cost("load_imbalance", c, *parts[:2]) == 50


def test_one_clinician_is_in_balance() -> None:
    """Alone there is no spread, and without any appointment there is none either."""
    assert cost("load_imbalance", team(clinician("a")), visit("q10", "a", "mon 09:00")) == 0
    assert cost("load_imbalance", team(clinician("a"), clinician("b"))) == 0


def test_load_is_divided_by_the_fte() -> None:
    """7 at half time is 14 at full time: (14 − 10) × 5 = 20."""
    c = team(clinician("a"), clinician("b", fte=0.5))
    assert cost("load_imbalance", c, visit("q10", "a", "mon 09:00"), visit("q7", "b", "mon 09:00")) == 20


def test_load_is_divided_by_the_share_of_days_worked() -> None:
    """7 in 4 of 5 days is 8.75, rounded down 8: (10 − 8) × 5 = 10."""
    c = team(clinician("a"), clinician("b", absences=[span("mon 00:00", "tue 00:00")]))
    assert cost("load_imbalance", c, visit("q10", "a", "mon 09:00"), visit("q7", "b", "tue 09:00")) == 10


def test_the_division_is_exact() -> None:
    """7 ÷ 0.7 = 10 sharp and 3 ÷ 0.3 = 10 sharp, where binary arithmetic may fall to 9."""
    c = team(clinician("a", fte=0.7), clinician("b", fte=0.3), clinician("c"))
    parts = visit("q7", "a", "mon 09:00"), visit("q3", "b", "mon 09:00"), visit("q10", "c", "mon 09:00")
    assert cost("load_imbalance", c, *parts) == 0


def test_fte_and_share_multiply() -> None:
    """3 ÷ (0.5 × 3/5) = 10, in balance with a colleague's 10."""
    c = team(clinician("a"), clinician("b", fte=0.5, absences=[span("mon 00:00", "wed 00:00")]))
    assert cost("load_imbalance", c, visit("q10", "a", "mon 09:00"), visit("q3", "b", "fri 09:00")) == 0


def test_who_does_not_work_is_left_out() -> None:
    """Away all week, or without hours, one is not the least loaded."""
    c = team(clinician("a"), clinician("b", absences=AWAY), clinician("c", hours={}))
    assert cost("load_imbalance", c, visit("q10", "a", "mon 09:00")) == 0


def test_nobody_at_work_costs_nothing() -> None:
    """A week in which all are away has no spread."""
    assert cost("load_imbalance", team(clinician("a", absences=AWAY), clinician("b", absences=AWAY))) == 0


def test_each_week_of_a_horizon_has_its_own_spread() -> None:
    """a carries 10 in the first week, b in the second: 10 × 5 each, not balanced out."""
    c = team(clinician("a"), clinician("b"), weeks=2)
    parts = visit("q10", "a", "mon 09:00"), visit("q10", "b", "2026-11-30T09:00")
    assert cost("load_imbalance", c, *parts) == 100


def test_a_week_away_is_left_out_in_that_week_only() -> None:
    """b is away in the first week and idle in the second, where a carries 3: 0 + 3 × 5."""
    c = team(clinician("a"), clinician("b", absences=AWAY), weeks=2)
    parts = visit("q10", "a", "mon 09:00"), visit("q3", "a", "2026-11-30T09:00")
    assert cost("load_imbalance", c, *parts) == 15


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    c = case(clinicians=[clinician("a"), clinician("b")], requests=[request("q1")])
    assert cost("load_imbalance", c, visit("q1", "a", "mon 09:00")) == 0
