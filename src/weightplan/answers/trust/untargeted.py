"""The same week planned as if no weight were asked of anybody."""

from collections.abc import Callable
from dataclasses import replace

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver import solve


def untargeted(case: Case, *, seconds: float, workers: int = 2, stop: Callable[[], bool] | None = None) -> Plan:
    """Return the best plan found within a time limit, with every target 0.

    Weights above a target of 0 must not cost either, or the plan would shun weight.
    """
    people = tuple(person.model_copy(update={"target": 0.0}) for person in case.week.clinicians)
    prices = case.rulebook.prices.model_copy(update={"shortfall": None, "overshoot": None})
    week = case.week.model_copy(update={"clinicians": people})
    free = replace(case, week=week, rulebook=case.rulebook.model_copy(update={"prices": prices}))
    return solve(free, time_limit=seconds, workers=workers, stop=stop)
