"""`solve`: wire the parts together, stop in time, and hand out nothing that the checker refuses."""

import hashlib
import logging
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

import weightplan
from weightplan.case import Case
from weightplan.check import Report, check, cost_of_nothing
from weightplan.errors import DisagreementError
from weightplan.plan import Plan, Record, Status
from weightplan.reasons import unserved
from weightplan.rules import HARD_RULES, SOFT_RULES
from weightplan.solver.bound import Relaxing
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import Sharpening, of_look_alikes, retold
from weightplan.solver.exact import is_small, prove
from weightplan.solver.profile import Profile, profiling, stage
from weightplan.solver.search import Search
from weightplan.solver.start import find_start, from_plan
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.solver.tasks import Tasks


@dataclass(frozen=True)
class Progress:
    """How a solve stands. `gap` as the design defines it; None where not yet known.

    `plan` makes the plan behind it, checked anew (None where the checker refuses it), without the
    reasons of what is unserved: only when asked, from any thread, for making it takes time.
    """

    cost: int | None
    bound: int | None
    gap: float | None
    seconds: float
    stage: str
    plan: Callable[[], Plan | None] | None = None


log = logging.getLogger(__name__)
Listener = Callable[[Progress], None]


def solve(
    case: Case,
    *,
    time_limit: float | None = 60.0,
    deterministic_limit: float | None = None,
    gap: float = 0.005,
    workers: int = 2,
    seed: int = 0,
    hint: Plan | None = None,
    on_progress: Listener | None = None,
    stop: Callable[[], bool] | None = None,
    profile: Profile | None = None,
) -> Plan:
    """Return the best plan found for a case, with a proven bound, re-checked by the checker.

    Stops at `time_limit` seconds, at `deterministic_limit` units of CP-SAT's deterministic time,
    when (cost − bound) ÷ cost of serving nothing is at most `gap`, or soon after `stop()` turns
    true; then the best plan so far is returned. With one worker, one seed and a deterministic
    limit (and `time_limit=None`) the same case gives the same plan. A legal `hint` is where the
    search begins; a `profile` is filled with where the time goes. Status: "optimal" (cost = bound),
    "feasible", "infeasible" (proven) or "unknown" (no legal plan found in time). Raises
    DisagreementError when solver and checker disagree. Source: the design's sections 4.3 and 7.
    """
    with profiling(profile), stage("rest"):
        run = _Run(case, Budget(time_limit, deterministic_limit), gap, workers, seed, on_progress)
        with watching(run.engine, stop):
            return run.plan(hint)


class _Run:
    def __init__(
        self, case: Case, budget: Budget, gap: float, workers: int, seed: int, on_progress: Listener | None
    ) -> None:
        self.case, self.budget, self.gap, self.workers, self.seed = case, budget, gap, workers, seed
        self.on_progress = on_progress
        self.engine = Engine(seed)
        self.catalogue = Catalogue(case)
        self.nothing = cost_of_nothing(case)
        self.bound: int = 0
        self._proving = threading.Lock()
        self._ended = False

    def plan(self, hint: Plan | None) -> Plan:
        relaxing = Relaxing(self.case, self.catalogue, self.budget, self._sharpen)
        self.tell(None, "bound")
        state = from_plan(self.case, self.catalogue, hint) if hint is not None else None
        if state is None:
            self.tell(None, "start")
            with stage("start"):
                start = find_start(self.case, self.catalogue, self.engine, relaxing.so_far, self.budget)
            if start.state is None:
                return self._without_plan("infeasible" if start.infeasible else "unknown")
            state = start.state
        state = self._improve(state, relaxing)
        return self._finished(state)

    def _improve(self, state: State, relaxing: Relaxing) -> State:
        cost = check(self.case, as_plan(self.case, state)).cost
        self.tell(cost, "search", state)
        if is_small(self.case):
            with stage("proof"):
                proof = prove(self.case, self.catalogue, self.engine, state, self.budget, self.workers, self.tell)
            self._sharpen(proof.bound)
            return proof.state
        search = Search(
            self.case,
            self.catalogue,
            self.engine,
            self.budget,
            Tasks(self.case, self.catalogue, relaxing.wait(self.engine.stopped), random.Random(self.seed)),
            state,
            cost,
            self.workers,
            lambda better, cost: self.tell(cost, "search", better),
            self.good_enough,
        )
        Sharpening(self.case, self.catalogue, self.budget, self._sharpen).begin(search.state)
        alike = of_look_alikes(self.case, self.catalogue, state, self.engine, self.budget, self.workers)
        self._sharpen(alike.bound or 0)
        search.adopt(retold(alike, self.case, self.catalogue, self.engine, self.budget))
        search.run()
        return search.state

    def _sharpen(self, bound: int) -> None:
        """Hear of a better bound, from any thread, until the answer is made: then its figures must not change."""
        with self._proving:
            if not self._ended:
                self.bound = max(self.bound, bound)

    def _end(self) -> None:
        with self._proving:
            self._ended = True

    def good_enough(self, cost: int) -> bool:
        return cost <= self.bound or cost - self.bound <= self.gap * self.nothing

    def tell(self, cost: int | None, stage: str, state: State | None = None) -> None:
        if self.on_progress is not None:
            gap = self._gap(cost) if cost is not None else None
            plan = partial(self._so_far, state) if state is not None else None
            self.on_progress(Progress(cost, self.bound or None, gap, self.budget.elapsed, stage, plan))

    def _so_far(self, state: State) -> Plan | None:
        plan = as_plan(self.case, state)
        report = check(self.case, plan)
        return self._with_figures(plan, report) if report.legal else None

    def _gap(self, cost: int) -> float:
        return round((cost - self.bound) / self.nothing, 6) if self.nothing else 0.0

    def _finished(self, state: State) -> Plan:
        self._end()
        plan = as_plan(self.case, state)
        report = check(self.case, plan)
        self._agree(report)
        if self.bound > report.cost:
            # A defect of ours: the plan is legal and stands, the false proof is thrown away.
            log.error("the bound %d is above the cost %d of a legal plan; please report it", self.bound, report.cost)
            self.bound = 0
        plan = self._with_figures(plan, report).model_copy(update={"unserved": unserved(self.case, plan)})
        self.tell(report.cost, "done")
        return plan

    def _with_figures(self, plan: Plan, report: Report) -> Plan:
        figures = {
            "status": "optimal" if report.cost == self.bound else "feasible",
            "cost": report.cost,
            "bound": self.bound,
            "gap": self._gap(report.cost),
            "clinicians": report.clinicians,
            "record": self._record(),
        }
        return plan.model_copy(update=figures)

    @staticmethod
    def _agree(report: Report) -> None:
        if not report.legal:
            broken = "; ".join(f"{v.rule}: {v.text}" for v in report.violations[:3])
            raise DisagreementError(f"the checker refuses the solver's plan: {broken}")

    def _without_plan(self, status: Status) -> Plan:
        self._end()
        return Plan(status=status, bound=self.bound or None, record=self._record())

    def _record(self) -> Record:
        case = self.case
        text = case.week.model_dump_json() + case.rulebook.model_dump_json()
        return Record(
            input_sha256=hashlib.sha256(text.encode()).hexdigest(),
            rulebook=f"{case.rulebook.name} {case.rulebook.version}",
            version=weightplan.__version__,
            ortools=version("ortools"),
            seed=self.seed,
            workers=self.workers,
            wall_seconds=round(self.budget.elapsed, 3),
            deterministic_time=round(self.budget.spent, 6),
            rules=(*HARD_RULES, *SOFT_RULES),
        )


@contextmanager
def watching(engine: Engine, stop: Callable[[], bool] | None) -> Iterator[None]:
    """Stop the engine within a fraction of a second of `stop()` turning true."""
    if stop is None:
        yield
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.1):
            if stop():
                engine.stop()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
