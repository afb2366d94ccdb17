"""The rule `patient_time`."""

import pytest

from tests.builders import broken, case, clinician, group, patient, request, visit

TWO = [clinician("a"), clinician("b")]


@pytest.mark.parametrize(("clock", "legal"), [("08:55", False), ("09:00", True), ("11:15", True), ("11:20", False)])
def test_a_contact_lies_in_the_hours_that_suit(clock: str, legal: bool) -> None:
    """Available 09:00-12:00: a visit of 45 minutes starts at 11:15 at the latest; the notes need no patient."""
    c = case(patients=[patient("p1", available={"mon": ["09:00-12:00"]})], requests=[request("q1")])
    assert (broken("patient_time", c, visit("q1", "psy1", f"mon {clock}")) == []) is legal


def test_hours_given_are_the_only_ones() -> None:
    """Available on Mondays means not on Tuesdays; no hours given mean always."""
    people = [patient("p1", available={"mon": ["09:00-12:00"]}), patient("p2"), patient("p3", available={})]
    c = case(patients=people, requests=[request(f"q{i}", patient=f"p{i}") for i in (1, 2, 3)])
    assert broken("patient_time", c, visit("q1", "psy1", "tue 09:00")) == ["p1"]
    assert broken("patient_time", c, visit("q2", "psy1", "sun 23:00")) == []
    assert broken("patient_time", c, visit("q3", "psy1", "mon 09:00")) == ["p3"]


def test_a_contact_lies_in_one_stretch() -> None:
    """Two stretches with a gap do not add up."""
    c = case(patients=[patient("p1", available={"mon": ["09:00-09:30", "09:35-10:30"]})], requests=[request("q1")])
    assert broken("patient_time", c, visit("q1", "psy1", "mon 09:00")) == ["p1"]
    assert broken("patient_time", c, visit("q1", "psy1", "mon 09:35")) == []


def test_hours_recur_in_every_week() -> None:
    """The second Monday of a horizon suits as the first does."""
    c = case(weeks=2, patients=[patient("p1", available={"mon": ["09:00-12:00"]})], requests=[request("q1")])
    assert broken("patient_time", c, visit("q1", "psy1", "2026-11-30T09:00")) == []
    assert broken("patient_time", c, visit("q1", "psy1", "2026-12-01T09:00")) == ["p1"]


@pytest.mark.parametrize(("clock", "legal"), [("09:40", False), ("09:45", True)])
def test_a_patient_is_in_one_place_at_once(clock: str, legal: bool) -> None:
    """A visit at nine ends at 09:45; a visit to a colleague may follow at once, for notes do not hold the patient."""
    c = case(clinicians=TWO, requests=[request("q1"), request("q2")])
    assert (broken("patient_time", c, visit("q1", "a", "mon 09:00"), visit("q2", "b", f"mon {clock}")) == []) is legal


def test_written_contacts_are_free() -> None:
    """A digital contact may lie outside the hours that suit and beside a visit; a call may not."""
    people = [patient("p1", available={"mon": ["09:00-12:00"]})]
    c = case(clinicians=TWO, patients=people, requests=[request("q1"), request("q2", "message", "call")])
    seen = visit("q1", "a", "mon 09:00")
    assert broken("patient_time", c, seen, visit("q2", "b", "mon 09:10")) == []
    assert broken("patient_time", c, seen, visit("q2", "b", "tue 09:00")) == []
    assert broken("patient_time", c, seen, visit("q2", "b", "mon 09:10", "call")) == ["p1"]
    assert broken("patient_time", c, seen, visit("q2", "b", "tue 09:00", "call")) == ["p1"]


def test_participants_of_a_group_are_patients_too() -> None:
    """p1 is in the group from 09:00 to 10:45, p2 is not; p3 has no time on Mondays."""
    people = [patient("p3", available={"tue": ["08:00-17:00"]})]
    groups, requests = [group("dbt", ["p1", "p3"])], [request("q1"), request("q2", patient="p2")]
    c = case(clinicians=[*TWO, clinician("c")], patients=people, groups=groups, requests=requests)
    session = visit("dbt", "a b", "tue 09:00")
    assert broken("patient_time", c, session, visit("q1", "c", "tue 10:40")) == ["p1"]
    assert broken("patient_time", c, session, visit("q1", "c", "tue 10:45"), visit("q2", "c", "tue 09:00")) == []
    assert broken("patient_time", c, visit("dbt", "a b", "mon 09:00")) == ["p3"]


def test_contacts_without_patient_overlap_freely() -> None:
    """Requests without patient and groups given as a number hold nobody's time."""
    c = case(clinicians=TWO, requests=[request("q1", "call", patient=None), request("q2", "call", patient=None)])
    assert broken("patient_time", c, visit("q1", "a", "mon 09:00"), visit("q2", "b", "mon 09:00")) == []
