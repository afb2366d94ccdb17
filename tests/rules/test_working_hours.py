"""The rule `working_hours`."""

import pytest

from tests.builders import broken, case, clinician, request, span, visit

Q = [request("q1")]  # 45 minutes and 10 of notes: busy for 55


@pytest.mark.parametrize(("clock", "legal"), [("07:55", False), ("08:00", True), ("16:05", True), ("16:10", False)])
def test_busy_time_lies_inside_the_hours(clock: str, legal: bool) -> None:
    """Hours 08:00-17:00: the first start is 08:00, and 16:05 is busy until 17:00 sharp, notes included."""
    assert (broken("working_hours", case(requests=Q), visit("q1", "psy1", f"mon {clock}")) == []) is legal


def test_a_day_without_hours_is_free() -> None:
    """Nobody is at work on the Saturday of an office week."""
    assert broken("working_hours", case(requests=Q), visit("q1", "psy1", "sat 09:00")) == ["psy1"]


@pytest.mark.parametrize(("clock", "legal"), [("11:05", True), ("11:10", False), ("12:30", False), ("13:00", True)])
def test_a_contact_does_not_straddle_split_hours(clock: str, legal: bool) -> None:
    """Hours 08:00-12:00 and 13:00-17:00: 11:05 ends with notes at 12:00, the next start is 13:00."""
    c = case(clinicians=[clinician(hours={"mon": ["13:00-17:00", "08:00-12:00"]})], requests=Q)
    assert (broken("working_hours", c, visit("q1", "psy1", f"mon {clock}")) == []) is legal


@pytest.mark.parametrize(("clock", "legal"), [("09:05", True), ("09:10", False), ("10:55", False), ("11:00", True)])
def test_busy_time_lies_outside_blocks(clock: str, legal: bool) -> None:
    """A block from ten to eleven: busy until 10:00 is legal, and so is a start at 11:00."""
    c = case(clinicians=[clinician(blocks=[span("mon 10:00", "mon 11:00")])], requests=Q)
    assert (broken("working_hours", c, visit("q1", "psy1", f"mon {clock}")) == []) is legal


@pytest.mark.parametrize(("clock", "legal"), [("09:05", True), ("09:10", False), ("10:55", False), ("11:00", True)])
def test_busy_time_lies_outside_absences(clock: str, legal: bool) -> None:
    """An absence from ten to eleven leaves 08:00-10:00 and 11:00-17:00."""
    c = case(clinicians=[clinician(absences=[span("mon 10:00", "mon 11:00")])], requests=Q)
    assert (broken("working_hours", c, visit("q1", "psy1", f"mon {clock}")) == []) is legal


def test_an_absence_may_last_for_days() -> None:
    """Away from Tuesday noon to Thursday noon: Tuesday morning and Thursday afternoon are left."""
    c = case(clinicians=[clinician(absences=[span("tue 12:00", "thu 12:00")])], requests=Q)
    for moment in ("tue 11:05", "thu 12:00"):
        assert broken("working_hours", c, visit("q1", "psy1", moment)) == []
    for moment in ("tue 11:10", "wed 10:00", "thu 11:55"):
        assert broken("working_hours", c, visit("q1", "psy1", moment)) == ["psy1"]


def test_public_holidays_are_free() -> None:
    """Epiphany is a Wednesday in 2027; the rulebook's country says so, and without one it is a day like others."""
    monday = case().date_of(42)
    holiday = case(requests=Q, country="SE", week=monday)
    assert broken("working_hours", holiday, visit("q1", "psy1", "2027-01-05T09:00")) == []
    assert broken("working_hours", holiday, visit("q1", "psy1", "2027-01-06T09:00")) == ["psy1"]
    assert broken("working_hours", case(requests=Q, week=monday), visit("q1", "psy1", "2027-01-06T09:00")) == []


@pytest.mark.parametrize("moment", ["2026-11-16T09:00", "2026-11-22T09:00", "2026-11-30T09:00", "2027-11-22T09:00"])
def test_an_appointment_lies_inside_the_horizon(moment: str) -> None:
    """A week ends on its Sunday, also for clinicians whose hours recur."""
    assert broken("working_hours", case(requests=Q), visit("q1", "psy1", moment)) == ["psy1"]


def test_a_horizon_of_two_weeks_has_a_second_monday() -> None:
    """With `weeks: 2` the hours recur in the second week."""
    c = case(requests=Q, weeks=2)
    assert broken("working_hours", c, visit("q1", "psy1", "2026-11-30T08:00")) == []
    assert broken("working_hours", c, visit("q1", "psy1", "2026-12-07T08:00")) == ["psy1"]


def test_every_leader_works() -> None:
    """A contact of two clinicians is outside the hours of the one who is off."""
    c = case(clinicians=[clinician("a"), clinician("b", hours={"tue": ["08:00-17:00"]})], requests=Q)
    assert broken("working_hours", c, visit("q1", "a b", "tue 09:00")) == []
    assert broken("working_hours", c, visit("q1", "a b", "mon 09:00")) == ["b"]


def test_a_night_shift_may_reach_midnight() -> None:
    """`24:00` ends a day: 23:05 with notes is busy until midnight."""
    c = case(clinicians=[clinician(hours={"mon": ["20:00-24:00"]})], requests=Q)
    assert broken("working_hours", c, visit("q1", "psy1", "mon 23:05")) == []
    assert broken("working_hours", c, visit("q1", "psy1", "mon 23:10")) == ["psy1"]


def test_touching_spans_are_still_two_spans() -> None:
    """Hours written as 08:00-12:00 and 12:00-17:00 are read as written: a contact lies inside one of them."""
    c = case(clinicians=[clinician(hours={"mon": ["08:00-12:00", "12:00-17:00"]})], requests=Q)
    assert broken("working_hours", c, visit("q1", "psy1", "mon 12:00")) == []
    assert broken("working_hours", c, visit("q1", "psy1", "mon 11:30")) == ["psy1"]
