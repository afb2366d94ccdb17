"""A follow-up happens only after the contact it follows, the right number of days later, with the same clinician."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Request


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
                yield Violation("follow_up", request.id, f"{request.id} is with another clinician than {request.after.request}")


def follows(request: Request) -> str | None:
    """Return the need that a request follows, if any."""
    return request.after.request if request.after else None
