"""The rule `room`."""

import pytest

from tests.builders import broken, case, clinician, group, kind, request, room, span, visit

Q = [request("q1"), request("q2", patient="p2"), request("q3", "video")]
TWO = [clinician("a"), clinician("b")]


def test_a_contact_holds_a_room_of_its_kind() -> None:
    """A physical visit takes a consulting room: not none, not the group room, not one that does not exist."""
    c = case(requests=Q)
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="r1")) == []
    for wrong in (None, "g1", "cellar"):
        assert broken("room", c, visit("q1", "psy1", "mon 09:00", room=wrong)) == ["q1"]


def test_a_contact_that_needs_no_room_may_hold_one() -> None:
    """A video visit goes without a room or takes any kind, but none that does not exist."""
    c = case(requests=Q)
    assert broken("room", c, visit("q3", "psy1", "mon 09:00")) == []
    assert broken("room", c, visit("q3", "psy1", "mon 09:00", room="g1")) == []
    assert broken("room", c, visit("q3", "psy1", "mon 09:00", room="cellar")) == ["q3"]


@pytest.mark.parametrize(("clock", "legal"), [("09:40", False), ("09:45", True)])
def test_a_room_holds_one_contact_at_once(clock: str, legal: bool) -> None:
    """A room is held while the contact lasts, until 09:45; notes are written elsewhere."""
    c = case(clinicians=TWO, requests=Q)
    parts = visit("q1", "a", "mon 09:00", room="r1"), visit("q2", "b", f"mon {clock}", room="r1")
    assert (broken("room", c, *parts) == []) is legal


def test_two_rooms_hold_two_contacts() -> None:
    """The same time in another room is legal."""
    c = case(clinicians=TWO, requests=Q)
    assert broken("room", c, visit("q1", "a", "mon 09:00", room="r1"), visit("q2", "b", "mon 09:00", room="r2")) == []


def test_who_needs_no_room_still_fills_it() -> None:
    """A video visit in r1 keeps the physical visit out."""
    c = case(clinicians=TWO, requests=Q)
    assert broken("room", c, visit("q3", "a", "mon 09:00", room="r1"), visit("q2", "b", "mon 09:00", room="r1")) == [
        "r1"
    ]


def test_the_request_may_name_rooms() -> None:
    """Only r2 will do, although r1 is of the right kind."""
    c = case(requests=[request("q1", rooms=["r2", "g1"])])
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="r2")) == []
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="r1")) == ["q1"]
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="g1")) == ["q1"]


def test_named_rooms_bind_only_types_that_need_one() -> None:
    """A request for video or physical that names r2 may be a video visit in r1, or without a room."""
    c = case(requests=[request("q1", "physical", "video", rooms=["r2"])])
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", "video")) == []
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", "video", room="r1")) == []


def test_a_group_may_name_rooms() -> None:
    """A group narrows the choice the same way."""
    rooms = [room("g1", "group"), room("g2", "group")]
    c = case(rooms=rooms, groups=[group("dbt", rooms=["g2"])])
    assert broken("room", c, visit("dbt", "a b", "mon 09:00", room="g2")) == []
    assert broken("room", c, visit("dbt", "a b", "mon 09:00", room="g1")) == ["dbt"]


@pytest.mark.parametrize(("clock", "legal"), [("08:55", False), ("09:00", True), ("10:15", True), ("10:20", False)])
def test_a_room_is_used_while_it_is_open(clock: str, legal: bool) -> None:
    """Open 09:00-11:00: a visit of 45 minutes starts at 10:15 at the latest, its notes may run over."""
    c = case(rooms=[room("r1", hours={"mon": ["09:00-11:00"]})], requests=Q)
    assert (broken("room", c, visit("q1", "psy1", f"mon {clock}", room="r1")) == []) is legal


def test_a_room_with_hours_is_closed_on_other_days() -> None:
    """Hours on Monday only mean closed on Tuesday; no hours mean always open."""
    c = case(rooms=[room("r1", hours={"mon": ["09:00-11:00"]}), room("r2")], requests=Q)
    assert broken("room", c, visit("q1", "psy1", "tue 09:00", room="r1")) == ["q1"]
    assert broken("room", c, visit("q1", "psy1", "sun 03:00", room="r2")) == []


@pytest.mark.parametrize(
    ("clock", "legal"), [("mon 09:15", True), ("mon 09:20", False), ("mon 11:55", False), ("mon 12:00", True)]
)
@pytest.mark.parametrize("hours", [{}, {"hours": {"mon": ["08:00-17:00"], "tue": ["08:00-17:00"]}}])
def test_a_room_that_is_lost_for_a_time_holds_nothing_then(clock: str, legal: bool, hours: dict[str, object]) -> None:
    """Lost 10:00-12:00 on Monday: a visit of 45 minutes ends by 10:00 or starts at 12:00; Tuesday is as ever."""
    c = case(rooms=[room("r1", absences=[span("mon 10:00", "mon 12:00")], **hours)], requests=Q)
    assert (broken("room", c, visit("q1", "psy1", clock, room="r1")) == []) is legal
    assert broken("room", c, visit("q1", "psy1", "tue 10:00", room="r1")) == []


def test_a_room_is_lost_in_one_week_of_several() -> None:
    """Lost on the first Monday only: the second is as ever."""
    c = case(weeks=2, rooms=[room("r1", absences=[span("mon 00:00", "tue 00:00")])], requests=Q)
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="r1")) == ["q1"]
    assert broken("room", c, visit("q1", "psy1", "2026-11-30T09:00", room="r1")) == []


def test_room_hours_bind_every_contact_in_it() -> None:
    """Also a contact that needs no room is in a closed one."""
    c = case(rooms=[room("r1", hours={"mon": ["09:00-11:00"]})], requests=Q)
    assert broken("room", c, visit("q3", "psy1", "mon 08:00", room="r1")) == ["q3"]


def test_a_written_contact_may_need_a_room() -> None:
    """The type says what it needs, whatever its modality."""
    c = case(requests=[request("q1", "booth")], types={"booth": kind("digital", room="group")})
    assert broken("room", c, visit("q1", "psy1", "mon 09:00", room="g1")) == []
    assert broken("room", c, visit("q1", "psy1", "mon 09:00")) == ["q1"]


def test_a_crisis_slot_needs_its_room() -> None:
    """A crisis slot of a type with a room holds one like any contact."""
    c = case(crisis={"contact_type": "crisis", "slots_per_day": 1}, types={"crisis": kind(room="consulting")})
    assert broken("room", c, visit("crisis", "psy1", "mon 09:00", room="r1")) == []
    assert broken("room", c, visit("crisis", "psy1", "mon 09:00")) == ["crisis"]
