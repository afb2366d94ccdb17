"""What is asked for as FHIR R4 resources: needs, groups, promises, and what is known of patients."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from weightplan.case import Case
from weightplan.exchange.fhir.extensions import extensions
from weightplan.exchange.fhir.names import Resource, coded, joined, reference, resource
from weightplan.exchange.fhir.times import instant
from weightplan.report.looks import type_label
from weightplan.week import Booking, Group, Patient, Request

PRIORITIES = {1: "stat", 2: "asap", 3: "urgent", 4: "routine"}
UNKNOWN = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def left_over(part: BaseModel, *held: str) -> dict[str, Any]:
    """Return the fields of a model that FHIR does not hold, as JSON; those as by default are left out."""
    tree = part.model_dump(mode="json", exclude_unset=True)
    told = set(part.model_dump(mode="json", exclude_defaults=True))
    if tree.get("limits"):  # a limit that is lifted is given, and yet as by default
        told.add("limits")
    return {name: value for name, value in tree.items() if name in told and name not in held}


def written_out(case: Case) -> frozenset[str]:
    """Return the needs that have a resource: not the crisis slots, nor what is made from a case mix."""
    return frozenset({*(request.id for request in case.week.requests), *case.groups})


def patient_resource(patient: Patient) -> Resource:
    """What is known of a patient hangs on a reference: no Patient resource, no name."""
    rest = left_over(patient, "id") | ({"available": {}} if patient.available == {} else {})
    return resource(
        "needs",
        patient.id,
        code=coded("kind", "patient"),
        subject=reference("patient", patient.id, inside=False),
        extension=extensions("patient", rest),
    )


def subject(request: Request) -> dict[str, Any]:
    """Return whom a request is about; a patient who is not named yet is unknown, not left out."""
    if request.patient is not None:
        return reference("patient", request.patient, inside=False)
    return {"type": "Patient", "extension": [{"url": UNKNOWN, "valueCode": "unknown"}]}


def need_resource(
    case: Case, need: Request | Group, subject: dict[str, Any], kinds: tuple[str, ...], staff: tuple[str, ...] | None
) -> Resource:
    """Return a request's or a group's need: `kinds` in order of preference, `staff` who may hold it."""
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


def group_resource(group: Group) -> Resource:
    """Return who comes to a group: patients by identifier, or how many."""
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


def booking_resource(case: Case, booking: Booking, number: int, zone: ZoneInfo) -> Resource:
    """A promise, as long as the need's most preferred type: which one it will be is not settled yet."""
    need = case.needs.get(booking.request)
    kinds = (
        need.contact_types if isinstance(need, Request) else (need.contact_type if need else case.crisis_type or "",)
    )
    length = timedelta(minutes=case.rulebook.contact_types[kinds[0]].minutes)
    actors = [reference("clinician", name) for name in booking.team]
    if isinstance(need, Request) and need.patient is not None:
        actors.append(reference("patient", need.patient, inside=False))
    if booking.room is not None:
        actors.append(reference("room", booking.room))
    return resource(
        "appointment",
        joined("booking", number, booking.request),
        status="booked",
        serviceType=[coded("contact-type", kinds[0], type_label(case, kinds[0], "en"))],
        basedOn=[reference("request", booking.request, booking.request in written_out(case))],
        start=instant(booking.start, zone),
        end=instant(booking.start + length, zone),
        participant=[{"actor": actor, "status": "accepted"} for actor in actors],
        extension=extensions("booking", left_over(booking, "request", "clinician", "co_leaders", "start", "room")),
    )
