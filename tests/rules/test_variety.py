"""The rule `variety`."""

from typing import Any

import pytest

from tests.builders import case, clinician, cost, kind, request, visit
from weightplan.case import Case

TYPES = {"talk": kind(minutes=30), "other": kind(minutes=30)}


def priced(soft: int | None, price: int | None = 20, **own: Any) -> Case:
    limits, prices = {"soft_same_type_per_day": soft}, {"same_type_a_day": price}
    requests = [request("q1", "talk", "other", count=30)]
    people = [clinician(**own), clinician("psy2")]
    return case(clinicians=people, requests=requests, types=TYPES, limits=limits, prices=prices)


THREE = [visit("q1", "psy1", f"mon {clock}") for clock in ("08:00", "09:00", "10:00")]


@pytest.mark.parametrize(("soft", "expected"), [(None, 0), (4, 0), (3, 0), (2, 20), (1, 40), (0, 60)])
def test_each_contact_of_one_type_above_the_soft_limit_of_a_day_costs(soft: int | None, expected: int) -> None:
    """Three alike on Monday; a limit left out costs nothing."""
    assert cost("variety", priced(soft), *THREE) == expected


def test_types_days_and_people_are_counted_by_themselves() -> None:
    """Two of each of two types are none above two; on another day, or a colleague's, neither."""
    others = [visit("q1", "psy1", f"mon {clock}", "other") for clock in ("13:00", "14:00")]
    assert cost("variety", priced(2), *THREE[:2], *others) == 0
    assert cost("variety", priced(2), *THREE[:2], visit("q1", "psy1", "tue 08:00")) == 0
    assert cost("variety", priced(2), *THREE[:2], visit("q1", "psy2", "mon 10:00")) == 0
    assert cost("variety", priced(1), *THREE[:2], *others) == 40


def test_a_clinician_may_override_the_soft_limit() -> None:
    assert cost("variety", priced(1, limits={"soft_same_type_per_day": 2}), *THREE) == 20
    assert cost("variety", priced(1, limits={"soft_same_type_per_day": None}), *THREE) == 0


def test_every_leader_is_counted() -> None:
    """One contact of two leaders, above a soft limit of none: each of them has one too many."""
    assert cost("variety", priced(0), visit("q1", "psy1 psy2", "mon 08:00")) == 40


def test_no_price_no_cost() -> None:
    assert cost("variety", priced(0, None), *THREE) == 0
