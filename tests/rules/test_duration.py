"""The rule `duration`."""

from typing import Any

import pytest

from tests.builders import KINDS, at, broken, case, clinician, group, kind, report, request, visit
from weightplan.case import Case

ONE = case(requests=[request("q1")])


def texts(case: Case, **fields: Any) -> list[str]:
    made = report(case, visit("q1", "psy1", "mon 09:00", room="r1", **fields))
    return [v.text for v in made.violations if v.rule == "duration"]


@pytest.mark.parametrize(("clock", "wrong"), [("09:44", 1), ("09:45", 0), ("09:46", 1)])
def test_a_contact_lasts_as_long_as_its_type(clock: str, wrong: int) -> None:
    """A physical visit of 45 minutes from nine ends at 09:45; the notes follow for ten minutes."""
    end = at(f"mon {clock}")
    after = end.replace(minute=end.minute + 10)
    assert len(texts(ONE, end=end, busy_until=after)) == wrong


@pytest.mark.parametrize(("clock", "wrong"), [("09:54", 1), ("09:55", 0), ("09:56", 1)])
def test_documentation_is_charged_in_full(clock: str, wrong: int) -> None:
    """Ten minutes of notes after 09:45 end at 09:55, not a minute before or after."""
    assert len(texts(ONE, busy_until=at(f"mon {clock}"))) == wrong


def test_minutes_and_notes_are_two_faults() -> None:
    """A contact cut short with its busy end kept is wrong twice."""
    assert texts(ONE, end=at("mon 09:30")) == [
        "q1: wrong minutes: lasts 30, physical takes 45",
        "q1: wrong documentation: 25 minutes, the type asks 10",
    ]


@pytest.mark.parametrize(("grid", "clock", "legal"), [(5, "09:05", True), (5, "09:04", False), (15, "09:05", False)])
def test_a_contact_starts_on_the_grid(grid: int, clock: str, legal: bool) -> None:
    """On a grid of five minutes 09:05 is a start, on a grid of fifteen it is not."""
    c = case(requests=[request("q1")], grid_minutes=grid)
    assert (broken("duration", c, visit("q1", "psy1", f"mon {clock}")) == []) is legal


@pytest.mark.parametrize(
    ("weights", "legal"), [({"psy1": 1.0}, True), ({"psy1": 0.99}, False), ({"psy1": 1.01}, False)]
)
def test_a_contact_earns_its_weight(weights: dict[str, float], legal: bool) -> None:
    """A physical visit is 1.00 to the hundredth."""
    assert (texts(ONE, weights=weights) == []) is legal


def test_weights_belong_to_the_clinicians_of_the_contact() -> None:
    """Weight stated for a colleague, or for nobody, is wrong; a colleague's 0.00 is the same as not being named."""
    assert len(texts(ONE, weights={})) == 1
    assert len(texts(ONE, weights={"psy2": 1.0})) == 1
    assert len(texts(ONE, weights={"psy1": 1.0, "psy2": 0.5})) == 1
    assert texts(ONE, weights={"psy1": 1.0, "psy2": 0.0}) == []


def test_addons_are_added_to_the_weight() -> None:
    """1.00 + interpreter 0.20 + home 0.35 = 1.55."""
    addons = {"interpreter": 0.2, "home": 0.35, "unused": 9.0}
    c = case(requests=[request("q1", addons=["interpreter", "home"])], addons=addons)
    assert texts(c, weights={"psy1": 1.55}) == []
    assert len(texts(c, weights={"psy1": 1.0})) == 1


def test_a_type_without_weight_earns_none() -> None:
    """A contact type that names no weight gives 0."""
    c = case(requests=[request("q1", "talk")], types={"talk": kind(weight=None)})
    assert texts(c, weights={}) == []
    assert len(texts(c, weights={"psy1": 0.01})) == 1


def test_a_crisis_slot_earns_nothing() -> None:
    """The crisis type is worth 1.40 on request, and 0 as a slot held open."""
    c = case(crisis={"contact_type": "crisis", "slots_per_day": 1}, requests=[request("q1", "crisis")])
    assert broken("duration", c, visit("crisis", "psy1", "mon 09:00")) == []
    assert broken("duration", c, visit("crisis", "psy1", "mon 09:00", weights={"psy1": 1.4})) == ["crisis"]
    assert texts(c, weights={"psy1": 1.4}) == []


def shares(weights: dict[str, float], participants: int | list[str] = 5, leaders: str = "a b", **fields: Any) -> bool:
    skills = KINDS["skills"] | {"leaders": len(leaders.split())} | fields
    people = [clinician(name) for name in leaders.split()]
    c = case(clinicians=people, groups=[group("dbt", participants)], types={"skills": skills})
    return broken("duration", c, visit("dbt", leaders, "mon 09:00", weights=weights)) == []


def test_a_group_is_paid_by_the_head() -> None:
    """Five participants × 0.60 = 3.00, shared by two leaders; a list of participants counts like their number."""
    assert shares({"a": 1.5, "b": 1.5}, 5)
    assert shares({"a": 1.5, "b": 1.5}, ["p1", "p2", "p3", "p4", "p5"])
    assert not shares({"a": 1.5, "b": 1.5}, 4)


def test_a_group_may_be_paid_for_the_session() -> None:
    """A weight of 2.00 for the session is 2.00 whoever comes."""
    assert shares({"a": 1.0, "b": 1.0}, 3, weight=2.0, weight_per_participant=None)
    assert shares({"a": 1.0, "b": 1.0}, 9, weight=2.0, weight_per_participant=None)


def test_hundredths_left_over_go_to_the_first_named() -> None:
    """1.00 by three is 0.33 with one hundredth left over; 0.05 by three leaves two, one each."""
    assert shares({"a": 0.34, "b": 0.33, "c": 0.33}, leaders="a b c", weight=1.0, weight_per_participant=None)
    assert not shares({"a": 0.33, "b": 0.34, "c": 0.33}, leaders="a b c", weight=1.0, weight_per_participant=None)
    assert shares({"c": 0.02, "b": 0.02, "a": 0.01}, leaders="c b a", weight=0.05, weight_per_participant=None)


def test_leaders_may_each_get_all() -> None:
    """With `full`, 5 × 0.60 = 3.00 goes to each of the two."""
    assert shares({"a": 3.0, "b": 3.0}, leader_share="full")
    assert not shares({"a": 1.5, "b": 1.5}, leader_share="full")


def test_the_first_named_leader_may_get_all() -> None:
    """With `lead`, the first named gets 3.00 and the other nothing."""
    assert shares({"b": 3.0}, leaders="b a", leader_share="lead")
    assert shares({"b": 3.0, "a": 0.0}, leaders="b a", leader_share="lead")
    assert not shares({"b": 3.0}, leaders="a b", leader_share="lead")


def test_the_needs_type_does_not_bind_the_duration() -> None:
    """A call placed for a request of physical visits lasts as long as a call; `acceptable_type` speaks of the rest."""
    assert broken("duration", ONE, visit("q1", "psy1", "mon 09:00", "call")) == []
    assert broken("acceptable_type", ONE, visit("q1", "psy1", "mon 09:00", "call")) == ["q1"]
