"""The rule `meal_break`: half an hour between 11:00 and 13:30, five hours at most before and after it."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, lunch, span
from weightplan.case import Case


def on(*hours: str, **fields: Any) -> Case:
    return case(clinicians=[clinician(hours={"mon": list(hours)}, **fields)])


@pytest.mark.parametrize(("hours", "due"), [("08:00-13:00", False), ("08:00-13:05", True)])
def test_a_day_of_more_than_five_hours_has_a_lunch(hours: str, due: bool) -> None:
    """Five hours go without, five hours and five minutes do not."""
    assert (broken("meal_break", on(hours)) == ["psy1"]) is due


def test_a_short_day_may_have_a_lunch() -> None:
    """A lunch on a day that needs none is nobody's business."""
    assert broken("meal_break", on("08:00-12:00"), lunch("psy1", "mon 10:00", "mon 10:05")) == []


@pytest.mark.parametrize(
    ("start", "end", "legal"),
    [
        ("11:00", "11:30", True),
        ("10:55", "11:30", False),
        ("13:00", "13:30", True),
        ("13:00", "13:35", False),
        ("12:00", "12:25", False),
        ("12:00", "13:00", True),
    ],
)
def test_lunch_is_long_enough_and_in_the_lunch_hours(start: str, end: str, legal: bool) -> None:
    """On 08:30-16:00 only the lunch hours and the thirty minutes bind: 08:30 + 5 h = 13:30, 16:00 − 5 h = 11:00."""
    assert (broken("meal_break", on("08:30-16:00"), lunch("psy1", f"mon {start}", f"mon {end}")) == []) is legal


@pytest.mark.parametrize(("clock", "legal"), [("13:00", True), ("13:05", False)])
def test_no_more_than_five_hours_before_lunch(clock: str, legal: bool) -> None:
    """From 08:00, a lunch at 13:00 comes after exactly five hours."""
    end = f"{clock[:3]}{int(clock[3:]) + 25:02d}"  # 25 minutes: the rulebook below asks for no more
    working_time = {"lunch_minutes": 25}
    c = case(clinicians=[clinician(hours={"mon": ["08:00-16:00"]})], working_time=working_time)
    assert (broken("meal_break", c, lunch("psy1", f"mon {clock}", f"mon {end}")) == []) is legal


@pytest.mark.parametrize(("start", "end", "legal"), [("11:30", "12:00", True), ("11:25", "11:55", False)])
def test_no_more_than_five_hours_after_lunch(start: str, end: str, legal: bool) -> None:
    """Until 17:00, a lunch that ends at 12:00 leaves exactly five hours."""
    assert (broken("meal_break", on("08:00-17:00"), lunch("psy1", f"mon {start}", f"mon {end}")) == []) is legal


def test_hours_off_do_not_count_before_and_after() -> None:
    """06:00-08:00 and 09:00-14:30: at 12:00 two and three hours were worked, at 12:05 it is more than five."""
    c = on("06:00-08:00", "09:00-14:30")
    assert broken("meal_break", c, lunch("psy1", "mon 12:00", "mon 12:30")) == []
    assert broken("meal_break", c, lunch("psy1", "mon 12:05", "mon 12:35")) == ["psy1"]


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (["08:00-12:00", "12:30-17:00"], False),
        (["08:00-12:00", "12:25-17:00"], True),
        (["08:00-10:45", "11:25-17:00"], True),
        (["08:00-10:45", "11:30-17:00"], False),
        (["08:00-13:00", "13:40-17:00"], False),
        (["08:00-13:05", "13:40-17:00"], True),
    ],
)
def test_a_gap_in_the_hours_is_that_lunch(hours: list[str], due: bool) -> None:
    """A gap counts as lunch with half an hour of it between 11:00 and 13:30."""
    assert (broken("meal_break", on(*hours)) == ["psy1"]) is due


def test_a_day_with_a_gap_may_have_a_lunch_as_well() -> None:
    """Where the gap is lunch already, a lunch in the plan is free to lie anywhere."""
    assert broken("meal_break", on("08:00-12:00", "13:00-17:00"), lunch("psy1", "mon 15:00", "mon 15:10")) == []


def test_an_absence_over_noon_is_a_gap() -> None:
    """Away from 12:00 to 12:30, the day of nine hours has its gap."""
    assert broken("meal_break", on("08:00-17:00", absences=[span("mon 12:00", "mon 12:30")])) == []
    assert broken("meal_break", on("08:00-17:00", absences=[span("mon 12:00", "mon 12:25")])) == ["psy1"]


def test_an_absence_may_leave_a_short_day() -> None:
    """Away from 13:00 the day has five hours and needs no lunch."""
    assert broken("meal_break", on("08:00-17:00", absences=[span("mon 13:00", "mon 17:00")])) == []
    assert broken("meal_break", on("08:00-17:00", absences=[span("mon 13:05", "mon 17:00")])) == ["psy1"]


def test_one_lunch_is_one() -> None:
    """Two lawful lunches on one day are one too many."""
    parts = lunch("psy1", "mon 11:30", "mon 12:00"), lunch("psy1", "mon 12:30", "mon 13:00")
    assert broken("meal_break", on("08:00-16:00"), parts[0]) == []
    assert broken("meal_break", on("08:00-16:00"), *parts) == ["psy1"]


def test_a_lunch_belongs_to_one_clinician_and_one_day() -> None:
    """A colleague's lunch, or Tuesday's, feeds nobody on Monday."""
    c = on("08:00-16:00")
    assert broken("meal_break", c, lunch("psy2", "mon 11:30", "mon 12:00")) == ["psy1"]
    assert broken("meal_break", c, lunch("psy1", "tue 11:30", "tue 12:00")) == ["psy1"]


def test_a_public_holiday_needs_no_lunch() -> None:
    """Epiphany week of 2027 has four working days, so four lunches are missing."""
    c = case(country="SE", week=case().date_of(42))
    assert broken("meal_break", c) == ["psy1"] * 4


def test_every_week_of_the_horizon_has_its_lunches() -> None:
    """Two weeks of one long Monday each need two."""
    c = case(clinicians=[clinician(hours={"mon": ["08:00-16:00"]})], weeks=2)
    first = lunch("psy1", "mon 11:30", "mon 12:00")
    assert broken("meal_break", c, first) == ["psy1"]
    assert broken("meal_break", c, first, lunch("psy1", "2026-11-30T11:30", "2026-11-30T12:00")) == []


def test_the_rulebook_sets_the_meal_break() -> None:
    """With three hours without a break and a lunch of 45 minutes from 10:00, the edges move along."""
    working_time = {"lunch_minutes": 45, "lunch_between": ["10:00", "12:00"], "max_hours_without_break": 3}
    c = case(clinicians=[clinician(hours={"mon": ["08:00-13:45"]})], working_time=working_time)
    assert broken("meal_break", c, lunch("psy1", "mon 10:00", "mon 10:45")) == []
    assert broken("meal_break", c, lunch("psy1", "mon 10:00", "mon 10:40")) == ["psy1"]
    assert broken("meal_break", c, lunch("psy1", "mon 11:05", "mon 11:50")) == ["psy1"]


def test_half_hours_count() -> None:
    """With five and a half hours at most without a break, a day of 5:30 needs none and one of 5:35 does."""
    working_time = {"max_hours_without_break": 5.5}
    for hours, due in (("08:00-13:30", []), ("08:00-13:35", ["psy1"])):
        assert (
            broken("meal_break", case(clinicians=[clinician(hours={"mon": [hours]})], working_time=working_time)) == due
        )
