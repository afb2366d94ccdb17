"""The rule `deadline`."""

from typing import Any

import pytest

from tests.builders import broken, case, group, request, span, visit
from weightplan.case import Case

Window = list[dict[str, Any]]
MORNINGS = [span("mon 09:00", "mon 10:00"), span("wed 09:00", "wed 10:00")]


@pytest.mark.parametrize(
    ("day", "legal"), [("mon", False), ("tue", True), ("wed", True), ("thu", True), ("fri", False)]
)
def test_earliest_and_latest_are_both_included(day: str, legal: bool) -> None:
    """From Tuesday 24 to Thursday 26 November, each day as a whole."""
    c = case(requests=[request("q1", earliest="2026-11-24", latest="2026-11-26")])
    for clock in ("00:00", "09:00", "23:00"):
        assert (broken("deadline", c, visit("q1", "psy1", f"{day} {clock}")) == []) is legal


def test_what_is_left_out_narrows_nothing() -> None:
    """A need without dates and windows may lie anywhere, also outside the horizon as far as this rule goes."""
    c = case(requests=[request("q1")], groups=[group("dbt")])
    for moment in ("2026-11-22T09:00", "sun 23:00", "2026-11-30T00:00"):
        assert broken("deadline", c, visit("q1", "psy1", moment), visit("dbt", "psy1", moment)) == []


@pytest.mark.parametrize(
    ("moment", "legal"),
    [
        ("mon 08:55", False),
        ("mon 09:00", True),
        ("mon 09:15", True),
        ("mon 09:20", False),
        ("tue 09:00", False),
        ("wed 09:15", True),
    ],
)
def test_a_contact_lies_inside_one_window(moment: str, legal: bool) -> None:
    """09:00-10:00 holds 45 minutes from 09:00 to 09:15; the notes may run over."""
    c = case(requests=[request("q1", windows=MORNINGS)])
    assert (broken("deadline", c, visit("q1", "psy1", moment)) == []) is legal


def test_two_touching_windows_are_two() -> None:
    """A contact across the seam of two windows is inside neither."""
    c = case(requests=[request("q1", windows=[span("mon 09:00", "mon 09:30"), span("mon 09:30", "mon 10:30")])])
    assert broken("deadline", c, visit("q1", "psy1", "mon 09:00")) == ["q1"]
    assert broken("deadline", c, visit("q1", "psy1", "mon 09:30")) == []


def test_no_window_at_all_is_no_place_at_all() -> None:
    """An empty list of windows is not one left out."""
    assert broken("deadline", case(requests=[request("q1", windows=[])]), visit("q1", "psy1", "mon 09:00")) == ["q1"]


def meeting(**fields: Any) -> Case:
    return case(groups=[group("dbt", **fields)])


def test_a_group_lies_inside_one_of_its_windows() -> None:
    """A session of 105 minutes in 09:00-11:00 starts at 09:00 to 09:15."""
    c = meeting(windows=[span("tue 09:00", "tue 11:00")])
    assert broken("deadline", c, visit("dbt", "a b", "tue 09:15")) == []
    assert broken("deadline", c, visit("dbt", "a b", "tue 09:20")) == ["dbt"]


def test_a_group_has_deadlines_too() -> None:
    """A group's `earliest` and `latest` bind as a request's do."""
    c = meeting(earliest="2026-11-24", latest="2026-11-24")
    assert broken("deadline", c, visit("dbt", "a b", "tue 09:00")) == []
    assert broken("deadline", c, visit("dbt", "a b", "mon 09:00")) == ["dbt"]
    assert broken("deadline", c, visit("dbt", "a b", "wed 09:00")) == ["dbt"]


def test_dates_and_windows_bind_together() -> None:
    """In a window but after the latest day is too late, and both faults are told."""
    c = case(requests=[request("q1", windows=MORNINGS, latest="2026-11-24")])
    assert broken("deadline", c, visit("q1", "psy1", "mon 09:00")) == []
    assert broken("deadline", c, visit("q1", "psy1", "wed 09:00")) == ["q1"]
    assert broken("deadline", c, visit("q1", "psy1", "thu 09:00")) == ["q1", "q1"]


def test_every_contact_of_a_need_is_bound() -> None:
    """Of two calls the one too late is the violation."""
    c = case(requests=[request("q1", "call", count=2, latest="2026-11-24")])
    assert broken("deadline", c, visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "wed 09:00")) == ["q1"]
