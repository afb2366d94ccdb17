"""The rule `row_of_contacts`."""

from typing import Any

import pytest

from tests.builders import Visit, admin, broken, case, clinician, kind, lunch, request, span, visit
from weightplan.case import Case

HOUR = kind(minutes=50, documentation=10)  # busy for an hour


def row(most: int | None = 120, pause: int | None = 10, **own: Any) -> Case:
    limits = {"max_minutes_in_a_row": most, "pause_minutes": pause}
    requests = [request("q1", "hour", count=9), request("q2", "message", count=9)]
    return case(clinicians=[clinician(**own)], requests=requests, types={"hour": HOUR}, limits=limits)


def hours(*clocks: str) -> list[Visit]:
    return [visit("q1", "psy1", f"mon {clock}") for clock in clocks]


@pytest.mark.parametrize(("most", "legal"), [(None, True), (120, True), (119, False)])
def test_a_row_lasts_from_its_first_start_to_its_last_note(most: int | None, legal: bool) -> None:
    """08:00 and 09:00, each busy for an hour, are a row of 120 minutes."""
    assert (broken("row_of_contacts", row(most), *hours("08:00", "09:00")) == []) is legal


@pytest.mark.parametrize(("clock", "legal"), [("10:05", False), ("10:10", True)])
def test_a_pause_ends_a_row(clock: str, legal: bool) -> None:
    """After 120 minutes a gap of ten is a pause, a gap of five is not: the row is then 08:00-11:05."""
    assert (broken("row_of_contacts", row(), *hours("08:00", "09:00", clock)) == []) is legal


def test_gaps_under_the_pause_are_part_of_the_row() -> None:
    """08:00-09:00 and 09:05-10:05 are a row of 125 minutes."""
    assert broken("row_of_contacts", row(124), *hours("08:00", "09:05")) == ["psy1"]
    assert broken("row_of_contacts", row(125), *hours("08:00", "09:05")) == []


def test_one_contact_is_a_row() -> None:
    """A single contact of an hour is longer than 55 minutes."""
    assert broken("row_of_contacts", row(60), *hours("08:00")) == []
    assert broken("row_of_contacts", row(55), *hours("08:00")) == ["psy1"]


def test_lunch_ends_a_row_however_short() -> None:
    """With a pause of 45 minutes asked for, a lunch of half an hour still ends the row; admin time does not."""
    parts = hours("10:00", "11:00", "12:30", "13:30")
    assert broken("row_of_contacts", row(pause=45), *parts) == ["psy1"]
    assert broken("row_of_contacts", row(pause=45), *parts, lunch("psy1", "mon 12:00", "mon 12:30")) == []
    assert broken("row_of_contacts", row(pause=45), *parts, admin("psy1", "mon 12:00", "mon 12:30")) == ["psy1"]


def test_only_a_lunch_in_between_ends_a_row() -> None:
    """A colleague's lunch, or one at another hour, does not."""
    parts = hours("10:00", "11:00", "12:30")
    assert broken("row_of_contacts", row(pause=45), *parts, lunch("psy2", "mon 12:00", "mon 12:30")) == ["psy1"]
    assert broken("row_of_contacts", row(pause=45), *parts, lunch("psy1", "mon 13:30", "mon 14:00")) == ["psy1"]


def test_a_block_ends_a_row() -> None:
    """A meeting of five minutes between two contacts ends the row, in a gap that is no pause."""
    met = [span("mon 10:00", "mon 10:05")]
    assert broken("row_of_contacts", row(), *hours("08:00", "09:00", "10:05")) == ["psy1"]
    assert broken("row_of_contacts", row(blocks=met), *hours("08:00", "09:00", "10:05")) == []


def test_without_pause_minutes_any_two_contacts_are_parted() -> None:
    """No gap is under zero, so each contact is a row of its own."""
    assert broken("row_of_contacts", row(60, None), *hours("08:00", "09:00", "10:00")) == []
    assert broken("row_of_contacts", row(59, None), *hours("08:00", "09:00")) == ["psy1", "psy1"]


def test_written_contacts_are_part_of_a_row() -> None:
    """Two visits and a message without notes are 130 minutes."""
    parts = [*hours("08:00", "09:00"), visit("q2", "psy1", "mon 10:00")]
    assert broken("row_of_contacts", row(130), *parts) == []
    assert broken("row_of_contacts", row(129), *parts) == ["psy1"]


def test_each_row_is_counted_by_itself() -> None:
    """Two rows of 120 minutes break a limit of 100 twice."""
    assert broken("row_of_contacts", row(100), *hours("08:00", "09:00", "13:00", "14:00")) == ["psy1", "psy1"]


def test_a_row_is_one_clinicians() -> None:
    """A colleague's contact in between is no part of the row."""
    c = case(
        clinicians=[clinician("a"), clinician("b")],
        requests=[request("q1", "hour", count=9)],
        types={"hour": HOUR},
        limits={"max_minutes_in_a_row": 60, "pause_minutes": 10},
    )
    parts = [visit("q1", who, f"mon {clock}") for who, clock in (("a", "08:00"), ("b", "09:00"), ("a", "10:00"))]
    assert broken("row_of_contacts", c, *parts) == []
    assert broken("row_of_contacts", c, *parts, visit("q1", "a", "mon 09:00")) == ["a"]


def test_a_short_contact_inside_a_long_one_does_not_shorten_the_row() -> None:
    """Overlapping contacts are illegal, and a row of them lasts to the latest note all the same."""
    parts = [*hours("08:00"), visit("q2", "psy1", "mon 08:10"), *hours("09:05")]
    assert broken("row_of_contacts", row(125), *parts) == []
    assert broken("row_of_contacts", row(124), *parts) == ["psy1"]


def test_a_contact_before_the_horizon_is_as_long_as_it_is() -> None:
    """A contact of an hour on the Sunday before is a row of 60 minutes, not one that lasts until Monday."""
    assert broken("row_of_contacts", row(60), visit("q1", "psy1", "2026-11-22T09:00")) == []
