"""What a resource must say for a week to be told: fields, codes, references, times, participants."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from weightplan.errors import did_you_mean
from weightplan.exchange.fhir.names import DAYS
from weightplan.exchange.fhir.needs import PRIORITIES
from weightplan.files.plain import shown

# What R4 allows, or what of it means something to a week.
_CODES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Appointment", "status"): ("proposed", "pending", "booked"),
    ("Slot", "status"): ("busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error"),
    ("ServiceRequest", "status"): ("active",),
    ("ServiceRequest", "intent"): ("proposal", "plan", "directive", "order", "original-order"),
    ("ServiceRequest", "priority"): tuple(PRIORITIES.values()),
    ("Group", "type"): ("person",),
}
_PARTICIPATION = ("accepted", "declined", "tentative", "needs-action")
NEEDED: dict[str, tuple[str, ...]] = {
    "Appointment": ("status", "start", "end", "participant", "basedOn", "serviceType"),
    "Slot": ("status", "schedule", "start", "end"),
    "Schedule": ("actor", "identifier"),
    "ServiceRequest": ("identifier", "status", "intent", "code", "subject"),
    "PractitionerRole": ("identifier", "code"),
    "Location": ("identifier", "type"),
    "Group": ("identifier", "type"),
    "HealthcareService": ("identifier",),
    "Basic": ("code", "subject"),
}
_REFERENCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("Appointment", "basedOn"): ("ServiceRequest",),
    ("Appointment", "slot"): ("Slot",),
    ("Slot", "schedule"): ("Schedule",),
    ("Schedule", "actor"): ("PractitionerRole",),
    ("ServiceRequest", "subject"): ("Patient", "Group"),
    ("ServiceRequest", "performer"): ("PractitionerRole",),
    ("ServiceRequest", "locationReference"): ("Location",),
    ("PractitionerRole", "healthcareService"): ("HealthcareService",),
    ("Basic", "subject"): ("Patient",),
}
_ACTORS = ("PractitionerRole", "Patient", "Location")
_SPANS = ("Appointment", "Slot")


def problems_of(path: str, part: dict[str, Any], urls: dict[Any, Any]) -> Iterator[str]:
    """Yield what is wrong with one resource; `urls` are the resources of the bundle by fullUrl."""
    kind = part["resourceType"]
    yield from (f"{path}.{field}: is missing" for field in NEEDED[kind] if not part.get(field))
    for (owner, field), allowed in _CODES.items():
        if owner == kind and field in part and part[field] not in allowed:
            hint = did_you_mean(str(part[field]), allowed)
            yield f"{path}.{field}: {shown(part[field])} is none of {', '.join(allowed)}{hint}"
    for (owner, field), types in _REFERENCES.items():
        if owner == kind:
            found = part.get(field, [])
            for place, reference in enumerate(found if isinstance(found, list) else [found]):
                here = f"{path}.{field}" + (f"[{place}]" if isinstance(found, list) else "")
                unnamed = (owner, field) == ("ServiceRequest", "subject") and _type(reference, urls) == "Patient"
                if not unnamed or {"reference", "identifier"} & reference.keys():
                    yield from _reference(here, reference, types, urls)
    if kind in _SPANS and part.get("start") and part.get("end"):
        yield from _span(path, part)
    if kind == "Appointment":
        yield from _participants(path, part, urls)
    yield from _needed_inside(path, part, urls)
    yield from _codings(path, part)


def _needed_inside(path: str, part: dict[str, Any], urls: dict[Any, Any]) -> Iterator[str]:
    """Yield what is missing below the first level, for a week could not be told without it."""
    kind, subject = part["resourceType"], part.get("subject", {})
    if "identifier" in NEEDED[kind] and part.get("identifier") and not part["identifier"][0].get("value"):
        yield f"{path}.identifier[0].value: is missing"
    if kind == "ServiceRequest" and _type(subject, urls) == "Group" and subject.get("reference") not in urls:
        yield f"{path}.subject: a group must be in the bundle"
    if "quantityQuantity" in part and "value" not in part["quantityQuantity"]:
        yield f"{path}.quantityQuantity.value: is missing"
    for place, member in enumerate(part.get("member", ())):
        yield from _reference(f"{path}.member[{place}].entity", member["entity"], ("Patient",), urls)
    for place, absence in enumerate(part.get("notAvailable", ())):
        here, during = f"{path}.notAvailable[{place}].during", absence.get("during", {})
        lacking = [end for end in ("start", "end") if not during.get(end)]
        yield from (f"{here}.{end}: is missing" for end in lacking) if lacking else _span(here, during)


def _reference(path: str, reference: dict[str, Any], types: tuple[str, ...], urls: dict[Any, Any]) -> Iterator[str]:
    url, kind = reference.get("reference"), _type(reference, urls)
    if url is not None and url not in urls:
        yield f"{path}: {shown(url)} is not in the bundle"
    elif url is None and "identifier" not in reference:
        yield f"{path}: names nothing"
    elif kind not in types:
        yield f"{path}: {shown(kind)} stands where {' or '.join(types)} is asked for"
    elif "identifier" in reference and not reference["identifier"].get("value"):
        yield f"{path}.identifier: has no value"
    elif url is not None and urls[url].get("resourceType") != kind:
        yield f"{path}: leads to {shown(urls[url].get('resourceType'))} and says {kind}"


def _type(reference: dict[str, Any], urls: dict[Any, Any]) -> str | None:
    inside = urls.get(reference.get("reference")) or {}
    found = reference.get("type") or inside.get("resourceType")
    return None if found is None else str(found)


def _span(path: str, part: dict[str, Any]) -> Iterator[str]:
    moments = {}
    for field in ("start", "end"):
        try:
            moments[field] = datetime.fromisoformat(part[field])
        except ValueError:
            yield f"{path}.{field}: {shown(part[field])} is no instant (2026-11-23T09:00:00+01:00)"
            return
        if moments[field].tzinfo is None:
            yield f"{path}.{field}: {part[field]} has no offset from UTC"
            return
    if moments["end"] <= moments["start"]:
        yield f"{path}.end: {part['end']} is not after the start {part['start']}"


def _participants(path: str, part: dict[str, Any], urls: dict[Any, Any]) -> Iterator[str]:
    roles = Counter[str | None]()
    for place, who in enumerate(part.get("participant", ())):
        here = f"{path}.participant[{place}]"
        if who.get("status") not in _PARTICIPATION:
            yield f"{here}.status: {shown(who.get('status'))} is none of {', '.join(_PARTICIPATION)}"
        if "actor" not in who:
            yield f"{here}.actor: is missing"
            continue
        yield from _reference(f"{here}.actor", who["actor"], _ACTORS, urls)
        roles[_type(who["actor"], urls)] += 1
    if part.get("participant") and not roles["PractitionerRole"]:
        yield f"{path}.participant: no clinician takes part"
    if roles["Location"] > 1:
        yield f"{path}.participant: {roles['Location']} rooms"


def _codings(path: str, part: dict[str, Any]) -> Iterator[str]:
    """Yield concepts without a code and days that are none."""
    for field in ("code", "orderDetail", "serviceType", "specialty", "type"):
        found = part.get(field, [])
        for concept in found if isinstance(found, list) else [found]:
            if isinstance(concept, dict) and not any(code.get("code") for code in concept.get("coding", ())[:1]):
                yield f"{path}.{field}: has no code"
    for field in ("availableTime", "hoursOfOperation"):
        for place, time in enumerate(part.get(field, ())):
            for day in time.get("daysOfWeek", ()):
                if day not in DAYS:
                    yield f"{path}.{field}[{place}].daysOfWeek: {shown(day)} is none of {', '.join(DAYS)}"
