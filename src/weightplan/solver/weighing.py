"""One gain weighed against one loss: the best plans known so far, and models that look for better ones."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import DayByDay
from weightplan.solver.read import read_change
from weightplan.solver.remaking import remade
from weightplan.solver.scope import Scope
from weightplan.solver.start import NO_LIMIT, whole
from weightplan.solver.state import State, as_plan, missing
from weightplan.solver.subsolve import Engine, Outcome
from weightplan.solver.sums import Gain, Loss, gain_in, gained, loss_in, lost

MARGINS = (Fraction(1), Fraction(6, 5), Fraction(7, 5))  # of a target, to book for those who stay away
LOSS_FIRST = 100
# How many clinicians are made anew at a time, and in how many seconds, by what is to be gained.
AT_ONCE = {"weights": (2, 3, 4, 5), "attainment": (1, 2), "confidence": (1, 2)}
FOR_DAYS = {"weights": 1.0, "attainment": 3.0, "confidence": 3.0}


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
        """Solve the complete model: the most gain within a limit, then the least loss; or only the least loss."""
        builder = whole(self.case, self.catalogue, State())
        self._ask(builder, State(), limit, (1, 0 if limit is None else limit + 1), margin)
        left = self.budget.seconds_left()
        outcome = self.engine.solve(builder.model.cp, deterministic=NO_LIMIT, wall=left)
        if outcome.found:
            self.learn(State().apply(read_change(builder, outcome.value)))
        return outcome

    def part(self, limit: int | None) -> None:
        """Make some clinicians' days anew within a limit, from the best plan known there."""
        state, (staff, days) = self.best(limit).state, self._drawn()
        offered = tuple(missing(self.case, state, (n for n in self.case.needs if n not in self.locked)))
        scope = Scope(staff, days, offered, pinned=self.locked, pieces=2)
        margin = self.dice.choice(MARGINS) if self.gain == "confidence" else MARGINS[0]
        # Who reaches the target comes first; weights and a loss are given and taken one for one, and found sooner so.
        worth = (LOSS_FIRST, 1) if limit is None else (1, 1 if self.gain == "weights" else limit + 1)
        anew = DayByDay(self.case, self.catalogue, self.engine, self.budget, state, scope)
        left = self.budget.seconds_left()
        seconds = FOR_DAYS[self.gain] if left is None else min(FOR_DAYS[self.gain], left)
        change = remade(anew, lambda builder: self._ask(builder, state, limit, worth, margin), seconds)
        if change is not None:
            self.learn(state.apply(change))

    def _drawn(self) -> tuple[tuple[str, ...], frozenset[int]]:
        """Draw whose days to make anew: of weights some people's day, of targets, which take a week, their weeks."""
        case, days = self.case, frozenset(range(self.case.day_count))
        staff = [c for c in case.clinicians if case.worked_days(c)]
        if self.gain == "weights":
            day = self.dice.choice(sorted(day for day in days if any(case.hours(c, day) for c in staff)))
            days, staff = frozenset([day]), [c for c in staff if case.hours(c, day)]
        number = self.dice.choice(AT_ONCE[self.gain])
        return tuple(self.dice.sample(staff, min(number, len(staff)))), days

    @cached_property
    def locked(self) -> frozenset[str]:
        return frozenset(b.request for b in self.case.week.bookings if b.locked)

    def _ask(self, builder: Builder, state: State, limit: int | None, worth: tuple[int, int], margin: Fraction) -> None:
        """Keep to a limit; `worth` says what a unit of the loss and one of the gain count for."""
        cp, (of_loss, of_gain) = builder.model.cp, worth
        gain, loss = gain_in(builder, state, self.gain, margin), loss_in(builder, state, self.loss)
        if self.most_unserved is not None:
            cp.add(loss_in(builder, state, "unserved") <= self.most_unserved)
        if limit is not None:
            cp.add(loss <= limit)
        cp.minimize(of_loss * loss - of_gain * gain)
