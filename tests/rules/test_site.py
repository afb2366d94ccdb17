"""The rule `site`."""

from typing import Any

import pytest

from tests.builders import broken, case, clinician, group, request, room, visit
from weightplan.case import Case

ROOMS = [room("n", site="north"), room("s", site="south"), room("x"), room("gn", "group", site="north")]


def sited(*sites: Any, **fields: Any) -> Case:
    people = [clinician(f"c{i}", site=site) for i, site in enumerate(sites)]
    return case(clinicians=people, rooms=ROOMS, requests=[request("q1")], groups=[group("dbt")], **fields)


@pytest.mark.parametrize(("where", "legal"), [("n", True), ("s", False), ("x", True), (None, True)])
def test_the_room_is_at_the_clinicians_site(where: str | None, legal: bool) -> None:
    """A clinician at north uses rooms at north and rooms that belong to no site."""
    assert (broken("site", sited("north"), visit("q1", "c0", "mon 09:00", room=where)) == []) is legal


def test_a_clinician_without_site_works_anywhere() -> None:
    """No site given narrows nothing."""
    for where in ("n", "s", "x"):
        assert broken("site", sited(None), visit("q1", "c0", "mon 09:00", room=where)) == []


def test_a_site_may_change_with_the_weekday() -> None:
    """North on Mondays, south on Tuesdays, anywhere on other days, in every week."""
    c = sited({"mon": "north", "tue": "south"}, weeks=2)
    for moment in ("mon 09:00", "2026-11-30T09:00"):
        assert broken("site", c, visit("q1", "c0", moment, room="n")) == []
        assert broken("site", c, visit("q1", "c0", moment, room="s")) == ["q1"]
    assert broken("site", c, visit("q1", "c0", "tue 09:00", room="s")) == []
    assert broken("site", c, visit("q1", "c0", "tue 09:00", room="n")) == ["q1"]
    assert broken("site", c, visit("q1", "c0", "wed 09:00", room="n")) == []


def test_every_leader_is_at_the_site() -> None:
    """Each leader who works elsewhere is one violation."""
    c = sited("north", "south", "south")
    assert broken("site", c, visit("dbt", "c0", "mon 09:00", room="gn")) == []
    assert broken("site", c, visit("dbt", "c0 c1", "mon 09:00", room="gn")) == ["dbt"]
    assert broken("site", c, visit("dbt", "c1 c2", "mon 09:00", room="gn")) == ["dbt", "dbt"]


def test_unknown_names_have_no_site() -> None:
    """A stranger and a room that does not exist are told by other rules."""
    assert broken("site", sited("north"), visit("q1", "stranger", "mon 09:00", room="s")) == []
    assert broken("site", sited("north"), visit("q1", "c0", "mon 09:00", room="cellar")) == []
