"""A plan in which as many clinicians as can be found reach the target with a given chance.

The search is told of targets raised by what is likely to be missed; needs, rules and prices stay,
so nothing is placed that nobody needs, and no slot is given away twice. The plan's cost, bound and
verdict are those of the week as it is, never of the raised targets.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from weightplan.answers.confidence.aim_model import Aimed, Margin
from weightplan.answers.confidence.aim_wording import text
from weightplan.answers.confidence.margin import Chance, chances_of
from weightplan.answers.confidence.severe import contacts_of_severe, with_severe_as_in
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import check, gap
from weightplan.plan import Plan
from weightplan.reasons import unserved
from weightplan.solver.ceiling import most_of_all

FIRST, ROUND, CEILINGS = 0.4, 0.15, 0.15  # shares of the time
ROUNDS = 3
Attempt = Callable[[Case, float, Plan | None], Plan]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Found:
    plan: Plan
    cost: int
    chances: dict[str, Chance]

    def reached(self, level: float) -> list[str]:
        return [clinician for clinician, chance in self.chances.items() if chance.reaches >= level]


def plan_for(
    case: Case, level: float, attempt: Attempt, *, seconds: float, stop: Callable[[], bool] | None = None
) -> tuple[Plan, Aimed | None]:
    """Return a legal plan and whose target it makes as sure as `level` (0 to 1); no answer where there is no plan.

    `attempt` solves a case in a share of the limits from a plan on, if one is given. First without
    a margin; then with margins, kept where more clinicians are sure, or as many at less cost.
    """
    begun, stopped = time.monotonic(), stop or (lambda: False)
    first = attempt(case, FIRST, None)
    if first.cost is None:
        return first, None
    start = best = _Found(first, first.cost, chances_of(case, first))
    narrowed, aims = with_severe_as_in(case, first), {c: chance.target for c, chance in start.chances.items()}
    last = start
    for number in range(ROUNDS):
        if len(best.reached(level)) == len(aims) or stopped():
            break
        raised = _raised(aims, last, level) if number < ROUNDS - 1 else _for_fewer(aims, best, level)
        if raised == aims:
            break
        aims = raised
        last = _tried(case, attempt(_aiming_at(narrowed, aims), ROUND, best.plan), first) or last
        best = max(best, last, key=lambda found: (len(found.reached(level)), -found.cost))
    plan = _of_the_week(case, first, best, time.monotonic() - begun)
    out_of_reach = _out_of_reach(case, best, level, CEILINGS * seconds, stopped)
    return plan, _answer(level, start, best, out_of_reach, time.monotonic() - begun)


def _raised(aims: dict[str, int], found: _Found, level: float) -> dict[str, int]:
    return {c: max(aim, found.chances[c].needed(level)) for c, aim in aims.items()}


def _for_fewer(aims: dict[str, int], found: _Found, level: float) -> dict[str, int]:
    """Leave the margin out for half of those who are still short: there may be needs enough for the others."""
    sure = found.reached(level)
    short = sorted((c for c in aims if c not in sure), key=lambda c: found.chances[c].reaches, reverse=True)
    without = short[(len(short)) // 2 :]
    return {c: found.chances[c].target if c in without else aim for c, aim in aims.items()}


def _aiming_at(case: Case, aims: dict[str, int]) -> Case:
    people = tuple(
        person.model_copy(update={"target": aims[person.id] / 100, "balance": 0.0}) if person.id in aims else person
        for person in case.week.clinicians
    )
    return Case(case.week.model_copy(update={"clinicians": people}), case.rulebook, case.earlier)


def _tried(case: Case, plan: Plan, first: Plan) -> _Found | None:
    """Return what was found where it is legal in the case, and leaves level 4 as in the first plan."""
    report = check(case, plan)
    if plan.cost is None or not report.legal or contacts_of_severe(case, plan) != contacts_of_severe(case, first):
        return None
    return _Found(plan, report.cost, chances_of(case, plan))


def _of_the_week(case: Case, first: Plan, found: _Found, seconds: float) -> Plan:
    """Return the plan with the figures of the case; the bound is the first solve's, which holds for every plan."""
    if found.plan is first:
        return first
    bound = first.bound or 0
    if bound > found.cost:
        # A defect of ours: the plan is legal and stands, the false proof is thrown away.
        log.error("the bound %d is above the cost %d of a legal plan; please report it", bound, found.cost)
        bound = 0
    fields = {
        "status": "optimal" if found.cost == bound else "feasible",
        "cost": found.cost,
        "bound": bound,
        "gap": gap(case, found.cost, bound),
        "appointments": found.plan.appointments,
        "breaks": found.plan.breaks,
        "unserved": unserved(case, found.plan),
        "clinicians": check(case, found.plan).clinicians,
        "record": first.record and first.record.model_copy(update={"wall_seconds": round(seconds, 3)}),
    }
    return first.model_copy(update=fields)


def _out_of_reach(
    case: Case, found: _Found, level: float, seconds: float, stopped: Callable[[], bool]
) -> frozenset[str]:
    """Return those of whom it is proven that no legal week books the target, and so none is attended."""
    short = [c for c, chance in found.chances.items() if chance.reaches < level and chance.booked < chance.target]
    proven = set()
    for clinician in short:
        most = None
        if not stopped():
            most = most_of_all(case, found.plan, clinician, seconds=seconds / len(short), stop=stopped)
        if most is not None and most.bound < found.chances[clinician].target:
            proven.add(clinician)
    return frozenset(proven)


def _answer(level: float, start: _Found, found: _Found, out_of_reach: frozenset[str], seconds: float) -> Aimed:
    people = tuple(
        Margin(
            clinician=clinician,
            target=chance.target / 100,
            booked_before=start.chances[clinician].booked / 100,
            booked=chance.booked / 100,
            before=start.chances[clinician].reaches,
            after=chance.reaches,
            reached=chance.reaches >= level,
            bound=0.0 if clinician in out_of_reach else None,
        )
        for clinician, chance in found.chances.items()
    )
    before, reached, possible = (
        len(start.reached(level)),
        len(found.reached(level)),
        len(people) - len(out_of_reach),
    )
    return Aimed(
        text=text(level, before, reached, len(people), len(out_of_reach), "en"),
        text_sv=text(level, before, reached, len(people), len(out_of_reach), "sv"),
        proof=Proof(proven=reached == possible, bound=float(possible), seconds=round(seconds, 2)),
        confidence=level,
        reached_before=before,
        reached=reached,
        clinicians=people,
    )
