"""From a plan towards one in which enough clinicians reach their targets surely enough.

What each of them has to book for that is reckoned anew from every plan; those who are furthest from it, if enough
reach theirs without them, give their needs up to the others. A few people's days are made anew at a time.
"""

import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from weightplan.case import Case
from weightplan.check import check
from weightplan.fields import hundredths
from weightplan.plan import Plan
from weightplan.rulebook import Prices
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import DayByDay
from weightplan.solver.remaking import remade
from weightplan.solver.scope import Scope
from weightplan.solver.state import Change, State, as_plan, missing
from weightplan.solver.subsolve import Engine

AT_ONCE = (1, 2, 3, 4)  # clinicians
FOR_DAYS = 1.0  # seconds
SHORT = 100  # the price of 0.01 weights too few: needs come after


@dataclass(frozen=True)
class Judged:
    """Who reaches the target in a plan, and about what each one has to book to reach it, in 0.01."""

    reached: frozenset[str]
    to_book: Mapping[str, int]


Judge = Callable[[Plan], Judged]


def aiming_at(case: Case, aims: Mapping[str, int]) -> Case:
    """Return the case in which weights short of these aims (0.01) outweigh needs, and nothing else counts."""
    people = tuple(
        person.model_copy(update={"target": aims.get(person.id, 0) / 100, "balance": 0.0})
        for person in case.week.clinicians
    )
    prices = Prices(unserved=case.rulebook.prices.unserved, shortfall=(SHORT, SHORT, SHORT))
    rulebook = case.rulebook.model_copy(update={"prices": prices})
    return Case(case.week.model_copy(update={"clinicians": people}), rulebook, case.earlier)


@dataclass
class Toward:
    """Holds the plan that is being bettered, and the one in which most reached their targets."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    judge: Judge
    enough: int
    state: State
    best: Plan = field(init=False)
    reached: frozenset[str] = frozenset()
    dice: random.Random = field(default_factory=lambda: random.Random(0))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.locked = frozenset(b.request for b in self.case.week.bookings if b.locked)
        self.best = as_plan(self.case, self.state)
        self._aim(self.best)

    def run(self, workers: int) -> None:
        """Make days anew until enough reach their targets, or the time is over."""

        def work() -> None:
            while not self._is_over():
                self._step()

        with ThreadPoolExecutor(workers) as pool:
            for done in [pool.submit(work) for _ in range(workers)]:
                done.result()

    def _is_over(self) -> bool:
        return len(self.reached) >= self.enough or self.budget.used_up or self.engine.stopped.is_set()

    def _step(self) -> None:
        state, aimed, (staff, days) = self.state, self.aimed, self._drawn()
        offered = tuple(missing(self.case, state, (n for n in self.case.needs if n not in self.locked)))
        scope = Scope(staff, days, offered, pinned=self.locked, pieces=2)
        left = self.budget.seconds_left()
        seconds = FOR_DAYS if left is None else min(FOR_DAYS, left)
        anew = DayByDay(aimed, self.catalogue, self.engine, self.budget, state, scope)
        change = remade(anew, lambda _: None, seconds)
        if change is not None:
            with self._lock:
                self._keep(change)

    def _drawn(self) -> tuple[tuple[str, ...], frozenset[int]]:
        """Draw a day of some people of whom one at least is short; another one may have what that one needs."""
        short = sorted(c for c, aim in self.aims.items() if aim > self.booked[c] and self.case.worked_days(c))
        one = self.dice.choice(short or sorted(self.case.clinicians))
        day = self.dice.choice([d for d in range(self.case.day_count) if self.case.hours(one, d)] or [0])
        others = [c for c in self.case.clinicians if c != one and self.case.hours(c, day)]
        number = min(self.dice.choice(AT_ONCE) - 1, len(others))
        return (one, *self.dice.sample(others, number)), frozenset([day])

    def _keep(self, change: Change) -> None:
        state = self.state.apply(change)
        plan = as_plan(self.case, state)
        report = check(self.aimed, plan)
        if report.legal and report.cost < self.cost:
            self.state = state
            self._aim(plan)

    def _aim(self, plan: Plan) -> None:
        """Look at a plan: who reaches the target in it, and what the others are to book next."""
        judged = self.judge(plan)
        if len(judged.reached) > len(self.reached):
            self.best, self.reached = plan, judged.reached
        self.booked = {p.id: hundredths(p.booked) for p in check(self.case, plan).clinicians}
        self.aims = self._aims(judged)
        self.aimed = aiming_at(self.case, self.aims)
        self.cost = check(self.aimed, plan).cost

    def _aims(self, judged: Judged) -> dict[str, int]:
        far = {c: (aim - self.booked[c]) / aim for c, aim in judged.to_book.items() if c not in judged.reached}
        spared = max(0, len(judged.to_book) - self.enough)
        given_up = set(sorted(far, key=lambda c: far[c], reverse=True)[:spared])
        return {c: aim for c, aim in judged.to_book.items() if c not in given_up}
