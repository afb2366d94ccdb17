"""The rule `competence`."""

from typing import Any

import pytest

from tests.builders import KINDS, broken, case, clinician, group, kind, request, visit
from weightplan.case import Case

ROLES: dict[str, dict[str, Any]] = {"psychologist": {}, "nurse": {}, "peer": {}}


def test_a_clinician_has_one_of_the_roles() -> None:
    """A type for psychologists and peers is not for nurses; a type without roles is for everybody."""
    people = [clinician("a"), clinician("b", role="nurse"), clinician("c", role="peer")]
    types = {"talk": kind(roles=["psychologist", "peer"])}
    c = case(clinicians=people, requests=[request("q1", "talk", "physical")], types=types, roles=ROLES)
    assert [broken("competence", c, visit("q1", who, "mon 09:00", "talk")) for who in "abc"] == [[], ["q1"], []]
    assert [broken("competence", c, visit("q1", who, "mon 09:00", "physical")) for who in "abc"] == [[], [], []]


@pytest.mark.parametrize(
    ("skills", "legal"),
    [([], False), (["trauma"], False), (["trauma", "emdr"], True), (["emdr", "trauma", "x"], True)],
)
def test_a_clinician_has_all_skills(skills: list[str], legal: bool) -> None:
    """Two skills are both needed, more do no harm."""
    types = {"emdr": kind(skills=["trauma", "emdr"])}
    c = case(clinicians=[clinician(skills=skills)], requests=[request("q1", "emdr")], types=types)
    assert (broken("competence", c, visit("q1", "psy1", "mon 09:00")) == []) is legal


def test_the_chosen_type_is_what_counts() -> None:
    """The skill of a type that the request also lists is not asked for."""
    types = {"emdr": kind(skills=["emdr"])}
    c = case(requests=[request("q1", "emdr", "physical")], types=types)
    assert broken("competence", c, visit("q1", "psy1", "mon 09:00", "physical")) == []
    assert broken("competence", c, visit("q1", "psy1", "mon 09:00", "emdr")) == ["q1"]


def test_a_request_may_name_its_clinicians() -> None:
    """Named are a and b, so c is out although able."""
    people = [clinician("a"), clinician("b"), clinician("c")]
    c = case(clinicians=people, requests=[request("q1", clinicians=["a", "b"])])
    assert [broken("competence", c, visit("q1", who, "mon 09:00")) for who in "abc"] == [[], [], ["q1"]]


def led(**fields: Any) -> Case:
    people = [clinician("a"), clinician("b"), clinician("c", role="nurse")]
    types = {"skills": KINDS["skills"] | {"roles": ["psychologist", "nurse"]}}
    return case(clinicians=people, groups=[group("dbt", **fields)], types=types, roles=ROLES)


def test_a_group_may_name_its_leaders() -> None:
    """Every leader is among `leaders_from`; each who is not is a violation."""
    assert broken("competence", led(leaders_from=["a", "c"]), visit("dbt", "a c", "mon 09:00")) == []
    assert broken("competence", led(leaders_from=["a", "c"]), visit("dbt", "a b", "mon 09:00")) == ["dbt"]
    assert broken("competence", led(leaders_from=["c"]), visit("dbt", "a b", "mon 09:00")) == ["dbt", "dbt"]


def test_a_group_without_named_leaders_takes_any_who_are_able() -> None:
    """Without `leaders_from` role and skills alone decide."""
    assert broken("competence", led(), visit("dbt", "b c", "mon 09:00")) == []


def test_named_and_able_are_both_needed() -> None:
    """Being named does not replace the role."""
    types = {"talk": kind(roles=["nurse"])}
    c = case(requests=[request("q1", "talk", clinicians=["psy1"])], types=types, roles=ROLES)
    assert broken("competence", c, visit("q1", "psy1", "mon 09:00")) == ["q1"]


def test_a_contact_has_a_clinician_of_this_week() -> None:
    """Nobody at all and somebody unknown are one violation each."""
    c = case(requests=[request("q1")])
    assert broken("competence", c, visit("q1", "", "mon 09:00")) == ["q1"]
    assert broken("competence", c, visit("q1", "stranger", "mon 09:00")) == ["q1"]
    assert broken("competence", c, visit("q1", "psy1 stranger", "mon 09:00")) == ["q1"]


def test_crisis_slots_are_held_by_the_able() -> None:
    """The crisis type's roles bind its slots."""
    people = [clinician("a"), clinician("b", role="nurse")]
    crisis = {"contact_type": "crisis", "slots_per_day": 1}
    c = case(clinicians=people, types={"crisis": kind(roles=["nurse"])}, crisis=crisis, roles=ROLES)
    assert broken("competence", c, visit("crisis", "b", "mon 09:00")) == []
    assert broken("competence", c, visit("crisis", "a", "mon 09:00")) == ["crisis"]
