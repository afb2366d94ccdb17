"""Every name in a week stands for something, and no identifier stands for two things."""

from collections.abc import Iterator

from weightplan.case import CRISIS, Case
from weightplan.demand import patients_from_demand, requests_from_demand
from weightplan.validate.words import twice, unknown
from weightplan.week import Group, Request


def problems(case: Case) -> Iterator[str]:
    """Yield unknown names and identifiers used twice."""
    yield from _twice_used(case)
    week, book = case.week, case.rulebook
    for place, clinician in enumerate(week.clinicians):
        yield from unknown(f"clinicians[{place}].role", "role", [clinician.role], book.roles)
    for place, patient in enumerate(week.patients):
        if patient.clinician is not None:
            yield from unknown(f"patients[{place}].clinician", "clinician", [patient.clinician], case.clinicians)
    for place, request in enumerate(week.requests):
        yield from _request(case, f"requests[{place}]", request)
    for place, group in enumerate(week.groups):
        yield from _group(case, f"groups[{place}]", group)
    bookable = {*case.requests, *case.groups, *([CRISIS] if case.crisis_type else [])}
    for place, booking in enumerate(week.bookings):
        path = f"bookings[{place}]"
        yield from unknown(f"{path}.request", "request or group", [booking.request], bookable)
        yield from unknown(f"{path}.clinician", "clinician", [booking.clinician], case.clinicians)
        yield from unknown(f"{path}.co_leaders", "clinician", booking.co_leaders, case.clinicians)
        if booking.room is not None:
            yield from unknown(f"{path}.room", "room", [booking.room], case.rooms)
    yield from _demand(case)


def _request(case: Case, path: str, request: Request) -> Iterator[str]:
    if request.patient is not None:
        yield from unknown(f"{path}.patient", "patient", [request.patient], case.patients)
    yield from unknown(f"{path}.contact_types", "contact type", request.contact_types, case.rulebook.contact_types)
    yield from unknown(f"{path}.clinicians", "clinician", request.clinicians, case.clinicians)
    yield from unknown(f"{path}.rooms", "room", request.rooms, case.rooms)
    yield from unknown(f"{path}.addons", "add-on", request.addons, case.rulebook.addons)
    if request.after is not None:
        yield from unknown(f"{path}.after.request", "request", [request.after.request], case.requests)


def _group(case: Case, path: str, group: Group) -> Iterator[str]:
    yield from unknown(f"{path}.contact_type", "contact type", [group.contact_type], case.rulebook.contact_types)
    yield from unknown(f"{path}.participants", "patient", case.members(group), case.patients)
    yield from twice(f"{path}.participants", case.members(group))
    yield from unknown(f"{path}.leaders_from", "clinician", group.leaders_from, case.clinicians)
    yield from unknown(f"{path}.rooms", "room", group.rooms, case.rooms)


def _demand(case: Case) -> Iterator[str]:
    levels = {str(level): None for level in case.rulebook.levels}
    for place, demand in enumerate(case.week.demand):
        if not levels:
            yield f"demand[{place}].level: the rulebook has no levels, so no care package for level {demand.level}"
        elif demand.level not in case.rulebook.levels:
            yield f"demand[{place}].level: no care package for level {demand.level}, only for {', '.join(levels)}"
        if demand.role is not None:
            yield from unknown(f"demand[{place}].role", "role", [demand.role], case.rulebook.roles)


def _twice_used(case: Case) -> Iterator[str]:
    week = case.week
    for field in ("clinicians", "rooms", "patients"):
        yield from _used(field, [part.id for part in getattr(week, field)], {})
    made_patients = {patient.id for patient in patients_from_demand(week)}
    for place, patient in enumerate(week.patients):
        if patient.id in made_patients:
            yield f"patients[{place}].id: {patient.id!r} is a name that demand gives to its own patients"
    taken = {CRISIS: "the crisis slots"} | {r.id: "demand" for r in requests_from_demand(week, case.rulebook)}
    yield from _used("requests", [request.id for request in week.requests], taken)
    taken |= {request.id: "a request" for request in week.requests}
    yield from _used("groups", [group.id for group in week.groups], taken)


def _used(field: str, names: list[str], taken: dict[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in taken:
            yield f"{field}[{place}].id: {name!r} is taken by {taken[name]}"
        elif name in seen:
            yield f"{field}[{place}].id: {name!r} stands there twice"
        seen.add(name)
