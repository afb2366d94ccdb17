"""The most of one gain for every limit of a loss: what can be had, and what nobody can have.

A weighted sum of the two would miss plans; so the loss has a limit, and the gain is raised within it. On a
small week the complete model answers. On a larger one a few clinicians' days are made anew at a time, each
from the best plan known within the limit; what no legal plan passes comes from the relaxation.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.exact import is_small
from weightplan.solver.relaxed import Relaxed
from weightplan.solver.solve import solve, watching
from weightplan.solver.start import from_plan
from weightplan.solver.state import as_plan
from weightplan.solver.subsolve import Engine
from weightplan.solver.sums import NEEDS_FIRST, Gain, Loss, most_lost, with_needs_alone, with_targets
from weightplan.solver.thinning import thinned
from weightplan.solver.weighing import MARGINS, Weighing
from weightplan.solver.weights import adds_up

FILL = 0.3  # of the time
FOR_LEAST = 0.15  # of the time, at most: how little any plan loses
FOR_BOUND = 0.5  # of the time left, at least, for one limit: a bound that comes too late is none
ENDS = 0.4  # of the time left: how much there is to gain, and how little to lose
MIXES = 4


@dataclass(frozen=True)
class Within:
    """A limit of the loss, and what no legal plan within it gains more than (None: nothing was proven)."""

    limit: int
    bound: int | None


@dataclass(frozen=True)
class Front:
    """Plans of which none is as good as another in both, the least loss first; and the limits asked, lowest first."""

    plans: tuple[tuple[Plan, int, int], ...]
    limits: tuple[Within, ...]
    least_lost: int


def front(
    case: Case,
    plan: Plan,
    gain: Gain,
    loss: Loss,
    *,
    points: int,
    seconds: float,
    workers: int = 2,
    stop: Callable[[], bool] | None = None,
    sure: Callable[[Plan], int] | None = None,
    kept: int = 4,
) -> Front | None:
    """Return the front of a gain against a loss, from a legal plan on; None where it is not legal, or off the grid.

    Needs come first: unless they are what is weighed, no plan counts that leaves more of the first `kept`
    priorities than `plan`, by price.
    For the gain `confidence`, `sure` says of a plan how many clinicians are sure enough of their targets.
    """
    counted = with_needs_alone(case, 4 if loss == "unserved" else kept)
    engine, catalogue, budget = Engine(), Catalogue(counted), Budget(seconds, None)
    with watching(engine, stop):
        state = from_plan(counted, catalogue, plan)
        if state is None:
            return None
        most_unserved = None if loss == "unserved" else check(counted, plan).cost
        search = Weighing(counted, catalogue, engine, budget, gain, loss, most_unserved, sure)
        search.learn(state)
        return (_exact if is_small(counted) else _by_parts)(search, points, workers)


def _exact(search: Weighing, points: int, _workers: int) -> Front:
    """Answer by the complete model: what it proves holds for every legal plan."""
    least = search.everything(None)
    highest = _by_the_model(search, most_lost(search.case, search.loss))
    top = search.best(highest.limit).loss
    limits = [_by_the_model(search, limit) for limit in _between(max(0, least.bound), top, points)]
    return _answer(search, [*limits, highest], max(0, least.bound))


def _by_the_model(search: Weighing, limit: int) -> Within:
    outcome = search.everything(limit)
    if search.gain == "confidence":
        for margin in MARGINS[1:]:
            search.everything(limit, margin)
        if not adds_up(search.case):
            return Within(limit, sum(search.case.target(c) > 0 for c in search.case.clinicians))
    # The model's objective is loss − (limit + 1) × gain, and the loss lies between 0 and the limit.
    return Within(limit, (limit - outcome.bound) // (limit + 1) if outcome.found else None)


def _by_parts(search: Weighing, points: int, workers: int) -> Front:
    """Answer by parts of the week, and by the relaxation."""
    highest = most_lost(search.case, search.loss)
    relaxed = Relaxed(search.case, search.catalogue, search.gain, search.loss, search.most_unserved)
    least = relaxed.least_lost(FOR_LEAST * (search.budget.seconds_left() or 0.0))
    if search.gain != "weights":
        _fill(search, workers)
    _improve(search, [highest, None], ENDS, workers)
    limits = _between(search.best(None).loss, search.best(highest).loss, points)
    if search.loss == "load":
        for limit in limits:
            for dice in (None, *[search.dice] * MIXES):
                search.learn(thinned(search.case, search.best(highest).state, limit, dice))
    with ThreadPoolExecutor(1) as aside:
        asked = aside.submit(_bounds, search, relaxed, [*limits, highest])
        _improve(search, limits, 1.0, workers)
        return _answer(search, asked.result(), least, points)


def _fill(search: Weighing, workers: int) -> None:
    """Look for a plan in which many come near their targets, by the whole search: a target takes a week, not a day."""
    case = search.case
    wanted = with_targets(case, 1 if search.most_unserved is None else NEEDS_FIRST)
    seconds = FILL * (search.budget.seconds_left() or 0.0)
    hint = as_plan(case, search.known[0].state)
    found = solve(wanted, time_limit=seconds, workers=workers, hint=hint, stop=lambda: search.is_over)
    state = from_plan(case, search.catalogue, found)
    if state is not None:
        search.learn(state)


def _bounds(search: Weighing, relaxed: Relaxed, limits: Sequence[int]) -> list[Within]:
    """Bound the gain within each limit for as long as there is time, the highest first: it bounds all others too."""
    found, falling = [], sorted(limits, reverse=True)
    for place, limit in enumerate(falling):
        share = max(FOR_BOUND, 1 / (len(falling) - place)) * (search.budget.seconds_left() or 0.0)
        found.append(Within(limit, None if search.is_over else relaxed.most_gained(limit, share)))
    return found


def _improve(search: Weighing, limits: Sequence[int | None], share: float, workers: int) -> None:
    """Work on the limits in turn until a share of the time is used."""
    end = search.budget.elapsed + share * (search.budget.seconds_left() or 0.0)
    anybody = any(search.case.worked_days(c) for c in search.case.clinicians)

    def work(first: int) -> None:
        turn = first
        while anybody and not search.is_over and search.budget.elapsed < end:
            search.part(limits[turn % len(limits)])
            turn += 1

    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work, first) for first in range(workers)]:
            done.result()


def _between(low: int, high: int, points: int) -> list[int]:
    """Return so many limits from the lowest to the highest, evenly; fewer where there are fewer."""
    steps = max(1, points - 1)
    return sorted({low + (high - low) * step // steps for step in range(points)}) if points > 1 else [high]


def _answer(search: Weighing, limits: Sequence[Within], least: int, at_least: int = 0) -> Front:
    """Gather plans and bounds; who may lose less gains no more than who may lose more.

    Where one plan is the best within several limits, others that lie between come in up to `at_least` plans.
    """
    lowest, tightened = None, []
    for within in sorted(limits, key=lambda w: -w.limit):
        bounds = [b for b in (within.bound, lowest) if b is not None]
        lowest = min(bounds) if bounds else None
        tightened.append(Within(within.limit, lowest))
    chosen = {id(k): k for within in limits if (k := search.best(within.limit)).loss <= within.limit}
    others = [k for k in search.known if id(k) not in chosen]
    more = max(0, min(at_least - len(chosen), len(others)))
    shown = [*chosen.values(), *(others[n * len(others) // more] for n in range(more))]
    plans = tuple((as_plan(search.case, k.state), k.gain, k.loss) for k in sorted(shown, key=lambda k: k.loss))
    return Front(plans, tuple(reversed(tightened)), least)
