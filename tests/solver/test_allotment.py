"""Needs are meant for clinicians who can take them, and the relaxation's prices lead the search to them."""

import random
from functools import cache
from math import inf

import pytest

from weightplan import files
from weightplan.case import Case
from weightplan.solver.allotment import Guide, allotted
from weightplan.solver.bound import lower_bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.relaxation import Relaxation
from weightplan.solver.state import State
from weightplan.solver.tasks import Tasks
from weightplan.week import Request

WEEKS = ["clinic-12", "holiday-week", "case-mix-12"]


@cache
def relaxed(name: str) -> tuple[Case, Catalogue, Relaxation, dict[str, tuple[str, ...]], Guide]:
    case = files.load_case(name)
    catalogue = Catalogue(case)
    relaxation = Relaxation(case, catalogue)
    solution = relaxation.lp.solve()
    assert solution is not None
    guide = Guide(relaxation.serving, solution.reduced)
    return case, catalogue, relaxation, allotted(relaxation.serving, solution.values), guide


def _is_strangers(case: Case, name: str, team: tuple[str, ...]) -> bool:
    need = case.needs[name]
    patient = case.patients.get(need.patient or "") if isinstance(need, Request) else None
    return patient is not None and patient.clinician is not None and patient.clinician not in team


@pytest.mark.parametrize("week", WEEKS)
def test_every_need_is_meant_for_a_team_that_can_serve_it(week: str) -> None:
    case, catalogue, _, teams, _ = relaxed(week)
    assert len(teams) > len(case.needs) / 3
    for name, team in teams.items():
        assert [w for w in catalogue.ways(catalogue.classes([name])[0], team) if set(w.team) == set(team)]


def test_what_strangers_serve_is_meant_for_one_of_them_on_the_day_of_its_companion() -> None:
    case, catalogue, relaxation, teams, _ = relaxed("clinic-12")
    strange = [name for name, team in teams.items() if _is_strangers(case, name, team)]
    assert strange
    for name in strange:
        days = {w.day for w in catalogue.ways(catalogue.classes([name])[0], teams[name])}
        tag = case.needs[name].same_day
        for other in relaxation.catalogue.related([name]) - {name}:
            if tag is not None and case.needs[other].same_day == tag and other in teams:
                assert days & {w.day for w in catalogue.ways(catalogue.classes([other])[0], teams[other])}


@pytest.mark.parametrize("week", WEEKS)
def test_what_the_answer_serves_costs_nothing_more_and_nothing_costs_less(week: str) -> None:
    """Complementary slackness: what is positive in an optimum has a reduced cost of at most 0."""
    case, _, _, teams, guide = relaxed(week)
    rises = {name: guide.rise(name, case.clinicians) for name in case.needs}
    assert all(rise >= 0 for rise in rises.values())
    assert all(rises[name] < 1e-3 for name in teams)
    alone = [guide.rise(name, [c]) for name in case.needs for c in case.clinicians]
    assert max(rise for rise in alone if rise < inf) > 100


def test_who_is_kept_short_is_drawn_more_often_until_nothing_came_of_it() -> None:
    case = files.load_case("clinic-12")
    catalogue = Catalogue(case)
    tasks = Tasks(case, catalogue, lower_bound(case, catalogue), random.Random(1))
    state = State()
    tasks._told = (state, dict.fromkeys(case.clinicians, 0) | {"psy1": 50_000})

    def share() -> float:
        drawn = [tasks.draw(state, list(case.clinicians)) for _ in range(400)]
        alone = [task.staff for task in drawn if task.kind == "week"]
        return alone.count(("psy1",)) / len(alone)

    before = share()
    assert before > 0.5
    task = next(t for t in (tasks.draw(state, ["psy1"]) for _ in range(50)) if t.kind == "week")
    for _ in range(100):
        tasks.learn(task, 0.0, 0.5)
    assert share() < before / 2
