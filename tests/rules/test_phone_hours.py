"""The rule `phone_hours`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, request, visit
from weightplan.case import Case

MORNING = {"mon": ["09:00-10:00"]}


def phoning(hours: dict[str, list[str]] | None, **own: Any) -> Case:
    """Return a week in which calls last 15 minutes, with 5 of notes."""
    requests = [request("q1", "call", count=9), request("q2", "video"), request("q3", "message")]
    return case(clinicians=[clinician(**own)], requests=requests, limits={"phone_hours": hours})


@pytest.mark.parametrize(
    ("start", "legal"), [("mon 09:00", True), ("mon 08:55", False), ("mon 09:45", True), ("mon 09:50", False)]
)
def test_a_call_lies_inside_from_start_to_end(start: str, legal: bool) -> None:
    """15 minutes inside 09:00 to 10:00; the notes may follow after it."""
    assert (broken("phone_hours", phoning(MORNING), visit("q1", "psy1", start)) == []) is legal


def test_a_day_that_is_not_in_the_table_has_no_calls() -> None:
    assert broken("phone_hours", phoning(MORNING), visit("q1", "psy1", "tue 09:00")) == ["psy1"]
    assert broken("phone_hours", phoning({}), visit("q1", "psy1", "mon 09:00")) == ["psy1"]


def test_a_limit_left_out_limits_nothing() -> None:
    assert broken("phone_hours", phoning(None), visit("q1", "psy1", "mon 16:00")) == []


def test_only_calls_are_meant() -> None:
    """Video and writing are remote, and no calls."""
    others = visit("q2", "psy1", "mon 13:00"), visit("q3", "psy1", "mon 15:00")
    assert broken("phone_hours", phoning(MORNING), *others) == []


def test_two_spans_that_meet_do_not_hold_a_call_between_them() -> None:
    """A call from 09:25 to 09:40 lies in neither half."""
    halves = {"mon": ["09:00-09:30", "09:30-10:00"]}
    assert broken("phone_hours", phoning(halves), visit("q1", "psy1", "mon 09:25")) == ["psy1"]


def test_a_clinician_may_have_phone_hours_of_their_own() -> None:
    own = phoning(MORNING, limits={"phone_hours": {"mon": ["13:00-14:00"]}})
    assert broken("phone_hours", own, visit("q1", "psy1", "mon 13:00")) == []
    assert broken("phone_hours", own, visit("q1", "psy1", "mon 09:00")) == ["psy1"]
    assert broken("phone_hours", phoning(MORNING, limits={"phone_hours": None}), visit("q1", "psy1", "tue 09:00")) == []
