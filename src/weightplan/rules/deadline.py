"""A contact falls on a day between the need's earliest and latest, and inside one of its windows where it has any."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


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
