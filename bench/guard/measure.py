"""Measure a stored week: the answer for fixed work, and the models."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.metadata import version

from bench.guard.sizes import model_figures
from bench.guard.weeks import GAP_TO_REACH, REACHING, SOLVED, WEEKS, Stored
from weightplan.check import check
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.solver import solve

Figure = int | float | str
Figures = Mapping[str, Figure]


def answer_figures(week: Stored) -> Figures:
    """Solve a week with one worker, seed 0 and its limit; the checker says what the plan costs and breaks.

    The deterministic times are in CP-SAT's units, with HiGHS' iterations booked in them.
    """
    plan, figures = _solved(week, 0.0)
    if week.name == REACHING.name:
        reached, _ = _solved(REACHING, GAP_TO_REACH)
        figures["time to gap"] = _deterministic_time(reached)
    return figures | {"bound": plan.bound or 0}


def _solved(week: Stored, gap: float) -> tuple[Plan, dict[str, Figure]]:
    case = load_case(week.name)
    plan = solve(case, time_limit=None, deterministic_limit=week.limit, gap=gap, workers=1, seed=0)
    figures: dict[str, Figure] = {"status": plan.status, "deterministic time": _deterministic_time(plan)}
    if plan.status in ("optimal", "feasible"):
        report = check(case, plan)
        figures |= {"cost": report.cost, "violations": len(report.violations)}
    return plan, figures


def _deterministic_time(plan: Plan) -> float:
    assert plan.record is not None
    # The last digits depend on the order in which a processor adds.
    return round(plan.record.deterministic_time, 3)


def measured_parts() -> Iterator[tuple[str, Callable[[], Figures]]]:
    """Yield what there is to measure, under the names that the baseline has: models first, they are quick."""
    for week in WEEKS:
        yield f"{week}: model", partial(model_figures, week.name)
    for week in SOLVED:
        yield f"{week}: answer", partial(answer_figures, week)


def made_with() -> dict[str, str]:
    """Return the versions that figures depend on. HiGHS comes inside OR-Tools."""
    return {"ortools": version("ortools"), "python": f"{sys.version_info.major}.{sys.version_info.minor}"}
