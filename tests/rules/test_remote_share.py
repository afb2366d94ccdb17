"""The rule `remote_share`."""

from typing import Any

import pytest

from tests.builders import Visit, broken, case, clinician, kind, request, visit
from weightplan.case import Case

TYPES = {
    name: kind(modality, minutes=30)
    for name, modality in (
        ("seen", "physical"),
        ("film", "video"),
        ("phone", "phone"),
        ("letter", "digital"),
        ("circle", "group"),
    )
}


def limited(share: float | None = 0.5, weeks: int = 1, **own: Any) -> Case:
    requests = [request(name, name, count=20) for name in TYPES]
    limits = {"max_remote_share": share}
    return case(clinicians=[clinician(**own)], requests=requests, types=TYPES, limits=limits, weeks=weeks)


def day(name: str, *names: str) -> list[Visit]:
    """One contact of half an hour with half an hour of pause for every name."""
    return [visit(kind, "psy1", f"{name} {8 + i:02d}:00") for i, kind in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "legal"),
    [
        (["phone", "seen"], True),
        (["letter", "seen"], True),
        (["phone", "letter", "seen"], False),
        (["phone", "letter", "seen", "film"], True),
        (["phone", "letter", "seen", "circle"], True),
        (["film", "film"], True),
        (["phone"], False),
        ([], True),
    ],
)
def test_phone_and_digital_together_are_at_most_their_share(names: list[str], legal: bool) -> None:
    """Half of the minutes may be remote, video and groups are not; exactly half is legal."""
    assert (broken("remote_share", limited(), *day("mon", *names)) == []) is legal


def test_minutes_count_and_not_contacts() -> None:
    """A call of 15 minutes and a visit of 45 are a share of 0.25 exactly; notes do not count."""
    for share, wrong in ((0.25, []), (0.24, ["psy1"])):
        c = case(requests=[request("q1"), request("q2", "call")], limits={"max_remote_share": share})
        assert broken("remote_share", c, visit("q1", "psy1", "mon 09:00"), visit("q2", "psy1", "mon 10:00")) == wrong


def test_the_limit_is_exact() -> None:
    """3 × 30 of 10 × 30 minutes are 0.3 sharp, although 0.3 × 300 is a hair less than 90 in binary arithmetic."""
    parts = [*day("mon", *["phone"] * 3), *day("tue", *["seen"] * 7)]
    assert broken("remote_share", limited(0.3), *parts) == []
    assert broken("remote_share", limited(0.29), *parts) == ["psy1"]


def test_the_week_counts_and_not_the_day() -> None:
    """All calls on Monday and all visits on Friday are half and half."""
    assert broken("remote_share", limited(), *day("mon", "phone", "phone"), *day("fri", "seen", "seen")) == []


def test_each_week_of_the_horizon_is_counted_by_itself() -> None:
    """Calls in the second week are not covered by visits in the first."""
    visits = day("fri", "seen", "seen")
    call = visit("phone", "psy1", "2026-11-30T09:00")
    assert broken("remote_share", limited(weeks=2), *visits, call) == ["psy1"]
    assert broken("remote_share", limited(weeks=2), *visits, call, visit("seen", "psy1", "2026-12-06T09:00")) == []


@pytest.mark.parametrize(("share", "legal"), [(None, True), (1, True), (0, False)])
def test_a_share_may_be_open_or_nothing(share: float | None, legal: bool) -> None:
    """Without limit, or with all of it, a week of calls is legal; with none of it, one call is too many."""
    assert (broken("remote_share", limited(share), *day("mon", "phone")) == []) is legal


def test_a_clinician_may_override_the_limit() -> None:
    """An own share, or an own `null`, comes before the rulebook's."""
    assert broken("remote_share", limited(0, limits={"max_remote_share": 1}), *day("mon", "phone")) == []
    assert broken("remote_share", limited(0, limits={"max_remote_share": None}), *day("mon", "phone")) == []
    assert broken("remote_share", limited(1, limits={"max_remote_share": 0}), *day("mon", "phone")) == ["psy1"]


def test_each_clinician_has_their_own_share() -> None:
    """A colleague's visits do not cover one's calls."""
    people = [clinician("a"), clinician("b")]
    c = case(clinicians=people, requests=[request("q1"), request("q2", "call")], limits={"max_remote_share": 0.5})
    assert broken("remote_share", c, visit("q1", "a", "mon 09:00"), visit("q2", "b", "mon 09:00")) == ["b"]
