"""Faults to plant in a sound bundle, one each: what a careless writer of FHIR gets wrong."""

from collections.abc import Callable
from typing import Any

Bundle = dict[str, Any]


def part(bundle: Bundle, kind: str, **fields: Any) -> dict[str, Any]:
    """Return the first resource of a type with these fields."""
    parts = [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]
    return next(p for p in parts if all(p.get(name) == value for name, value in fields.items()))


def proposed(bundle: Bundle) -> dict[str, Any]:
    return part(bundle, "Appointment", status="proposed")


def _set(kind: str, field: str, value: Any) -> Callable[[Bundle], None]:
    return lambda bundle: part(bundle, kind).__setitem__(field, value)


def _drop(kind: str, field: str) -> Callable[[Bundle], None]:
    return lambda bundle: part(bundle, kind).pop(field)


def _end_before_start(bundle: Bundle) -> None:
    one = proposed(bundle)
    one["start"], one["end"] = one["end"], one["start"]


def _wrong_type_of_reference(bundle: Bundle) -> None:
    role = next(e for e in bundle["entry"] if e["resource"]["resourceType"] == "PractitionerRole")
    part(bundle, "Slot")["schedule"] = {"reference": role["fullUrl"]}


def _no_participant_status(bundle: Bundle) -> None:
    del proposed(bundle)["participant"][0]["status"]


def _no_clinician(bundle: Bundle) -> None:
    del proposed(bundle)["participant"][0]


def _dangling(bundle: Bundle) -> None:
    part(bundle, "Slot")["schedule"] = {
        "reference": "urn:uuid:00000000-0000-0000-0000-000000000000",
        "type": "Schedule",
    }


def _same_url_twice(bundle: Bundle) -> None:
    bundle["entry"][1]["fullUrl"] = bundle["entry"][0]["fullUrl"]


def _no_code_in_coding(bundle: Bundle) -> None:
    del part(bundle, "ServiceRequest")["code"]["coding"][0]["code"]


def _no_zone(bundle: Bundle) -> None:
    proposed(bundle)["start"] = proposed(bundle)["start"][:19]


# What is wrong: how it is planted, and what the first line about it says.
FAULTS: dict[str, tuple[Callable[[Bundle], None], str]] = {
    "wrong status": (lambda b: proposed(b).__setitem__("status", "bookd"), ".status: 'bookd' is none of proposed"),
    "empty participants": (lambda b: proposed(b).__setitem__("participant", []), ".participant"),
    "end before start": (_end_before_start, ".end: "),
    "wrong type of reference": (_wrong_type_of_reference, ".schedule: 'PractitionerRole' stands where Schedule"),
    "missing code": (_drop("ServiceRequest", "code"), ".code: is missing"),
    "no code in coding": (_no_code_in_coding, ".code: has no code"),
    "no participant status": (_no_participant_status, ".participant[0].status"),
    "no clinician takes part": (_no_clinician, ".participant: no clinician takes part"),
    "invalid instant": (lambda b: proposed(b).__setitem__("start", "2026-13-40T09:00:00+01:00"), ".start"),
    "instant without zone": (_no_zone, ".start"),
    "unknown field": (_set("Slot", "colour", "red"), ".colour"),
    "wrong slot status": (_set("Slot", "status", "taken"), ".status: 'taken' is none of busy"),
    "no schedule": (_drop("Slot", "schedule"), ".schedule"),
    "no intent": (_drop("ServiceRequest", "intent"), ".intent"),
    "no subject": (_drop("ServiceRequest", "subject"), ".subject"),
    "wrong priority": (_set("ServiceRequest", "priority", "high"), ".priority: 'high' is none of stat"),
    "reference to nothing": (_dangling, ".schedule: 'urn:uuid:00000000"),
    "one fullUrl twice": (_same_url_twice, "entry: 2 entries have the fullUrl"),
    "wrong weekday": (
        lambda b: part(b, "PractitionerRole")["availableTime"][0].__setitem__("daysOfWeek", ["monday"]),
        ".daysOfWeek: 'monday' is none of mon",
    ),
    "unknown resource": (
        lambda b: part(b, "Location").__setitem__("resourceType", "Lokal"),
        ".resourceType: 'Lokal' is no part of a week",
    ),
    "status of the wrong shape": (_set("Slot", "status", ["busy"]), ".status"),
}
