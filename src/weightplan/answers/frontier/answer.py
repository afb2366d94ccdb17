"""From a legal plan to the front."""

import time
from collections.abc import Callable, Sequence

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.confidence import sure
from weightplan.answers.figures import make_sure_enough_people, with_figures
from weightplan.answers.frontier.model import Frontier, Limit, Point
from weightplan.answers.frontier.wording import sentence
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver.frontier import front
from weightplan.solver.sums import Gain, Loss, with_needs_alone

SEARCHED = 0.9  # of the time; plans are checked and told in the rest


def frontier(
    case: Case,
    plan: Plan,
    of: Gain = "weights",
    against: Loss = "load",
    *,
    points: int = 10,
    seconds: float = 80.0,
    workers: int = 2,
    confidence: float = 0.8,
    kept: int = 4,
    stop: Callable[[], bool] | None = None,
) -> Frontier:
    """Return the front of a gain against a loss with up to `points` limits of the loss, from a legal plan on.

    Against load, no plan counts that leaves more needs of the priorities 1 to `kept`, by price, than `plan`.
    For the gain `confidence`, who attends the target with at least the chance `confidence` counts. Raises
    InputError where `plan` is not legal, or not on the grid, and for a unit of fewer than `min_group_size`
    clinicians.
    """
    make_sure_enough_people(case)
    report, begun = check(case, plan), time.monotonic()
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    found = front(
        case,
        plan,
        of,
        against,
        points=points,
        seconds=SEARCHED * seconds,
        workers=workers,
        stop=stop,
        kept=kept,
        sure=(lambda made: len(sure(case, made, confidence))) if of == "confidence" else None,
    )
    if found is None:
        raise InputError([NOT_OURS])
    unit = 100 if of == "weights" else 1
    limits = [
        Limit(limit=w.limit, bound=None if w.bound is None else w.bound / unit) for w in found.limits if w.limit >= 0
    ]
    made = tuple(_point(case, one, gain / unit, loss, limits) for one, gain, loss in found.plans)
    most_unserved = None if against == "unserved" else check(with_needs_alone(case, kept), plan).cost
    best = next((p for p in made if (p.gain, p.loss) == (limits[-1].bound, found.least_lost)), None)
    texts = [sentence(of, against, made, best, (kept, most_unserved), language) for language in ("en", "sv")]
    return Frontier(
        text=texts[0],
        text_sv=texts[1],
        proof=Proof(
            proven=all(point.proven for point in made),
            bound=limits[-1].bound,
            seconds=round(time.monotonic() - begun, 2),
        ),
        of=of,
        against=against,
        points=made,
        limits=tuple(limits),
        least_lost=found.least_lost,
        kept=kept,
        most_unserved=most_unserved,
    )


def _point(case: Case, plan: Plan, gain: float, loss: int, limits: Sequence[Limit]) -> Point:
    """Return a point; the smallest limit that it stays within is the one that tells most of it."""
    bound = next((limit.bound for limit in limits if limit.limit >= loss), None)
    left = check(case, plan).per_rule["unserved"]
    return Point(gain=gain, loss=loss, left=left, bound=bound, proven=gain == bound, plan=with_figures(case, plan))
