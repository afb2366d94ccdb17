"""The rule `first_visit_is_long`."""

from typing import Any

from tests.builders import broken, case, clinician, group, patient, request, visit
from weightplan.case import Case

FIRST = request("q1", "first")
CALL = request("q2", "call", "message", "first")


def new(*requests: dict[str, Any], **fields: Any) -> Case:
    people = [clinician("psy1"), clinician("psy2")]
    return case(clinicians=people, patients=[patient("p1", new=True)], requests=requests, **fields)


def test_the_earliest_contact_of_a_new_patient_is_a_first_visit() -> None:
    """A call before the first visit breaks the rule, a call after it does not."""
    c = new(FIRST, CALL)
    first = visit("q1", "psy1", "tue 09:00")
    assert broken("first_visit_is_long", c, first, visit("q2", "psy1", "tue 10:30")) == []
    assert broken("first_visit_is_long", c, first, visit("q2", "psy1", "tue 08:40")) == ["p1"]
    assert broken("first_visit_is_long", c, visit("q2", "psy1", "tue 10:30")) == ["p1"]


def test_written_contacts_are_contacts() -> None:
    """A message first is no long first visit either."""
    assert broken("first_visit_is_long", new(FIRST, CALL), visit("q2", "psy1", "mon 09:00", "message")) == ["p1"]


def test_the_type_counts_and_not_the_request() -> None:
    """A request that lists `first` among others serves as first visit when that type is chosen."""
    assert broken("first_visit_is_long", new(CALL), visit("q2", "psy1", "mon 09:00", "first")) == []


def test_a_known_patient_has_had_the_first_visit() -> None:
    """Without `new: true` any contact may come first."""
    c = case(requests=[FIRST, CALL])
    assert broken("first_visit_is_long", c, visit("q2", "psy1", "mon 09:00"), visit("q1", "psy1", "tue 09:00")) == []


def test_an_unseen_patient_breaks_nothing() -> None:
    """Not serving a new patient at all is priced elsewhere."""
    assert broken("first_visit_is_long", new(FIRST, CALL)) == []


def test_a_message_in_the_same_minute_is_not_earlier() -> None:
    """With a first visit among the earliest contacts the rule holds; patients may be written to while seen."""
    first, message = visit("q1", "psy1", "mon 09:00"), visit("q2", "psy2", "mon 09:00", "message")
    assert broken("first_visit_is_long", new(FIRST, CALL), first, message) == []
    assert broken("first_visit_is_long", new(FIRST, CALL), message, first) == []


def test_each_new_patient_is_one_violation() -> None:
    """Two calls before one missing first visit are one violation."""
    c = new(request("q2", "call", count=2))
    assert broken("first_visit_is_long", c, visit("q2", "psy1", "mon 09:00"), visit("q2", "psy1", "tue 09:00")) == [
        "p1"
    ]


def test_groups_are_left_to_their_own_rule() -> None:
    """A group before the first visit is the matter of `group_after_first`."""
    c = new(FIRST, groups=[group("dbt", ["p1"])])
    parts = visit("dbt", "psy1 psy2", "mon 09:00"), visit("q1", "psy1", "tue 09:00")
    assert broken("first_visit_is_long", c, *parts) == []
    assert broken("group_after_first", c, *parts) == ["p1"]
