"""What was found with a margin, as a plan of the week and as an answer."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from weightplan.answers.confidence.aim_model import Aimed, Margin
from weightplan.answers.confidence.aim_wording import text
from weightplan.answers.confidence.margin import Chance
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import check, gap
from weightplan.plan import Plan
from weightplan.reasons import unserved
from weightplan.solver.ceiling import most_of_all

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """A legal plan, its cost in the week as it is, and the chances of those who have a target."""

    plan: Plan
    cost: int
    chances: dict[str, Chance]

    def sure(self, level: float) -> list[str]:
        """Return who reaches the target with at least the chance `level`."""
        return [clinician for clinician, chance in self.chances.items() if chance.reaches >= level]


def of_the_week(case: Case, tried: Sequence[Found], found: Found, seconds: float) -> Plan:
    """Return the plan with the figures of the case; the bound is the first solve's, which holds for every plan.

    `seconds` is what all solves took together.
    """
    first = tried[0].plan
    if found.plan is first:
        return first
    bound = first.bound or 0
    if bound > found.cost:
        # A defect of ours: the plan is legal and stands, the false proof is thrown away.
        log.error("the bound %d is above the cost %d of a legal plan; please report it", bound, found.cost)
        bound = 0
    work = sum(one.plan.record.deterministic_time for one in tried if one.plan.record)
    spent = {"wall_seconds": round(seconds, 3), "deterministic_time": round(work, 6)}
    fields = {
        "status": "optimal" if found.cost == bound else "feasible",
        "cost": found.cost,
        "bound": bound,
        "gap": gap(case, found.cost, bound),
        "appointments": found.plan.appointments,
        "breaks": found.plan.breaks,
        "unserved": unserved(case, found.plan),
        "clinicians": check(case, found.plan).clinicians,
        "record": first.record and first.record.model_copy(update=spent),
    }
    return first.model_copy(update=fields)


def out_of_reach(case: Case, found: Found, level: float, seconds: float, stopped: Callable[[], bool]) -> frozenset[str]:
    """Return those of whom it is proven that no legal week books the target, so that it is never attended."""
    short = [c for c, chance in found.chances.items() if chance.reaches < level and chance.booked < chance.target]
    proven = set()
    for clinician in short:
        if stopped():
            break
        most = most_of_all(case, found.plan, clinician, seconds=seconds / len(short), stop=stopped)
        if most is not None and most.bound < found.chances[clinician].target:
            proven.add(clinician)
    return frozenset(proven)


def answer(level: float, tried: Sequence[Found], found: Found, never: Collection[str], seconds: float) -> Aimed:
    """Return what a margin won over the plan without one, the first tried; `never` are those proven out of reach."""
    start = tried[0]
    people = tuple(
        Margin(
            clinician=clinician,
            target=chance.target / 100,
            booked_before=start.chances[clinician].booked / 100,
            booked=chance.booked / 100,
            before=start.chances[clinician].reaches,
            after=chance.reaches,
            most_found=max(one.chances[clinician].reaches for one in tried),
            reached=chance.reaches >= level,
            bound=0.0 if clinician in never else None,
        )
        for clinician, chance in found.chances.items()
    )
    before, reached, possible = len(start.sure(level)), len(found.sure(level)), len(people) - len(never)
    return Aimed(
        text=text(level, before, reached, len(people), len(never), "en"),
        text_sv=text(level, before, reached, len(people), len(never), "sv"),
        proof=Proof(proven=reached == possible, bound=float(possible), seconds=round(seconds, 2)),
        confidence=level,
        reached_before=before,
        reached=reached,
        clinicians=people,
    )
