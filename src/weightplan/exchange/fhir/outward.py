"""A week as FHIR R4 resources: who works when, in which rooms, and what is asked for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from weightplan.case import Case
from weightplan.exchange.fhir.extensions import extensions
from weightplan.exchange.fhir.names import Resource, coded, joined, reference, resource
from weightplan.exchange.fhir.times import hours_listed, instant
from weightplan.report.looks import role_label, type_label
from weightplan.rulebook import Rulebook
from weightplan.week import Booking, Clinician, Group, Patient, Request, Room

PRIORITIES = {1: "stat", 2: "asap", 3: "urgent", 4: "routine"}
UNKNOWN = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def week_resources(case: Case, plan: dict[str, Any] | None) -> Iterator[Resource]:
    """Yield the resources of a week; `plan` is what a plan says beside its appointments and breaks."""
    zone = ZoneInfo(case.rulebook.timezone)
    yield _unit(case, plan)
    for person in case.week.clinicians:
        yield _clinician(case, person, zone)
        yield _schedule(case, person, zone)
        yield from _blocks(person, zone)
    yield from (_room(room) for room in case.week.rooms)
    yield from (_patient(patient) for patient in case.week.patients)
    for request in case.week.requests:
        yield _need(case, request, _subject(request), request.contact_types, request.clinicians)
    for group in case.week.groups:
        yield _group(group)
        yield _need(case, group, reference("group", group.id), (group.contact_type,), group.leaders_from)
    for number, booking in enumerate(case.week.bookings):
        yield _booking(case, booking, number, zone)


def left_over(part: BaseModel, *held: str) -> dict[str, Any]:
    """Return the fields of a model that FHIR does not hold, as JSON; those as by default are left out."""
    tree = part.model_dump(mode="json", exclude_unset=True)
    told = set(part.model_dump(mode="json", exclude_defaults=True))
    if tree.get("limits"):  # a limit that is lifted is given, and yet as by default
        told.add("limits")
    return {name: value for name, value in tree.items() if name in told and name not in held}


def need_reference(case: Case, name: str) -> dict[str, Any]:
    """Return a reference to a need; crisis slots and needs made from a case mix have no resource."""
    named = {need.id for need in case.week.requests} | case.groups.keys()
    return reference("request", name, name in named)


def _unit(case: Case, plan: dict[str, Any] | None) -> Resource:
    book = case.week.rulebook
    name = case.week.name
    named = bool(name and name.strip())
    held = ("clinicians", "rooms", "patients", "requests", "groups", "bookings", *(["name"] if named else []))
    fields = left_over(case.week, *held) | {
        "timezone": case.rulebook.timezone,
        "rulebook": book.model_dump(mode="json", exclude_unset=True) if isinstance(book, Rulebook) else book,
    }
    return resource(
        "unit",
        case.week.week.isoformat(),
        active=True,
        name=name if named else None,
        type=[coded("contact-type", kind, type_label(case, kind, "en")) for kind in case.rulebook.contact_types],
        extension=extensions("week", fields) + (extensions("plan", plan) if plan is not None else []),
    )


def _clinician(case: Case, person: Clinician, zone: ZoneInfo) -> Resource:
    held = ("id", "role", "skills", "hours", "blocks", "absences")
    away = [{"start": instant(a.start, zone), "end": instant(a.end, zone)} for a in person.absences]
    return resource(
        "clinician",
        person.id,
        active=True,
        code=[coded("role", person.role, role_label(case, person.role, "en"))],
        specialty=[coded("skill", skill) for skill in person.skills],
        healthcareService=[reference("unit", case.week.week.isoformat())],
        availableTime=hours_listed(person.hours, "availableStartTime", "availableEndTime"),
        notAvailable=[{"description": "absence", "during": period} for period in away],
        extension=extensions("clinician", left_over(person, *held)),
    )


def _schedule(case: Case, person: Clinician, zone: ZoneInfo) -> Resource:
    days = [case.date_of(0), case.date_of(case.day_count - 1)]
    return resource(
        "schedule",
        person.id,
        active=True,
        actor=[reference("clinician", person.id)],
        planningHorizon={"start": days[0].isoformat(), "end": days[1].isoformat()},
    )


def _blocks(person: Clinician, zone: ZoneInfo) -> Iterator[Resource]:
    for number, block in enumerate(person.blocks):
        named = bool(block.label.strip())
        yield resource(
            "slot",
            joined(person.id, "block", number),
            serviceType=[coded("slot-kind", "block")],
            schedule=reference("schedule", person.id),
            status="busy-unavailable",
            start=instant(block.start, zone),
            end=instant(block.end, zone),
            comment=block.label if named else None,
            extension=extensions("block", {"label": block.label} if block.label and not named else {}),
        )


def _room(room: Room) -> Resource:
    open_at = hours_listed(room.hours, "openingTime", "closingTime") if room.hours else []
    rest = left_over(room, "id", "kind", "hours") | ({"hours": {}} if room.hours == {} else {})
    return resource(
        "room",
        room.id,
        status="active",
        mode="instance",
        type=[coded("room-kind", room.kind)],
        hoursOfOperation=open_at,
        extension=extensions("room", rest),
    )


def _patient(patient: Patient) -> Resource:
    """What is known of a patient hangs on a reference: no Patient resource, no name."""
    rest = left_over(patient, "id") | ({"available": {}} if patient.available == {} else {})
    return resource(
        "needs",
        patient.id,
        code=coded("kind", "patient"),
        subject=reference("patient", patient.id, inside=False),
        extension=extensions("patient", rest),
    )


def _subject(request: Request) -> dict[str, Any]:
    if request.patient is not None:
        return reference("patient", request.patient, inside=False)
    return {"type": "Patient", "extension": [{"url": UNKNOWN, "valueCode": "unknown"}]}


def _need(
    case: Case, need: Request | Group, subject: dict[str, Any], kinds: tuple[str, ...], staff: tuple[str, ...] | None
) -> Resource:
    held = ("id", "patient", "contact_types", "contact_type", "priority", "participants", "count")
    rest = left_over(need, *held, "clinicians", "leaders_from", "rooms", "earliest", "latest")
    rest |= {"clinicians": []} if staff == () else {}
    rest |= {"rooms": []} if need.rooms == () else {}
    days = {"start": need.earliest, "end": need.latest}
    codes = [coded("contact-type", kind, type_label(case, kind, "en")) for kind in kinds]
    return resource(
        "request",
        need.id,
        status="active",
        intent="order",
        priority=PRIORITIES[need.priority],
        code=codes[0],
        orderDetail=codes[1:],
        quantityQuantity={"value": need.count} if isinstance(need, Request) else None,
        subject=subject,
        occurrencePeriod={name: day.isoformat() for name, day in days.items() if day} or None,
        performer=[reference("clinician", name) for name in staff or ()],
        locationReference=[reference("room", name) for name in need.rooms or ()],
        extension=extensions("request", rest),
    )


def _group(group: Group) -> Resource:
    counted = isinstance(group.participants, int)
    members = () if isinstance(group.participants, int) else group.participants
    return resource(
        "group",
        group.id,
        type="person",
        actual=not counted,
        quantity=group.participants if counted else None,
        member=[{"entity": reference("patient", name, inside=False)} for name in members],
    )


def _booking(case: Case, booking: Booking, number: int, zone: ZoneInfo) -> Resource:
    """A promise, as long as the need's most preferred type: which one it will be is not settled yet."""
    need = case.needs.get(booking.request)
    kinds = (
        need.contact_types if isinstance(need, Request) else (need.contact_type if need else case.crisis_type or "",)
    )
    length = timedelta(minutes=case.rulebook.contact_types[kinds[0]].minutes)
    actors = [reference("clinician", booking.clinician)]
    if isinstance(need, Request) and need.patient is not None:
        actors.append(reference("patient", need.patient, inside=False))
    if booking.room is not None:
        actors.append(reference("room", booking.room))
    return resource(
        "appointment",
        joined("booking", number, booking.request),
        status="booked",
        serviceType=[coded("contact-type", kinds[0], type_label(case, kinds[0], "en"))],
        basedOn=[need_reference(case, booking.request)],
        start=instant(booking.start, zone),
        end=instant(booking.start + length, zone),
        participant=[{"actor": actor, "status": "accepted"} for actor in actors],
        extension=extensions("booking", left_over(booking, "request", "clinician", "start", "room")),
    )
