"""The size of the whole week's models, and the work of building them."""

from functools import partial
from typing import Any

from bench.guard.effort import count_lines
from weightplan.case import CRISIS, Case
from weightplan.files import load_case
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.relaxation import Relaxation
from weightplan.solver.scope import Scope
from weightplan.solver.state import State

# In the text of a model, what stands before each mention of a variable, a literal or an interval.
MENTIONS = ("vars: ", "literals: ", "enforcement_literal: ", "intervals: ")


def model_figures(week: str) -> dict[str, int]:
    """Count candidates, the constraint model with and without a clock, and the linear relaxation.

    `lines` are those that Python executes from a loaded week to the model.
    """
    figures = {"candidates": _candidates(load_case(week))}
    for name, clock in (("clocked", True), ("clockless", False)):
        case = load_case(week)
        lines, proto = count_lines(partial(whole_model, case, clock))
        figures |= constraint_figures(name, proto) | {f"{name} lines": lines}
    return figures | relaxation_figures(load_case(week))


def _candidates(case: Case) -> int:
    catalogue, staff = Catalogue(case), tuple(case.clinicians)
    needs = [*case.needs, CRISIS] if case.crisis_type else list(case.needs)
    return sum(len(catalogue.ways(one, staff)) for one in catalogue.classes(needs))


def whole_model(case: Case, clock: bool) -> Any:
    """Return the constraint model of a whole week in which nothing stands yet."""
    days, needs = frozenset(range(case.day_count)), tuple(case.needs)
    scope = Scope(tuple(case.clinicians), days, needs, pieces=2, clock=clock)
    return Builder(case, Catalogue(case), State(), scope, case.grid).model.cp.proto


def constraint_figures(name: str, proto: Any) -> dict[str, int]:
    """Count what a constraint model holds; `prices` are the sum of what its objective charges for one of each."""
    text = str(proto)
    intervals = sum(constraint.has_interval() for constraint in proto.constraints)
    return {
        f"{name} variables": len(proto.variables),
        f"{name} constraints": len(proto.constraints) - intervals,
        f"{name} intervals": intervals,
        f"{name} terms": sum(text.count(mention) for mention in MENTIONS),
        f"{name} prices": sum(abs(price) for price in proto.objective.coeffs),
    }


def relaxation_figures(case: Case) -> dict[str, int]:
    """Count what the linear relaxation holds."""
    lines, relaxation = count_lines(lambda: Relaxation(case, Catalogue(case)))
    proto = relaxation.lp._proto(integers=())
    return {
        "relaxation columns": len(proto.variables.ids),
        "relaxation rows": len(proto.linear_constraints.ids),
        "relaxation nonzeros": len(proto.linear_constraint_matrix.coefficients),
        "relaxation lines": lines,
    }
