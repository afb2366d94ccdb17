"""The rule `context_switches`."""

from typing import Any

import pytest

from tests.builders import Visit, case, clinician, cost, kind, request, visit
from weightplan.case import Case

TYPES = {name: kind(name, 30, 0) for name in ("physical", "group", "video", "phone", "digital")}
SHORT = {"P": "physical", "G": "group", "V": "video", "C": "phone", "D": "digital"}


def priced(free: int | None = None, price: int | None = 20, **own: Any) -> Case:
    limits, prices = {"soft_switches_per_day": free}, {"context_switch": price}
    requests = [request("q1", *TYPES, count=30)]
    people = [clinician(**own), clinician("psy2")]
    return case(clinicians=people, requests=requests, types=TYPES, limits=limits, prices=prices)


def in_turn(letters: str, day: str = "mon", who: str = "psy1") -> list[Visit]:
    """Return a day of contacts, one an hour."""
    return [visit("q1", who, f"{day} {8 + n:02}:00", SHORT[letter]) for n, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("letters", "changes"),
    [("", 0), ("P", 0), ("PGPG", 0), ("VCDV", 0), ("PPVV", 1), ("VP", 1), ("PVP", 2), ("VPVPC", 4)],
)
def test_each_change_costs(letters: str, changes: int) -> None:
    """Physical contacts and groups are in person; video, calls and writing are remote."""
    assert cost("context_switches", priced(), *in_turn(letters)) == 20 * changes


@pytest.mark.parametrize(("free", "expected"), [(None, 60), (0, 60), (2, 20), (3, 0), (9, 0)])
def test_some_changes_of_a_day_are_free(free: int | None, expected: int) -> None:
    """Three changes; a soft limit left out is 0."""
    assert cost("context_switches", priced(free), *in_turn("PVPV")) == expected


def test_days_and_people_are_counted_by_themselves() -> None:
    """From Monday's last to Tuesday's first is no change; what is free on one day is free on the other too."""
    assert cost("context_switches", priced(), *in_turn("PP"), *in_turn("VV", "tue")) == 0
    assert cost("context_switches", priced(1), *in_turn("PVP"), *in_turn("VPV", "tue")) == 40
    assert cost("context_switches", priced(), *in_turn("PP"), *in_turn("VV", who="psy2")) == 0


def test_the_order_in_time_counts_and_not_that_of_the_plan() -> None:
    assert cost("context_switches", priced(), *reversed(in_turn("PPVV"))) == 20


def test_a_clinician_may_override_the_soft_limit() -> None:
    assert cost("context_switches", priced(0, limits={"soft_switches_per_day": 2}), *in_turn("PVPV")) == 20


def test_no_price_no_cost() -> None:
    assert cost("context_switches", priced(price=None), *in_turn("PVPV")) == 0
