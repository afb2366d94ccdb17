"""A contact falls on a day between the need's earliest and latest, and inside one of its windows where it has any."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, as_stretches
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        need = entry.need
        if need is None:
            continue
        day = case.date_of(entry.day)
        if need.earliest is not None and day < need.earliest:
            yield Violation("deadline", entry.request, f"{entry.request} is on {day}, before {need.earliest}")
        if need.latest is not None and day > need.latest:
            yield Violation("deadline", entry.request, f"{entry.request} is on {day}, after {need.latest}")
        if need.windows is not None and not any(
            case.minute(w.start) <= entry.start and entry.end <= case.minute(w.end) for w in need.windows
        ):
            yield Violation("deadline", entry.request, f"{entry.request} is outside every window of its need")


def starts(case: Case, candidate: "Candidate") -> list[Stretch]:
    """Starts on an allowed day and, with the contact's end, inside one window."""
    need, day = candidate.need, candidate.day
    date = case.date_of(day)
    if need is not None and (
        (need.earliest is not None and date < need.earliest) or (need.latest is not None and date > need.latest)
    ):
        return []
    whole = (day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY - 1)
    if need is None or need.windows is None:
        return [whole]
    fits = [range(case.minute(w.start), case.minute(w.end) - candidate.minutes + 1) for w in need.windows]
    return as_stretches(m for fit in fits for m in range(max(fit.start, whole[0]), min(fit.stop, whole[1] + 1)))
