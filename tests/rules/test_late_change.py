"""The rule `late_change`."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.builders import Visit, case, clinician, cost, group, plan, request, visit
from weightplan.case import Case

TOLD = visit("q1", "a", "wed 09:00")


def told(*parts: Visit, planned: date | None = date(2026, 11, 20), notice: int | None = 6, **fields: Any) -> Case:
    """Return a case in which patients were told some visits; from Friday the 20th to Wednesday are five days."""
    people = [clinician("a"), clinician("b"), clinician("c")]
    requests, groups = [request("q1"), request("q2", count=3, patient="p2")], [group("dbt", ["p3", "p4", "p5"])]
    crisis = {"contact_type": "crisis", "slots_per_day": 1}
    fields = {"prices": {"late_change": 80}, "limits": {"notice_days": notice}} | fields
    c = case(clinicians=people, requests=requests, groups=groups, crisis=crisis, **fields)
    c = replace(c, week=c.week.model_copy(update={"planned_on": planned}))
    return replace(c, earlier=plan(c, *parts))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (visit("q1", "a", "wed 09:00"), 0),
        (visit("q1", "a", "wed 09:00", "video"), 0),
        (visit("q1", "a", "wed 09:05"), 80),
        (visit("q1", "b", "wed 09:00"), 80),
        (visit("q1", "a", "fri 09:00"), 80),
        (visit("q2", "a", "wed 09:00"), 80),
    ],
)
def test_a_late_change_costs_as_a_move_is_one(now: Visit, expected: int) -> None:
    """Another start, clinician or day, or none, costs once; another type is no change."""
    assert cost("late_change", told(TOLD), now) == expected


@pytest.mark.parametrize(("notice", "expected"), [(0, 0), (5, 0), (6, 80), (14, 80)])
def test_late_is_fewer_days_than_the_limit(notice: int, expected: int) -> None:
    """Five days ahead: enough where five are due, too few where six are."""
    assert cost("late_change", told(TOLD, notice=notice)) == expected


@pytest.mark.parametrize(("planned", "expected"), [(19, 0), (20, 80), (25, 80), (26, 80)])
def test_days_are_counted_from_the_day_of_planning(planned: int, expected: int) -> None:
    """From the 19th to the 25th are six days; on the day itself, or after it, none are left."""
    assert cost("late_change", told(TOLD, planned=date(2026, 11, planned))) == expected


@pytest.mark.parametrize("start", ["wed 08:00", "wed 16:00"])
def test_the_hour_of_the_day_does_not_count(start: str) -> None:
    """Calendar days are counted: the first and the last hour of the Wednesday lie five days ahead."""
    for notice, expected in ((5, 0), (6, 80)):
        assert cost("late_change", told(visit("q1", "a", start), notice=notice)) == expected


def test_each_change_counts_by_its_own_day() -> None:
    """Of three told, those on Monday and Wednesday are late, the one on Thursday is not: 2 × 80."""
    calls = [visit("q2", "b", f"{day} 09:00") for day in ("mon", "wed", "thu")]
    assert cost("late_change", told(*calls)) == 160
    assert cost("late_change", told(*calls), calls[0], visit("q2", "b", "fri 09:00")) == 80


def test_a_group_is_one_contact_and_a_crisis_slot_none() -> None:
    """As in `moved`: leaders have no order, slots were told to nobody."""
    c = told(visit("dbt", "a b", "mon 09:00"), visit("crisis", "a", "mon 13:00"))
    assert cost("late_change", c) == 80
    assert cost("late_change", c, visit("dbt", "b a", "mon 09:00")) == 0


def test_it_comes_on_top_of_the_move() -> None:
    """A late move costs both prices, one in time only that of `moved`."""
    prices = {"late_change": 80, "moved": 50}
    assert (cost("moved", told(TOLD, prices=prices)), cost("late_change", told(TOLD, prices=prices))) == (50, 80)


def test_without_price_limit_day_or_earlier_plan_nothing_costs() -> None:
    assert cost("late_change", told(TOLD, prices={})) == 0
    assert cost("late_change", told(TOLD, notice=None)) == 0
    assert cost("late_change", told(TOLD, planned=None)) == 0
    assert cost("late_change", replace(told(TOLD), earlier=None)) == 0
