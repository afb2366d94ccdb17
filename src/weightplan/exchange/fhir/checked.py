"""What is wrong with a bundle: FHIR's own structure, and what a week needs of it beyond that."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from weightplan.errors import InputError, did_you_mean
from weightplan.exchange.fhir.extensions import extended
from weightplan.exchange.fhir.names import DAYS, RESOURCES
from weightplan.exchange.fhir.outward import PRIORITIES
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
_NEEDED: dict[str, tuple[str, ...]] = {
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


def make_sure_sound(bundle: Any) -> None:
    """Raise InputError, a line per problem, for a bundle that is no FHIR R4 or no week."""
    problems = list(problems_of_bundle(bundle))
    if problems:
        raise InputError(problems)


def problems_of_bundle(bundle: Any) -> list[str]:
    """Return what is wrong, a line each: `entry[3].resource.status: ...`.

    First FHIR's structure, by the models of fhir.resources; what those find is not looked into
    further. Then codes, references, times and what a week cannot do without. Raises InputError
    where the extra `weightplan[fhir]` is not installed.
    """
    return list(_structure(bundle)) or list(_meaning(bundle))


def _structure(bundle: Any) -> Iterator[str]:
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        yield "resourceType: is no Bundle"
        return
    parts = [entry.get("resource") if isinstance(entry, dict) else None for entry in bundle.get("entry") or ()]
    strangers = [(number, part) for number, part in enumerate(parts) if _kind(part) not in _NEEDED]
    for number, part in strangers:
        hint = did_you_mean(str(_kind(part)), _NEEDED)
        yield f"entry[{number}].resource.resourceType: {shown(_kind(part))} is no part of a week{hint}"
    if strangers:
        return
    try:
        from fhir.resources.R4B.bundle import Bundle  # seconds, and an extra, that only FHIR needs
    except ImportError:
        raise InputError(["FHIR needs an extra: pip install 'weightplan[fhir]'"]) from None
    try:
        Bundle.model_validate(bundle)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_input=False):
            yield f"{_path(item['loc'])}: {item['msg'].splitlines()[0][:200]}"


def _kind(part: Any) -> str | None:
    kind = part.get("resourceType") if isinstance(part, dict) else None
    return kind if isinstance(kind, str) else None


def _path(steps: tuple[int | str, ...]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".") or "the bundle"


def _meaning(bundle: dict[str, Any]) -> Iterator[str]:
    if bundle.get("type") != "collection":
        yield f"type: {shown(bundle.get('type'))} is no collection"
    entries = bundle.get("entry", [])
    parts = {f"entry[{n}].resource": entry["resource"] for n, entry in enumerate(entries)}
    urls = {entry.get("fullUrl"): entry["resource"] for entry in entries}
    for url, count in Counter(entry.get("fullUrl") for entry in entries).items():
        if url is not None and count > 1:
            yield f"entry: {count} entries have the fullUrl {url}"
    for path, part in parts.items():
        yield from _resource(path, part, urls)
    yield from _unit(parts)


def _unit(parts: dict[str, Any]) -> Iterator[str]:
    units = [(path, part) for path, part in parts.items() if _kind(part) == RESOURCES["unit"]]
    if len(units) != 1:
        yield f"entry: {len(units)} HealthcareServices, and one unit is planned"
        return
    path, unit = units[0]
    week = extended(unit, "week")
    for field in ("week", "rulebook", "timezone"):
        if field not in week:
            yield f"{path}.extension: says no {field}"
    try:
        ZoneInfo(str(week.get("timezone", "UTC")))
    except (KeyError, OSError, ValueError):
        yield f"{path}.extension: no time zone {shown(week['timezone'])}"


def _resource(path: str, part: dict[str, Any], urls: dict[Any, Any]) -> Iterator[str]:
    kind = part["resourceType"]
    yield from (f"{path}.{field}: is missing" for field in _NEEDED[kind] if not part.get(field))
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
    if "identifier" in _NEEDED[kind] and part.get("identifier") and not part["identifier"][0].get("value"):
        yield f"{path}.identifier[0].value: is missing"
    if kind == "ServiceRequest" and _type(subject, urls) == "Group" and subject.get("reference") not in urls:
        yield f"{path}.subject: a group must be in the bundle"
    if "quantityQuantity" in part and "value" not in part["quantityQuantity"]:
        yield f"{path}.quantityQuantity.value: is missing"
    for place, member in enumerate(part.get("member", ())):
        yield from _reference(f"{path}.member[{place}].entity", member["entity"], ("Patient",), urls)
    for place, absence in enumerate(part.get("notAvailable", ())):
        lacking = [end for end in ("start", "end") if end not in absence.get("during", {})]
        yield from (f"{path}.notAvailable[{place}].during.{end}: is missing" for end in lacking)


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
