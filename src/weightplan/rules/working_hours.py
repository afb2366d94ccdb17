"""Clinicians are busy only inside their own hours, outside blocks, absences and public holidays."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


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
