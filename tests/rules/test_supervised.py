"""The rule `supervised`."""

from typing import Any

import pytest

from tests.builders import KINDS, broken, case, clinician, group, kind, request, visit

ROLES: dict[str, dict[str, Any]] = {"psychologist": {}, "nurse": {}, "peer": {}}
PEOPLE = [
    clinician("psy"),
    clinician("nurse", role="nurse"),
    clinician("peer", role="peer"),
    clinician("other", role="peer"),
]


@pytest.mark.parametrize(
    ("leaders", "legal"),
    [("peer other", False), ("peer psy", True), ("psy peer", True), ("nurse peer", True), ("psy nurse", True)],
)
def test_one_leader_is_of_the_leading_roles(leaders: str, legal: bool) -> None:
    """A psychologist or a nurse is among the two, named first or last."""
    types = {"skills": KINDS["skills"] | {"lead_roles": ["psychologist", "nurse"]}}
    c = case(clinicians=PEOPLE, groups=[group("dbt")], types=types, roles=ROLES)
    assert (broken("supervised", c, visit("dbt", leaders, "mon 09:00")) == []) is legal


def test_a_type_without_leading_roles_asks_for_none() -> None:
    """Two peers may lead a group whose type names no `lead_roles`."""
    c = case(clinicians=PEOPLE, groups=[group("dbt")], roles=ROLES)
    assert broken("supervised", c, visit("dbt", "peer other", "mon 09:00")) == []


def test_requests_are_supervised_too() -> None:
    """A peer alone with a patient breaks the rule where the type names a leading role."""
    c = case(
        clinicians=PEOPLE, requests=[request("q1", "talk")], types={"talk": kind(lead_roles=["nurse"])}, roles=ROLES
    )
    assert broken("supervised", c, visit("q1", "nurse", "mon 09:00")) == []
    assert broken("supervised", c, visit("q1", "peer", "mon 09:00")) == ["q1"]


def test_strangers_supervise_nobody() -> None:
    """An unknown clinician has no role."""
    c = case(requests=[request("q1", "talk")], types={"talk": kind(lead_roles=["psychologist"])})
    assert broken("supervised", c, visit("q1", "stranger", "mon 09:00")) == ["q1"]
    assert broken("supervised", c, visit("q1", "stranger psy1", "mon 09:00")) == []
