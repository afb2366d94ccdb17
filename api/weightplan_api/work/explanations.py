"""Answer a question about a plan: each by the library's own function, with its proof."""

import json
from collections.abc import Callable
from typing import Any

from weightplan.answers.ceiling import Why, why, why_all
from weightplan.answers.confidence import confidence
from weightplan.answers.conflict import conflict
from weightplan.answers.diff import diff
from weightplan.answers.moves import Board, Place, find
from weightplan.answers.price import price, price_of_unit
from weightplan.answers.proof import Answer
from weightplan.answers.reach import reach
from weightplan.answers.trust import trust
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.validate.words import unknown
from weightplan_api.bodies import Explanation
from weightplan_api.work.cases import planned_in, week_in
from weightplan_api.work.desk import Desk, Ended

# What a question cannot do without.
NEEDS = {
    "why": ("plan",),
    "price": ("plan",),
    "reach": ("plan", "clinician"),
    "conflict": (),
    "moves": ("plan", "appointment"),
    "diff": ("plan", "otherPlan"),
    "confidence": ("plan",),
    "trust": ("plan",),
}


def make_sure(body: Explanation) -> None:
    """Raise InputError for a question that cannot be answered."""
    missing = [
        f"{name}: is missing: {body.question} needs it" for name in NEEDS[body.question] if not getattr(body, name)
    ]
    if missing:
        raise InputError(missing)
    case = _case(body)
    if body.clinician is not None and (
        lines := list(unknown("clinician", "clinician", [body.clinician], case.clinicians))
    ):
        raise InputError(lines)
    if body.question == "moves" and body.plan is not None:
        find(body.plan, body.appointment or "", body.start)
    if body.question == "diff":
        _other(body)


def answer(desk: Desk) -> Ended:
    """Return the answer, or for everybody's ceilings a list of them; `optimal` says that it is proven."""
    body = Explanation.model_validate_json(desk.jobs.request(desk.job) or "")
    found = ANSWERS[body.question](desk, body, _case(body))
    answers = found if isinstance(found, tuple) else (found,)
    proven = all(one.proof.proven for one in answers)
    made = [one.model_dump(mode="json") for one in answers]
    figures = {"seconds": sum(one.proof.seconds for one in answers)}
    text = json.dumps(made if isinstance(found, tuple) else made[0])
    return Ended("succeeded", "optimal" if proven else "feasible", figures, text)


def _case(body: Explanation) -> Case:
    if body.plan is None:
        return week_in("modelInput", body.modelInput, body.earlier)
    return planned_in("modelInput", body.modelInput, body.plan, body.earlier)


def _other(body: Explanation) -> tuple[Case, Plan]:
    assert body.otherPlan is not None
    field, week = ("otherInput", body.otherInput) if body.otherInput is not None else ("modelInput", body.modelInput)
    return planned_in(field, week, body.otherPlan, body.earlier, plan_field="otherPlan"), body.otherPlan


def _seconds(desk: Desk, body: Explanation) -> float:
    return min(body.config.run.termination.seconds, desk.settings.most_seconds)


def _plan(body: Explanation) -> Plan:
    assert body.plan is not None
    return body.plan


def _why(desk: Desk, body: Explanation, case: Case) -> Answer | tuple[Answer, ...]:
    seconds, told = _seconds(desk, body), 0

    def tell(_: Why) -> None:
        nonlocal told
        told += 1
        desk.tell("progress", {"done": told, "of": len(case.clinicians)})

    if body.clinician is not None:
        return why(case, _plan(body), body.clinician, seconds=seconds, stop=desk.stop)
    workers = desk.settings.workers
    return why_all(case, _plan(body), seconds=seconds, workers=workers, on_answer=tell, stop=desk.stop)


def _price(desk: Desk, body: Explanation, case: Case) -> Answer:
    seconds, stop = _seconds(desk, body), desk.stop
    if body.clinician is None:
        return price_of_unit(case, _plan(body), seconds=seconds, stop=stop)
    return price(case, _plan(body), body.clinician, seconds=seconds, stop=stop)


def _reach(desk: Desk, body: Explanation, case: Case) -> Answer:
    seconds, stop = _seconds(desk, body), desk.stop
    return reach(case, _plan(body), body.clinician or "", target=body.target, seconds=seconds, stop=stop)


def _conflict(desk: Desk, body: Explanation, case: Case) -> Answer:
    return conflict(case, _seconds(desk, body), desk.stop)


def _moves(desk: Desk, body: Explanation, case: Case) -> Answer:
    board = Board(case, _plan(body))
    held = find(_plan(body), body.appointment or "", body.start)
    if body.at is None:
        return board.moves(held)
    place = Place(start=body.at, clinicians=body.clinicians, room=body.room, contact_type=body.contactType)
    return board.why_not(held, place)


def _diff(desk: Desk, body: Explanation, case: Case) -> Answer:
    return diff(case, _plan(body), *_other(body))


def _confidence(desk: Desk, body: Explanation, case: Case) -> Answer:
    return confidence(case, _plan(body), body.clinician)


def _trust(desk: Desk, body: Explanation, case: Case) -> Answer:
    return trust(case, _plan(body))


ANSWERS: dict[str, Callable[[Desk, Explanation, Case], Any]] = {
    "why": _why,
    "price": _price,
    "reach": _reach,
    "conflict": _conflict,
    "moves": _moves,
    "diff": _diff,
    "confidence": _confidence,
    "trust": _trust,
}
