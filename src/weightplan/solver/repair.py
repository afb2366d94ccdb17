"""Mend a plan after a disruption: first as few patients moved as can be, then at the least cost.

What a disruption does not touch stands, and what it takes away is placed anew around it: where that
gives a legal plan, nobody moves but those who must, which proves the number. Where it does not, a
small week is solved as a whole; in a larger one the days of those who could help are opened too.
"""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.bound import Bound, Relaxing
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.exact import is_small
from weightplan.solver.fewest_moved import FewestMoved, Found
from weightplan.solver.promises import promises
from weightplan.solver.read import read_change
from weightplan.solver.repair_models import RepairModels
from weightplan.solver.search import Search
from weightplan.solver.solve import watching
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.solver.tasks import Tasks
from weightplan.solver.told import Told

HELPERS_OF_A_NEED = 3
MOST_FOR_PROOF, MOST_FOR_BOUND = 2_000, 30_000  # needs times clinicians


@dataclass(frozen=True)
class Mended:
    """The plan (None: none was found), how many patients it moves and the least that any plan moves.

    `cost_bound` limits the cost of plans that move no more (None: nothing was proven of it).
    """

    plan: Plan | None
    moved: int
    least_moved: int
    cost_bound: int | None
    infeasible: bool = False


def mend(
    case: Case,
    now: int,
    asked: Iterable[str] = (),
    *,
    seconds: float,
    workers: int = 2,
    stop: Callable[[], bool] | None = None,
) -> Mended:
    """Return a legal plan for a case whose `earlier` plan no longer fits.

    `now` in minutes: what begins before it stands. `asked` are new needs that others make room for.
    """
    engine = Engine()
    with watching(engine, stop):
        return _Repair(case, now, tuple(asked), engine, Budget(seconds, None), workers).mended()


class _Repair:
    """One repair. `least` is the fewest that any plan is known to move so far."""

    def __init__(
        self, case: Case, now: int, asked: tuple[str, ...], engine: Engine, budget: Budget, workers: int
    ) -> None:
        self.case, self.asked, self.engine, self.budget, self.workers = case, asked, engine, budget, workers
        self.catalogue, self.told = Catalogue(case, since=now), Told(case, now)
        self.least, self.state = self.told.least_moved(), self.told.state()
        self.models = RepairModels(self.catalogue, self.told, self.state, asked)
        self.fewest = FewestMoved(self.told, engine, budget, workers)
        self.relaxing: Relaxing | None = None

    def mended(self) -> Mended:
        if is_small(self.case):
            return self._as_a_whole()
        if len(self.case.needs) * len(self.case.clinicians) <= MOST_FOR_BOUND:
            self.relaxing = Relaxing(self.case, Catalogue(self.case), self.budget, lambda _: None, beside=True)
        found = self.fewest.solved(self.models.around_what_stands())
        if found.state is None:
            if found.infeasible and self._needs_others_to_move():
                self.least += 1
            found = self._helped()
        if found.state is None:
            return Mended(None, 0, self.least, None)
        if found.moved > self.least and len(self.case.needs) * len(self.case.clinicians) <= MOST_FOR_PROOF:
            found = self._with_fewer(found)
        assert found.state is not None
        return self._result(self._improved(found.state), None)

    def _as_a_whole(self) -> Mended:
        """Solve the complete model of what is still to come: what it proves holds."""
        found = self.fewest.solved(self.models.complete())
        self.least = max(self.least, found.least_moved)
        if found.state is None:
            return Mended(None, 0, self.least, None, found.infeasible)
        return self._result(found.state, found.slack)

    def _result(self, state: State, slack: int | None) -> Mended:
        plan = as_plan(self.case, state)
        moved = self.told.moved_by(plan.appointments)
        bound = check(self.case, plan).cost - slack if slack is not None else self._least_cost()
        return Mended(plan, moved, min(self.least, moved), bound)

    def _least_cost(self) -> int | None:
        """Return what any legal plan costs at least: the relaxation's bound, if there is one, and what must break."""
        bound = self.relaxing.so_far.cost if self.relaxing is not None else None
        return bound + self.told.certain_cost() if bound is not None else None

    def _with_fewer(self, found: Found) -> Found:
        """Ask the complete model for a plan that moves fewer; that there is none is a proof."""
        builder = self.models.complete()
        outcome = self.fewest.below(builder, found.moved)
        if outcome.status == "infeasible":
            self.least = found.moved
        if not outcome.found:
            return found
        self.least = max(self.least, outcome.bound)
        better = builder.state.apply(read_change(builder, outcome.value))
        return replace(found, state=better) if check(self.case, as_plan(self.case, better)).legal else found

    def _needs_others_to_move(self) -> bool:
        """Say whether more must move than what was lost, after no plan was found around what stands.

        Of contacts that were not offered there only visits could have helped, by making room for calls:
        if nothing is possible without that limit either, nothing is.
        """
        limited = [c for c in self.case.clinicians if self.case.limits(c).max_remote_share is not None]
        if not limited:
            return True
        people = tuple(
            c.model_copy(update={"limits": c.limits.model_copy(update={"max_remote_share": None})})
            for c in self.case.week.clinicians
        )
        week = self.case.week.model_copy(update={"clinicians": people})
        free = Case(week, self.case.rulebook, self.case.earlier)
        other = _Repair(free, self.told.now, self.asked, self.engine, self.budget, self.workers)
        return other.fewest.solved(other.models.around_what_stands()).infeasible

    def _helped(self) -> Found:
        """Let one colleague after the other make room for what has to be met, then all together."""
        asked = list(self.models.urgent)
        if any(v.rule == "crisis_slots" for v in check(self.case, as_plan(self.case, self.state)).violations):
            asked.append(CRISIS)
        able = [self.models.free_first(name) for name in asked]
        helpers = tuple(dict.fromkeys(c for names in able for c in names))
        few = tuple(dict.fromkeys(c for names in able for c in names[:HELPERS_OF_A_NEED]))
        best = Found(None, 0, None, False)
        for staff in dict.fromkeys([*((c,) for c in helpers), few, helpers]):
            if self.budget.used_up or self.engine.stopped.is_set() or (best.state is not None and len(staff) > 1):
                break
            found = self.fewest.solved(self.models.with_helpers(staff))
            if found.state is not None and (best.state is None or found.moved < best.moved):
                best = found
            if best.state is not None and best.moved <= self.least:
                break
        return best

    def _improved(self, state: State) -> State:
        """Fill what time is left without moving anybody who was not moved."""
        told = promises(self.case, self.told.appointments)
        plan = as_plan(self.case, state)
        pinned = frozenset(request for request, *_ in told & promises(self.case, plan.appointments))
        tasks = Tasks(self.case, self.catalogue, Bound(None), random.Random(0), min(self.told.days, default=0))
        parts = self.case, self.catalogue, self.engine, self.budget, tasks
        cost = check(self.case, plan).cost
        search = Search(*parts, state, cost, self.workers, lambda *_: None, lambda _: False, pinned)
        search.improve(tuple(self.case.clinicians))
        return search.state
