"""What things are called in a bundle: systems of identifiers and codes, and references between resources."""

from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

Resource = dict[str, Any]

BASE = "https://weightplan.example/fhir/"
# The kinds of things that have ids, with the resource that stands for each; a patient has none.
RESOURCES = {
    "clinician": "PractitionerRole",
    "room": "Location",
    "patient": "Patient",
    "request": "ServiceRequest",
    "group": "Group",
    "schedule": "Schedule",
    "slot": "Slot",
    "unit": "HealthcareService",
    "appointment": "Appointment",
    "needs": "Basic",
}
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def system(kind: str) -> str:
    return BASE + kind


def identifier(kind: str, name: str) -> dict[str, str]:
    return {"system": system(kind), "value": name}


def coded(kind: str, code: str, display: str | None = None) -> dict[str, Any]:
    """Return a CodeableConcept with one code of our own."""
    return {"coding": [{"system": system(kind), "code": code} | ({"display": display} if display else {})]}


def code_of(concept: Any) -> str:
    """Return the first code of a CodeableConcept."""
    return str(concept["coding"][0]["code"])


def key(kind: str, name: str) -> str:
    """Return a resource's id: the same for the same thing, in every bundle."""
    return str(uuid5(NAMESPACE_URL, f"{system(kind)}/{name}"))


def joined(*names: object) -> str:
    """Return one id for several, which no other names give."""
    return "/".join(quote(str(name), safe="") for name in names)


def reference(kind: str, name: str, inside: bool = True) -> dict[str, Any]:
    """Return a reference by identifier, and to the resource where the bundle holds it."""
    made: dict[str, Any] = {"type": RESOURCES[kind], "identifier": identifier(kind, name)}
    return {"reference": f"urn:uuid:{key(kind, name)}"} | made if inside else made


def resource(kind: str, name: str, /, **fields: Any) -> Resource:
    """Return a resource with our identifier; fields without a value are left out."""
    made = {"resourceType": RESOURCES[kind], "id": key(kind, name), "identifier": [identifier(kind, name)]}
    return made | {field: value for field, value in fields.items() if value not in (None, [])}
