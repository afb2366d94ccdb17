"""The rule `crisis_slots`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, report, request, visit
from weightplan.case import Case

DAYS = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"]
CLOCKS = ["09:00", "11:00", "13:00"]


def open_slots(slots: int = 1, **fields: Any) -> Case:
    return case(crisis={"contact_type": "crisis", "slots_per_day": slots}, **fields)


def test_every_weekday_has_its_slots() -> None:
    """One slot a day from Monday to Friday; Saturday and Sunday have none, however the clinic works."""
    week = [visit("crisis", "psy1", f"{day}T09:00") for day in DAYS]
    assert broken("crisis_slots", open_slots(), *week) == []
    assert broken("crisis_slots", open_slots(), *week[:4]) == DAYS[4:]
    closed = open_slots(clinicians=[clinician(hours={"mon": ["08:00-17:00"]})])
    assert broken("crisis_slots", closed) == DAYS


@pytest.mark.parametrize(("held", "legal"), [(1, False), (2, True), (3, False)])
def test_a_day_has_exactly_its_slots(held: int, legal: bool) -> None:
    """Two slots are due: one is too few and three are more than the day asks for."""
    monday = [visit("crisis", "psy1", f"mon {clock}") for clock in CLOCKS[:held]]
    assert ("2026-11-23" not in broken("crisis_slots", open_slots(2), *monday)) is legal


def test_slots_of_one_day_may_lie_at_once() -> None:
    """Two clinicians may hold their slots in the same hour."""
    c = open_slots(2, clinicians=[clinician("a"), clinician("b")])
    parts = visit("crisis", "a", "mon 09:00"), visit("crisis", "b", "mon 09:00")
    assert broken("crisis_slots", c, *parts) == DAYS[1:]


def test_public_holidays_have_no_slots() -> None:
    """In the week of Christmas 2026 the 25th is a public holiday; the 24th is one only de facto."""
    christmas = case().date_of(28)
    public = open_slots(country="SE", week=christmas)
    assert broken("crisis_slots", public) == [f"2026-12-{d}" for d in (21, 22, 23, 24)]
    both = open_slots(country="SE", holidays=["public", "de_facto"], week=christmas)
    assert broken("crisis_slots", both) == [f"2026-12-{d}" for d in (21, 22, 23)]


def test_every_week_of_the_horizon_has_its_slots() -> None:
    """Two weeks have ten weekdays."""
    assert len(broken("crisis_slots", open_slots(weeks=2))) == 10


def test_a_horizon_may_begin_midweek() -> None:
    """From Thursday to Wednesday there are five weekdays, wherever the weekend lies."""
    due = broken("crisis_slots", open_slots(week=case().date_of(3)))
    assert due == ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02"]


def test_a_slot_of_another_type_holds_nothing_open() -> None:
    """A call is no crisis slot, nor is a patient's crisis visit on request."""
    c = open_slots(requests=[request("q1", "crisis")])
    assert broken("crisis_slots", c, visit("crisis", "psy1", "mon 09:00", "call")) == DAYS
    assert broken("crisis_slots", c, visit("q1", "psy1", "mon 09:00")) == DAYS


def test_no_crisis_in_the_rulebook_asks_for_none() -> None:
    """Without `crisis`, and with zero slots, nothing is due; with zero a slot is one too many."""
    assert broken("crisis_slots", case()) == []
    assert broken("crisis_slots", open_slots(0)) == []
    assert broken("crisis_slots", open_slots(0), visit("crisis", "psy1", "mon 09:00")) == DAYS[:1]


def test_slots_earn_no_weight() -> None:
    """A week of slots books 0 weights and takes 5 × 75 minutes of true time."""
    made = report(open_slots(), *[visit("crisis", "psy1", f"{day}T09:00") for day in DAYS])
    assert (made.clinicians[0].booked, made.clinicians[0].true_minutes) == (0, 375)
