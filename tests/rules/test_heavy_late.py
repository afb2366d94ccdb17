"""The rule `heavy_late`."""

from typing import Any

import pytest

from tests.builders import case, clinician, cost, kind, request, visit
from weightplan.case import Case

TYPES = {"heavy": kind(minutes=45, documentation=15, heavy=True), "plain": kind(minutes=45, documentation=15)}


def priced(price: int | None = 30, **own: Any) -> Case:
    requests = [request("q1", "heavy", count=9), request("q2", "plain", count=9)]
    people = [clinician(**own), clinician("psy2", hours={"mon": ["08:00-15:00"]})]
    return case(clinicians=people, requests=requests, types=TYPES, prices={"heavy_in_last_hour": price})


@pytest.mark.parametrize(("start", "expected"), [("15:15", 0), ("15:20", 30), ("16:00", 30), ("08:00", 0)])
def test_a_heavy_contact_that_ends_in_the_last_hour_costs(start: str, expected: int) -> None:
    """The day ends at 17:00; 45 minutes from 15:15 end at 16:00 sharp, the notes do not matter."""
    assert cost("heavy_late", priced(), visit("q1", "psy1", f"mon {start}")) == expected


def test_other_contacts_cost_nothing() -> None:
    assert cost("heavy_late", priced(), visit("q2", "psy1", "mon 16:00")) == 0


def test_every_leader_counts_by_their_own_hours() -> None:
    """Until 14:05 is late for who leaves at 15:00, and for nobody else; until 16:45 for both."""
    assert cost("heavy_late", priced(), visit("q1", "psy1 psy2", "mon 13:20")) == 30
    assert cost("heavy_late", priced(), visit("q1", "psy1 psy2", "mon 16:00")) == 60


def test_an_absence_in_the_afternoon_brings_the_last_hour_forward() -> None:
    """Away from 12:00: a contact until 11:15 lies in the last hour."""
    absent = [{"start": "2026-11-23T12:00", "end": "2026-11-23T23:00"}]
    assert cost("heavy_late", priced(absences=absent), visit("q1", "psy1", "mon 10:30")) == 30
    assert cost("heavy_late", priced(absences=absent), visit("q1", "psy1", "mon 10:15")) == 0


def test_a_day_with_two_stretches_ends_with_the_later() -> None:
    split = {"mon": ["08:00-11:00", "13:00-17:00"]}
    assert cost("heavy_late", priced(hours=split), visit("q1", "psy1", "mon 10:00")) == 0


def test_no_price_no_cost() -> None:
    assert cost("heavy_late", priced(None), visit("q1", "psy1", "mon 16:00")) == 0
