"""An integer program in whole blocks of columns, rows and entries, and HiGHS on it through `ortools.math_opt`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil, isfinite

import numpy as np
import numpy.typing as npt
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

Index = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Found:
    """What HiGHS came back with: the values of its best solution, if any, a proven bound, and whether none exists."""

    values: npt.NDArray[np.float64] | None
    bound: int
    infeasible: bool


@dataclass
class Program:
    """Minimise costs over bounded columns, with rows between bounds. `offset` is part of the cost."""

    offset: float = 0.0
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    price: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    entries: list[tuple[Index, Index, npt.NDArray[np.float64]]] = field(default_factory=list)

    def columns(self, count: int, upper: float = 1.0, *, whole: bool, price: float = 0.0) -> int:
        """Add columns from 0 to `upper`; return the first one's number."""
        first = len(self.upper)
        self.lower += [0.0] * count
        self.upper += [upper] * count
        self.whole += [whole] * count
        self.price += [price] * count
        return first

    def rows(self, count: int, low: float, high: float) -> int:
        """Add empty rows; return the first one's number."""
        first = len(self.low)
        self.low += [low] * count
        self.high += [high] * count
        return first

    def fill(self, rows: Index, columns: Index, factor: float = 1.0) -> None:
        """Add a factor at each (row, column); what falls on one place adds up."""
        rows, columns = np.broadcast_arrays(rows, columns)
        self.entries.append((rows.ravel(), columns.ravel(), np.full(rows.size, factor)))

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> None:
        """Add one row of (column, factor) terms."""
        terms = list(terms)
        number = self.rows(1, low, high)
        columns = np.array([column for column, _ in terms], dtype=np.int64)
        factors = np.array([factor for _, factor in terms], dtype=np.float64)
        self.entries.append((np.full(len(terms), number, dtype=np.int64), columns, factors))

    def solve(self, seconds: float) -> Found:
        """Let HiGHS work for some seconds. It tells of no solution on the way, only of its last."""
        model = mathopt.Model.from_model_proto(self._proto())
        params = mathopt.SolveParameters(time_limit=timedelta(seconds=max(0.0, seconds)))
        result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=params)
        bound = result.best_objective_bound()
        values = None
        if result.has_primal_feasible_solution():
            named = result.variable_values()
            values = np.array([named[variable] for variable in model.variables()])
        # A cost is a whole number, so a bound rounds up, but for the error of floating point.
        proven = ceil(bound - 1e-6 * max(1.0, abs(bound))) if isfinite(bound) else 0
        infeasible = result.termination.reason == mathopt.TerminationReason.INFEASIBLE
        return Found(values, max(0, proven), infeasible)

    def _proto(self) -> model_pb2.ModelProto:
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(len(self.upper)))
        proto.variables.lower_bounds.extend(self.lower)
        proto.variables.upper_bounds.extend(self.upper)
        proto.variables.integers.extend(self.whole)
        priced = [(n, price) for n, price in enumerate(self.price) if price]
        proto.objective.offset = self.offset
        proto.objective.linear_coefficients.ids.extend(n for n, _ in priced)
        proto.objective.linear_coefficients.values.extend(price for _, price in priced)
        proto.linear_constraints.ids.extend(range(len(self.low)))
        proto.linear_constraints.lower_bounds.extend(self.low)
        proto.linear_constraints.upper_bounds.extend(self.high)
        rows, columns, factors = (np.concatenate([entry[part] for entry in self.entries]) for part in range(3))
        keys, place = np.unique(rows * len(self.upper) + columns, return_inverse=True)
        sums = np.bincount(place, weights=factors, minlength=len(keys))
        kept = sums != 0.0
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend((keys[kept] // len(self.upper)).tolist())
        matrix.column_ids.extend((keys[kept] % len(self.upper)).tolist())
        matrix.coefficients.extend(sums[kept].tolist())
        return proto
