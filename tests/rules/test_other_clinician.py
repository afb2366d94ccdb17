"""The rule `other_clinician`."""

from typing import Any

from tests.builders import case, clinician, cost, group, patient, request, visit
from weightplan.case import Case

PEOPLE = [clinician("a"), clinician("b"), clinician("c")]


def owned(**fields: Any) -> Case:
    patients = [patient("p1", clinician="a"), patient("p2", clinician="b"), patient("p3")]
    requests = [
        request("q1", count=3),
        request("q2", patient="p2"),
        request("q3", patient="p3"),
        request("q4", patient=None),
    ]
    groups = [group("dbt", ["p1", "p3"])]
    fields = {"prices": {"other_clinician": 40}} | fields
    return case(clinicians=PEOPLE, patients=patients, requests=requests, groups=groups, **fields)


def test_a_contact_with_another_clinician_costs() -> None:
    """p1 is a's patient: with b it costs 40, with a nothing."""
    assert cost("other_clinician", owned(), visit("q1", "a", "mon 09:00")) == 0
    assert cost("other_clinician", owned(), visit("q1", "b", "mon 09:00")) == 40


def test_every_appointment_counts() -> None:
    """Two of three contacts with others, and p2 with another: 3 × 40."""
    parts = [visit("q1", who, f"{day} 09:00") for who, day in (("a", "mon"), ("b", "tue"), ("c", "wed"))]
    assert cost("other_clinician", owned(), *parts, visit("q2", "a", "thu 09:00")) == 120


def test_a_patient_without_clinician_has_no_other() -> None:
    """Neither does an appointment without a patient."""
    assert cost("other_clinician", owned(), visit("q3", "c", "mon 09:00"), visit("q4", "c", "tue 09:00")) == 0


def test_groups_do_not_cost() -> None:
    """A group led by others is what groups are."""
    assert cost("other_clinician", owned(), visit("dbt", "b c", "mon 09:00")) == 0


def test_ones_own_clinician_beside_another_is_enough() -> None:
    """A contact of two clinicians with the own among them costs nothing."""
    assert cost("other_clinician", owned(), visit("q1", "b a", "mon 09:00")) == 0
    assert cost("other_clinician", owned(), visit("q1", "b c", "mon 09:00")) == 40


def test_crisis_slots_are_nobodys() -> None:
    """A slot has no patient."""
    c = owned(crisis={"contact_type": "crisis", "slots_per_day": 1})
    assert cost("other_clinician", c, visit("crisis", "a", "mon 09:00")) == 0


def test_no_price_no_cost() -> None:
    """A price left out costs nothing."""
    assert cost("other_clinician", owned(prices={}), visit("q1", "b", "mon 09:00")) == 0
