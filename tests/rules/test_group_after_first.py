"""The rule `group_after_first`."""

import pytest

from tests.builders import broken, case, clinician, group, patient, request, visit
from weightplan.case import Case


def joined(participants: int | list[str] | None = None, new: bool = True) -> Case:
    participants = ["p1", "p2", "p3"] if participants is None else participants
    people = [clinician("a"), clinician("b"), clinician("c")]
    requests = [request("q1", "first"), request("q2", "call")]
    return case(
        clinicians=people, patients=[patient("p1", new=new)], groups=[group("dbt", participants)], requests=requests
    )


@pytest.mark.parametrize(("start", "legal"), [("mon 09:00", False), ("tue 08:55", False), ("tue 10:30", True)])
def test_a_new_patient_joins_after_the_first_visit(start: str, legal: bool) -> None:
    """The first visit is on Tuesday from 09:00 to 10:30."""
    parts = visit("q1", "c", "tue 09:00"), visit("dbt", "a b", start)
    assert (broken("group_after_first", joined(), *parts) == []) is legal


def test_a_new_patient_without_first_visit_joins_no_group() -> None:
    """A group alone is a group before the first contact."""
    assert broken("group_after_first", joined(), visit("dbt", "a b", "mon 09:00")) == ["p1"]


def test_known_patients_join_when_they_like() -> None:
    """Without `new: true`, or in a group that names nobody, there is nothing to wait for."""
    session = visit("dbt", "a b", "mon 09:00")
    assert broken("group_after_first", joined(new=False), session) == []
    assert broken("group_after_first", joined(3), session) == []


def test_the_first_contact_is_the_earliest_one_alone() -> None:
    """A call on Monday is the first contact; that it is no long visit is the matter of `first_visit_is_long`."""
    parts = visit("q2", "c", "mon 09:00"), visit("dbt", "a b", "mon 13:00"), visit("q1", "c", "tue 09:00")
    assert broken("group_after_first", joined(), *parts) == []
    assert broken("first_visit_is_long", joined(), *parts) == ["p1"]


def test_every_group_too_early_is_a_violation() -> None:
    """Two groups before the first visit are two violations."""
    c = case(patients=[patient("p1", new=True)], groups=[group("g", ["p1"]), group("h", ["p1"])])
    assert broken("group_after_first", c, visit("g", "psy1", "mon 09:00"), visit("h", "psy1", "tue 09:00")) == [
        "p1",
        "p1",
    ]
