"""One gain weighed against one loss: the best plans known so far, and models that look for better ones."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder, Scope, missing
from weightplan.solver.candidates import Catalogue
from weightplan.solver.read import read_change
from weightplan.solver.start import NO_LIMIT, whole
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine, Outcome
from weightplan.solver.sums import Gain, Loss, gain_in, gained, loss_in, lost

FOR_STEP = 0.5  # deterministic time
MOST_OFFERED = 40
MARGINS = (Fraction(1), Fraction(6, 5), Fraction(7, 5))  # of a target, to book for those who stay away


@dataclass(frozen=True)
class Known:
    """A legal plan with its gain and its loss."""

    state: State
    gain: int
    loss: int


@dataclass
class Weighing:
    """Holds the plans known so far that no other one beats."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    gain: Gain
    loss: Loss
    most_unserved: int | None
    sure: Callable[[Plan], int] | None
    known: list[Known] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    dice: random.Random = field(default_factory=lambda: random.Random(0))

    @property
    def is_over(self) -> bool:
        return self.budget.used_up or self.engine.stopped.is_set()

    def learn(self, state: State) -> None:
        """Hear of a plan: it counts if it is legal, leaves no more needs, and no plan known is as good in both."""
        plan = as_plan(self.case, state)
        report = check(self.case, plan)
        if not report.legal or (self.most_unserved is not None and report.cost > self.most_unserved):
            return
        gain = self.sure(plan) if self.sure is not None else gained(self.case, report, self.gain)
        new = Known(state, gain, lost(report, self.loss))
        with self._lock:
            if not any(k.gain >= new.gain and k.loss <= new.loss for k in self.known):
                kept = [k for k in self.known if k.gain > new.gain or k.loss < new.loss]
                self.known = sorted([*kept, new], key=lambda k: k.loss)

    def best(self, limit: int | None) -> Known:
        """Return the plan of the most gain within a limit; without a limit that of the least loss."""
        within = [k for k in self.known if limit is not None and k.loss <= limit]
        return within[-1] if within else self.known[0]

    def everything(self, limit: int | None, margin: Fraction = MARGINS[0]) -> Outcome:
        """Solve the complete model within a limit, or for the least loss."""
        builder = whole(self.case, self.catalogue, State())
        outcome = self._solved(builder, State(), limit, NO_LIMIT, margin)
        if outcome.found:
            self.learn(State().apply(read_change(builder, outcome.value)))
        return outcome

    def part(self, limit: int | None, staff: tuple[str, ...]) -> None:
        """Make some clinicians' weeks anew, from the best plan known within a limit."""
        state = self.best(limit).state
        needs = missing(self.case, state, tuple(self.case.needs))
        offered = tuple(self.dice.sample(needs, min(MOST_OFFERED, len(needs))))
        days = frozenset(range(self.case.day_count))
        builder = Builder(self.case, self.catalogue, state, Scope(staff, days, offered), self.case.grid)
        builder.hint_choices()
        margin = self.dice.choice(MARGINS) if self.gain == "confidence" else MARGINS[0]
        outcome = self._solved(builder, state, limit, FOR_STEP, margin)
        if outcome.found:
            self.learn(state.apply(read_change(builder, outcome.value)))

    def _solved(self, builder: Builder, state: State, limit: int | None, effort: float, margin: Fraction) -> Outcome:
        """Raise the gain within a limit, then lower the loss; without a limit lower the loss, then raise the gain."""
        cp = builder.model.cp
        gain, loss = gain_in(builder, state, self.gain, margin), loss_in(builder, state, self.loss)
        if self.most_unserved is not None:
            cp.add(loss_in(builder, state, "unserved") <= self.most_unserved)
        if limit is None:
            cp.minimize(loss)
        else:
            cp.add(loss <= limit)
            cp.minimize(loss - (limit + 1) * gain)
        return self.engine.solve(cp, deterministic=effort, wall=self.budget.seconds_left())
