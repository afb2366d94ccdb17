"""The rule `heavy_after_heavy`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, kind, request, visit
from weightplan.case import Case

TYPES = {"heavy": kind(minutes=45, documentation=15, heavy=True), "plain": kind(minutes=30, documentation=0)}


def recovering(least: int | None, **own: Any) -> Case:
    requests = [request("q1", "heavy", count=9), request("q2", "plain", count=9)]
    limits = {"min_minutes_between_heavy": least}
    return case(clinicians=[clinician(**own), clinician("psy2")], requests=requests, types=TYPES, limits=limits)


FIRST = visit("q1", "psy1", "mon 08:00")  # busy until 09:00


@pytest.mark.parametrize(("start", "legal"), [("mon 09:30", True), ("mon 09:25", False), ("mon 09:00", False)])
def test_the_pause_counts_from_the_end_of_the_notes(start: str, legal: bool) -> None:
    """The first is busy until 09:00: with 30 minutes between, the next may start at 09:30 and no earlier."""
    assert (broken("heavy_after_heavy", recovering(30), FIRST, visit("q1", "psy1", start)) == []) is legal


def test_a_limit_left_out_limits_nothing() -> None:
    assert broken("heavy_after_heavy", recovering(None), FIRST, visit("q1", "psy1", "mon 09:00")) == []


def test_other_contacts_do_not_count() -> None:
    """Neither a plain contact between two heavy ones, nor one right after."""
    plain = visit("q2", "psy1", "mon 09:00")
    assert broken("heavy_after_heavy", recovering(30), FIRST, plain, visit("q1", "psy1", "mon 09:30")) == []


def test_other_clinicians_do_not_count() -> None:
    assert broken("heavy_after_heavy", recovering(30), FIRST, visit("q1", "psy2", "mon 09:00")) == []


def test_nights_count_too() -> None:
    """From Monday 17:00 to Tuesday 08:00 are 900 minutes."""
    days = visit("q1", "psy1", "mon 16:00"), visit("q1", "psy1", "tue 08:00")
    assert broken("heavy_after_heavy", recovering(900), *days) == []
    assert broken("heavy_after_heavy", recovering(905), *days) == ["psy1"]


def test_each_pause_that_is_too_short_is_a_violation() -> None:
    """Three in a row have two pauses; a clinician's own limit comes first."""
    three = FIRST, visit("q1", "psy1", "mon 09:15"), visit("q1", "psy1", "mon 10:30")
    assert broken("heavy_after_heavy", recovering(30), *three) == ["psy1", "psy1"]
    own = recovering(30, limits={"min_minutes_between_heavy": 15})
    assert broken("heavy_after_heavy", own, *three) == []
