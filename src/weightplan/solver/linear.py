"""A linear or integer program in plain lists, handed to a solver of `ortools.math_opt` in one piece.

Adding terms one by one through math_opt's own expressions takes ten times as long.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf, isfinite

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from weightplan.solver.profile import measured

# Columns from which HiGHS's interior point, which then goes to a vertex, is quicker than GLOP's simplex:
# 6.5 s against 11.4 s at 50,000, 43 s against 145 s at 156,000.
LARGE = 30_000
Term = tuple[int, float]
Row = tuple[list[Term], float, float]


@dataclass(frozen=True)
class Solution:
    """A solution with its cost, a bound of any solution's cost, and the simplex iterations that it took.

    `reduced` is, for an optimum over fractions, by how much one unit more of each variable would raise the cost.
    """

    cost: float
    bound: float
    values: list[float]
    iterations: int
    reduced: list[float] = field(default_factory=list)


class LinearProgram:
    """Minimise costs over bounded variables, subject to rows between bounds."""

    def __init__(self) -> None:
        self.offset = 0.0
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._cost: list[float] = []
        self._rows: list[Row] = []
        self._whole: set[int] = set()

    def variable(self, upper: float = inf, lower: float = 0.0) -> int:
        """Add a variable; return its index."""
        self._lower.append(lower)
        self._upper.append(upper)
        self._cost.append(0.0)
        return len(self._upper) - 1

    def cost(self, variable: int, amount: float) -> None:
        """Add to the cost of one unit of a variable."""
        self._cost[variable] += amount

    def row(self, terms: list[Term], low: float, high: float) -> None:
        """Keep a sum of (variable, factor) terms between bounds."""
        self._rows.append((terms, low, high))

    def at_most(self, terms: list[Term], most: float | None) -> None:
        """Keep a sum of terms from passing a limit, if there is one."""
        if most is not None and terms:
            self.row(terms, -inf, most)

    @property
    def costs(self) -> list[Term]:
        """The cost so far as terms, without the offset."""
        return [(variable, cost) for variable, cost in enumerate(self._cost) if cost]

    def limit(self, variable: int, upper: float) -> None:
        """Set how high a variable goes."""
        self._upper[variable] = upper

    def minimize(self, terms: list[Term]) -> None:
        """Minimise a sum of (variable, factor) terms in place of the cost so far."""
        self.offset, self._cost = 0.0, [0.0] * len(self._upper)
        for variable, factor in terms:
            self._cost[variable] += factor

    def whole(self, variable: int) -> None:
        """Ask `bound_of_whole` to take no fraction of a variable."""
        self._whole.add(variable)

    def bound_of_whole(self, seconds: float | None) -> float | None:
        """Return a lower bound over fractions of all but the `whole` variables; None where there is none in time."""
        params = mathopt.SolveParameters(time_limit=_limit(seconds))
        result = _solve(mathopt.Model.from_model_proto(self._proto(self._whole)), mathopt.SolverType.HIGHS, params)
        bound = result.best_objective_bound()
        return bound if isfinite(bound) else None

    def solve(self, seconds: float | None = None) -> Solution | None:
        """Return the optimum over fractions, None where it was not found in time."""
        model = self._model(integers=False)
        large = len(self._upper) > LARGE
        params = mathopt.SolveParameters(
            time_limit=_limit(seconds), lp_algorithm=mathopt.LPAlgorithm.BARRIER if large else None
        )
        result = _solve(model, mathopt.SolverType.HIGHS if large else mathopt.SolverType.GLOP, params)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        reduced = result.reduced_costs()
        return replace(_solution(model, result), reduced=[reduced[variable] for variable in model.variables()])

    def solve_integers(
        self, seconds: float | None, nodes: int | None, close_enough: float, hint: Sequence[float] | None
    ) -> Solution | None:
        """Return the best found over integers in time and nodes of the search tree, None where there is none.

        With a limit in nodes alone the same program gives the same solution.
        """
        model = self._model(integers=True)
        params = mathopt.SolveParameters(
            time_limit=_limit(seconds), node_limit=nodes, absolute_gap_tolerance=close_enough
        )
        known = mathopt.ModelSolveParameters()
        if hint is not None:
            values = dict(zip(model.variables(), hint, strict=True))
            known.solution_hints.append(mathopt.SolutionHint(variable_values=values))
        result = _solve(model, mathopt.SolverType.HIGHS, params, known)
        return _solution(model, result) if result.has_primal_feasible_solution() else None

    def bound_of_integers(self, seconds: float | None) -> float | None:
        """Return a lower bound over integers, proven in time; None where there is none yet."""
        # Costs are whole numbers: HiGHS's own tolerance, a ten-thousandth, would stop some tens short of them.
        params = mathopt.SolveParameters(
            time_limit=_limit(seconds), relative_gap_tolerance=0.0, absolute_gap_tolerance=0.9
        )
        result = _solve(self._model(integers=True), mathopt.SolverType.HIGHS, params)
        bound = result.best_objective_bound()
        return bound if isfinite(bound) else None

    @measured("building")
    def _model(self, *, integers: bool) -> mathopt.Model:
        return mathopt.Model.from_model_proto(self._proto(range(len(self._upper)) if integers else ()))

    def _proto(self, integers: Container[int]) -> model_pb2.ModelProto:
        proto = model_pb2.ModelProto()
        count = len(self._upper)
        proto.variables.ids.extend(range(count))
        proto.variables.lower_bounds.extend(self._lower)
        proto.variables.upper_bounds.extend(self._upper)
        proto.variables.integers.extend(n in integers for n in range(count))
        priced = [(n, c) for n, c in enumerate(self._cost) if c]
        proto.objective.offset = self.offset
        proto.objective.linear_coefficients.ids.extend(n for n, _ in priced)
        proto.objective.linear_coefficients.values.extend(c for _, c in priced)
        proto.linear_constraints.ids.extend(range(len(self._rows)))
        proto.linear_constraints.lower_bounds.extend(low for _, low, _ in self._rows)
        proto.linear_constraints.upper_bounds.extend(high for _, _, high in self._rows)
        self._fill_matrix(proto, count)
        return proto

    def _fill_matrix(self, proto: model_pb2.ModelProto, count: int) -> None:
        """Write the matrix sorted by row and column, each place once."""
        rows = np.repeat(np.arange(len(self._rows)), [len(terms) for terms, _, _ in self._rows])
        columns = np.array([v for terms, _, _ in self._rows for v, _ in terms], dtype=np.int64)
        factors = np.array([f for terms, _, _ in self._rows for _, f in terms], dtype=np.float64)
        places, index = np.unique(rows * count + columns, return_inverse=True)
        sums = np.bincount(index, weights=factors, minlength=len(places))
        kept = sums != 0.0
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend((places[kept] // count).tolist())
        matrix.column_ids.extend((places[kept] % count).tolist())
        matrix.coefficients.extend(sums[kept].tolist())


@measured("solving")
def _solve(
    model: mathopt.Model,
    solver: mathopt.SolverType,
    params: mathopt.SolveParameters,
    known: mathopt.ModelSolveParameters | None = None,
) -> mathopt.SolveResult:
    return mathopt.solve(model, solver, params=params, model_params=known)


def _limit(seconds: float | None) -> timedelta | None:
    return timedelta(seconds=max(0.0, seconds)) if seconds is not None else None


def _solution(model: mathopt.Model, result: mathopt.SolveResult) -> Solution:
    values = result.variable_values()
    return Solution(
        result.objective_value(),
        result.best_objective_bound(),
        [values[variable] for variable in model.variables()],
        result.solve_stats.simplex_iterations,
    )
