"""The rule `acceptable_type`."""

from tests.builders import broken, case, group, request, visit


def test_any_listed_type_will_do() -> None:
    """A request for physical or video takes either and no call."""
    c = case(requests=[request("q1", "physical", "video")])
    assert broken("acceptable_type", c, visit("q1", "psy1", "mon 09:00", "physical")) == []
    assert broken("acceptable_type", c, visit("q1", "psy1", "mon 09:00", "video")) == []
    assert broken("acceptable_type", c, visit("q1", "psy1", "mon 09:00", "call")) == ["q1"]


def test_a_type_of_another_request_will_not_do() -> None:
    """What q2 accepts says nothing about q1."""
    c = case(requests=[request("q1", "physical"), request("q2", "call")])
    assert broken("acceptable_type", c, visit("q1", "psy1", "mon 09:00", "call")) == ["q1"]


def test_a_group_is_of_its_own_type() -> None:
    """A group asks for one contact type."""
    c = case(groups=[group("dbt")])
    assert broken("acceptable_type", c, visit("dbt", "psy1", "mon 09:00")) == []
    assert broken("acceptable_type", c, visit("dbt", "psy1", "mon 09:00", "physical")) == ["dbt"]


def test_a_crisis_slot_is_of_the_crisis_type() -> None:
    """The slot is held with the type that the rulebook names."""
    c = case(crisis={"contact_type": "crisis", "slots_per_day": 1})
    assert broken("acceptable_type", c, visit("crisis", "psy1", "mon 09:00")) == []
    assert broken("acceptable_type", c, visit("crisis", "psy1", "mon 09:00", "physical")) == ["crisis"]


def test_an_unknown_type_is_not_listed() -> None:
    """A type that no rulebook knows breaks this rule and no other crashes over it."""
    c = case(requests=[request("q1")])
    assert broken("acceptable_type", c, visit("q1", "psy1", "mon 09:00", "seance")) == ["q1"]


def test_an_unknown_need_is_not_judged() -> None:
    """Where the need is unknown, `need` says so and this rule is silent."""
    assert broken("acceptable_type", case(), visit("q9", "psy1", "mon 09:00", "seance")) == []
