"""The rule `first_visits`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, kind, request, visit
from weightplan.case import Case

TYPES = {"counted": kind(minutes=30, first=True), "plain": kind(minutes=30, heavy=True)}
CLOCKS = ["08:00", "09:00", "10:00"]


def limited(day: int | None = None, week: int | None = None, **own: Any) -> Case:
    limits = {"max_first_per_day": day, "max_first_per_week": week}
    requests = [request("q1", "counted", count=9), request("q2", "plain", count=9)]
    return case(clinicians=[clinician(**own)], requests=requests, types=TYPES, limits=limits, weeks=2)


@pytest.mark.parametrize(("most", "legal"), [(None, True), (3, True), (2, False), (0, False)])
def test_first_visits_a_day_are_limited(most: int | None, legal: bool) -> None:
    """Three on Monday keep a limit of three and break one of two."""
    assert (broken("first_visits", limited(most), *[visit("q1", "psy1", f"mon {c}") for c in CLOCKS]) == []) is legal


@pytest.mark.parametrize(("most", "legal"), [(None, True), (3, True), (2, False), (0, False)])
def test_first_visits_a_week_are_limited(most: int | None, legal: bool) -> None:
    """One on each of three days keeps a weekly limit of three and breaks one of two."""
    days = [visit("q1", "psy1", f"{day} 09:00") for day in ("mon", "wed", "fri")]
    assert (broken("first_visits", limited(week=most), *days) == []) is legal


def test_each_day_and_each_week_is_counted_by_itself() -> None:
    """One on Sunday and one on the Monday after keep a limit of one a day and one a week."""
    days = [visit("q1", "psy1", "sun 09:00"), visit("q1", "psy1", "2026-11-30T09:00")]
    assert broken("first_visits", limited(1, 1), *days) == []
    assert broken("first_visits", limited(1, 1), *days, visit("q1", "psy1", "2026-12-01T09:00")) == ["psy1"]


def test_a_day_and_a_week_over_the_limit_are_two_violations() -> None:
    """Two on Monday break a limit of one a day, and of one a week too."""
    assert broken("first_visits", limited(1, 1), *[visit("q1", "psy1", f"mon {c}") for c in CLOCKS[:2]]) == [
        "psy1",
        "psy1",
    ]


def test_other_contacts_do_not_count() -> None:
    """A type marked `heavy` alone is none of them."""
    monday = [visit("q2", "psy1", f"mon {c}") for c in CLOCKS]
    assert broken("first_visits", limited(0, 0), *monday) == []


def test_the_chosen_type_counts_and_not_the_request() -> None:
    """A plain contact on a request that asks for the other kind does not count."""
    assert broken("first_visits", limited(0), visit("q1", "psy1", "mon 09:00", "plain")) == []
    assert broken("first_visits", limited(0), visit("q2", "psy1", "mon 09:00", "counted")) == ["psy1"]


def test_every_clinician_of_a_contact_is_counted() -> None:
    """Both leaders have had it."""
    people = [clinician("a"), clinician("b")]
    c = case(clinicians=people, requests=[request("q1", "counted")], types=TYPES, limits={"max_first_per_day": 0})
    assert broken("first_visits", c, visit("q1", "a b", "mon 09:00")) == ["a", "b"]


def test_a_clinician_may_override_one_limit_and_keep_the_other() -> None:
    """An own daily limit of two leaves the rulebook's weekly limit of two in force."""
    c = limited(1, 2, limits={"max_first_per_day": 2})
    monday = [visit("q1", "psy1", f"mon {c}") for c in CLOCKS[:2]]
    assert broken("first_visits", c, *monday) == []
    assert broken("first_visits", c, *monday, visit("q1", "psy1", "tue 09:00")) == ["psy1"]
