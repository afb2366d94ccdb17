"""The most weights that any legal week gives all clinicians together."""

from collections.abc import Callable

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.ceiling import Most
from weightplan.solver.solve import solve
from weightplan.solver.weights import for_weights_of, step_of


def most_together(case: Case, plan: Plan, *, seconds: float, stop: Callable[[], bool] | None = None) -> Most | None:
    """Return the most weights of all clinicians, from a legal plan on; None where it is not legal.

    A week of which nothing is proven in time is bounded by all its needs, each at its best.
    """
    if not check(case, plan).legal:
        return None
    staff = tuple(case.clinicians)
    counted, top = for_weights_of(case, *staff)
    best = solve(counted, time_limit=seconds, gap=0.0, hint=plan, stop=stop)
    if best.cost is None or best.bound is None:
        return None
    catalogue = Catalogue(counted)
    bound = min(top - best.bound, _all_served(counted, catalogue))
    return Most(top - best.cost, bound - bound % step_of(counted, catalogue, staff), best)


def _all_served(case: Case, catalogue: Catalogue) -> int:
    classes = catalogue.classes(case.needs)
    return sum(
        needs.asked * max((sum(w for _, w in way.weights) for way in catalogue.ways(needs, case.clinicians)), default=0)
        for needs in classes
    )
