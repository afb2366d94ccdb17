"""What it would take: the cheapest changes in a manager's own levers by which a clinician reaches a target."""

import time
from collections.abc import Callable, Iterator

from weightplan.answers.ceiling import NOT_OURS
from weightplan.answers.proof import Proof
from weightplan.answers.reach.hours import hours_levers
from weightplan.answers.reach.judge import Judge
from weightplan.answers.reach.lever import Lever, Situation, lowered
from weightplan.answers.reach.model import LeverSet, Pull, Reach, Status
from weightplan.answers.reach.questions import question_levers
from weightplan.answers.reach.resources import meeting_levers, room_levers, target_levers
from weightplan.answers.reach.search import Found, Search
from weightplan.answers.reach.shared import co_leader_levers, first_visit_levers
from weightplan.answers.reach.wording import set_text, verdict_text
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import hundredths
from weightplan.plan import Plan

__all__ = ["LeverSet", "Pull", "Reach", "levers_of", "reach"]


def reach(
    case: Case,
    plan: Plan,
    clinician: str,
    *,
    target: float | None = None,
    seconds: float = 60.0,
    stop: Callable[[], bool] | None = None,
) -> Reach:
    """Return up to three sets of levers by which a clinician reaches a target, within a time limit for all.

    All that colleagues do in the plan stands, but for what a lever says. `target` (weights over the horizon)
    replaces the clinician's own. Raises InputError where the plan is not legal.
    """
    begun, report = time.monotonic(), check(case, plan)
    if not report.legal:
        raise InputError([f"the plan breaks a rule, so no answer would hold: {report.violations[0].text}"])
    own = next(c for c in report.clinicians if c.id == clinician)
    aim, booked = hundredths(own.target if target is None else target), hundredths(own.booked)
    levers = tuple(levers_of(case, plan, clinician, aim))

    def left() -> float:
        return max(0.0, seconds - (time.monotonic() - begun))

    def over() -> bool:
        return left() <= 0 or (stop is not None and stop())

    judge = Judge(Situation(case, plan), clinician, aim, seconds, left, stop)
    search = Search(levers, _most_of_kinds(case), judge, over)
    status, most = _searched(search, booked)
    sets = tuple(_told(judge, found, time.monotonic() - begun) for found in search.found)
    texts = verdict_text(status, clinician, aim, booked, most, [found.cost for found in search.found], search.floor)
    proof = sets[0].proof if sets else Proof(proven=status in ("reached", "unreachable"), bound=None, seconds=0.0)
    if status == "unknown":
        proof = Proof(proven=False, bound=float(search.floor), seconds=0.0)
    return Reach(
        text=texts[0],
        text_sv=texts[1],
        proof=proof.model_copy(update={"seconds": round(time.monotonic() - begun, 2)}),
        status=status,
        clinician=clinician,
        target=aim / 100,
        booked=own.booked,
        sets=sets,
        levers=len(levers),
        most=None if most is None else most / 100,
    )


def levers_of(case: Case, plan: Plan, clinician: str, target: int) -> Iterator[Lever]:
    """Yield every lever that the rulebook gives for a clinician; `target` in 0.01."""
    yield from hours_levers(case, clinician)
    yield from room_levers(case, clinician)
    yield from meeting_levers(case, clinician)
    yield from co_leader_levers(case, plan, clinician)
    yield from first_visit_levers(case, plan, clinician)
    yield from question_levers(case, plan, clinician)
    yield from target_levers(case, target)


def _searched(search: Search, booked: int) -> tuple[Status, int | None]:
    """Search where there is something to search for; return what came of it, and the most with all levers pulled."""
    judge = search.judge
    if booked >= judge.target:
        return "reached", None
    if judge.bound(()) < booked:
        raise InputError([NOT_OURS])
    most = judge.bound(search.levers)
    if most < judge.target - lowered(search.levers):
        return "unreachable", most
    search.run()
    if search.found:
        return "found", None
    return ("unreachable" if search.is_refused else "unknown"), None


def _most_of_kinds(case: Case) -> dict[str, int]:
    given = ((name, getattr(case.rulebook.levers, name)) for name in type(case.rulebook.levers).model_fields)
    return {name: each.most for name, each in given if each is not None and each.most is not None}


def _told(judge: Judge, found: Found, seconds: float) -> LeverSet:
    assert found.verdict.plan is not None
    told = [lever.told(found.verdict.plan) for lever in found.levers]
    text, text_sv = set_text(told, found.verdict.weights)
    return LeverSet(
        text=text,
        text_sv=text_sv,
        proof=Proof(proven=found.least == found.cost, bound=float(found.least), seconds=round(seconds, 2)),
        levers=tuple(
            Pull(lever=lever.kind, text=en, text_sv=sv, cost=lever.cost, question=lever.is_question)
            for lever, (en, sv) in zip(found.levers, told, strict=True)
        ),
        cost=found.cost,
        weights=found.verdict.weights / 100,
        target=(judge.target - lowered(found.levers)) / 100,
    )
