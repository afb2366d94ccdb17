"""A lower bound for the cost of any legal plan: what the linear relaxation costs at least.

It is solved before the search, or for a large unit beside it.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import dataclass, field
from math import ceil

from weightplan.case import Case
from weightplan.solver.allotment import Guide, allotted
from weightplan.solver.areas import areas
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.profile import stage
from weightplan.solver.relaxation import Relaxation

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bound:
    """`cost` is a lower bound (None: the relaxation was not solved).

    `allotted` rounds the relaxation's answer: which team serves a need, for those that it serves.
    `crisis` is how much of a crisis slot it gives a team on a day, `guide` what other answers would cost.
    """

    cost: int | None
    allotted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crisis: Mapping[tuple[tuple[str, ...], int], float] = field(default_factory=dict)
    guide: Guide | None = None


def lower_bound(case: Case, catalogue: Catalogue, budget: Budget | None = None) -> Bound:
    """Solve the relaxation, within a budget's time if one is given.

    The bound is rounded up to the next integer, less what floats may err.
    """
    budget = budget or Budget(None, None)
    relaxation = Relaxation(case, catalogue)
    solution = relaxation.lp.solve(budget.seconds_left())
    if solution is None:
        return Bound(None)
    cost = max(0, ceil(min(solution.cost, solution.bound) - 1e-4))
    if len(areas(case)) == 1:
        # A looser answer is the better guide: plans of holiday-week cost 9,869 against 10,550 (RESULTS.md).
        loose = Relaxation(case, catalogue, loose=True)
        relaxation, solution = loose, loose.lp.solve(budget.seconds_left()) or solution
    crisis = {key: solution.values[var] for key, var in relaxation.crisis.items()}
    guide = Guide(relaxation.serving, solution.reduced)
    return Bound(cost, allotted(relaxation.serving, solution.values), crisis, guide)


class Relaxing:
    """Solves the relaxation before the search, or for a large unit `beside` it; `tell` hears of the bound.

    With a deterministic limit never beside it: the search would not repeat.
    """

    def __init__(
        self,
        case: Case,
        catalogue: Catalogue,
        budget: Budget,
        tell: Callable[[int], None],
        beside: bool | None = None,
    ) -> None:
        self.so_far, self.budget = Bound(None), budget
        self._done = threading.Event()

        def relax() -> None:
            try:
                with stage("bound"):
                    self.so_far = lower_bound(case, catalogue, budget)
                tell(self.so_far.cost or 0)
            except RuntimeError as error:  # math_opt's word for an error inside a solver
                log.warning("no bound: %s", error)
            finally:
                self._done.set()

        large = len(areas(case)) > 1 if beside is None else beside
        if large and budget.deterministic is None:
            # Nobody waits for a solver that cannot be interrupted.
            threading.Thread(target=copy_context().run, args=(relax,), daemon=True).start()
        else:
            relax()

    def wait(self, stopped: threading.Event) -> Bound:
        """Return the bound once it is known; without one when the time is over, or the search stopped, before."""
        while not (self._done.wait(0.1) or stopped.is_set() or self.budget.used_up):
            pass
        return self.so_far
