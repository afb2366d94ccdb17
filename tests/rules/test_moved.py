"""The rule `moved`."""

from dataclasses import replace

import pytest

from tests.builders import Visit, case, clinician, cost, group, plan, request, visit
from weightplan.case import Case
from weightplan.plan import Plan

TOLD = visit("q1", "a", "mon 09:00", room="r1")


def told(*parts: Visit, price: int | None = 50) -> Case:
    people = [clinician("a"), clinician("b"), clinician("c")]
    requests = [request("q1", "physical", "video"), request("q2", "call", count=3, patient="p2")]
    groups = [group("dbt", ["p3", "p4", "p5"])]
    crisis = {"contact_type": "crisis", "slots_per_day": 1}
    c = case(clinicians=people, requests=requests, groups=groups, crisis=crisis, prices={"moved": price})
    return replace(c, earlier=plan(c, *parts))


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (visit("q1", "a", "mon 09:00", room="r1"), 0),
        (visit("q1", "a", "mon 09:05", room="r1"), 50),
        (visit("q1", "a", "tue 09:00", room="r1"), 50),
        (visit("q1", "b", "mon 09:00", room="r1"), 50),
        (visit("q1", "b", "tue 10:00", room="r2"), 50),
        (visit("q1", "a b", "mon 09:00", room="r1"), 50),
        (visit("q1", "a", "mon 09:00", room="r2"), 0),
        (visit("q1", "a", "mon 09:00", "video"), 0),
    ],
)
def test_another_day_start_or_clinician_costs_once(now: Visit, expected: int) -> None:
    """Moved in one way or in all, it is one moved contact; another room or type is no move."""
    assert cost("moved", told(TOLD), now) == expected


def test_a_dropped_contact_costs() -> None:
    """What was told and is gone costs as what was moved."""
    assert cost("moved", told(TOLD)) == 50


def test_a_new_contact_costs_nothing() -> None:
    """Only what was told can be moved."""
    assert cost("moved", told(TOLD), TOLD, visit("q2", "b", "mon 09:00")) == 0
    assert cost("moved", told(), TOLD) == 0


def test_the_contacts_of_one_request_are_interchangeable() -> None:
    """Of three calls told, one is moved: 50, in whatever order they stand."""
    before = [visit("q2", "b", f"{day} 09:00") for day in ("mon", "tue", "wed")]
    c = told(*before)
    assert cost("moved", c, *reversed(before)) == 0
    assert cost("moved", c, before[2], visit("q2", "b", "fri 09:00"), before[0]) == 50
    assert cost("moved", c, visit("q2", "b", "fri 09:00")) == 150


def test_twice_the_same_is_two() -> None:
    """Two calls told for one time and one kept are one dropped."""
    call = visit("q2", "b", "mon 09:00")
    assert cost("moved", told(call, call), call) == 50
    assert cost("moved", told(call, call), call, call) == 0


def test_a_group_is_one_contact_and_its_leaders_have_no_order() -> None:
    """Led by b and a instead of a and b it stands; with c it has moved, once for all participants."""
    c = told(visit("dbt", "a b", "mon 09:00"))
    assert cost("moved", c, visit("dbt", "b a", "mon 09:00")) == 0
    assert cost("moved", c, visit("dbt", "a c", "mon 09:00")) == 50


def test_crisis_slots_were_told_to_nobody() -> None:
    """A slot may move or go."""
    assert cost("moved", told(visit("crisis", "a", "mon 09:00")), visit("crisis", "b", "mon 13:00")) == 0


def test_a_need_that_is_gone_is_not_moved() -> None:
    """An appointment of the earlier plan whose request no longer exists could not be kept and costs nothing."""
    assert cost("moved", told(visit("q9", "a", "mon 09:00"), TOLD)) == 50


def test_without_an_earlier_plan_nothing_moves() -> None:
    """No plan told, and an empty one, cost nothing."""
    c = case(requests=[request("q1")], prices={"moved": 50})
    assert cost("moved", c, visit("q1", "psy1", "mon 09:00")) == 0
    assert cost("moved", replace(c, earlier=Plan()), visit("q1", "psy1", "mon 09:00")) == 0


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    assert cost("moved", told(TOLD, price=None)) == 0
