"""The most weights that one clinician's week can hold while everything else in a plan stands.

First without a clock, as an integer program: what is proven of it holds for every legal week. Its
days are then timed; where a day cannot be, the clinician's whole week with its clock is solved.
"""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver import integer
from weightplan.solver.alone import alone
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import is_settled, promised
from weightplan.solver.days import Chosen, DayByDay, read_chosen
from weightplan.solver.exact import is_small
from weightplan.solver.read import read_change
from weightplan.solver.scope import Scope
from weightplan.solver.search import Search
from weightplan.solver.solve import solve, watching
from weightplan.solver.start import NO_LIMIT, as_state, from_plan, required, with_first_visits, with_followed
from weightplan.solver.state import State, as_plan, missing
from weightplan.solver.subsolve import Engine
from weightplan.solver.tasks import Tasks
from weightplan.solver.weights import for_weights_of, step_of, with_only

SHARE_WITHOUT_CLOCK = 0.3
FOR_TIMES = 0.1
TOLERANCE = 0.01  # of the linear solver, in 0.01 weights
NO_WEEK = -1  # the bound where no week is legal


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Most:
    """The weights of the best week found and a bound of any legal one, in 0.01; `plan` is that week's."""

    weights: int
    bound: int
    plan: Plan


@dataclass(frozen=True)
class Beside:
    """A legal plan with enough weights, if one was found, and a bound of any legal one, in 0.01."""

    plan: Plan | None
    bound: int


def most_given(
    case: Case, plan: Plan, clinician: str, *, seconds: float, stop: Callable[[], bool] | None = None
) -> Most | None:
    """Return the most weights for a clinician while all else in a plan stands; None where it is not legal."""
    counted, top = for_weights_of(case, clinician)
    counted = with_only(counted, plan, clinician)
    engine, catalogue, budget = Engine(), Catalogue(counted), Budget(seconds, None)
    with watching(engine, stop):
        state = from_plan(counted, catalogue, plan)
        return _Ceiling(counted, catalogue, engine, budget, state, clinician, top).found() if state else None


def most_beside(
    case: Case,
    plan: Plan,
    clinician: str,
    *,
    enough: int,
    seconds: float,
    without_clock: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Beside:
    """Say whether the clinician's week can hold `enough` weights (0.01) while what colleagues do in a plan stands.

    The clinician's own week in the plan need not be legal: it is made anew. Ends as soon as it is known
    either way; `without_clock` looks for the bound only.
    """
    counted, top = for_weights_of(case, clinician)
    counted = with_only(counted, plan, clinician)
    engine, catalogue, budget = Engine(), Catalogue(counted), Budget(seconds, None)
    with watching(engine, stop):
        # A bound needs no legal week to begin from.
        state = as_state(counted, catalogue, plan) if without_clock else from_plan(counted, catalogue, plan)
        legal = state is not None
        state = state or as_state(counted, catalogue, of_others(plan, clinician))
        if state is None:  # what stands is against a rule
            return Beside(None, NO_WEEK)
        ceiling = _Ceiling(counted, catalogue, engine, budget, state, clinician, top, enough, legal)
        if without_clock:
            ceiling.limit_without_clock(seconds)
            return Beside(None, ceiling.bound)
        most = ceiling.found()
    return Beside(most.plan if ceiling.legal and most.weights >= enough else None, most.bound)


def of_others(plan: Plan, clinician: str) -> Plan:
    """Return a plan without the contacts that one clinician holds alone, and without that clinician's breaks."""
    return plan.model_copy(
        update={
            "appointments": tuple(a for a in plan.appointments if a.clinicians != (clinician,)),
            "breaks": tuple(b for b in plan.breaks if b.clinician != clinician),
        }
    )


def most_of_all(
    case: Case, plan: Plan, clinician: str, *, seconds: float, stop: Callable[[], bool] | None = None
) -> Most | None:
    """Return the most weights that any legal week of the unit gives a clinician; None where `plan` is not legal.

    A small week is solved as a whole. Of a larger one the bound is that of the clinician's week alone,
    and the week is found beside what colleagues must keep of the plan.
    """
    if not check(case, plan).legal:
        return None
    counted, top = for_weights_of(case, clinician)
    if is_small(counted):
        best = solve(counted, time_limit=seconds, gap=0.0, workers=1, hint=plan, stop=stop)
        assert best.cost is not None and best.bound is not None
        return Most(top - best.cost, top - best.bound, best)
    bound = bound_alone(case, clinician, SHARE_WITHOUT_CLOCK * seconds, stop)
    bare = _kept_by_colleagues(case, plan, clinician)
    most = most_given(case, bare, clinician, seconds=(1 - SHARE_WITHOUT_CLOCK) * seconds, stop=stop)
    if most is not None and bound < most.weights:
        # A defect of ours: the week is legal and stands, the false proof is thrown away.
        log.error("%s: the bound %d is below the weights %d of a legal week", clinician, bound, most.weights)
        bound = top
    return most and Most(most.weights, bound, most.plan)


def bound_alone(case: Case, clinician: str, seconds: float, stop: Callable[[], bool] | None) -> int:
    """Return what a clinician's weights, in 0.01, pass in no legal week of the unit."""
    counted, top = for_weights_of(alone(case, clinician), clinician)
    engine = Engine()
    with watching(engine, stop):
        ceiling = _Ceiling(counted, Catalogue(counted), engine, Budget(seconds, None), State(), clinician, top)
        ceiling.without_clock(seconds)
    return ceiling.bound


def _kept_by_colleagues(case: Case, plan: Plan, clinician: str) -> Plan:
    """Return a plan without what colleagues need not keep; the plan itself where that is not legal."""
    own = [a.request for a in plan.appointments if clinician in a.clinicians and a.request != CRISIS]
    kept = {*with_first_visits(case, with_followed(case, [*own, *required(case)])), CRISIS}
    bare = plan.model_copy(update={"appointments": tuple(a for a in plan.appointments if a.request in kept)})
    return bare if check(case, bare).legal else plan


@dataclass
class _Ceiling:
    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    state: State
    clinician: str
    top: int
    enough: int | None = None
    legal: bool = True

    def __post_init__(self) -> None:
        settled = frozenset(
            p.need for p in self.state.placed if p.need in promised(self.case) and is_settled(self.case, p)
        )
        offered = tuple(missing(self.case, self.state, self.case.needs))
        self.scope = Scope((self.clinician,), frozenset(range(self.case.day_count)), offered, settled)
        self.best, self.bound = self.state, self.top

    def found(self) -> Most:
        self._by_days()
        if not self._is_over(self.top - self._weights(self.best)):
            if is_small(self.case) or not self.legal:  # the search mends nothing that is not legal
                self._by_the_clock()
            else:
                self._by_search()
        return Most(self._weights(self.best), self.bound, as_plan(self.case, self.best))

    def _is_over(self, cost: int) -> bool:
        done = cost <= self.top - self.bound
        if self.enough is not None:
            done = done or cost <= self.top - self.enough
        out = self.budget.used_up or self.engine.stopped.is_set()
        return out or self._is_too_little() or (self.legal and done)

    def _is_too_little(self) -> bool:
        """Say whether no week holds what is asked for."""
        return self.enough is not None and self.bound < self.enough

    def _weights(self, state: State) -> int:
        return sum(p.candidate.weight_of.get(self.clinician, 0) for p in state.placed)

    def _limit(self, most: int) -> None:
        """Hear of a bound: weights come in steps, and lie on the last step below it."""
        self.bound = min(self.bound, most - most % self._step)

    @cached_property
    def _step(self) -> int:
        return step_of(self.case, self.catalogue, (self.clinician,))

    def _rough(self) -> Builder:
        return Builder(self.case, self.catalogue, self.state, replace(self.scope, clock=False), self.case.grid)

    def limit_without_clock(self, seconds: float) -> None:
        """Limit the weights by what days hold in fractions, without times and without a choice of days: soon.

        On a week of 12 clinicians the bound is that of the integer program, in a tenth of the time.
        """
        try:
            fractions = integer.as_program(self._rough().model.cp).solve(seconds)
        except RuntimeError as error:  # math_opt's word for an error inside the linear solver
            log.warning("no bound without a clock: %s", error)
            return
        if fractions is not None:
            self._limit(self.top - ceil(fractions.cost - TOLERANCE))

    def without_clock(self, seconds: float) -> Chosen | None:
        """Limit the weights by what days hold, without times; return the best days found."""
        rough = self._rough()
        outcome = self.engine.choose(rough.model.cp, seconds=seconds, nodes=None, close_enough=0.9, hint=None)
        if not outcome.found:
            return None
        self._limit(self.top - outcome.bound)
        return read_chosen(rough, outcome.value)

    def _by_days(self) -> None:
        chosen = self.without_clock(SHARE_WITHOUT_CLOCK * (self.budget.seconds_left() or 0.0))
        if chosen is not None and not self._is_too_little():
            anew = DayByDay(self.case, self.catalogue, self.engine, self.budget, self.state, self.scope)
            change = anew.time(chosen, self.state, FOR_TIMES, exactly=FOR_TIMES)
            self._keep(self.state.apply(change) if change is not None else None)

    def _by_the_clock(self) -> None:
        """Solve the whole week with its clock: complete, so that what it proves holds."""
        builder = Builder(self.case, self.catalogue, self.best, self.scope, self.case.grid)
        builder.hint_choices()
        outcome = self.engine.solve(builder.model.cp, deterministic=NO_LIMIT, wall=self.budget.seconds_left())
        if outcome.found:
            self._limit(self.top - outcome.bound)
            self._keep(self.best.apply(read_change(builder, outcome.value)))
        elif outcome.status == "infeasible":
            self.bound = NO_WEEK

    def _by_search(self) -> None:
        tasks = Tasks(self.case, self.catalogue, Bound(None), random.Random(0))
        cost = check(self.case, as_plan(self.case, self.best)).cost
        search = Search(
            self.case,
            self.catalogue,
            self.engine,
            self.budget,
            tasks,
            self.best,
            cost,
            1,
            lambda *_: None,
            self._is_over,
        )
        search.improve((self.clinician,))
        self._keep(search.state)

    def _keep(self, state: State | None) -> None:
        """Take a week over if it holds more and the checker finds the plan legal."""
        if state is None or (self.legal and self._weights(state) <= self._weights(self.best)):
            return
        if check(self.case, as_plan(self.case, state)).legal:
            self.best, self.legal = state, True
