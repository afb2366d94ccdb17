"""The rule `admin_time`."""

from typing import Any

import pytest

from tests.builders import admin, broken, case, clinician, lunch, request, span, visit
from weightplan.case import Case


def due(minutes: int | None = 60, weeks: int = 1, grid: int = 5, **own: Any) -> Case:
    limits = {"min_admin_minutes_per_week": minutes}
    return case(clinicians=[clinician(**own)], requests=[request()], limits=limits, weeks=weeks, grid_minutes=grid)


@pytest.mark.parametrize(("end", "legal"), [("09:55", False), ("10:00", True), ("12:00", True)])
def test_admin_time_adds_up_to_the_minutes_due(end: str, legal: bool) -> None:
    """An hour is due; 55 minutes are short."""
    assert (broken("admin_time", due(), admin("psy1", "mon 09:00", f"mon {end}")) == []) is legal


def test_pieces_of_half_an_hour_count() -> None:
    """Two pieces of 30 minutes on two days are an hour; three of 25 are nothing."""
    halves = [admin("psy1", f"{day} 09:00", f"{day} 09:30") for day in ("mon", "fri")]
    assert broken("admin_time", due(), *halves) == []
    short = [admin("psy1", f"{day} 09:00", f"{day} 09:25") for day in ("mon", "tue", "wed")]
    assert broken("admin_time", due(), *short) == ["psy1"]
    assert broken("admin_time", due(), halves[0], *short[1:]) == ["psy1"]


def test_touching_pieces_stay_pieces() -> None:
    """Two breaks of 15 minutes in a row are two pieces, each too short."""
    parts = admin("psy1", "mon 09:00", "mon 09:15"), admin("psy1", "mon 09:15", "mon 09:30")
    assert broken("admin_time", due(30), *parts) == ["psy1"]


@pytest.mark.parametrize("minutes", [None, 0])
def test_no_limit_asks_for_nothing(minutes: int | None) -> None:
    """A limit left out, and one of zero, are kept by a week without admin time."""
    assert broken("admin_time", due(minutes)) == []


@pytest.mark.parametrize(("days", "minutes"), [(1, 95), (2, 70), (3, 45)])
def test_days_away_lower_what_is_due(days: int, minutes: int) -> None:
    """120 minutes × 4/5 = 96, × 3/5 = 72, × 2/5 = 48; rounded down to the grid of five."""
    away = [span("mon 00:00", f"{('tue', 'wed', 'thu')[days - 1]} 00:00")]
    c = due(120, absences=away)
    for held, wrong in ((minutes, []), (minutes - 5, ["psy1"])):
        end = f"fri {9 + held // 60:02d}:{held % 60:02d}"
        assert broken("admin_time", c, admin("psy1", "fri 09:00", end)) == wrong


def test_less_than_half_an_hour_due_still_takes_a_piece_of_half_an_hour() -> None:
    """120 minutes × 1/5 = 24, on the grid 20: a piece of 25 does not count, one of 30 does."""
    c = due(120, absences=[span("mon 00:00", "fri 00:00")])
    assert broken("admin_time", c, admin("psy1", "fri 09:00", "fri 09:25")) == ["psy1"]
    assert broken("admin_time", c, admin("psy1", "fri 09:00", "fri 09:30")) == []


def test_half_a_day_worked_is_a_day_worked() -> None:
    """Away on Friday afternoon leaves five days out of five."""
    c = due(absences=[span("fri 12:00", "fri 17:00")])
    assert broken("admin_time", c, admin("psy1", "mon 09:00", "mon 09:55")) == ["psy1"]
    assert broken("admin_time", c, admin("psy1", "mon 09:00", "mon 10:00")) == []


@pytest.mark.parametrize(("grid", "minutes"), [(5, 95), (10, 90), (15, 90), (30, 90), (60, 60)])
def test_what_is_due_is_rounded_down_to_the_grid(grid: int, minutes: int) -> None:
    """120 × 4/5 = 96 minutes: on grids of 5, 10, 15, 30 and 60 that is 95, 90, 90, 90 and 60."""
    c = due(120, grid=grid, absences=[span("mon 00:00", "tue 00:00")])
    for held, wrong in ((minutes, []), (minutes - 1, ["psy1"])):
        end = f"fri {9 + held // 60:02d}:{held % 60:02d}"
        assert broken("admin_time", c, admin("psy1", "fri 09:00", end)) == wrong


def test_part_time_is_what_was_contracted() -> None:
    """Three contracted days, all worked, are a whole share: FTE plays no part."""
    hours = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed")}
    c = due(60, hours=hours, fte=0.6)
    assert broken("admin_time", c, admin("psy1", "mon 09:00", "mon 10:00")) == []
    assert broken("admin_time", c, admin("psy1", "mon 09:00", "mon 09:55")) == ["psy1"]


def test_a_week_away_asks_for_nothing() -> None:
    """No day worked, nothing due; nor without any contracted hours."""
    assert broken("admin_time", due(absences=[span("mon 00:00", "2026-11-30T00:00")])) == []
    assert broken("admin_time", due(hours={})) == []


def test_public_holidays_lower_what_is_due() -> None:
    """Epiphany on a Wednesday leaves 60 × 4/5 = 48, on the grid 45 minutes."""
    limits = {"min_admin_minutes_per_week": 60}
    c = case(country="SE", week=case().date_of(42), limits=limits)
    assert broken("admin_time", c, admin("psy1", "2027-01-04T09:00", "2027-01-04T09:45")) == []
    assert broken("admin_time", c, admin("psy1", "2027-01-04T09:00", "2027-01-04T09:40")) == ["psy1"]


def test_each_week_of_the_horizon_has_its_own() -> None:
    """Two hours in the first week are no hour in the second."""
    first = admin("psy1", "mon 09:00", "mon 11:00")
    assert broken("admin_time", due(weeks=2)) == ["psy1", "psy1"]
    assert broken("admin_time", due(weeks=2), first) == ["psy1"]
    assert broken("admin_time", due(weeks=2), first, admin("psy1", "2026-11-30T09:00", "2026-11-30T10:00")) == []


def test_lunch_and_a_colleagues_time_are_no_admin_time() -> None:
    """Only one's own breaks of kind `admin` count."""
    assert broken("admin_time", due(), lunch("psy1", "mon 11:00", "mon 12:00")) == ["psy1"]
    assert broken("admin_time", due(), admin("psy2", "mon 09:00", "mon 10:00")) == ["psy1"]


@pytest.mark.parametrize(
    ("start", "legal"), [("mon 07:55", False), ("mon 08:00", True), ("mon 16:00", True), ("sat 09:00", False)]
)
def test_admin_time_is_protected_inside_the_hours(start: str, legal: bool) -> None:
    """An hour before work, or on a free Saturday, is no protected time."""
    day, clock = start.split()
    end = f"{day} {int(clock[:2]) + 1:02d}:{clock[3:]}"
    assert (broken("admin_time", due(), admin("psy1", start, end)) == []) is legal


def test_admin_time_under_a_contact_counts_here_and_overlaps_there() -> None:
    """A visit placed into admin time is the matter of `no_overlap`."""
    parts = admin("psy1", "mon 09:00", "mon 10:00"), visit("q1", "psy1", "mon 09:00")
    assert broken("admin_time", due(), *parts) == []
    assert broken("no_overlap", due(), *parts) == ["psy1"]
