"""The rule `measurement`."""

from typing import Any

import pytest

from tests.builders import KINDS, Visit, case, clinician, cost, group, kind, patient, request, visit
from weightplan.case import Case

DAYS = ("mon", "tue", "wed", "thu", "fri")


def measured(since: int = 0, between: int | None = 3, **fields: Any) -> Case:
    fields = {"prices": {"measurement": 25}, "limits": {"contacts_between_measurements": between}} | fields
    return case(
        requests=[request("q1", "physical", "scale", count=6)],
        patients=[patient("p1", contacts_since_measurement=since), patient("p2", contacts_since_measurement=9)],
        types={"scale": kind(measures=True)} | fields.pop("types", {}),
        **fields,
    )


def plain(number: int) -> list[Visit]:
    return [visit("q1", "psy1", f"{day} 09:00") for day in DAYS[:number]]


@pytest.mark.parametrize(
    ("since", "held", "missing"), [(0, 2, 0), (0, 3, 1), (1, 1, 0), (1, 2, 1), (2, 0, 0), (3, 0, 1), (5, 1, 2)]
)
def test_every_third_contact_makes_a_measurement_due(since: int, held: int, missing: int) -> None:
    """⌊(since + held) ÷ 3⌋ are due."""
    assert cost("measurement", measured(since), *plain(held)) == 25 * missing


def test_a_measuring_contact_is_one_of_the_contacts() -> None:
    """Two visits and a measuring one are three contacts: one due, one held; five more need a second."""
    scale = visit("q1", "psy1", "mon 13:00", "scale")
    assert cost("measurement", measured(), *plain(2), scale) == 0
    assert cost("measurement", measured(), *plain(4), scale) == 0
    assert cost("measurement", measured(), *plain(5), scale) == 25


def test_more_measurements_than_due_save_nothing_elsewhere() -> None:
    """p1 is measured twice where nothing is due: p2's three stay missing."""
    c = measured()
    c = case(
        requests=[request("q1", "scale", count=2), request("q2", patient="p2")],
        patients=[patient("p1"), patient("p2", contacts_since_measurement=9)],
        types={"scale": kind(measures=True)},
        prices=c.rulebook.prices.model_dump(exclude_unset=True),
        limits={"contacts_between_measurements": 3},
    )
    both = [visit("q1", "psy1", f"{day} 09:00", "scale") for day in DAYS[:2]]
    assert cost("measurement", c) == cost("measurement", c, *both) == 75


def test_a_group_makes_nothing_due_and_may_measure() -> None:
    """p1 with two contacts since: the group is no third; a group that measures is a measurement."""
    people, groups = [clinician("a"), clinician("b")], [group("dbt", ["p1"])]
    session = visit("dbt", "a b", "mon 09:00")
    assert cost("measurement", measured(2, clinicians=people, groups=groups), session) == 0
    assert cost("measurement", measured(3, clinicians=people, groups=groups), session) == 25
    types = {"skills": KINDS["skills"] | {"measures": True}}
    assert cost("measurement", measured(3, clinicians=people, groups=groups, types=types), session) == 0


def test_of_a_patient_who_asks_for_nothing_nothing_is_due() -> None:
    """p2 has nine contacts since and no need this week."""
    assert cost("measurement", measured()) == 0


def test_without_a_price_or_a_limit_nothing_costs() -> None:
    assert cost("measurement", measured(9, prices={})) == 0
    assert cost("measurement", measured(9, None)) == 0
    assert cost("measurement", measured(9)) == 75
