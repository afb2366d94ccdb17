"""What comes between a plan and its week: an illness, a lost room, an urgent need, a cancelled or missed visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS, Moment
from weightplan.plan import Plan
from weightplan.week import Booking, Clinician, Request, Room

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Disruption:
    """What happened, and `now`: what begins before it has been, and stands.

    `absent` and `rooms` name who or what is away and from when until when. `cancelled` visits are no
    longer asked for; after a missed one (`no_shows`) somebody reaches out to the patient.
    """

    now: datetime
    absent: tuple[tuple[str, Span], ...] = ()
    rooms: tuple[tuple[str, Span], ...] = ()
    urgent: tuple[Request, ...] = ()
    cancelled: tuple[str, ...] = ()
    no_shows: tuple[str, ...] = ()


def disrupted(case: Case, plan: Plan, what: Disruption) -> Case:
    """Return the week as it is now, with the plan as what was told to people.

    Whoever is away need not make up for admin time, nor for visits that would balance phone calls:
    nobody else's patients move for that.
    """
    away = {name for name, _ in what.absent}
    needs = [*case.requests.values(), *what.urgent, *outreach(case, plan, what)]
    update: dict[str, Any] = {
        "clinicians": tuple(
            _away(c, [s for n, s in what.absent if n == c.id]) if c.id in away else c for c in case.week.clinicians
        ),
        "rooms": tuple(_closed(case, r, [s for n, s in what.rooms if n == r.id]) for r in case.week.rooms),
        "patients": tuple(case.patients.values()),
        "requests": tuple(_from_now(case, need, plan, what.now) for need in needs if need.id not in what.cancelled),
        "groups": tuple(_from_now(case, g, plan, what.now) for g in case.week.groups if g.id not in what.cancelled),
        "bookings": tuple(
            _in_any_room(b, what)
            for b in case.week.bookings
            if b.request not in what.cancelled and not _falls_out(b, _end_of(b, plan), what)
        ),
        "demand": (),
    }
    told = plan.model_copy(
        update={"appointments": tuple(a for a in plan.appointments if a.request not in what.cancelled)}
    )
    return Case(case.week.model_copy(update=update), case.rulebook, told)


def _away(person: Clinician, spans: Iterable[Span]) -> Clinician:
    absences = tuple(Moment(start=start, end=end) for start, end in spans)
    limits = person.limits.model_copy(update={"min_admin_minutes_per_week": None, "max_remote_share": None})
    return person.model_copy(update={"absences": (*person.absences, *absences), "limits": limits})


def _end_of(booking: Booking, plan: Plan) -> datetime:
    """Return when a promised contact ends with its notes; its start where the plan does not hold it."""
    held = (a.busy_until for a in plan.appointments if (a.request, a.start) == (booking.request, booking.start))
    return next(held, booking.start)


def _falls_out(booking: Booking, until: datetime, what: Disruption) -> bool:
    """Say whether a promise cannot be kept, since its clinician is away for some of it."""
    return any(
        name == booking.clinician and (start <= booking.start < end or booking.start < start < until)
        for name, (start, end) in what.absent
    )


def _in_any_room(booking: Booking, what: Disruption) -> Booking:
    """Return a promise whose room is lost some time with its hour alone: another room will do."""
    lost = {name for name, _ in what.rooms}
    return booking.model_copy(update={"room": None}) if booking.room in lost else booking


def _closed(case: Case, room: Room, spans: list[Span]) -> Room:
    """Return a room without some hours of its week."""
    if not spans:
        return room
    if case.week.weeks > 1:
        raise InputError([f"rooms.{room.id}: a room that is lost in a plan of several weeks cannot be replanned yet"])
    hours: dict[str, tuple[str, ...]] = {}
    for day in range(case.day_count):
        weekday, base = WEEKDAYS[case.date_of(day).weekday()], day * MINUTES_PER_DAY
        open_from = case.span_on(room.hours, day) if room.hours is not None else ((base, base + MINUTES_PER_DAY),)
        left = list(open_from)
        for start, end in spans:
            first, last = case.minute(start), case.minute(end)
            left = [part for a, b in left for part in ((a, min(b, first)), (max(a, last), b)) if part[0] < part[1]]
        hours[weekday] = tuple(f"{_clock(a - base)}-{_clock(b - base)}" for a, b in left)
    return room.model_copy(update={"hours": {day: parts for day, parts in hours.items() if parts}})


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _from_now(case: Case, need: Any, plan: Plan, now: datetime) -> Any:
    """Return a need that can no longer be met in the past, unless it was."""
    if any(a.request == need.id and a.start < now for a in plan.appointments):
        return need
    end = case.moment(case.day_count * MINUTES_PER_DAY)
    windows = need.windows if need.windows is not None else (Moment(start=case.moment(0), end=end),)
    left = tuple(Moment(start=max(w.start, now), end=w.end) for w in windows if w.end > now)
    return need.model_copy(update={"windows": left}) if now > case.moment(0) else need


def outreach(case: Case, plan: Plan, what: Disruption) -> list[Request]:
    """Return for each missed visit a call to the patient by whom the patient knows, within the week."""
    kinds = case.rulebook.contact_types
    phoning = [n for n, k in kinds.items() if k.modality == "phone" and k.leaders == 1]
    calls = sorted(phoning, key=lambda n: kinds[n].minutes)
    if what.no_shows and not calls:
        raise InputError(["--no-show: the rulebook has no contact by phone with which to reach out"])
    made = []
    for name in what.no_shows:
        missed = next(a for a in plan.appointments if a.request == name)
        made.append(
            Request(
                id=f"{name}-outreach",
                patient=missed.patients[0] if len(missed.patients) == 1 else None,
                contact_types=tuple(calls),
                priority=1,
                windows=(Moment(start=what.now, end=case.moment(case.day_count * MINUTES_PER_DAY)),),
            )
        )
    return made
