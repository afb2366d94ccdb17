"""Locked bookings are facts: they must be possible, each alone and all together."""

from collections import Counter
from collections.abc import Iterator

from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rulebook import ContactType
from weightplan.validate.needs import able
from weightplan.week import Booking


def problems(case: Case) -> Iterator[str]:
    """Yield locked bookings that clash with each other, their clinician, their room or their request."""
    locked = {f"bookings[{place}]": b for place, b in enumerate(case.week.bookings) if b.locked}
    kinds = {path: _kinds(case, booking) for path, booking in locked.items()}
    for path, booking in locked.items():
        yield from _alone(case, path, booking, kinds[path])
    yield from _clashes(case, locked, kinds)
    yield from _too_many(case, locked)


def _kinds(case: Case, booking: Booking) -> dict[str, ContactType]:
    """Return the types that the booking's people can hold among those that its need accepts."""
    named: tuple[str, ...] | None = None
    if booking.request in case.requests:
        names, named = case.requests[booking.request].contact_types, case.requests[booking.request].clinicians
    elif booking.request in case.groups:
        names, named = (case.groups[booking.request].contact_type,), case.groups[booking.request].leaders_from
    else:
        names = (case.crisis_type or "",)
    if named is not None and not set(booking.team) <= set(named):
        return {}
    types, team = case.rulebook.contact_types, list(booking.team)
    return {
        name: types[name]
        for name in names
        if len(team) <= types[name].leaders and able(case, types[name], team) == team
    }


def _alone(case: Case, path: str, booking: Booking, kinds: dict[str, ContactType]) -> Iterator[str]:
    if len(set(booking.team)) < len(booking.team):
        yield f"{path}.co_leaders: somebody stands there twice, or is the booking's clinician"
    if not kinds:
        who = " and ".join(repr(name) for name in booking.team)
        together = " together (number of leaders, " if booking.co_leaders else " ("
        yield f"{path}.clinician: {who} cannot hold {booking.request!r}{together}role, skills, or not named for it)"
        return
    start = case.minute(booking.start)
    end = start + min(kind.minutes + kind.documentation_minutes for kind in kinds.values())
    when = f"{booking.start:%Y-%m-%d %H:%M} to {case.moment(end):%H:%M}"
    for name in booking.team:
        if not any(s <= start and end <= e for s, e in case.hours(name, start // MINUTES_PER_DAY)):
            yield f"{path}.start: {when} is outside the hours of {name!r} (hours, absences, public holidays)"
        elif any(s < end and start < e for s, e in case.blocks(name)):
            yield f"{path}.start: {when} lies in a block of {name!r}"
    if booking.room is not None:
        wanted = sorted({kind.room for kind in kinds.values() if kind.room is not None})
        have = case.rooms[booking.room].kind
        if wanted and have not in wanted and all(kind.room is not None for kind in kinds.values()):
            yield f"{path}.room: {booking.room!r} is of kind {have!r}, {booking.request!r} needs {' or '.join(wanted)}"


def _clashes(case: Case, locked: dict[str, Booking], kinds: dict[str, dict[str, ContactType]]) -> Iterator[str]:
    # With several acceptable types the shortest is reckoned with: what overlaps even then cannot stand.
    by_clinician: dict[str, list[tuple[int, int, str]]] = {}
    by_room: dict[str, list[tuple[int, int, str]]] = {}
    for path, booking in locked.items():
        if not kinds[path]:
            continue
        start = case.minute(booking.start)
        busy = min(kind.minutes + kind.documentation_minutes for kind in kinds[path].values())
        for name in booking.team:
            by_clinician.setdefault(name, []).append((start, start + busy, path))
        if booking.room is not None:
            contact = min(kind.minutes for kind in kinds[path].values())
            by_room.setdefault(booking.room, []).append((start, start + contact, path))
    for field, held in (("clinician", by_clinician), ("room", by_room)):
        for name, stretches in held.items():
            ends, before = 0, ""
            for start, end, path in sorted(stretches):
                if start < ends:
                    yield f"{path}.{field}: {name!r} is still in {before} at {case.moment(start):%Y-%m-%d %H:%M}"
                ends, before = max((ends, before), (end, path))


def _too_many(case: Case, locked: dict[str, Booking]) -> Iterator[str]:
    asked: Counter[str] = Counter()
    for path, booking in locked.items():
        if booking.request == CRISIS:
            most = case.rulebook.crisis.slots_per_day if case.rulebook.crisis else 0
            name, text = f"{CRISIS} {booking.start.date()}", f"crisis slots on {booking.start.date()}"
        else:
            most = case.requests[booking.request].count if booking.request in case.requests else 1
            name, text = booking.request, f"contacts for {booking.request!r}"
        asked[name] += 1
        if asked[name] == most + 1:
            yield f"{path}.request: more locked {text} than the {most} asked for"
