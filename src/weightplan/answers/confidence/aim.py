"""A plan in which as many clinicians as can be found reach the target with a given chance.

The search is told of targets raised by what is likely to be missed; needs, rules and prices stay,
so nothing is placed that nobody needs, and no slot is given away twice. The plan's cost, bound and
verdict are those of the week as it is, never of the raised targets.
"""

import time
from collections.abc import Callable, Iterator

from weightplan.answers.confidence.aim_model import Aimed
from weightplan.answers.confidence.aimed import Found, answer, of_the_week, out_of_reach
from weightplan.answers.confidence.margin import Chance, chances_of
from weightplan.answers.confidence.severe import contacts_of_severe, with_severe_as_in
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan

FIRST, ROUND, CEILINGS = 0.4, 0.12, 0.12  # shares of the time
ROUNDS, FOR_ALL = 4, 2
Aims = dict[str, int]
Attempt = Callable[[Case, float, Plan | None], Plan]
Stop = Callable[[], bool]


def plan_for(
    case: Case, level: float, attempt: Attempt, *, seconds: float, stop: Stop | None = None
) -> tuple[Plan, Aimed | None]:
    """Return a legal plan and whose target it makes as sure as `level` (0 to 1); no answer where there is no plan.

    `attempt` solves a case in a share of the limits from a plan on, if one is given. First without
    a margin; then with margins, kept where more clinicians are sure, or as many at less cost.
    """
    begun, stopped = time.monotonic(), stop or (lambda: False)
    first = attempt(case, FIRST, None)
    if first.cost is None:
        return first, None
    start = Found(first, first.cost, chances_of(case, first))
    tried = [start, *_tries(case, level, attempt, start, stopped)]
    best = max(tried, key=lambda found: (len(found.sure(level)), -found.cost))
    plan = of_the_week(case, tried, best, time.monotonic() - begun)
    never = out_of_reach(case, best, level, CEILINGS * seconds, stopped)
    return plan, answer(level, tried, best, never, time.monotonic() - begun)


def _tries(case: Case, level: float, attempt: Attempt, start: Found, stopped: Stop) -> Iterator[Found]:
    """Yield plans made with margins, each raised by what the one before showed to be missing.

    First for everybody; where that wins nobody new, for fewer.
    """
    narrowed = with_severe_as_in(case, start.plan)
    severe = contacts_of_severe(case, start.plan)
    last, aims = start, {clinician: chance.target for clinician, chance in start.chances.items()}
    won = False
    for number in range(ROUNDS):
        if len(last.sure(level)) == len(aims) or stopped():
            return
        raised = _raised(aims, last, level)
        changed = raised if (won or number < FOR_ALL) and raised != aims else _for_fewer(aims, last, level)
        if changed == aims:
            return
        aims = changed
        plan = attempt(_aiming_at(narrowed, aims), ROUND, last.plan)
        report = check(case, plan)
        if plan.cost is None or not report.legal or contacts_of_severe(case, plan) != severe:
            return
        found = Found(plan, report.cost, chances_of(case, plan))
        won = len(found.sure(level)) > len(last.sure(level))
        last = found
        yield last


def _raised(aims: Aims, found: Found, level: float) -> Aims:
    return {clinician: max(aim, found.chances[clinician].needed(level)) for clinician, aim in aims.items()}


def _for_fewer(aims: Aims, found: Found, level: float) -> Aims:
    """Keep a margin for half of those who are still short: there may be needs enough for them."""
    missing = {c: _missing(found.chances[c], level) for c in aims if c not in found.sure(level)}
    short = sorted((c for c in missing if aims[c] > found.chances[c].target), key=lambda c: missing[c])
    without = short[max(1, len(short) // 2) :]
    return {c: found.chances[c].target if c in without else aim for c, aim in aims.items()}


def _missing(chance: Chance, level: float) -> float:
    """Return what would have to be booked more, as a share of the target."""
    return (chance.needed(level) - chance.booked) / chance.target


def _aiming_at(case: Case, aims: Aims) -> Case:
    people = tuple(
        person.model_copy(update={"target": aims[person.id] / 100, "balance": 0.0}) if person.id in aims else person
        for person in case.week.clinicians
    )
    return Case(case.week.model_copy(update={"clinicians": people}), case.rulebook, case.earlier)
