"""Clinicians are busy only inside their own hours, outside blocks, absences and public holidays."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, merged
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician, entries in ledger.by_clinician.items():
        if clinician not in case.clinicians:
            continue
        for entry in entries:
            if not 0 <= entry.day < case.day_count:
                yield Violation("working_hours", clinician, f"{entry.request} lies outside the week")
            elif not any(s <= entry.start and entry.busy_until <= e for s, e in case.hours(clinician, entry.day)):
                yield Violation(
                    "working_hours",
                    clinician,
                    f"{entry.request} at {case.moment(entry.start):%Y-%m-%d %H:%M} is outside the hours of {clinician}",
                )
            elif any(s < entry.busy_until and entry.start < e for s, e in case.blocks(clinician)):
                yield Violation(
                    "working_hours",
                    clinician,
                    f"{entry.request} at {case.moment(entry.start):%Y-%m-%d %H:%M} lies in a block of {clinician}",
                )


def starts(case: Case, candidate: "Candidate") -> list[Stretch]:
    """Starts from which every member of the team is at work, and in no block, until the notes are done."""
    first = candidate.day * MINUTES_PER_DAY
    left = [(first, first + MINUTES_PER_DAY - 1)]
    for clinician in candidate.team:
        if clinician not in case.clinicians:
            continue
        if not 0 <= candidate.day < case.day_count:
            return []
        fit = [(opens, closes - candidate.busy) for opens, closes in case.hours(clinician, candidate.day)]
        for begins, ends in case.blocks(clinician):
            late, early = begins - candidate.busy, ends
            fit = [part for one, two in fit for part in ((one, min(two, late)), (max(one, early), two))]
        left = merged((max(a, c), min(b, d)) for a, b in left for c, d in fit)
    return left
