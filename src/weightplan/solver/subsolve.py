"""Solve one constraint model with CP-SAT, within limits, so that it can be stopped."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import ceil, isfinite

from ortools.sat.python import cp_model

from weightplan.solver import integer
from weightplan.solver.profile import measured

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What a solve gave. `bound` is a lower bound of the model's objective; times as CP-SAT counts them."""

    status: str
    cost: int | None
    bound: int
    deterministic_time: float
    values: Sequence[int] = ()

    @property
    def found(self) -> bool:
        return self.cost is not None

    def value(self, variable: cp_model.IntVar) -> int:
        index: int = variable.index
        return self.values[index] if index >= 0 else 1 - self.values[-1 - index]


@dataclass
class Engine:
    """Runs CP-SAT with one set of parameters and stops everything that runs when told to.

    `stop` is safe from any thread, also between building and solving.
    """

    seed: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    _running: set[cp_model.CpSolver] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stop(self) -> None:
        self.stopped.set()
        with self._lock:
            for solver in self._running:
                solver.stop_search()

    @measured("solving")
    def solve(
        self,
        model: cp_model.CpModel,
        *,
        deterministic: float,
        wall: float | None = None,
        workers: int = 1,
        close_enough: float = 0.0,
        any_solution: bool = False,
        fix_hinted: bool = False,
        callback: cp_model.CpSolverSolutionCallback | None = None,
    ) -> Outcome:
        """Solve a model within `deterministic` units of CP-SAT's own time and `wall` seconds.

        The search ends when cost − bound is at most `close_enough`, or with `any_solution`.
        """
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.num_workers = workers
        parameters.random_seed = self.seed
        # Measured on a clinician's week: at level 1 the same answer takes five times as long.
        # Where any solution will do, the linear relaxation only costs time.
        parameters.linearization_level = 0 if any_solution else 2
        parameters.stop_after_first_solution = any_solution
        parameters.fix_variables_to_their_hinted_value = fix_hinted
        parameters.catch_sigint_signal = False
        parameters.absolute_gap_limit = close_enough
        parameters.max_deterministic_time = max(0.0, deterministic)
        if wall is not None:
            parameters.max_time_in_seconds = max(0.01, wall)
        with self._watched(solver):
            status = solver.solve(model, callback)
        if status == cp_model.MODEL_INVALID:
            raise ValueError(f"the model is invalid: {model.validate()}")
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        time = solver.response_proto.deterministic_time
        cost = round(solver.objective_value) if found else None
        bound = ceil(solver.best_objective_bound - 1e-6) if found else 0
        values = tuple(solver.response_proto.solution) if found else ()
        return Outcome(status.name.lower(), cost, bound, time, values)

    def choose(
        self,
        model: cp_model.CpModel,
        *,
        seconds: float | None,
        nodes: int | None,
        close_enough: float,
        hint: Sequence[int] | None,
    ) -> Outcome:
        """Solve a model without a clock as an integer program, within seconds or nodes of its search tree."""
        if self.stopped.is_set():
            return Outcome("unknown", None, 0, 0.0)
        try:
            solution = integer.solve(model, seconds=seconds, nodes=nodes, close_enough=close_enough, hint=hint)
        except RuntimeError as error:  # math_opt's word for an error inside HiGHS: this one try is lost, no more
            log.warning("a choice of days was given up: %s", error)
            solution = None
        if solution is None:
            return Outcome("unknown", None, 0, 0.0)
        values = tuple(round(value) for value in solution.values)
        work = solution.iterations * integer.WORK_OF_ITERATION
        bound = ceil(solution.bound - 1e-4) if isfinite(solution.bound) else 0
        return Outcome("feasible", round(solution.cost), bound, work, values)

    @contextmanager
    def _watched(self, solver: cp_model.CpSolver) -> Iterator[None]:
        with self._lock:
            self._running.add(solver)
        # A stop that comes before the search begins is forgotten by CP-SAT: say it again until it ends.
        done = threading.Event()

        def repeat() -> None:
            while not done.wait(0.1):
                if self.stopped.is_set():
                    solver.stop_search()

        watcher = threading.Thread(target=repeat, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            with self._lock:
                self._running.discard(solver)
            watcher.join()
