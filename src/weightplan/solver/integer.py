"""Solve a constraint model without a clock as an integer program.

Without times such a model is all sums: who and which day, minutes and weights. Branch and cut
(HiGHS) comes closer to its optimum in seconds than CP-SAT does: see bench/RESULTS.md.
"""

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

from ortools.sat.python import cp_model

from weightplan.solver.linear import LinearProgram, Row, Solution
from weightplan.solver.profile import measured

WORK_OF_ITERATION = 3e-4


def solve(
    model: cp_model.CpModel,
    *,
    seconds: float | None,
    nodes: int | None,
    close_enough: float,
    hint: Sequence[int] | None,
) -> Solution | None:
    """Return the best solution found within limits: values by the model's variables, in their order."""
    return as_program(model).solve_integers(seconds, nodes, close_enough, hint)


@measured("building")
def as_program(model: cp_model.CpModel) -> LinearProgram:
    """Write a model of sums and clauses as a linear program; what is enforced only if, with big M."""
    proto, program = model.proto, LinearProgram()
    ranges = [(v.domain[0], v.domain[len(v.domain) - 1]) for v in proto.variables]
    for low, high in ranges:
        program.variable(high, low)
    for constraint in proto.constraints:
        for row in _rows(constraint, ranges):
            program.row(*row)
    objective = proto.objective
    for variable, amount in zip(objective.vars, objective.coeffs, strict=True):
        program.cost(variable, amount)
    program.offset = objective.offset
    return program


def _rows(constraint: Any, ranges: Sequence[tuple[int, int]]) -> Iterable[Row]:
    enforcing = list(constraint.enforcement_literal)
    if constraint.has_linear():
        linear = constraint.linear
        terms = list(zip(linear.vars, linear.coeffs, strict=True))
        domain = list(linear.domain)
        most = least = 0
        for variable, factor in terms:
            low, high = ranges[variable] if factor > 0 else ranges[variable][::-1]
            most, least = most + factor * high, least + factor * low
        if domain[-1] < most:
            extra, offset = _sum(enforcing, most - domain[-1])
            yield [*terms, *extra], -inf, domain[-1] + (most - domain[-1]) * len(enforcing) - offset
        if domain[0] > least:
            extra, offset = _sum(enforcing, least - domain[0])
            yield [*terms, *extra], domain[0] + (least - domain[0]) * len(enforcing) - offset, inf
    elif constraint.has_bool_or():
        yield _clause(constraint.bool_or.literals, enforcing)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            yield _clause([literal], enforcing)
    elif constraint.has_at_most_one():
        terms, offset = _sum(constraint.at_most_one.literals, 1)
        yield terms, -inf, 1 - offset
    elif constraint.has_exactly_one():
        terms, offset = _sum(constraint.exactly_one.literals, 1)
        yield terms, 1 - offset, 1 - offset
    elif not constraint.has_interval():
        raise ValueError(f"not a sum or a clause: {constraint}")


def _clause(literals: Iterable[int], enforcing: Iterable[int]) -> Row:
    terms, offset = _sum([*literals, *(-1 - literal for literal in enforcing)], 1)
    return terms, 1 - offset, inf


def _sum(literals: Iterable[int], factor: float) -> tuple[list[tuple[int, float]], float]:
    """Return factor × the sum of literals as terms and an offset; −1 − v stands for not v."""
    terms, offset = [], 0.0
    for literal in literals:
        if literal >= 0:
            terms.append((literal, factor))
        else:
            terms.append((-1 - literal, -factor))
            offset += factor
    return terms, offset
