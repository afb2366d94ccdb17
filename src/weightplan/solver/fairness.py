"""Raise those who are left furthest behind their targets: first the lowest share, then the next, and so on.

A share is booked weights ÷ target, exactly. Each step asks for a plan in which the shares settled so far
stand and the next one is higher. On a small week the complete model answers, so that a no is a proof; on
a larger one a few clinicians' weeks are made anew at a time, and a no says nothing of the others.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from weightplan.case import Case
from weightplan.check import Report, check
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.ceiling import bound_alone
from weightplan.solver.exact import is_small
from weightplan.solver.parts import Literal
from weightplan.solver.read import read_change
from weightplan.solver.scope import Scope
from weightplan.solver.solve import watching
from weightplan.solver.start import NO_LIMIT, from_plan
from weightplan.solver.state import State, as_plan, missing
from weightplan.solver.subsolve import Engine
from weightplan.solver.sums import price_left, with_needs_alone

FOR_BOUNDS = 0.3
FOR_STEP = 0.5
MOST_OFFERED = 60
PARTS = 1_000  # of the target: how finely a step looks for the highest share
HIGHEST = 10  # how many targets it looks ahead


@dataclass(frozen=True)
class Fairest:
    """A plan with its shares, lowest first. `settled` of them are proven to be as high as they go.

    `bound` is what the lowest share of no such plan passes (None: nothing was proven).
    """

    plan: Plan
    shares: tuple[Fraction, ...]
    settled: int
    bound: Fraction | None


def fairest(case: Case, plan: Plan, *, seconds: float, stop: Callable[[], bool] | None = None) -> Fairest | None:
    """Return the fairest plan found among the legal ones that leave no more unserved, by price, than `plan`.

    None where `plan` is not legal, or not on the grid.
    """
    counted = with_needs_alone(case)
    engine, catalogue, budget = Engine(), Catalogue(counted), Budget(seconds, None)
    with watching(engine, stop):
        state = from_plan(counted, catalogue, plan)
        if state is None:
            return None
        raising = _Raising(counted, catalogue, engine, budget, state, check(counted, plan).cost)
        if is_small(counted):
            return raising.answer(raising.settle(raising.people, NO_LIMIT), None)
        bound = _bound(counted, raising, FOR_BOUNDS * seconds, stop)
        raising.by_parts()
        return raising.answer(0, bound)


def _bound(case: Case, raising: "_Raising", seconds: float, stop: Callable[[], bool] | None) -> Fraction | None:
    """Return the least that the weeks of those furthest behind allow, each as if nobody else had needs to meet."""
    begun, least = raising.budget.elapsed, None
    each = seconds / max(1, len(raising.people))
    for clinician in sorted(raising.people, key=raising.share):
        if raising.budget.elapsed - begun >= seconds or raising.engine.stopped.is_set():
            break
        most = Fraction(bound_alone(case, clinician, each, stop), case.target(clinician))
        least = most if least is None else min(least, most)
    return least


@dataclass
class _Raising:
    """Holds the plan; `most_unserved` is the price of needs that any plan may leave."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    state: State
    most_unserved: int
    dice: random.Random = field(default_factory=lambda: random.Random(0))

    def __post_init__(self) -> None:
        self.people = tuple(c for c in self.case.clinicians if self.case.target(c) > 0)

    def share(self, clinician: str) -> Fraction:
        booked = sum(p.candidate.weight_of.get(clinician, 0) for p in self.state.placed)
        return Fraction(booked, self.case.target(clinician))

    def shares(self, people: Sequence[str]) -> tuple[Fraction, ...]:
        return tuple(sorted(map(self.share, people)))

    def answer(self, settled: int, bound: Fraction | None) -> Fairest:
        shares = self.shares(self.people)
        proven = shares[0] if settled else bound
        return Fairest(as_plan(self.case, self.state), shares, settled, proven)

    def settle(self, people: Sequence[str], limit: float) -> int:
        """Raise the shares of some clinicians one after the other; return how many are shown to go no higher."""
        place = 0
        while place < len(people) and not self._is_over():
            builder = self._builder(people)
            self._ask_for_more(builder, people, place)
            outcome = self.engine.solve(builder.model.cp, deterministic=limit, wall=self.budget.seconds_left())
            if outcome.status == "infeasible":
                place += 1
            elif not outcome.found or not self._keep(self.state.apply(read_change(builder, outcome.value)), people):
                break
        return place

    def by_parts(self) -> None:
        """Make the weeks of those furthest behind anew, alone and with one colleague each, until time is over."""
        while self.people and not self._is_over():
            before = self.shares(self.people)
            for clinician in sorted(self.people, key=self.share):
                others = [c for c in self.people if c != clinician]
                self.settle((clinician,), FOR_STEP)
                if others:
                    self.settle((clinician, self.dice.choice(others)), FOR_STEP)
                if self.shares(self.people) > before or self._is_over():
                    break

    def _is_over(self) -> bool:
        return self.budget.used_up or self.engine.stopped.is_set()

    def _builder(self, people: Sequence[str]) -> Builder:
        """Return the complete model for everybody, for some of a larger unit one with some of what is unserved."""
        days, needs = frozenset(range(self.case.day_count)), tuple(self.case.needs)
        whole = len(people) == len(self.people)
        staff = tuple(self.case.clinicians) if whole else tuple(people)
        scope = Scope(staff, days, needs)
        if not whole:
            scope = Scope(staff, days, self._some_unserved(staff), pieces=2)
        builder = Builder(self.case, self.catalogue, self.state, scope, self.case.grid)
        builder.hint_choices()
        spare = self.most_unserved - self._report(self.state).cost
        builder.model.cp.add(sum(builder.model.charges) <= price_left(builder, self.state) + spare)
        return builder

    def _some_unserved(self, staff: tuple[str, ...]) -> tuple[str, ...]:
        """Draw some of the needs that are unserved and that these clinicians could serve."""
        open_needs = missing(self.case, self.state, self.case.needs)
        able = [n for n in open_needs if self.catalogue.ways(self.catalogue.classes([n])[0], staff)]
        return tuple(self.dice.sample(able, min(MOST_OFFERED, len(able))))

    def _report(self, state: State) -> Report:
        return check(self.case, as_plan(self.case, state))

    def _ask_for_more(self, builder: Builder, people: Sequence[str], place: int) -> None:
        """Ask that the shares below a place stay as high as they are and that the one at it rises, as far as it can."""
        model, now = builder.model, self.shares(people)
        targets = {c: self.case.target(c) for c in people}
        for lower in sorted({now.index(share) for share in now[:place]}):
            least = {c: ceil(now[lower] * target) for c, target in targets.items()}
            self._at_least(builder, least, len(people) - lower)
        more = {c: floor(now[place] * target) + 1 for c, target in targets.items()}
        above = self._at_least(builder, more, len(people) - place)
        highest = model.cp.new_int_var(floor(now[place] * PARTS), PARTS * (HIGHEST + ceil(now[place])), "")
        for clinician, counts in above.items():
            reached = PARTS * model.booked(clinician) >= targets[clinician] * highest
            model.cp.add(reached).only_enforce_if(counts)
        model.cp.minimize(-highest)

    @staticmethod
    def _at_least(builder: Builder, least: dict[str, int], number: int) -> dict[str, Literal]:
        """Ask that so many clinicians have at least the weights named for them; return who is counted."""
        model = builder.model
        counts = {c: model.cp.new_bool_var("") for c in least}
        for clinician, counted in counts.items():
            model.cp.add(model.booked(clinician) >= least[clinician]).only_enforce_if(counted)
        model.cp.add(model.literals(counts.values()) >= number)
        return counts

    def _keep(self, state: State, people: Sequence[str]) -> bool:
        """Take a plan over if the checker finds it legal, no more unserved, and fairer."""
        before, old = self.shares(people), self.state
        report = self._report(state)
        self.state = state
        if report.legal and report.cost <= self.most_unserved and self.shares(people) > before:
            return True
        self.state = old
        return False
