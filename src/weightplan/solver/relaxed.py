"""What no legal plan passes: one gain of the whole unit while a loss stays within a limit.

The linear relaxation (relaxation/), which holds for every legal plan, with a row for the loss and one for
the needs that may be left, and the gain in place of the cost. Who books the target is whole, not a fraction.
"""

import logging
from collections.abc import Callable
from math import ceil, floor, inf
from typing import TypeVar

from weightplan.case import Case
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import Term
from weightplan.solver.relaxation import Relaxation
from weightplan.solver.sums import Gain, Loss
from weightplan.solver.weights import adds_up, step_of

SLACK = 1e-3  # what floats may err
T = TypeVar("T")

log = logging.getLogger(__name__)


def proven(ask: Callable[[], T | None]) -> T | None:
    """Return what a linear solver is asked for; None too where the solver fails: then nothing is proven."""
    try:
        return ask()
    except RuntimeError as error:  # math_opt's word for an error inside a solver
        log.warning("no bound: %s", error)
        return None


class Relaxed:
    """Bounds for one gain and one loss; plans that leave more than `most_unserved`, by price, do not count.

    `case` is one in which only needs left unserved cost anything.
    """

    def __init__(self, case: Case, catalogue: Catalogue, gain: Gain, loss: Loss, most_unserved: int | None) -> None:
        self.case, relaxation = case, Relaxation(case, catalogue)
        self.lp, self.gain = relaxation.lp, gain
        self.left, self.offset = self.lp.costs, self.lp.offset
        if most_unserved is not None:
            self.lp.row(self.left, -inf, most_unserved - self.offset)
        self.lost = self._lost(relaxation, loss)
        self.step = step_of(case, catalogue, case.clinicians) if gain == "weights" else 1
        self.gained = self._weights(relaxation) if gain == "weights" else self._reached(relaxation)

    def least_lost(self, seconds: float | None) -> int:
        """Return what no legal plan loses less than."""
        self.lp.limit(self.lost, inf)
        self.lp.minimize([(self.lost, 1.0)])
        solution = proven(lambda: self.lp.solve(seconds))
        return max(0, ceil(min(solution.cost, solution.bound) - SLACK)) if solution is not None else 0

    def most_gained(self, limit: int, seconds: float | None) -> int | None:
        """Return what no legal plan that loses at most `limit` gains more than; None where nothing was proven."""
        if self.gain == "confidence" and not adds_up(self.case):
            # Then who attends less may end up with more: booking the target says nothing.
            return len(self.gained)
        self.lp.limit(self.lost, limit)
        self.lp.minimize([(variable, -factor) for variable, factor in self.gained])
        if self.gain != "weights":
            bound = proven(lambda: self.lp.bound_of_whole(seconds))
        else:
            solution = proven(lambda: self.lp.solve(seconds))
            bound = min(solution.cost, solution.bound) if solution is not None else None
        if bound is None:
            return None
        most = floor(SLACK - bound)
        return most - most % self.step

    def _lost(self, relaxation: Relaxation, loss: Loss) -> int:
        lost = self.lp.variable()
        if loss == "unserved":
            self.lp.row([*self.left, (lost, -1.0)], -inf, -self.offset)
            return lost
        kinds, counts = self.case.rulebook.contact_types, relaxation.serving.counts
        load = [(v, f * kinds[kind].load) for (_, _, kind), terms in counts.items() for v, f in terms]
        self.lp.row([*load, (lost, -1.0)], -inf, 0)
        return lost

    def _weights(self, relaxation: Relaxation) -> list[Term]:
        return [term for terms in relaxation.serving.booked.values() for term in terms]

    def _reached(self, relaxation: Relaxation) -> list[Term]:
        reached = []
        for clinician in self.case.clinicians:
            target = self.case.target(clinician)
            if target:
                counted = self.lp.variable(1.0)
                self.lp.whole(counted)
                # One who is not counted may book less than nothing.
                lowest = lowest_booked(relaxation, clinician)
                self.lp.row([*relaxation.serving.booked[clinician], (counted, lowest - target)], lowest, inf)
                reached.append((counted, 1.0))
        return reached


def lowest_booked(relaxation: Relaxation, clinician: str) -> float:
    """Return what no plan books less than for a clinician, in 0.01: 0 but where a contact earns less than nothing."""
    asked = sum(needs.asked for needs in relaxation.needs.classes.values())
    return asked * min(0.0, 0.0, *(factor for _, factor in relaxation.serving.booked[clinician]))
