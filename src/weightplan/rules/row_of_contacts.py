"""Nobody works too long without a pause: a row of contacts ends with a pause, lunch or a block."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


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
    enders = [(p.start, p.end) for p in ledger.pauses_of[clinician] if p.kind == "lunch"]
    enders += case.blocks(clinician)
    row: tuple[int, int] | None = None
    for entry in ledger.by_clinician[clinician]:
        if row is not None and (
            entry.start - row[1] >= pause or any(row[1] <= s and e <= entry.start for s, e in enders)
        ):
            yield row
            row = None
        row = (row[0] if row else entry.start, max(row[1] if row else 0, entry.busy_until))
    if row is not None:
        yield row


def post(model: "Model") -> None:
    """Tile each day with rows, none longer than the limit, and fillers that no contact touches.

    A filler lasts a pause, or holds a lunch or block. Presumes `no_overlap`: contacts in a row
    follow each other. Enough rows are offered: two neighbours that could not be one row span
    more than the limit together.
    """
    for clinician in model.staff:
        limits = model.case.limits(clinician)
        if limits.max_minutes_in_a_row is None:
            continue
        for day in range(model.case.day_count):
            slots = model.slots_of_day.get((clinician, day), [])
            if slots:
                lunches = [r for r in model.rests_of_day.get((clinician, day), ()) if r.kind == "lunch"]
                blocks = [b for b in model.case.blocks(clinician) if b[0] // MINUTES_PER_DAY == day]
                model.add_rows(slots, lunches, blocks, limits.max_minutes_in_a_row, limits.pause_minutes or 0)
