"""Between two heavy contacts of one clinician lies time to recover."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        least = case.limits(clinician).min_minutes_between_heavy
        if least is None:
            continue
        for before, after in pairwise(_heavy(ledger, clinician)):
            if after[0] - before[1] < least:
                text = f"{case.moment(after[0]):%Y-%m-%d %H:%M}: {after[0] - before[1]} minutes after a heavy contact"
                yield Violation("heavy_after_heavy", clinician, f"{text}, {least} at least")


def _heavy(ledger: Ledger, clinician: str) -> list[Stretch]:
    """Return the heavy contacts with their notes in order, each ending no earlier than those before it."""
    found: list[Stretch] = []
    for entry in ledger.by_clinician[clinician]:
        if entry.kind and entry.kind.heavy:
            found.append((entry.start, max(entry.busy_until, found[-1][1] if found else entry.busy_until)))
    return found


def leaves(case: Case, ledger: Ledger, clinician: str) -> tuple[Stretch, ...] | None:
    """Return the stretches in which one more heavy contact may lie with its notes; None: anywhere."""
    least = case.limits(clinician).min_minutes_between_heavy
    if least is None:
        return None
    heavy = _heavy(ledger, clinician)
    opens = (0, *(end + least for _, end in heavy))
    closes = (*(start - least for start, _ in heavy), case.day_count * MINUTES_PER_DAY)
    return tuple(zip(opens, closes, strict=True))


def post(model: "Model") -> None:
    """Each heavy contact keeps its clinicians from the next one for as long as they are to recover."""
    for clinician in model.staff:
        least = model.case.limits(clinician).min_minutes_between_heavy
        if least is None:
            continue
        heavy = [s for s in model.slots if s.candidate.kind.heavy and clinician in s.candidate.team]
        if len(heavy) > 1:
            model.cp.add_no_overlap([model.kept_free(slot, least) for slot in heavy])
