"""Time the building of the model and the solving apart, over the stored weeks, with work that is fixed.

One worker, one seed and a limit in deterministic time: the same plan on every machine, so that only
the time differs, and that as a ratio to a calibration in the same run: see guard/plugin.py. Each run
asserts what it made. The ceilings are recorded costs plus a margin: lower one when the solver gets
better, never raise one without a line in RESULTS.md.
"""

from dataclasses import dataclass

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from weightplan.case import Case
from weightplan.check import check
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.solver import solve
from weightplan.solver.bound import lower_bound
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.scope import Scope
from weightplan.solver.state import State

pytest_plugins = ["bench.guard.plugin"]


@dataclass(frozen=True)
class Stored:
    """A stored week with its deterministic limit and the cost that the plan must not exceed."""

    name: str
    deterministic: float
    ceiling: int

    def __str__(self) -> str:
        return self.name


WEEKS = [
    Stored("team-4", 6.0, 15_000),
    Stored("holiday-week", 16.0, 10_500),
    Stored("clinic-12", 40.0, 24_500),
]


@pytest.fixture(params=WEEKS, ids=str)
def stored(request: pytest.FixtureRequest) -> Stored:
    return request.param


def test_building(calibrated: BenchmarkFixture, stored: Stored) -> None:
    """Every candidate, the linear bound, and the constraint model of the whole week."""

    def build(case: Case) -> tuple[int | None, int]:
        catalogue = Catalogue(case)
        bound = lower_bound(case, catalogue)
        needs = (*case.requests, *case.groups)
        whole = Scope(tuple(case.clinicians), frozenset(range(case.day_count)), needs, pieces=2)
        builder = Builder(case, catalogue, State(), whole, case.grid)
        return bound.cost, len(builder.model.cp.proto.constraints)

    # A fresh case each round: what is looked up once is part of building.
    cost, constraints = calibrated.pedantic(build, setup=lambda: ((load_case(stored.name),), {}), rounds=3)
    assert cost is not None
    assert 0 < cost < stored.ceiling
    assert constraints > 0


def test_solving(calibrated: BenchmarkFixture, stored: Stored) -> None:
    """From a loaded week to a checked plan."""

    def run(case: Case) -> Plan:
        return solve(case, time_limit=None, deterministic_limit=stored.deterministic, gap=0.0, workers=1, seed=0)

    case = load_case(stored.name)
    plan = calibrated.pedantic(run, args=(case,), rounds=1)
    report = check(case, plan)
    calibrated.extra_info.update(cost=plan.cost, bound=plan.bound, gap=plan.gap)
    assert plan.status in ("feasible", "optimal")
    assert report.violations == ()
    assert plan.cost == report.cost
    assert plan.bound is not None
    assert plan.bound <= report.cost <= stored.ceiling
