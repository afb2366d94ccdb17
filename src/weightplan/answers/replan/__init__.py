"""Replan: mend a plan after an illness or the like; the fewest patients moved, then the least cost."""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from weightplan.answers.proof import Answer, AnswerModel, Proof
from weightplan.answers.replan.changed import changed_week
from weightplan.answers.replan.disruption import Disruption, outreach
from weightplan.answers.replan.from_now import disrupted
from weightplan.answers.replan.waived import without_the_impossible
from weightplan.answers.replan.wording import Wording
from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.plan import Appointment, Plan
from weightplan.reasons import unserved
from weightplan.report.words import Language
from weightplan.solver.promises import people
from weightplan.solver.repair import mend


class Call(AnswerModel):
    """One patient to phone: what was told, what is planned instead (None: no time found yet), in words."""

    patient: str
    request: str
    before: Appointment | None
    after: Appointment | None
    text: str
    text_sv: str


class Replanned(Answer):
    """The mended plan (None: none was found), how many patients it moves and whom to phone.

    `proof` is about the number of patients moved: its bound is a number that no legal plan goes below.
    `cost_bound` is one that the cost of no plan goes below that moves no more than this one (None:
    nothing was proven of it); `cost_proven` says that the plan's cost equals it. `unmeetable` are musts
    that nobody has hours and leave for any more.
    """

    plan: Plan | None
    moved: int | None
    cost_bound: int | None
    cost_proven: bool
    calls: tuple[Call, ...]
    unmeetable: tuple[str, ...]


def replan(
    case: Case,
    plan: Plan,
    what: Disruption,
    *,
    seconds: float = 8.0,
    workers: int = 2,
    stop: Callable[[], bool] | None = None,
) -> Replanned:
    """Return a legal plan for the week as it is now; past and locked appointments stand.

    The plan's own figures come from the checker. The search for the least cost goes on until the time is over.
    """
    begun, now = time.monotonic(), case.minute(what.now)
    changed, unmeetable = without_the_impossible(disrupted(case, plan, what), now)
    asked = [r.id for r in (*what.urgent, *outreach(case, plan, what))]
    mended = mend(changed, now, asked, seconds=seconds, workers=workers, stop=stop)
    found = _with_figures(changed, mended.plan) if mended.plan is not None else None
    calls = _calls(case, changed, plan, found, asked, what.cancelled) if found is not None else ()
    fewest = found is not None and mended.moved == mended.least_moved
    proof = Proof(
        proven=fewest or (found is None and mended.infeasible),
        bound=float(mended.least_moved),
        seconds=round(time.monotonic() - begun, 2),
    )
    moved = mended.moved if found is not None else None

    def text(language: Language) -> str:
        wording = Wording(changed, language)
        summary = wording.summary(moved, mended.least_moved, mended.infeasible, unmeetable)
        if found is None or found.cost is None:
            return summary
        return summary + wording.cost(found.cost, mended.cost_bound)

    return Replanned(
        text=text("en"),
        text_sv=text("sv"),
        proof=proof,
        plan=found,
        moved=moved,
        cost_bound=mended.cost_bound,
        cost_proven=found is not None and found.cost == mended.cost_bound,
        calls=calls,
        unmeetable=unmeetable,
    )


def _with_figures(case: Case, plan: Plan) -> Plan:
    report = check(case, plan)
    update = {"cost": report.cost, "unserved": unserved(case, plan), "clinicians": report.clinicians}
    return plan.model_copy(update={"status": "feasible", **update})


def _calls(
    case: Case, changed: Case, before: Plan, after: Plan, asked: Collection[str], cancelled: Collection[str]
) -> tuple[Call, ...]:
    """Return whom to phone: each moved patient, need by need, and everybody who was asked for, by time.

    Who cancelled a visit knows.
    """
    told, made = _by_request(before.appointments), _by_request(after.appointments)
    english, swedish = Wording(case, "en"), Wording(case, "sv")
    calls = []
    for name in dict.fromkeys([*told, *asked]):
        if name in cancelled:
            continue
        old, new = told[name], made[name]
        stays = [a for a in old if any(_same(a, b) for b in new)]
        left = [b for b in new if not any(_same(a, b) for a in old)]
        gone: list[Appointment | None] = [a for a in old if a not in stays]
        gone += [None] * (name in asked)
        for place, was in enumerate(gone):
            will = left[place] if place < len(left) else None
            for patient in people(changed if name in changed.needs else case, name):
                text, text_sv = english.call(was, will), swedish.call(was, will)
                calls.append(Call(patient=patient, request=name, before=was, after=will, text=text, text_sv=text_sv))
    return tuple(sorted(calls, key=lambda c: (c.before is not None, c.before and c.before.start, c.request, c.patient)))


def _by_request(appointments: Iterable[Appointment]) -> dict[str, list[Appointment]]:
    index: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in appointments:
        if appointment.request != CRISIS:
            index[appointment.request].append(appointment)
    return index


def _same(one: Appointment, other: Appointment) -> bool:
    """Say whether a patient need not be told of a difference: another room alone is none."""
    mine = (one.start, one.contact_type, frozenset(one.clinicians))
    return mine == (other.start, other.contact_type, frozenset(other.clinicians))


__all__ = ["Call", "Disruption", "Replanned", "changed_week", "replan"]
