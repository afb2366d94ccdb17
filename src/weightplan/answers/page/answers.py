"""Every answer that a page has a place for, asked about one plan within one time limit."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from weightplan.answers.ceiling import Why, why, why_all
from weightplan.answers.confidence import Confidence, confidence
from weightplan.answers.conflict import Conflict, conflict
from weightplan.answers.price import Prices, price
from weightplan.answers.trust.untargeted import untargeted
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger

Stop = Callable[[], bool]
CEILINGS, UNTARGETED = 0.4, 0.25  # of the time; prices have the rest


@dataclass(frozen=True)
class Answers:
    """What was found. Ceilings and prices are None where no answer would hold, or none was asked for in time."""

    legal: bool
    ceilings: tuple[Why, ...] | None
    prices: tuple[Prices, ...] | None
    confidence: Confidence
    conflict: Conflict | None = None
    untargeted: Plan | None = None


def ask(
    case: Case,
    plan: Plan,
    *,
    seconds: float = 60.0,
    workers: int = 2,
    stop: Stop = lambda: False,
    on_answer: Callable[[Why], None] | None = None,
) -> Answers:
    """Return the answers for a whole unit within about `seconds`: prices of those short of target alone.

    A plan without a must, or without anything in it, is asked what clashes instead.
    """
    deadline = time.monotonic() + seconds
    chances = confidence(case, plan)
    if not check(case, plan).legal:
        clash = conflict(case, seconds) if _lacks_a_must(case, plan) else None
        return Answers(False, None, None, chances, clash)
    try:
        ceilings = why_all(case, plan, seconds=CEILINGS * seconds, workers=workers, stop=stop, on_answer=on_answer)
    except InputError:  # a break or a contact lies off the grid
        return Answers(True, None, None, chances)
    short = [found.clinician for found in ceilings if found.booked < found.target]
    free = untargeted(case, seconds=UNTARGETED * seconds, workers=workers, stop=stop)
    return Answers(True, ceilings, _prices(case, plan, short, deadline, stop), chances, untargeted=free)


def ask_one(case: Case, plan: Plan, clinician: str, *, seconds: float = 60.0, stop: Stop = lambda: False) -> Answers:
    """Return the answers for one clinician within about `seconds`."""
    chances = confidence(case, plan, clinician)
    if not check(case, plan).legal:
        return Answers(False, None, None, chances)
    try:
        ceiling = why(case, plan, clinician, seconds=seconds / 2, stop=stop)
    except InputError:  # a break or a contact lies off the grid
        return Answers(True, None, None, chances)
    short = [clinician] if ceiling.booked < ceiling.target else []
    return Answers(True, (ceiling,), _prices(case, plan, short, time.monotonic() + seconds / 2, stop), chances)


def _prices(case: Case, plan: Plan, people: list[str], until: float, stop: Stop) -> tuple[Prices, ...]:
    """Return the prices of those who come in time, the time that is left shared evenly."""
    found = []
    for place, clinician in enumerate(people):
        left = until - time.monotonic()
        if left <= 0 or stop():
            break
        found.append(price(case, plan, clinician, seconds=left / (len(people) - place), stop=stop))
    return tuple(found)


def _lacks_a_must(case: Case, plan: Plan) -> bool:
    ledger = Ledger(case, plan)
    return not plan.appointments or any(need.must and ledger.count(need) < asked for need, asked in ledger.needs())
