"""The rule `group_size`."""

import pytest

from tests.builders import KINDS, broken, case, clinician, group, kind, request, visit

PEOPLE = [clinician("a"), clinician("b"), clinician("c")]


@pytest.mark.parametrize(("size", "legal"), [(2, False), (3, True), (9, True), (10, False)])
def test_participants_lie_in_the_range(size: int, legal: bool) -> None:
    """Three to nine participants, given as a number or as a list."""
    for participants in (size, [f"p{i}" for i in range(size)]):
        c = case(clinicians=PEOPLE, groups=[group("dbt", participants)])
        assert (broken("group_size", c, visit("dbt", "a b", "mon 09:00")) == []) is legal


def test_a_type_without_range_takes_any_number() -> None:
    """No range, no bound: a group of nobody is legal too."""
    types = {"skills": {k: v for k, v in KINDS["skills"].items() if k != "participants"}}
    for size in (0, 40):
        c = case(clinicians=PEOPLE, groups=[group("dbt", size)], types=types)
        assert broken("group_size", c, visit("dbt", "a b", "mon 09:00")) == []


@pytest.mark.parametrize(
    ("leaders", "legal"), [("a", False), ("a b", True), ("a b c", False), ("a a", False), ("a b b", False)]
)
def test_a_group_has_exactly_its_leaders(leaders: str, legal: bool) -> None:
    """Two different leaders: not one, not three, and nobody twice."""
    c = case(clinicians=PEOPLE, groups=[group("dbt")])
    assert (broken("group_size", c, visit("dbt", leaders, "mon 09:00")) == []) is legal


def test_any_contact_type_may_name_leaders() -> None:
    """A visit has one clinician unless its type says two."""
    c = case(clinicians=PEOPLE, requests=[request("q1", "physical", "pair")], types={"pair": kind(leaders=2)})
    assert broken("group_size", c, visit("q1", "a", "mon 09:00")) == []
    assert broken("group_size", c, visit("q1", "a b", "mon 09:00")) == ["q1"]
    assert broken("group_size", c, visit("q1", "a b", "mon 09:00", "pair")) == []
    assert broken("group_size", c, visit("q1", "a", "mon 09:00", "pair")) == ["q1"]


def test_size_and_leaders_are_two_violations() -> None:
    """A group too small with one leader is wrong twice."""
    c = case(clinicians=PEOPLE, groups=[group("dbt", 2)])
    assert broken("group_size", c, visit("dbt", "a", "mon 09:00")) == ["dbt", "dbt"]


def test_a_contact_without_clinician_is_left_to_competence() -> None:
    """Nobody at all is told once, by `competence`."""
    c = case(requests=[request("q1")])
    assert broken("group_size", c, visit("q1", "", "mon 09:00")) == []
    assert broken("competence", c, visit("q1", "", "mon 09:00")) == ["q1"]


def test_a_crisis_slot_has_its_leaders() -> None:
    """A slot of a type with one leader has one."""
    c = case(clinicians=PEOPLE, crisis={"contact_type": "crisis", "slots_per_day": 1})
    assert broken("group_size", c, visit("crisis", "a", "mon 09:00")) == []
    assert broken("group_size", c, visit("crisis", "a b", "mon 09:00")) == ["crisis"]
