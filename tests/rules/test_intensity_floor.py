"""The rule `intensity_floor`."""

from typing import Any

import pytest

from tests.builders import case, clinician, cost, group, patient, request, visit
from weightplan.case import Case

DAYS = [f"{day} 09:00" for day in ("mon", "tue", "wed", "thu")]


def floored(count: int = 4, floor: float | None = 3, weeks: int = 1, **fields: Any) -> Case:
    levels = {4: {"min_contacts_per_week": floor}}
    fields = {"prices": {"intensity_floor": 70}, "levels": levels} | fields
    requests = [request("q1", count=count), request("q2", patient="p2", count=4)]
    patients = [patient("p1", level=4), patient("p2", level=1), patient("p3", level=4)]
    return case(requests=requests, patients=patients, weeks=weeks, **fields)


@pytest.mark.parametrize(("held", "expected"), [(0, 210), (1, 140), (2, 70), (3, 0), (4, 0)])
def test_each_contact_missing_costs(held: int, expected: int) -> None:
    """Three a week are due: 3 × 70 with none, nothing from three on."""
    assert cost("intensity_floor", floored(), *(visit("q1", "psy1", day) for day in DAYS[:held])) == expected


@pytest.mark.parametrize(("count", "expected"), [(1, 70), (2, 140), (3, 210), (4, 210)])
def test_no_more_is_due_than_the_needs_ask_for(count: int, expected: int) -> None:
    """Of three meant a patient who asks for two is due two."""
    assert cost("intensity_floor", floored(count)) == expected


@pytest.mark.parametrize(
    ("floor", "weeks", "expected"), [(0.9, 1, 0), (1.0, 1, 1), (1.9, 1, 1), (0.5, 1, 0), (0.5, 2, 1), (0.1, 10, 1)]
)
def test_what_is_due_over_the_horizon_is_rounded_down(floor: float, weeks: int, expected: int) -> None:
    """Half a contact a week is none in one week and one in two; ten tenths are one."""
    assert cost("intensity_floor", floored(floor=floor, weeks=weeks)) == 70 * expected


def test_other_levels_and_other_patients_are_due_nothing() -> None:
    """p2 is of level 1, p3 asks for nothing: what is served of p2 helps p1 not."""
    assert cost("intensity_floor", floored(), visit("q2", "psy1", "mon 09:00")) == 210


def test_a_group_is_asked_for_and_counts() -> None:
    """One visit and one group asked for are two due; the group makes one of them."""
    people = [clinician("a"), clinician("b")]
    c = floored(1, clinicians=people, groups=[group("dbt", ["p1", "p2", "p3"])])
    # p3 of level 4 asks for the group alone: 1 due; p1: 2.
    assert cost("intensity_floor", c) == 210
    assert cost("intensity_floor", c, visit("dbt", "a b", "mon 09:00")) == 70
    assert cost("intensity_floor", c, visit("q1", "a", "mon 13:00")) == 140


def test_contacts_count_over_the_horizon() -> None:
    """Four due in two weeks may all lie in the first."""
    c = floored(floor=2, weeks=2)
    assert cost("intensity_floor", c, *(visit("q1", "psy1", day) for day in DAYS)) == 0


@pytest.mark.parametrize("fields", [{"prices": {}}, {"levels": {}}, {"levels": {4: {}}}])
def test_without_a_price_or_a_floor_nothing_costs(fields: dict[str, Any]) -> None:
    """A price or a floor left out costs nothing."""
    assert cost("intensity_floor", floored(**fields)) == 0
