"""Calls lie inside the clinician's phone hours from start to end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, merged
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        hours = case.limits(clinician).phone_hours
        for entry in ledger.by_clinician[clinician] if hours is not None else ():
            if entry.modality == "phone" and not any(
                start <= entry.start and entry.end <= end for start, end in case.span_on(hours or {}, entry.day)
            ):
                text = f"{entry.request} at {case.moment(entry.start):%Y-%m-%d %H:%M} is outside the phone hours"
                yield Violation("phone_hours", clinician, f"{text} of {clinician}")


def leaves(case: Case, clinician: str) -> tuple[Stretch, ...] | None:
    """Return the stretches in which calls lie; None: anywhere."""
    hours = case.limits(clinician).phone_hours
    if hours is None:
        return None
    return tuple(span for day in range(case.day_count) for span in case.span_on(hours, day))


def starts(case: Case, candidate: "Candidate") -> list[Stretch]:
    """Starts from which a call lies inside the phone hours of every member of the team."""
    first = candidate.day * MINUTES_PER_DAY
    left = [(first, first + MINUTES_PER_DAY - 1)]
    for clinician in candidate.team if candidate.kind.modality == "phone" else ():
        hours = case.limits(clinician).phone_hours if clinician in case.clinicians else None
        if hours is not None:
            fit = [(opens, closes - candidate.minutes) for opens, closes in case.span_on(hours, candidate.day)]
            left = merged((max(a, c), min(b, d)) for a, b in left for c, d in fit)
    return left
