"""The rule `daily_rest`."""

from typing import Any

import pytest

from tests.builders import admin, broken, case, clinician, kind, lunch, request, span, visit
from weightplan.case import Case
from weightplan.solver import solve

LONG = {day: ["06:00-23:00"] for day in ("mon", "tue", "wed")}
TYPES = {"talk": kind(minutes=45, documentation=15)}


def resting(hours: int | None = 11, **own: Any) -> Case:
    person = clinician(**{"hours": LONG} | own)
    limits = {"min_rest_hours_per_day": hours}
    return case(clinicians=[person], requests=[request("q1", "talk", count=9)], types=TYPES, limits=limits)


LATE = visit("q1", "psy1", "mon 21:00")  # busy until 22:00, so 11 hours end at 09:00


@pytest.mark.parametrize(("start", "legal"), [("tue 09:00", True), ("tue 08:55", False), ("tue 06:00", False)])
def test_the_next_day_begins_after_the_rest(start: str, legal: bool) -> None:
    """Notes until 22:00 and 11 hours leave Tuesday from 09:00."""
    assert (broken("daily_rest", resting(), LATE, visit("q1", "psy1", start)) == []) is legal


def test_a_limit_left_out_limits_nothing() -> None:
    assert broken("daily_rest", resting(None), LATE, visit("q1", "psy1", "tue 06:00")) == []


def test_admin_time_is_work_and_lunch_is_not() -> None:
    """Each at 06:00 on Tuesday, after an evening."""
    assert broken("daily_rest", resting(), LATE, admin("psy1", "tue 06:00", "tue 06:30")) == ["psy1"]
    assert broken("daily_rest", resting(), LATE, lunch("psy1", "tue 06:00", "tue 06:30")) == []


def test_blocks_are_work() -> None:
    """A meeting until 22:00 lets Tuesday begin at 09:00; two meetings may break the rule by themselves."""
    meeting = span("mon 20:00", "mon 22:00")
    assert broken("daily_rest", resting(blocks=[meeting]), visit("q1", "psy1", "tue 09:00")) == []
    assert broken("daily_rest", resting(blocks=[meeting]), visit("q1", "psy1", "tue 08:00")) == ["psy1"]
    assert broken("daily_rest", resting(blocks=[meeting, span("tue 07:00", "tue 08:00")])) == ["psy1"]


def test_a_day_off_between_is_rest() -> None:
    assert broken("daily_rest", resting(24), LATE, visit("q1", "psy1", "wed 22:00")) == []


def test_only_the_last_work_and_the_first_count() -> None:
    """A gap inside a day is no rest between days; what matters on Monday is 21:00 and not 06:00."""
    monday = visit("q1", "psy1", "mon 06:00"), LATE
    assert broken("daily_rest", resting(), *monday, visit("q1", "psy1", "tue 09:00")) == []
    assert broken("daily_rest", resting(), *monday, visit("q1", "psy1", "tue 08:00")) == ["psy1"]


def test_a_block_through_the_night_ends_the_rest_of_its_morning() -> None:
    """On call until Tuesday 06:00: the next work may begin at 17:00."""
    on_call = span("mon 22:00", "tue 06:00")
    assert broken("daily_rest", resting(blocks=[on_call]), visit("q1", "psy1", "tue 17:00")) == []
    assert broken("daily_rest", resting(blocks=[on_call]), visit("q1", "psy1", "tue 16:55")) == ["psy1"]


@pytest.mark.parametrize(("opens", "served"), [("08:00", 2), ("07:00", 1)])
def test_the_solver_keeps_the_rest_between_an_evening_and_a_morning(opens: str, served: int) -> None:
    """An hour each: from Monday 21:00 to 08:00 are 11 hours, to 07:00 only 10, so one contact must wait."""
    until = f"{int(opens[:2]) + 1:02}:00"
    hours = {"mon": ["20:00-21:00"], "tue": [f"{opens}-{until}"]}
    limits, prices = {"min_rest_hours_per_day": 11}, {"unserved": {3: 10}}
    requests = [request("q1", "talk", count=2)]
    week = case(clinicians=[clinician(hours=hours)], requests=requests, types=TYPES, limits=limits, prices=prices)
    plan = solve(week, time_limit=10, workers=1)
    assert (plan.status, len(plan.appointments)) == ("optimal", served)
