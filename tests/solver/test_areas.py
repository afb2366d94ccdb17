"""Large units in areas: who comes together, and plans as sound as those of a unit that stays whole."""

import pytest

from tests.builders import case, clinician, group, patient, request
from tests.solver.weeks import as_big, assert_sound, for_each, many
from weightplan.case import Case
from weightplan.check import check
from weightplan.solver import areas, solve
from weightplan.solver.areas import homes
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.start import find_start
from weightplan.solver.state import as_plan
from weightplan.solver.subsolve import Engine

SITES = ("east", "west", "north")


def region(per_site: int = 4, **more: object) -> Case:
    people = [clinician(f"{site}{n}", site=site) for n in range(per_site) for site in SITES]
    return case(clinicians=people, **more)


@pytest.fixture
def _small_areas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "MOST", 4)


@pytest.mark.usefixtures("_small_areas")
def test_those_of_a_site_come_together() -> None:
    assert [{name[:-1] for name in part} for part in areas.areas(region())] == [{site} for site in SITES]


def test_a_unit_of_two_areas_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "MOST", 6)
    assert [len(part) for part in areas.areas(region())] == [12]


@pytest.mark.usefixtures("_small_areas")
def test_everybody_is_in_one_area_and_none_is_too_large() -> None:
    week = region(per_site=7)
    parts = areas.areas(week)
    assert sorted(c for part in parts for c in part) == sorted(week.clinicians)
    assert max(len(part) for part in parts) <= 4


@pytest.mark.usefixtures("_small_areas")
def test_without_sites_those_come_together_whom_needs_name_together() -> None:
    people = [clinician(name) for name in "abcdefghi"]
    pairs = [request(f"q{one}{two}", clinicians=[one, two]) for one, two in ("ai", "bh", "cg")]
    parts = areas.areas(case(clinicians=people, requests=pairs))
    assert all(any({one, two} <= set(part) for part in parts) for one, two in ("ai", "bh", "cg"))


@pytest.mark.usefixtures("_small_areas")
def test_a_need_is_at_home_with_its_owner_its_leaders_or_what_it_follows() -> None:
    week = region(
        patients=[patient("p1", clinician="west0"), patient("p2")],
        requests=[
            request("owned", patient="p1"),
            request("after", patient="p1", after={"request": "owned"}, clinicians=["west1", "east0"]),
            request("named", patient="p2", clinicians=["north1", "north2", "east1"]),
            request("pooled", patient="p2"),
        ],
        groups=[group("dbt", leaders_from=["north0", "north3", "west1"])],
    )
    parts = areas.areas(week)
    home = {n: parts[k][0][:-1] for k, names in enumerate(homes(week, parts, list(week.needs))) for n in names}
    assert home["owned"] == home["after"] == "west"
    assert home["named"] == home["dbt"] == "north"
    assert home["pooled"] in SITES


def start_by_areas(week: Case) -> None:
    """Assert that a start by areas is legal, and none only where the unit as a whole has none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(areas, "MOST", 1)
        start = find_start(week, Catalogue(week), Engine(), Bound(None), Budget(None, 5.0))
    if start.state is not None:
        assert check(week, as_plan(week, start.state)).legal
    whole = find_start(week, Catalogue(week), Engine(), Bound(None), Budget(None, 5.0))
    assert (start.state is None, start.infeasible) == (whole.state is None, whole.infeasible)


def test_a_start_by_areas_is_legal_whenever_there_is_one() -> None:
    for_each(many(5_000, 80), start_by_areas)


def search_by_areas(week: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        as_big(patch)
        patch.setattr(areas, "MOST", 1)
        assert_sound(week, solve(week, time_limit=0.3, workers=2, gap=0.0))


def test_the_search_by_areas_is_sound() -> None:
    for_each(many(6_000, 30), search_by_areas)
