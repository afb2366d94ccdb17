"""A week as FHIR R4 resources: who works when, in which rooms, and what is asked for."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from weightplan.case import Case
from weightplan.exchange.fhir.extensions import extensions
from weightplan.exchange.fhir.names import Resource, coded, joined, reference, resource
from weightplan.exchange.fhir.needs import (
    booking_resource,
    group_resource,
    left_over,
    need_resource,
    patient_resource,
    subject,
)
from weightplan.exchange.fhir.times import hours_listed, instant
from weightplan.report.looks import role_label, type_label
from weightplan.rulebook import Rulebook
from weightplan.week import Clinician, Room


def week_resources(case: Case, plan: dict[str, Any] | None) -> Iterator[Resource]:
    """Yield the resources of a week; `plan` is what a plan says beside its appointments and breaks."""
    zone = ZoneInfo(case.rulebook.timezone)
    yield _unit(case, plan)
    for person in case.week.clinicians:
        yield _clinician(case, person, zone)
        yield _schedule(case, person)
        yield from _blocks(person, zone)
    yield from (_room(room) for room in case.week.rooms)
    yield from (patient_resource(patient) for patient in case.week.patients)
    for request in case.week.requests:
        yield need_resource(case, request, subject(request), request.contact_types, request.clinicians)
    for group in case.week.groups:
        yield group_resource(group)
        yield need_resource(case, group, reference("group", group.id), (group.contact_type,), group.leaders_from)
    for number, booking in enumerate(case.week.bookings):
        yield booking_resource(case, booking, number, zone)


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


def _schedule(case: Case, person: Clinician) -> Resource:
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
            extension=extensions("block", left_over(block, "start", "end", *(["label"] if named else []))),
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
