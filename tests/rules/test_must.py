"""The rule `must`."""

import pytest

from tests.builders import broken, case, group, request, visit


@pytest.mark.parametrize(("served", "legal"), [(0, False), (1, False), (2, True)])
def test_a_must_is_fully_served(served: int, legal: bool) -> None:
    """A must of two calls is kept by two."""
    c = case(requests=[request("q1", "call", count=2, must=True)])
    days = [visit("q1", "psy1", f"{day} 09:00") for day in ("mon", "tue")]
    assert (broken("must", c, *days[:served]) == []) is legal


def test_a_need_that_is_no_must_may_go_unserved() -> None:
    """However urgent, without `must` it is a matter of price."""
    assert broken("must", case(requests=[request("q1", priority=1)], groups=[group("dbt", priority=1)])) == []


def test_a_group_may_be_a_must() -> None:
    """One session serves it."""
    c = case(groups=[group("dbt", must=True)])
    assert broken("must", c) == ["dbt"]
    assert broken("must", c, visit("dbt", "a b", "mon 09:00")) == []


def test_each_must_is_one_violation() -> None:
    """Three calls missing of one request are one violation, two requests are two."""
    c = case(requests=[request("q1", "call", count=3, must=True), request("q2", must=True)])
    assert broken("must", c) == ["q1", "q2"]
    assert broken("must", c, visit("q2", "psy1", "mon 09:00")) == ["q1"]


def test_care_packages_may_hold_musts() -> None:
    """A must of a care package is one for every patient of the case mix."""
    levels = {4: {"package": [{"contact_types": ["call"], "per_week": 1, "must": True}]}}
    c = case(demand=[{"level": 4, "patients": 2}], levels=levels)
    assert broken("must", c, visit("demand0-p1-i0", "psy1", "mon 09:00")) == ["demand0-p0-i0"]
