"""Which demands can be had together: asked of the solver, and remembered."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property

from weightplan.answers.conflict.demands import Demand, demands, without
from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.feasible import Verdict, feasible

Demands = frozenset[Demand]


@dataclass
class Trials:
    """Asks whether a set of demands holds together, with all others dropped.

    Whatever holds, holds for every part of it, and whatever clashes, with anything added: so one
    answer settles many questions.
    """

    case: Case
    budget: Budget
    stop: Callable[[], bool] | None = None
    held: list[Demands] = field(default_factory=list)
    plans: dict[Demands, Plan] = field(default_factory=dict)
    clashing: list[Demands] = field(default_factory=list)

    @cached_property
    def all(self) -> tuple[Demand, ...]:
        return demands(self.case)

    def without(self, kept: Collection[Demand]) -> Case:
        """Return the case with no demands but these."""
        return without(self.case, [demand for demand in self.all if demand not in kept])

    def holds(self, kept: Demands, seconds: float | None = None) -> bool | None:
        """Say whether a legal plan meets these demands (shown by one, checked), None where time ran out."""
        if any(kept <= known for known in self.held):
            return True
        if any(known <= kept for known in self.clashing):
            return False
        if self.over:
            return None
        verdict = self.decided(self.without(kept), seconds)
        if verdict.plan is not None:
            self.held.append(kept)
            self.plans[kept] = verdict.plan
            return True
        if verdict.status == "infeasible":
            self.clashing.append(kept)
            return False
        return None

    @property
    def over(self) -> bool:
        """Say whether the time is over, or somebody wants the answer now."""
        return self.budget.used_up or (self.stop is not None and self.stop())

    def decided(self, case: Case, seconds: float | None = None) -> Verdict:
        """Return whether a case has a legal plan, within the time that is left and at most `seconds`."""
        left = self.budget.seconds_left() or 0.0
        return feasible(case, left if seconds is None else min(left, seconds), self.stop)

    def fewest_clashing(self, clash: Demands) -> Demands:
        """Return the known demands that clash, the fewest of them: `clash`, or others."""
        return min((clash, *self.clashing), key=len)

    def best_holding(self, kept: Demands) -> Demands:
        """Return the largest known set that holds together and has these in it: with all that its plan meets."""
        known = max((known for known in self.held if kept <= known), key=len, default=kept)
        plan = self.plans.pop(known, None)  # what a plan meets takes many checks: looked at where it is asked, once
        if plan is not None:
            known = self._met(plan, known, self._maybe_met(plan, known))
            self.held.append(known)
        return known

    def _maybe_met(self, plan: Plan, kept: Demands) -> tuple[Demand, ...]:
        """Return the other demands that a plan may meet: a need that it leaves out it does not."""
        served = {appointment.request for appointment in plan.appointments}
        crisis = CRISIS in served
        return tuple(
            demand
            for demand in self.all
            if demand not in kept
            and (demand.about in served if demand.kind in ("must", "booking") else demand.kind != "crisis" or crisis)
        )

    def _met(self, plan: Plan, kept: Demands, asked: tuple[Demand, ...]) -> Demands:
        """Return `kept`, which a plan meets, with those of `asked` that it meets too: halve until a part is met."""
        if not asked or check(self.without(kept.union(asked)), plan).legal:
            return kept.union(asked)
        if len(asked) == 1:
            return kept
        middle = len(asked) // 2
        return self._met(plan, kept, asked[:middle]) | self._met(plan, kept, asked[middle:])
