"""A follow-up happens only after the contact it follows, the right number of days later, with the same clinician."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Request

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for request in case.requests.values():
        served = ledger.by_request.get(request.id, [])
        if request.after is None or not served:
            continue
        before = ledger.by_request.get(request.after.request, [])
        if not before:
            yield Violation("follow_up", request.id, f"predecessor not served: {request.after.request}")
            continue
        for entry in served:
            later = entry.day - before[0].day
            most = request.after.max_days
            if later < request.after.min_days or (most is not None and later > most):
                yield Violation("follow_up", request.id, f"{request.id} is {later} days after {request.after.request}")
            if request.same_clinician and set(entry.clinicians) != set(before[0].clinicians):
                yield Violation(
                    "follow_up", request.id, f"{request.id} is with another clinician than {request.after.request}"
                )


def follows(request: Request) -> str | None:
    """Return the need that a request follows, if any."""
    return request.after.request if request.after else None


def post(model: "Model") -> None:
    for choice in model.choices:
        need = choice.candidate.need
        if not isinstance(need, Request) or need.after is None:
            continue
        before = [
            earlier
            for earlier in model.choices_of_need.get(need.after.request, ())
            if _fits(need, earlier.candidate, choice.candidate)
        ]
        model.cp.add(model.total(before) >= choice.count)


def _fits(need: Request, earlier: "Candidate", later: "Candidate") -> bool:
    days = later.day - earlier.day
    if need.after is None or days < need.after.min_days:
        return False
    if need.after.max_days is not None and days > need.after.max_days:
        return False
    return not need.same_clinician or frozenset(earlier.team) == frozenset(later.team)
