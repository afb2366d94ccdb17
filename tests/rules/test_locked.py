"""The rule `locked`."""

from typing import Any

import pytest

from tests.builders import booking, broken, case, clinician, group, request, visit
from weightplan.case import Case
from weightplan.solver import solve

PEOPLE = [clinician("a"), clinician("b")]


def promised(*bookings: dict[str, Any], count: int = 1) -> Case:
    requests = [request("q1", "physical", "video", count=count)]
    return case(clinicians=PEOPLE, requests=requests, groups=[group("dbt")], bookings=bookings)


@pytest.mark.parametrize(
    ("who", "moment", "where", "legal"),
    [
        ("a", "mon 09:00", "r1", True),
        ("b", "mon 09:00", "r1", False),
        ("a", "mon 09:05", "r1", False),
        ("a", "tue 09:00", "r1", False),
        ("a", "mon 09:00", "r2", False),
        ("a", "mon 09:00", None, False),
    ],
)
def test_a_locked_booking_stands_as_given(who: str, moment: str, where: str | None, legal: bool) -> None:
    """Clinician, start and room are those promised."""
    c = promised(booking("q1", "a", "mon 09:00", room="r1"))
    assert (broken("locked", c, visit("q1", who, moment, room=where)) == []) is legal


def test_a_locked_booking_may_not_be_dropped() -> None:
    """A plan without it breaks the promise."""
    assert broken("locked", promised(booking("q1", "a", "mon 09:00"))) == ["q1"]


def test_a_booking_without_room_may_have_any() -> None:
    """Where no room was promised, each is as good."""
    c = promised(booking("q1", "a", "mon 09:00"))
    for where in ("r1", "r2", None):
        assert broken("locked", c, visit("q1", "a", "mon 09:00", room=where)) == []


def test_a_booking_says_nothing_about_the_type() -> None:
    """A booking holds who, when and where; physical or video is open."""
    c = promised(booking("q1", "a", "mon 09:00"))
    assert broken("locked", c, visit("q1", "a", "mon 09:00", "video")) == []


def test_a_booking_that_is_not_locked_may_move() -> None:
    """It is where the search begins, no promise."""
    assert broken("locked", promised(booking("q1", "a", "mon 09:00", locked=False))) == []


def test_another_request_does_not_keep_the_promise() -> None:
    """The same time with the same clinician for another need is another contact."""
    c = case(requests=[request("q1"), request("q2")], bookings=[booking("q1", "psy1", "mon 09:00")])
    assert broken("locked", c, visit("q2", "psy1", "mon 09:00")) == ["q1"]


def test_a_leader_of_a_group_may_be_promised() -> None:
    """A group's booking names one of its leaders; who helps is open."""
    c = promised(booking("dbt", "a", "mon 09:00"))
    assert broken("locked", c, visit("dbt", "b a", "mon 09:00")) == []
    assert broken("locked", c, visit("dbt", "b", "mon 09:00")) == ["dbt"]


@pytest.mark.parametrize("team", ["a b", "b a", "a c", "b c", "a"])
def test_co_leaders_are_promised_too(team: str) -> None:
    """Whoever is named leads, in any order; the one beside them may not change."""
    people = [clinician(name) for name in "abc"]
    c = case(clinicians=people, groups=[group("dbt")], bookings=[booking("dbt", "a", "mon 09:00", co_leaders=["b"])])
    assert (broken("locked", c, visit("dbt", team, "mon 09:00")) == []) is (set(team.split()) == {"a", "b"})


@pytest.mark.parametrize("pair", ["ab", "ac", "bc"])
def test_the_solver_keeps_the_pair_that_was_promised(pair: str) -> None:
    """Three could lead; whichever two were promised do, whatever their targets would like better."""
    people = [clinician(name, target=0.0 if name in pair else 9.0) for name in "abc"]
    promise = booking("dbt", pair[0], "mon 09:00", co_leaders=[pair[1]])
    c = case(clinicians=people, groups=[group("dbt")], bookings=[promise], prices={"shortfall": [1, 2, 4]})
    plan = solve(c, time_limit=20.0, workers=1)
    assert plan.status == "optimal"
    assert [set(a.clinicians) for a in plan.appointments] == [set(pair)]


def test_each_booking_stands_for_itself() -> None:
    """Two promises of one request are kept by two appointments; a third may lie anywhere."""
    c = promised(booking("q1", "a", "mon 09:00"), booking("q1", "b", "tue 09:00"), count=3)
    first, second = visit("q1", "a", "mon 09:00"), visit("q1", "b", "tue 09:00")
    assert broken("locked", c, first, second, visit("q1", "a", "fri 09:00")) == []
    assert broken("locked", c, first) == ["q1"]
    assert broken("locked", c) == ["q1", "q1"]


def test_one_appointment_keeps_one_promise() -> None:
    """The same booking twice asks for two appointments."""
    c = promised(booking("q1", "a", "mon 09:00"), booking("q1", "a", "mon 09:00"), count=2)
    assert broken("locked", c, visit("q1", "a", "mon 09:00")) == ["q1"]
    assert broken("locked", c, visit("q1", "a", "mon 09:00"), visit("q1", "a", "mon 09:00")) == []
