"""Where one more contact would make a row of contacts without a pause too long."""

from dataclasses import dataclass

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.reasons.bits import Grid, Starts
from weightplan.rules.ledger import Ledger
from weightplan.rules.row_of_contacts import rows


@dataclass(frozen=True)
class Gap:
    """Time between two contacts, in minutes.

    A contact that starts before `joined` is in the row before, which began at `row_first`; one that
    ends after `joins` is in the row after, which lasts until `row_last`.
    """

    begins: int
    ends: int
    joined: int
    joins: int
    row_first: int
    row_last: int


def gaps(case: Case, ledger: Ledger, clinician: str) -> list[Gap]:
    """Return the gaps between a clinician's contacts, before the first and after the last too.

    A lunch or block parts a contact from its neighbour only where it lies between them.
    """
    limits = case.limits(clinician)
    pause, longest = limits.pause_minutes or 0, limits.max_minutes_in_a_row or 0
    least = case.rulebook.working_time.lunch_minutes
    lunches = [p for p in ledger.pauses_of.get(clinician, ()) if p.kind == "lunch"]
    enders = [(p.start, p.end) for p in lunches if p.end - p.start >= least]
    enders += case.blocks(clinician)
    # Beyond the horizon lie contacts too far away to be in a row with any in it.
    far = pause + longest + MINUTES_PER_DAY * (case.day_count + 2)
    held = iter([*rows(case, ledger, clinician, pause), (2 * far, 2 * far)])
    row, ended, row_first = (-far, -far), -far, -far
    found = []
    for begins, busy_until in [*((e.start, e.busy_until) for e in ledger.by_clinician[clinician]), (2 * far, 2 * far)]:
        while begins > row[1] or (begins == row[1] and row != (2 * far, 2 * far)):
            row = next(held)
        joined = min([ended + pause, *(b for a, b in enders if a >= ended)])
        joins = max([begins - pause, *(a for a, b in enders if b <= begins)])
        found.append(Gap(ended, begins, joined, joins, row_first, row[1]))
        ended, row_first = busy_until, row[0]
    return found


def too_long(found: list[Gap], grid: Grid, busy: int, longest: int) -> Starts:
    """Return the starts in the gaps from which `busy` minutes make a row of more than `longest` minutes.

    Exact wherever they overlap no other contact; a lunch that they overlap ends no row.
    """
    if busy > longest:
        return grid.always
    starts = 0
    for gap in found:
        first, last, joins = gap.begins, gap.ends - busy, gap.joins - busy
        if gap.row_last - gap.row_first > longest:
            starts |= grid.between(max(first, joins + 1), min(last, gap.joined - 1))
        starts |= grid.between(max(first, gap.row_first + longest - busy + 1), min(last, gap.joined - 1, joins))
        starts |= grid.between(max(first, gap.joined, joins + 1), min(last, gap.row_last - longest - 1))
    return starts
