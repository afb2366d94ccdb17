"""The rule `supervision_kept`."""

from typing import Any

import pytest

from tests.builders import admin, broken, case, clinician, request, span
from tests.builders import supervision as supervised
from weightplan.case import Case
from weightplan.plan import Break
from weightplan.solver import solve


def supervision(start: str, end: str, who: str = "psy1") -> Break:
    return supervised(who, start, end)


def block(start: str, end: str, kind: str | None = "supervision") -> dict[str, Any]:
    return span(start, end) | {"kind": kind}


def due(minutes: int | None = 60, weeks: int = 1, grid: int = 5, **own: Any) -> Case:
    limits = {"min_supervision_minutes_per_week": minutes}
    return case(clinicians=[clinician(**own)], requests=[request()], limits=limits, weeks=weeks, grid_minutes=grid)


def kept(c: Case, *parts: Break) -> bool:
    return broken("supervision_kept", c, *parts) == []


@pytest.mark.parametrize(("end", "legal"), [("09:55", False), ("10:00", True), ("11:00", True)])
def test_a_block_of_supervision_is_supervision(end: str, legal: bool) -> None:
    """An hour is due; a block of 55 minutes is short."""
    assert kept(due(blocks=[block("mon 09:00", f"mon {end}")])) is legal


@pytest.mark.parametrize(("end", "legal"), [("09:55", False), ("10:00", True), ("12:00", True)])
def test_so_is_a_break_of_that_kind(end: str, legal: bool) -> None:
    assert kept(due(), supervision("mon 09:00", f"mon {end}")) is legal


@pytest.mark.parametrize(("end", "legal"), [("13:25", False), ("13:30", True)])
def test_breaks_make_up_for_what_blocks_lack(end: str, legal: bool) -> None:
    """A block of half an hour leaves half an hour."""
    assert kept(due(blocks=[block("mon 09:00", "mon 09:30")]), supervision("mon 13:00", f"mon {end}")) is legal


def test_pieces_of_half_an_hour_count_and_shorter_ones_do_not() -> None:
    """After a block of 40 minutes 20 are due, and take a piece of 30; blocks of any length count."""
    c = due(blocks=[block("mon 09:00", "mon 09:20"), block("tue 09:00", "tue 09:20")])
    assert not kept(c, supervision("wed 09:00", "wed 09:20"))
    assert kept(c, supervision("wed 09:00", "wed 09:30"))
    halves = [supervision(f"{day} 09:00", f"{day} 09:30") for day in ("mon", "fri")]
    assert kept(due(), *halves)
    assert not kept(due(), halves[0])


@pytest.mark.parametrize("kind", ["meeting", "other", None])
def test_other_blocks_are_no_supervision(kind: str | None) -> None:
    assert not kept(due(blocks=[block("mon 09:00", "mon 12:00", kind)]))


@pytest.mark.parametrize(("start", "end", "legal"), [("07:00", "09:00", True), ("07:05", "08:55", False)])
def test_only_the_part_of_a_block_inside_the_hours_counts(start: str, end: str, legal: bool) -> None:
    """From seven to nine an hour lies in the hours, which begin at eight; an absence takes hours away too."""
    assert kept(due(blocks=[block(f"mon {start}", f"mon {end}")])) is legal
    away = [span("mon 08:00", "mon 08:05")]
    assert not kept(due(blocks=[block("mon 07:00", "mon 09:00")], absences=away))


def test_blocks_on_top_of_each_other_count_once() -> None:
    """Two blocks from nine to ten and from half past nine to half past ten are an hour and a half."""
    blocks = [block("mon 09:00", "mon 10:00"), block("mon 09:30", "mon 10:30")]
    assert kept(due(90, blocks=blocks))
    assert not kept(due(95, blocks=blocks))


@pytest.mark.parametrize(("days", "minutes"), [(1, 95), (2, 70), (3, 45)])
def test_days_away_lower_what_is_due(days: int, minutes: int) -> None:
    """120 minutes × 4/5 = 96, × 3/5 = 72, × 2/5 = 48; rounded down to the grid of five."""
    away = [span("mon 00:00", f"{('tue', 'wed', 'thu')[days - 1]} 00:00")]
    for held, legal in ((minutes, True), (minutes - 5, False)):
        c = due(120, absences=away, blocks=[block("fri 09:00", f"fri {9 + held // 60:02d}:{held % 60:02d}")])
        assert kept(c) is legal


def test_each_week_has_its_own() -> None:
    """Two hours in the first week are no hour in the second; a block across midnight of Sunday counts in both."""
    first = block("mon 09:00", "mon 11:00")
    assert broken("supervision_kept", due(weeks=2)) == ["psy1", "psy1"]
    assert broken("supervision_kept", due(weeks=2, blocks=[first])) == ["psy1"]
    assert kept(due(weeks=2, blocks=[first]), supervision("2026-11-30T09:00", "2026-11-30T10:00"))
    always = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    across = [block("sun 23:00", "2026-11-30T01:00")]
    assert kept(due(weeks=2, hours=always, blocks=across))
    assert broken("supervision_kept", due(65, weeks=2, hours=always, blocks=across)) == ["psy1", "psy1"]


def test_a_week_away_and_no_limit_ask_for_nothing() -> None:
    assert kept(due(absences=[span("mon 00:00", "2026-11-30T00:00")]))
    assert kept(due(None))
    assert kept(due(0))


def test_admin_time_and_a_colleagues_time_are_no_supervision() -> None:
    assert not kept(due(), admin("psy1", "mon 09:00", "mon 10:00"))
    assert not kept(due(), supervision("mon 09:00", "mon 10:00", "psy2"))
    assert not kept(due(), supervision("mon 07:00", "mon 08:00"))


@pytest.mark.parametrize("weeks", [1, 2])
def test_the_solver_places_what_is_due_beside_admin_time(weeks: int) -> None:
    """Half an hour of supervision beside a block, and an hour of admin time, in every week."""
    people = [clinician(blocks=[block("mon 09:00", "mon 09:30")])]
    limits = {"min_supervision_minutes_per_week": 60, "min_admin_minutes_per_week": 60}
    c = case(clinicians=people, requests=[request(count=3)], limits=limits, weeks=weeks, prices={"unserved": {3: 9}})
    plan = solve(c, time_limit=20, workers=1)
    assert (plan.status, plan.cost) == ("optimal", 0)
    minutes = {"admin": 0, "supervision": 0, "lunch": 0}
    for held in plan.breaks:
        minutes[held.kind] += int((held.end - held.start).total_seconds()) // 60
    assert minutes["supervision"] >= 30 + 60 * (weeks - 1)
    assert minutes["admin"] >= 60 * weeks
