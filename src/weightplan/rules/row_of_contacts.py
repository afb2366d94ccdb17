"""Nobody works too long without a pause: a row of contacts ends with a pause, lunch or a block."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model, Slot


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        limits = case.limits(clinician)
        if limits.max_minutes_in_a_row is None:
            continue
        for start, end in rows(case, ledger, clinician, limits.pause_minutes or 0):
            if end - start > limits.max_minutes_in_a_row:
                text = f"{case.moment(start):%Y-%m-%d %H:%M}: {end - start} minutes without a pause"
                yield Violation("row_of_contacts", clinician, f"{text}, {limits.max_minutes_in_a_row} at most")


def rows(case: Case, ledger: Ledger, clinician: str, pause: int) -> Iterator[tuple[int, int]]:
    """Yield (first start, last busy_until) of every row of a clinician's appointments."""
    lunch = case.rulebook.working_time.lunch_minutes
    lunches = [p for p in ledger.pauses_of[clinician] if p.kind == "lunch"]
    enders = [(p.start, p.end) for p in lunches if p.end - p.start >= lunch]
    enders += case.blocks(clinician)
    row: tuple[int, int] | None = None
    for entry in ledger.by_clinician[clinician]:
        if row is not None and (
            entry.start - row[1] >= pause or any(row[1] <= s and e <= entry.start for s, e in enders)
        ):
            yield row
            row = None
        row = (row[0] if row else entry.start, max(row[1] if row else entry.busy_until, entry.busy_until))
    if row is not None:
        yield row


def post(model: "Model") -> None:
    """Tile each day with rows, none longer than the limit, and fillers that no contact touches.

    A filler lasts a pause, or holds a lunch or block. Presumes `no_overlap`: contacts in a row
    follow each other.
    """
    for clinician in model.staff:
        limits = model.case.limits(clinician)
        if limits.max_minutes_in_a_row is None:
            continue
        pause = limits.pause_minutes or 0
        slots = [slot for slot in model.slots if clinician in slot.candidate.team]
        for together in _apart_anyway(slots, pause):
            first, last = min(s.reach[0] for s in together), max(s.reach[1] for s in together)
            least = model.case.rulebook.working_time.lunch_minutes
            lunches = [r for r in model.rests if r.clinician == clinician and r.kind == "lunch" and r.minutes >= least]
            lunches = [r for r in lunches if first <= r.reach[1] and r.reach[0] <= last]
            blocks = [b for b in model.case.blocks(clinician) if first <= b[1] and b[0] <= last]
            model.add_rows(together, lunches, blocks, limits.max_minutes_in_a_row, pause)


def _apart_anyway(slots: "Iterable[Slot]", pause: int) -> "Iterator[list[Slot]]":
    """Yield the slots that may share a row: those of a day, unless nights are shorter than a pause."""
    together: list[Slot] = []
    free_from = 0
    for slot in sorted(slots, key=lambda slot: slot.reach):
        if together and slot.reach[0] - free_from >= pause:
            yield together
            together = []
        free_from = max(free_from, slot.reach[1]) if together else slot.reach[1]
        together.append(slot)
    if together:
        yield together
