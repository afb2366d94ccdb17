"""A plan as FHIR R4 resources: appointments that are proposed, and the slots that they and the breaks take."""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from weightplan.case import Case
from weightplan.exchange.fhir.extensions import extensions
from weightplan.exchange.fhir.names import Resource, coded, joined, key, reference, resource
from weightplan.exchange.fhir.needs import left_over, written_out
from weightplan.exchange.fhir.times import instant
from weightplan.plan import Appointment, Break, Plan
from weightplan.report.looks import type_label


def plan_fields(plan: Plan) -> dict[str, Any]:
    """Return what a plan says beside its appointments and breaks; its status always."""
    return {"status": plan.status} | left_over(plan, "appointments", "breaks")


def plan_resources(case: Case, plan: Plan) -> Iterator[Resource]:
    """Yield a plan's appointments and breaks, in its order."""
    zone = ZoneInfo(case.rulebook.timezone)
    nth: Counter[str] = Counter()
    needs = written_out(case)
    for appointment in plan.appointments:
        nth[appointment.request] += 1
        name = joined(appointment.request, nth[appointment.request])
        yield from _slots(case, appointment, name, zone)
        based_on = reference("request", appointment.request, appointment.request in needs)
        yield _appointment(case, appointment, name, zone, based_on)
    for number, pause in enumerate(plan.breaks):
        yield _break(case, pause, number, zone)


def _slots(case: Case, appointment: Appointment, name: str, zone: ZoneInfo) -> Iterator[Resource]:
    """A slot per clinician, documentation counted in."""
    for clinician in appointment.clinicians:
        yield resource(
            "slot",
            joined(clinician, name),
            serviceType=[coded("slot-kind", "contact")],
            schedule=reference("schedule", clinician, clinician in case.clinicians),
            status="busy",
            start=instant(appointment.start, zone),
            end=instant(appointment.busy_until, zone),
        )


def _appointment(case: Case, appointment: Appointment, name: str, zone: ZoneInfo, based_on: dict[str, Any]) -> Resource:
    kind = appointment.contact_type
    actors = [reference("clinician", c, c in case.clinicians) for c in appointment.clinicians]
    actors += [reference("patient", p, inside=False) for p in appointment.patients]
    if appointment.room is not None:
        actors.append(reference("room", appointment.room, appointment.room in case.rooms))
    return resource(
        "appointment",
        name,
        status="proposed",
        serviceType=[coded("contact-type", kind, type_label(case, kind, "en"))],
        basedOn=[based_on],
        start=instant(appointment.start, zone),
        end=instant(appointment.end, zone),
        slot=[
            {"reference": f"urn:uuid:{key('slot', joined(c, name))}", "type": "Slot"} for c in appointment.clinicians
        ],
        participant=[{"actor": actor, "status": "needs-action"} for actor in actors],
        extension=extensions("appointment", {"weights": appointment.weights} if appointment.weights else {}),
    )


def _break(case: Case, pause: Break, number: int, zone: ZoneInfo) -> Resource:
    return resource(
        "slot",
        joined(pause.clinician, pause.kind, number),
        serviceType=[coded("slot-kind", pause.kind)],
        schedule=reference("schedule", pause.clinician, pause.clinician in case.clinicians),
        status="busy-unavailable",
        start=instant(pause.start, zone),
        end=instant(pause.end, zone),
    )
