"""Questions to whoever owns a care plan: could a need also be met in another way? Never a change by itself."""

from collections.abc import Iterator
from dataclasses import replace

from weightplan.answers.conflict.demands import with_need
from weightplan.answers.reach.lever import Lever, Situation, lever
from weightplan.answers.reach.wording import question_text
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.validate.needs import able
from weightplan.week import Request

MOST = 12


def question_levers(case: Case, plan: Plan, clinician: str) -> Iterator[Lever]:
    """Yield the questions that could gain most weight a minute, no more than MOST.

    A must and a first visit are never asked about, and no need that colleagues serve.
    """
    given = case.rulebook.levers.question
    if given is None:
        return
    others = {a.request for a in plan.appointments if a.clinicians != (clinician,)}
    asked = [
        (request, other)
        for request in case.requests.values()
        if request.id not in others and _may_be_asked(case, request)
        for other in given.contact_types
        if _could_hold(case, request, other, clinician)
    ]
    for request, other in sorted(asked, key=lambda pair: -_gain(case, *pair))[:MOST]:

        def change(before: Situation, name: str = request.id, other: str = other) -> Situation:
            types = (*before.case.requests[name].contact_types, other)
            return replace(before, case=with_need(before.case, name, contact_types=types))

        yield lever("question", given.cost, change, question_text(case, request.id, other))


def _may_be_asked(case: Case, request: Request) -> bool:
    kinds = case.rulebook.contact_types
    return not request.must and not any(kinds[name].first for name in request.contact_types)


def _could_hold(case: Case, request: Request, other: str, clinician: str) -> bool:
    kind = case.rulebook.contact_types[other]
    named = request.clinicians is None or clinician in request.clinicians
    plain = kind.leaders == 1 and kind.modality != "group" and not kind.first
    return plain and named and other not in request.contact_types and clinician in able(case, kind, None)


def _gain(case: Case, request: Request, other: str) -> float:
    def rate(name: str) -> float:
        kind = case.rulebook.contact_types[name]
        return case.request_weight(request, kind) / (kind.minutes + kind.documentation_minutes)

    return rate(other) - max(rate(name) for name in request.contact_types)
