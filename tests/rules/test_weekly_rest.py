"""The rule `weekly_rest`."""

from typing import Any

import pytest

from tests.builders import admin, broken, case, clinician, kind, lunch, request, span, visit
from weightplan.case import Case
from weightplan.fields import WEEKDAYS
from weightplan.solver import solve

TYPES = {"talk": kind(minutes=45, documentation=15)}
EVERY_DAY = {day: ["08:00-20:00"] for day in WEEKDAYS}


def resting(hours: int | None, weeks: int = 1, **own: Any) -> Case:
    person = clinician(**{"hours": EVERY_DAY} | own)
    requests = [request("q1", "talk", count=20)]
    limits = {"min_rest_hours_per_week": hours}
    return case(clinicians=[person], requests=requests, types=TYPES, limits=limits, weeks=weeks)


DAILY = [visit("q1", "psy1", f"{day} 10:00") for day in WEEKDAYS]


@pytest.mark.parametrize(("hours", "legal"), [(None, True), (0, True), (23, True), (24, False), (36, False)])
def test_seven_days_of_work_leave_the_nights(hours: int | None, legal: bool) -> None:
    """From 11:00 to 10:00 are 23 hours, from midnight to Monday 10:00 only 10."""
    assert (broken("weekly_rest", resting(hours), *DAILY) == []) is legal


@pytest.mark.parametrize(("hours", "legal"), [(47, True), (48, False)])
def test_a_free_day_joins_two_nights(hours: int, legal: bool) -> None:
    """Without Thursday: from Wednesday 11:00 to Friday 10:00 are 47 hours."""
    assert (broken("weekly_rest", resting(hours), *DAILY[:3], *DAILY[4:]) == []) is legal


@pytest.mark.parametrize(("hours", "legal"), [(37, True), (38, False)])
def test_the_end_of_the_week_counts_and_the_next_week_does_not(hours: int, legal: bool) -> None:
    """After Saturday 11:00 the week has 37 hours left, whatever Monday brings."""
    assert (broken("weekly_rest", resting(hours, weeks=2), *DAILY[:6]) == []) is legal


def test_the_beginning_of_the_week_counts() -> None:
    """Before Tuesday 10:00 lie 34 hours of this week."""
    assert broken("weekly_rest", resting(34), *DAILY[1:]) == []
    assert broken("weekly_rest", resting(35), *DAILY[1:]) == ["psy1"]


def test_each_week_has_a_rest_of_its_own() -> None:
    """A free second week does not make up for the first."""
    assert broken("weekly_rest", resting(36, weeks=2), *DAILY) == ["psy1"]


def test_admin_time_and_blocks_are_work_and_lunch_is_not() -> None:
    """Thursday's 47 hours are broken at noon by all but a lunch."""
    thursday_off = [*DAILY[:3], *DAILY[4:]]
    assert broken("weekly_rest", resting(36), *thursday_off, admin("psy1", "thu 12:00", "thu 12:30")) == ["psy1"]
    assert broken("weekly_rest", resting(36), *thursday_off, lunch("psy1", "thu 12:00", "thu 12:30")) == []
    meeting = [span("thu 12:00", "thu 13:00")]
    assert broken("weekly_rest", resting(36, blocks=meeting), *thursday_off) == ["psy1"]


@pytest.mark.parametrize(("rest", "served"), [(143, 2), (144, 1)])
def test_the_solver_leaves_one_long_stretch(rest: int, served: int) -> None:
    """Hours from 08:00 to 09:00 on Monday and on Sunday: between them lie 143 hours, with one of them alone more."""
    hours = {"mon": ["08:00-09:00"], "sun": ["08:00-09:00"]}
    limits, prices = {"min_rest_hours_per_week": rest}, {"unserved": {3: 10}}
    requests = [request("q1", "talk", count=2)]
    week = case(clinicians=[clinician(hours=hours)], requests=requests, types=TYPES, limits=limits, prices=prices)
    plan = solve(week, time_limit=10, workers=1)
    assert (plan.status, len(plan.appointments)) == ("optimal", served)
