"""The week after a disruption, as a file would say it: who is away, what is lost, new and no longer asked for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from weightplan.answers.replan.disruption import Disruption, Span, outreach
from weightplan.answers.replan.waived import Need, waived
from weightplan.case import Case
from weightplan.fields import Moment
from weightplan.plan import Appointment, Plan
from weightplan.week import Booking, Clinician, Request, Room, Week


def changed_week(case: Case, plan: Plan, what: Disruption, lost: Collection[str] = ()) -> Week:
    """Return the week as it is now; what a disruption does not touch is as it was.

    `lost` are needs that are no longer musts. Whoever is away need not make up for admin time, nor
    for visits that would balance phone calls: nobody else's patients move for that. A promise that
    cannot be kept is dropped, one whose room is lost is kept in any room. What follows a cancelled
    visit goes with it.
    """
    begun = [a for a in plan.appointments if a.start < what.now]
    gone = with_followers(case, what.cancelled)
    in_file = {r.id for r in case.week.requests} | {g.id for g in case.week.groups}
    made_are_touched = not in_file.issuperset({*gone, *lost} & set(case.needs))
    requests = tuple(case.requests.values()) if made_are_touched else case.week.requests
    update: dict[str, Any] = {
        "clinicians": tuple(_away(c, begun, what) for c in case.week.clinicians),
        "rooms": tuple(_closed(r, begun, what) for r in case.week.rooms),
        "requests": (*_left(requests, gone, lost), *what.urgent, *outreach(case, plan, what)),
        "groups": tuple(_left(case.week.groups, gone, lost)),
        "bookings": tuple(_bookings(case, plan, what, gone)),
    }
    if made_are_touched:
        update |= {"patients": tuple(case.patients.values()), "demand": ()}
    return case.week.model_copy(update={name: new for name, new in update.items() if new != getattr(case.week, name)})


def with_followers(case: Case, cancelled: Iterable[str]) -> frozenset[str]:
    """Return cancelled needs, what was to follow them, what was to follow that, and so on."""
    gone: frozenset[str] = frozenset(cancelled)
    while more := {r.id for r in case.requests.values() if r.after and r.after.request in gone} - gone:
        gone |= more
    return gone


def _left(needs: Iterable[Need], gone: Collection[str], lost: Collection[str]) -> tuple[Need, ...]:
    return tuple(waived(need, lost) for need in needs if need.id not in gone)


def _away(person: Clinician, begun: Sequence[Appointment], what: Disruption) -> Clinician:
    spans = [span for name, span in what.absent if name == person.id]
    if not spans:
        return person
    held = [(a.start, a.busy_until) for a in begun if person.id in a.clinicians]
    limits = person.limits.model_copy(update={"min_admin_minutes_per_week": None, "max_remote_share": None})
    return person.model_copy(update={"absences": (*person.absences, *_apart_from(held, spans)), "limits": limits})


def _closed(room: Room, begun: Sequence[Appointment], what: Disruption) -> Room:
    spans = [span for name, span in what.rooms if name == room.id]
    if not spans:
        return room
    held = [(a.start, a.end) for a in begun if a.room == room.id]
    return room.model_copy(update={"absences": (*room.absences, *_apart_from(held, spans))})


def _apart_from(held: Iterable[Span], spans: Iterable[Span]) -> tuple[Moment, ...]:
    """Return stretches without what has been, or was under way: it stands."""
    left = list(spans)
    for start, end in held:
        left = [part for a, b in left for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return tuple(Moment(start=start, end=end) for start, end in dict.fromkeys(left))


def _bookings(case: Case, plan: Plan, what: Disruption, gone: Collection[str]) -> Iterator[Booking]:
    """Yield the promises that can still be kept, without rooms that are lost and co-leaders who are away meanwhile."""
    for booking in case.week.bookings:
        end, busy_until = _ends(case, plan, booking)
        begun = booking.start < what.now
        if booking.request in gone or (not begun and _meets(what.absent, booking.clinician, booking.start, busy_until)):
            continue
        update: dict[str, Any] = {}
        if not begun and _meets(what.rooms, booking.room, booking.start, end):
            update["room"] = None
        there = [c for c in booking.co_leaders if begun or not _meets(what.absent, c, booking.start, busy_until)]
        if len(there) < len(booking.co_leaders):
            update["co_leaders"] = tuple(there)
        yield booking.model_copy(update=update) if update else booking


def _meets(lost: Iterable[tuple[str, Span]], name: str | None, start: datetime, end: datetime) -> bool:
    return any(name == other and first < end and start < last for other, (first, last) in lost)


def _ends(case: Case, plan: Plan, booking: Booking) -> Span:
    """Return when a promised contact ends, and when its notes are done; as early as can be where the plan lacks it."""
    for a in plan.appointments:
        if (a.request, a.start) == (booking.request, booking.start) and booking.clinician in a.clinicians:
            return a.end, a.busy_until
    kinds = [case.rulebook.contact_types[name] for name in _types(case, booking.request)]
    minutes = min((kind.minutes for kind in kinds), default=0)
    busy = min((kind.minutes + kind.documentation_minutes for kind in kinds), default=0)
    return booking.start + timedelta(minutes=minutes), booking.start + timedelta(minutes=busy)


def _types(case: Case, name: str) -> tuple[str, ...]:
    need = case.needs.get(name)
    if isinstance(need, Request):
        return need.contact_types
    return (need.contact_type,) if need is not None else (case.crisis_type or "",)
