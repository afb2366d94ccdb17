"""Random weeks that a seed names, and what every answer of the solver must be."""

import importlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.agreement.plans import Thrown
from tests.strategies import _PlanMaker, _WeekMaker
from weightplan.case import Case
from weightplan.check import check, cost_of_nothing
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Week

# `weightplan.solver.solve` is the function, which hides the module of that name.
SOLVE_MODULE = importlib.import_module("weightplan.solver.solve")


def thrown(seed: int, days: int = 3, requests: int = 6) -> Case | None:
    """Return the week of a seed, at times with an earlier plan; None where the dice give no valid week."""
    dice = Thrown(f"solver {seed}")
    week = Week.model_validate_json(json.dumps(_WeekMaker(dice, days, requests).week()))
    assert isinstance(week.rulebook, Rulebook)
    case = Case(week, week.rulebook)
    if problems_of(case):
        return None
    return Case(week, week.rulebook, _PlanMaker(dice, case, wild=0).plan()) if dice.sometimes(3) else case


def many(first: int, number: int, days: int = 3, requests: int = 6) -> Iterator[tuple[int, Case]]:
    """Yield `number` valid weeks with their seeds, from seed `first` on."""
    seed = first
    while number:
        case = thrown(seed, days, requests)
        if case is not None:
            number -= 1
            yield seed, case
        seed += 1


def for_each(weeks: Iterator[tuple[int, Case]], test: Callable[[Case], None]) -> None:
    """Run a test on each week; a failure names the seed."""
    for seed, case in weeks:
        try:
            test(case)
        except Exception as error:
            error.add_note(f"thrown({seed})")
            raise


def assert_sound(case: Case, plan: Plan) -> None:
    """Assert that a plan is what it says: its status, its cost, its bound and its gap."""
    assert plan.record is not None
    if plan.cost is None:
        assert plan.status in ("infeasible", "unknown")
        assert (plan.appointments, plan.breaks, plan.gap) == ((), (), None)
        return
    report = check(case, plan)
    assert [f"{v.rule}: {v.text}" for v in report.violations] == []
    assert plan.cost == report.cost
    assert plan.bound is not None
    assert 0 <= plan.bound <= plan.cost
    assert plan.status == ("optimal" if plan.bound == plan.cost else "feasible")
    nothing = cost_of_nothing(case)
    assert plan.gap == pytest.approx((plan.cost - plan.bound) / nothing if nothing else 0.0, abs=1e-6)


def as_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send every week through the search, however small."""
    monkeypatch.setattr(SOLVE_MODULE, "is_small", lambda case: False)


def without_clock(plan: Plan) -> dict[str, Any]:
    """Return a plan's fields but the seconds that it took."""
    fields = json.loads(plan.model_dump_json())
    del fields["record"]["wall_seconds"]
    return dict(fields)
