"""Nobody is in two places at once: appointments with their notes, breaks and blocks never overlap."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation, sweep_overlaps
from weightplan.rules.ledger import Ledger

BLOCK = "block"


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        taken = [(e.start, e.busy_until, e.request) for e in ledger.by_clinician[clinician]]
        taken += [(p.start, p.end, p.kind) for p in ledger.pauses_of[clinician]]
        taken += [(start, end, BLOCK) for start, end in case.blocks(clinician)]
        for first, second, start in sweep_overlaps(taken):
            if first != BLOCK or second != BLOCK:
                moment = case.moment(start)
                yield Violation("no_overlap", clinician, f"{first} / {second} overlap at {moment:%Y-%m-%d %H:%M}")
