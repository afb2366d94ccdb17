"""The rule `contact_minutes`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, group, request, visit
from weightplan.case import Case

CLOCKS = ["08:00", "09:00", "10:00"]


def limited(most: int | None, **own: Any) -> Case:
    limits = {"max_contact_minutes_per_day": most}
    return case(clinicians=[clinician(**own)], requests=[request("q1", count=6)], limits=limits)


@pytest.mark.parametrize(("most", "legal"), [(None, True), (136, True), (135, True), (134, False), (0, False)])
def test_contact_minutes_of_a_day_are_limited(most: int | None, legal: bool) -> None:
    """Three visits of 45 minutes are 135; notes are no contact."""
    assert (broken("contact_minutes", limited(most), *[visit("q1", "psy1", f"mon {c}") for c in CLOCKS]) == []) is legal


def test_each_day_is_counted_by_itself() -> None:
    """90 minutes a day keep a limit of 90 on two days; 135 break it on one."""
    days = [visit("q1", "psy1", f"{day} {clock}") for day in ("mon", "tue") for clock in CLOCKS[:2]]
    assert broken("contact_minutes", limited(90), *days) == []
    assert broken("contact_minutes", limited(90), *days, visit("q1", "psy1", "tue 13:00")) == ["psy1"]


def test_written_contacts_are_contact_minutes() -> None:
    """A message of ten minutes counts like a visit."""
    c = case(requests=[request("q1"), request("q2", "message")], limits={"max_contact_minutes_per_day": 54})
    assert broken("contact_minutes", c, visit("q1", "psy1", "mon 09:00")) == []
    assert broken("contact_minutes", c, visit("q1", "psy1", "mon 09:00"), visit("q2", "psy1", "mon 10:00")) == ["psy1"]


def test_every_leader_of_a_group_has_the_contact() -> None:
    """105 minutes are 105 for each leader."""
    c = case(clinicians=[clinician("a"), clinician("b")], groups=[group()], limits={"max_contact_minutes_per_day": 104})
    assert broken("contact_minutes", c, visit("dbt", "a b", "mon 09:00")) == ["a", "b"]


def test_a_clinician_may_override_the_limit() -> None:
    """Own limits come before the rulebook's, upwards and downwards and to none."""
    monday = [visit("q1", "psy1", f"mon {c}") for c in CLOCKS]
    for most, wrong in ((134, ["psy1"]), (135, []), (None, [])):
        own = {"max_contact_minutes_per_day": most}
        assert broken("contact_minutes", limited(0, limits=own), *monday) == wrong
