"""A contact that needs a room holds one of the right kind while it lasts, and no room holds two at once."""

from collections import defaultdict
from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation, sweep_overlaps
from weightplan.rules.ledger import Entry, Ledger


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    held: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for entry in ledger.entries:
        if entry.room is not None:
            held[entry.room].append((entry.start, entry.end, entry.request))
        text = _fault(case, entry)
        if text:
            yield Violation("room", entry.request, text)
    for room, stretches in held.items():
        for first, second, start in sweep_overlaps(stretches):
            yield Violation("room", room, f"{first} / {second} share {room} at {case.moment(start):%Y-%m-%d %H:%M}")


def _fault(case: Case, entry: Entry) -> str | None:
    wanted = entry.kind.room if entry.kind else None
    if entry.room is None:
        return f"{entry.request} has no room, its type needs one ({wanted})" if wanted else None
    room = case.rooms.get(entry.room)
    if room is None:
        return f"{entry.request} is in {entry.room}, which is no room of this week"
    if wanted is not None and room.kind != wanted:
        return f"{entry.request} is in {room.id} ({room.kind}), its type needs {wanted}"
    named = entry.need.rooms if entry.need else None
    if wanted is not None and named is not None and room.id not in named:
        return f"{entry.request} is in {room.id}, its need names other rooms"
    if room.hours is not None:
        opened = case.span_on(room.hours, entry.day)
        if not any(start <= entry.start and entry.end <= end for start, end in opened):
            return f"{entry.request} is in {room.id} while it is closed"
    return None
