"""The rule `front_loaded`."""

from typing import Any

import pytest

from tests.builders import MONDAY, case, clinician, cost, group, patient, request, visit
from weightplan.case import Case

FIRST = ("mon 09:00", "tue 09:00")
SECOND = ("2026-11-30T09:00", "2026-12-01T09:00")


def begun(start: str | None = None, weeks: int = 3, count: int = 6, new: bool = False, **fields: Any) -> Case:
    limits = {"front_weeks": 2, "front_contacts_per_week": 2}
    fields = {"limits": limits, "prices": {"front_loaded": 30}} | fields
    person = patient("p1", course_start=start, new=new)
    return case(requests=[request("q1", count=count)], patients=[person], weeks=weeks, **fields)


def test_contacts_missing_in_the_first_weeks_cost() -> None:
    """Two weeks of two contacts are four due."""
    c = begun("2026-11-23")
    assert cost("front_loaded", c) == 120
    assert cost("front_loaded", c, *(visit("q1", "psy1", at) for at in FIRST)) == 60
    assert cost("front_loaded", c, *(visit("q1", "psy1", at) for at in FIRST + SECOND)) == 0


def test_only_contacts_placed_in_these_weeks_count() -> None:
    """The second Sunday is the last day of the two weeks; the Monday after it is too late."""
    c = begun("2026-11-23")
    assert cost("front_loaded", c, visit("q1", "psy1", "2026-12-06T09:00")) == 90
    assert cost("front_loaded", c, visit("q1", "psy1", "2026-12-07T09:00")) == 120


def test_one_week_may_make_up_for_the_other() -> None:
    """What is due is counted over the first weeks together."""
    c = begun("2026-11-23")
    assert cost("front_loaded", c, *(visit("q1", "psy1", f"{d} 09:00") for d in ("mon", "tue", "wed", "thu"))) == 0


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-11-08", 0),  # the Sunday of the week that begins on the 2nd: its second week ends on the 15th
        ("2026-11-15", 0),
        ("2026-11-16", 2),  # the week before: this week is its second
        ("2026-11-22", 2),
        ("2026-11-23", 4),
        ("2026-11-29", 4),
        ("2026-12-06", 4),
        ("2026-12-07", 2),  # the last of three weeks
        ("2026-12-13", 2),
        ("2026-12-14", 0),  # after the horizon
    ],
)
def test_weeks_are_counted_from_the_one_in_which_the_course_begins(start: str, due: int) -> None:
    """A course that begins on a Sunday has its first week then."""
    assert cost("front_loaded", begun(start)) == 30 * due


def test_a_horizon_may_begin_on_any_day() -> None:
    """From a Thursday on, the Wednesday before it lies in the week before, and two weeks are 14 days."""
    thursday = MONDAY.replace(day=26)
    assert cost("front_loaded", begun("2026-11-25", weeks=2, week=thursday)) == 60
    assert cost("front_loaded", begun("2026-11-26", weeks=2, week=thursday)) == 120


def test_a_new_patient_begins_with_the_horizon() -> None:
    """Without a date new patients begin now; of others nothing is known."""
    assert cost("front_loaded", begun(new=True)) == 120
    assert cost("front_loaded", begun("2026-12-07", new=True)) == 60
    assert cost("front_loaded", begun()) == 0


@pytest.mark.parametrize(("count", "due"), [(1, 1), (3, 3), (4, 4), (5, 4)])
def test_no_more_is_due_than_the_needs_ask_for(count: int, due: int) -> None:
    assert cost("front_loaded", begun("2026-11-23", count=count)) == 30 * due


def test_a_group_is_asked_for_and_counts() -> None:
    """One visit and one group are two due."""
    c = begun("2026-11-23", count=1, groups=[group("dbt", ["p1"])], clinicians=[clinician("a"), clinician("b")])
    assert cost("front_loaded", c) == 60
    assert cost("front_loaded", c, visit("dbt", "a b", "mon 09:00")) == 30


@pytest.mark.parametrize(
    "fields",
    [
        {"prices": {}},
        {"limits": {"front_weeks": 2}},
        {"limits": {"front_contacts_per_week": 2}},
        {"limits": {"front_weeks": 0, "front_contacts_per_week": 2}},
    ],
)
def test_without_a_price_or_a_limit_nothing_costs(fields: dict[str, Any]) -> None:
    assert cost("front_loaded", begun("2026-11-23", **fields)) == 0
