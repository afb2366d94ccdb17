"""Phone and written contacts are at most their share of a clinician's contact minutes each week."""

from collections.abc import Iterator
from fractions import Fraction

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

REMOTE = ("phone", "digital")


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        share = case.limits(clinician).max_remote_share
        if share is None:
            continue
        for week in range(case.week.weeks):
            entries = [e for e in ledger.by_clinician[clinician] if e.day // 7 == week]
            remote = sum(e.minutes for e in entries if e.modality in REMOTE)
            total = sum(e.minutes for e in entries)
            if remote > Fraction(str(share)) * total:
                text = f"{remote} of {total} minutes by phone or in writing, {share:.0%} at most"
                yield Violation("remote_share", clinician, text)
