"""The rule `follow_up`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, request, visit
from weightplan.case import Case


def course(after: dict[str, Any], **fields: Any) -> Case:
    """q2 follows q0."""
    requests = [request("q0"), request("q2", "call", after={"request": "q0"} | after, **fields)]
    return case(clinicians=[clinician("a"), clinician("b")], requests=requests, weeks=2)


@pytest.mark.parametrize(("day", "legal"), [("tue", False), ("wed", True), ("thu", True), ("fri", False)])
def test_days_between_are_counted_in_the_calendar(day: str, legal: bool) -> None:
    """Two to three days after a visit on Monday evening are Wednesday and Thursday, from midnight to midnight."""
    c = course({"min_days": 2, "max_days": 3})
    for clock in ("00:05", "23:30"):
        assert (
            broken("follow_up", c, visit("q0", "a", "mon 16:00"), visit("q2", "a", f"{day} {clock}")) == []
        ) is legal


def test_weekends_are_days_too() -> None:
    """From Friday 27 to Monday 30 November it is three days."""
    parts = visit("q0", "a", "fri 09:00"), visit("q2", "a", "2026-11-30T09:00")
    assert broken("follow_up", course({"min_days": 3, "max_days": 3}), *parts) == []
    assert broken("follow_up", course({"min_days": 0, "max_days": 2}), *parts) == ["q2"]
    assert broken("follow_up", course({"min_days": 4}), *parts) == ["q2"]


def test_without_days_any_day_from_the_same_one_on_will_do() -> None:
    """`min_days` is 0 and `max_days` is open unless said; the day before is too early."""
    seen = visit("q0", "a", "tue 09:00")
    for moment in ("tue 11:00", "2026-12-04T09:00"):
        assert broken("follow_up", course({}), seen, visit("q2", "a", moment)) == []
    assert broken("follow_up", course({}), seen, visit("q2", "a", "mon 11:00")) == ["q2"]


def test_days_are_all_that_is_asked_on_one_day() -> None:
    """With zero days between, the table asks for the day and not for the hour."""
    parts = visit("q0", "a", "mon 15:00"), visit("q2", "a", "mon 09:00")
    assert broken("follow_up", course({"max_days": 0}), *parts) == []


def test_a_follow_up_needs_what_it_follows() -> None:
    """Without q0 there is no q2, but q0 without q2 is legal."""
    assert broken("follow_up", course({}), visit("q2", "a", "tue 09:00")) == ["q2"]
    assert broken("follow_up", course({}), visit("q0", "a", "tue 09:00")) == []


@pytest.mark.parametrize(("same", "legal"), [(True, False), (False, True)])
def test_a_follow_up_is_with_the_same_clinician(same: bool, legal: bool) -> None:
    """Another clinician is legal only with `same_clinician: false`."""
    parts = visit("q0", "a", "mon 09:00"), visit("q2", "b", "tue 09:00")
    assert (broken("follow_up", course({}, same_clinician=same), *parts) == []) is legal
    assert broken("follow_up", course({}, same_clinician=same), parts[0], visit("q2", "a", "tue 09:00")) == []


def test_wrong_day_and_wrong_clinician_are_two_violations() -> None:
    """Each fault is told."""
    parts = visit("q0", "a", "tue 09:00"), visit("q2", "b", "mon 09:00")
    assert broken("follow_up", course({"min_days": 1}), *parts) == ["q2", "q2"]


def test_same_clinician_alone_says_nothing() -> None:
    """Without `after`, two contacts of one request may be with two clinicians."""
    c = case(clinicians=[clinician("a"), clinician("b")], requests=[request("q1", "call", count=2)])
    assert broken("follow_up", c, visit("q1", "a", "mon 09:00"), visit("q1", "b", "tue 09:00")) == []


def test_courses_are_chains() -> None:
    """q3 follows q2 follows q0: each link is judged by itself."""
    requests = [request("q0"), request("q2", after={"request": "q0", "min_days": 1, "max_days": 1})]
    c = case(requests=[*requests, request("q3", after={"request": "q2", "min_days": 1, "max_days": 1})])
    chain = [visit("q0", "psy1", "mon 09:00"), visit("q2", "psy1", "tue 09:00"), visit("q3", "psy1", "wed 09:00")]
    assert broken("follow_up", c, *chain) == []
    assert broken("follow_up", c, *chain[:2], visit("q3", "psy1", "thu 09:00")) == ["q3"]
    assert broken("follow_up", c, chain[0], chain[2]) == ["q3"]
