"""A contact that needs a room holds one of the right kind while it lasts, and no room holds two at once."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, merged, sweep_overlaps
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Room

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


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
    return f"{entry.request} is in {room.id} while it is closed" if _is_closed(case, room, entry) else None


def _is_closed(case: Case, room: Room, entry: Entry) -> bool:
    """Say whether a room is outside its hours, or lost, for some of a contact."""
    if any(case.minute(away.start) < entry.end and entry.start < case.minute(away.end) for away in room.absences):
        return True
    if room.hours is None:
        return False
    return not any(s <= entry.start and entry.end <= e for s, e in case.span_on(room.hours, entry.day))


def admits(case: Case, candidate: "Candidate") -> bool:
    if not candidate.room_is_given:
        return True
    if candidate.room is None:
        return candidate.kind.room is None
    return candidate.room in case.rooms


def admits_room(case: Case, candidate: "Candidate", room: Room) -> bool:
    if candidate.kind.room is None:
        return candidate.room_is_given
    named = candidate.need.rooms if candidate.need is not None else None
    return room.kind == candidate.kind.room and (named is None or room.id in named)


def post(model: "Model") -> None:
    """Rooms that are alike are one resource: contacts that never exceed their number can share them out.

    Presumes `no_overlap`: a team holds one room at a time.
    """
    case = model.case
    for rooms in model.room_classes:
        held = [(slot, literal) for slot in model.slots for name, literal in slot.rooms if name == rooms]
        intervals = [model.while_in(slot, literal) for slot, literal in held]
        for slot, literal in held:
            fit = _starts(case, case.rooms[rooms[0]], slot.candidate.day, slot.candidate.minutes)
            if fit is not None:
                model.cp.add_linear_expression_in_domain(slot.start, model.domain(fit)).only_enforce_if(literal)
        teams = {slot.candidate.team for slot, _ in held}
        model.share(intervals, model.outside_rooms.get(rooms, []), len(rooms), len(teams))


def _starts(case: Case, room: Room, day: int, minutes: int) -> list[Stretch] | None:
    """Return the starts on a day at which a room takes a contact of so many minutes; None where all do."""
    if room.hours is None and not room.absences:
        return None
    first = day * MINUTES_PER_DAY
    left = [(first, first + MINUTES_PER_DAY - 1)]
    if room.hours is not None:
        left = [(opens, closes - minutes) for opens, closes in case.span_on(room.hours, day)]
    for away in room.absences:
        late, early = case.minute(away.start) - minutes, case.minute(away.end)
        left = [part for one, two in left for part in ((one, min(two, late)), (max(one, early), two))]
    return merged(left)
