"""The rule `same_day`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, group, request, visit
from weightplan.case import Case


def test_needs_of_one_tag_fall_on_one_day() -> None:
    """q1 and q2 share the tag `trip`; other tags and needs without one go their own way."""
    requests = [
        request("q1", same_day="trip"),
        request("q2", same_day="trip"),
        request("q3", same_day="x"),
        request("q4"),
    ]
    c = case(requests=requests)
    others = visit("q3", "psy1", "wed 09:00"), visit("q4", "psy1", "thu 09:00")
    assert broken("same_day", c, visit("q1", "psy1", "mon 09:00"), visit("q2", "psy1", "mon 15:00"), *others) == []
    assert broken("same_day", c, visit("q1", "psy1", "mon 09:00"), visit("q2", "psy1", "tue 09:00"), *others) == [
        "trip"
    ]


def test_a_tag_binds_only_what_is_served() -> None:
    """One of the two may go unserved."""
    c = case(requests=[request("q1", same_day="trip"), request("q2", same_day="trip")])
    assert broken("same_day", c, visit("q2", "psy1", "tue 09:00")) == []


def test_three_days_of_one_tag_are_one_violation() -> None:
    """The tag is what is broken, once."""
    c = case(requests=[request("q1", count=3, same_day="trip")])
    assert broken("same_day", c, *[visit("q1", "psy1", f"{day} 09:00") for day in ("mon", "tue", "wed")]) == ["trip"]


def test_the_same_weekday_of_two_weeks_is_two_days() -> None:
    """Monday and the Monday after are not one day."""
    c = case(weeks=2, requests=[request("q1", count=2, same_day="trip")])
    assert broken("same_day", c, visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "2026-11-30T09:00")) == ["trip"]


def test_groups_share_tags_with_requests() -> None:
    """A session and a visit of one tag fall on one day."""
    c = case(requests=[request("q1", same_day="trip")], groups=[group("dbt", same_day="trip")])
    assert broken("same_day", c, visit("q1", "psy1", "mon 13:00"), visit("dbt", "a b", "mon 09:00")) == []
    assert broken("same_day", c, visit("q1", "psy1", "mon 13:00"), visit("dbt", "a b", "tue 09:00")) == ["trip"]


def limited(most: int | None, **fields: Any) -> Case:
    requests = [request("q1", "call", count=3), request("q2", "message", count=3), request("q3", "call", patient="p2")]
    return case(requests=requests, limits={"max_patient_contacts_per_day": most}, **fields)


@pytest.mark.parametrize(("most", "wrong"), [(None, []), (3, []), (2, ["p1"]), (0, ["p1"])])
def test_a_patient_has_no_more_contacts_a_day_than_the_limit(most: int | None, wrong: list[str]) -> None:
    """Three calls on Monday keep a limit of three and break one of two."""
    calls = [visit("q1", "psy1", f"mon {clock}") for clock in ("09:00", "10:00", "11:00")]
    assert broken("same_day", limited(most), *calls) == wrong


def test_written_contacts_and_other_days_and_patients_do_not_count() -> None:
    """One call a day keeps a limit of one, whatever is written and whoever else calls."""
    parts = [visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "tue 09:00"), visit("q3", "psy1", "mon 10:00")]
    parts += [visit("q2", "psy1", f"mon {clock}") for clock in ("11:00", "12:00", "13:00")]
    assert broken("same_day", limited(1), *parts) == []


def test_group_sessions_count() -> None:
    """A session and a call on one day are two contacts of a participant."""
    c = limited(1, groups=[group("dbt", ["p1", "p2"])])
    assert broken("same_day", c, visit("dbt", "a b", "mon 09:00"), visit("q1", "psy1", "tue 09:00")) == []
    assert broken("same_day", c, visit("dbt", "a b", "mon 09:00"), visit("q1", "psy1", "mon 13:00")) == ["p1"]


def test_each_day_over_the_limit_is_a_violation() -> None:
    """Two calls on Monday and two on Tuesday break a limit of one twice."""
    c = case(
        clinicians=[clinician()], requests=[request("q1", "call", count=4)], limits={"max_patient_contacts_per_day": 1}
    )
    parts = [visit("q1", "psy1", f"{day} {clock}") for day in ("mon", "tue") for clock in ("09:00", "10:00")]
    assert broken("same_day", c, *parts) == ["p1", "p1"]
