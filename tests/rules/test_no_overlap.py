"""The rule `no_overlap`."""

import pytest

from tests.builders import admin, at, broken, case, clinician, lunch, report, request, span, visit

Q = [request("q1"), request("q2", patient="p2"), request("q3", "call", patient="p3")]


@pytest.mark.parametrize(("clock", "legal"), [("09:50", False), ("09:55", True)])
def test_notes_are_part_of_the_busy_time(clock: str, legal: bool) -> None:
    """A visit at nine is busy until 09:55; the next one starts no earlier."""
    parts = visit("q1", "psy1", "mon 09:00"), visit("q2", "psy1", f"mon {clock}")
    assert (broken("no_overlap", case(requests=Q), *parts) == []) is legal


def test_two_clinicians_may_work_at_once() -> None:
    """Overlaps are counted for one clinician at a time, and for both leaders of one contact."""
    c = case(clinicians=[clinician("a"), clinician("b")], requests=Q)
    assert broken("no_overlap", c, visit("q1", "a", "mon 09:00"), visit("q2", "b", "mon 09:00")) == []
    assert broken("no_overlap", c, visit("q1", "a b", "mon 09:00"), visit("q2", "b", "mon 09:00")) == ["b"]


@pytest.mark.parametrize("make", [lunch, admin])
def test_breaks_take_time(make: type) -> None:
    """A break that begins at 09:55 is free of a visit from nine, one that begins at 09:50 is not."""
    seen = visit("q1", "psy1", "mon 09:00")
    assert broken("no_overlap", case(requests=Q), seen, make("psy1", "mon 09:55", "mon 10:30")) == []
    assert broken("no_overlap", case(requests=Q), seen, make("psy1", "mon 09:50", "mon 10:30")) == ["psy1"]


def test_two_breaks_do_not_overlap() -> None:
    """Lunch is not admin time; the one may follow the other."""
    assert (
        broken("no_overlap", case(), lunch("psy1", "mon 11:00", "mon 11:30"), admin("psy1", "mon 11:30", "mon 12:00"))
        == []
    )
    assert broken(
        "no_overlap", case(), lunch("psy1", "mon 11:00", "mon 11:35"), admin("psy1", "mon 11:30", "mon 12:00")
    ) == ["psy1"]


def test_blocks_take_time_from_breaks_too() -> None:
    """A lunch inside a team meeting is no lunch."""
    c = case(clinicians=[clinician(blocks=[span("mon 12:00", "mon 13:00")])])
    assert broken("no_overlap", c, lunch("psy1", "mon 11:30", "mon 12:00")) == []
    assert broken("no_overlap", c, lunch("psy1", "mon 11:35", "mon 12:05")) == ["psy1"]


def test_blocks_overlapping_each_other_are_no_fault_of_the_plan() -> None:
    """Two meetings at once stand in the input; the plan is not blamed."""
    c = case(clinicians=[clinician(blocks=[span("mon 12:00", "mon 13:00"), span("mon 12:30", "mon 14:00")])])
    assert broken("no_overlap", c) == []


def test_each_overlap_is_one_violation() -> None:
    """Calls at 09:10 and 09:30 both lie in the visit of 09:00-09:55, so there are two."""
    c = case(requests=[*Q, request("q4", "call")])
    parts = [visit("q1", "psy1", "mon 09:00"), visit("q3", "psy1", "mon 09:10"), visit("q4", "psy1", "mon 09:30")]
    texts = [v.text for v in report(c, *parts).violations if v.rule == "no_overlap"]
    assert texts == ["q1 / q3 overlap at 2026-11-23 09:10", "q1 / q4 overlap at 2026-11-23 09:30"]


def test_one_clinician_named_twice_does_not_overlap_with_herself() -> None:
    """A leader named twice is the matter of `group_size`."""
    assert broken("no_overlap", case(requests=Q), visit("q1", "psy1 psy1", "mon 09:00")) == []


def test_overlaps_are_seen_across_midnight() -> None:
    """A visit that is busy until 00:40 on Tuesday overlaps with a call at half past midnight."""
    late = visit("q1", "psy1", "mon 23:30", busy_until=at("tue 00:40"))
    assert broken("no_overlap", case(requests=Q), late, visit("q3", "psy1", "tue 00:30")) == ["psy1"]
    assert broken("no_overlap", case(requests=Q), late, visit("q3", "psy1", "tue 00:40")) == []
