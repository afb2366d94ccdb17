"""From a bundle back to the trees of a week and a plan; the bundle has been checked before."""

from collections.abc import Callable

from weightplan.exchange.fhir.extensions import extended
from weightplan.exchange.fhir.names import Resource, code_of
from weightplan.exchange.fhir.needs import PRIORITIES
from weightplan.exchange.fhir.reader import Reader, Tree, own_id
from weightplan.exchange.fhir.times import hours_read
from weightplan.rules.protected import KINDS

BREAKS = ("lunch", *KINDS)
Put = Callable[[str, int], None]  # told which entry (from 0) the path of a week's tree comes from
_PRIORITY = {word: number for number, word in PRIORITIES.items()}


def week_tree(reader: Reader, put: Put) -> Tree:
    """Return the tree of a week."""
    week: Tree = {name: value for name, value in reader.week.items() if name != "timezone"}
    if "name" in reader.unit:
        week["name"] = reader.unit["name"]
    week["clinicians"] = [_clinician(reader, part) for _, part in _noted(reader, "PractitionerRole", "clinicians", put)]
    week["rooms"] = [_room(part) for _, part in _noted(reader, "Location", "rooms", put)]
    week["patients"] = [
        {"id": reader.named(part["subject"])} | extended(part, "patient")
        for _, part in _noted(reader, "Basic", "patients", put)
    ]
    needs = reader.all("ServiceRequest")
    week["requests"], week["groups"] = [], []
    for number, part in needs:
        grouped = reader.type_of(part["subject"]) == "Group"
        name = "groups" if grouped else "requests"
        put(f"{name}[{len(week[name])}]", number)
        week[name].append(_group(reader, part) if grouped else _request(reader, part))
    promised = [(number, part) for number, part in reader.all("Appointment") if part["status"] == "booked"]
    week["bookings"] = []
    for number, part in promised:
        put(f"bookings[{len(week['bookings'])}]", number)
        week["bookings"].append(_booking(reader, part))
    return week


def plan_tree(reader: Reader) -> Tree | None:
    """Return the tree of the plan in a bundle, None where there is none."""
    fields = extended(reader.unit, "plan")
    proposed = [part for _, part in reader.all("Appointment") if part["status"] in ("proposed", "pending")]
    breaks = [part for _, part in reader.all("Slot") if _slot_kind(part) in BREAKS]
    if not fields and not proposed:
        return None
    return fields | {
        "appointments": [_appointment(reader, part) for part in proposed],
        "breaks": [_break(reader, part) for part in breaks],
    }


def _noted(reader: Reader, kind: str, name: str, put: Put) -> list[tuple[int, Resource]]:
    found = reader.all(kind)
    for place, (number, _) in enumerate(found):
        put(f"{name}[{place}]", number)
    return found


def _clinician(reader: Reader, part: Resource) -> Tree:
    name = own_id(part)
    away = [period["during"] for period in part.get("notAvailable", ())]
    slots = [slot for _, slot in reader.all("Slot") if _slot_kind(slot) == "block" and _holder(reader, slot) == name]
    made = {
        "id": name,
        "role": code_of(part["code"][0]),
        "hours": hours_read(part.get("availableTime", []), "availableStartTime", "availableEndTime"),
        "blocks": [_block(reader, slot) for slot in slots],
        "absences": [{end: reader.clock(period[end]) for end in ("start", "end")} for period in away],
        "skills": [code_of(skill) for skill in part.get("specialty", ())],
    }
    return made | extended(part, "clinician")


def _holder(reader: Reader, slot: Resource) -> str:
    """Return whose schedule a slot lies in: a schedule has its clinician's id."""
    return reader.named(slot["schedule"])


def _slot_kind(slot: Resource) -> str | None:
    kinds = [code["code"] for part in slot.get("serviceType", ()) for code in part["coding"]]
    return str(kinds[0]) if kinds else ("block" if slot["status"] == "busy-unavailable" else None)


def _block(reader: Reader, slot: Resource) -> Tree:
    label = {"label": slot["comment"]} if "comment" in slot else {}
    span = {"start": reader.clock(slot["start"]), "end": reader.clock(slot["end"])}
    return span | label | extended(slot, "block")


def _room(part: Resource) -> Tree:
    made: Tree = {"id": own_id(part), "kind": code_of(part["type"][0])}
    if "hoursOfOperation" in part:
        made["hours"] = hours_read(part["hoursOfOperation"], "openingTime", "closingTime")
    return made | extended(part, "room")


def _need(reader: Reader, part: Resource) -> Tree:
    made: Tree = {"id": own_id(part), "priority": _PRIORITY[part.get("priority", "routine")]}
    days = part.get("occurrencePeriod", {})
    made |= {name: days[end] for name, end in (("earliest", "start"), ("latest", "end")) if end in days}
    if "locationReference" in part:
        made["rooms"] = [reader.named(room) for room in part["locationReference"]]
    return made


def _request(reader: Reader, part: Resource) -> Tree:
    made = _need(reader, part)
    made["contact_types"] = [code_of(kind) for kind in (part["code"], *part.get("orderDetail", ()))]
    if "identifier" in part["subject"] or "reference" in part["subject"]:
        made["patient"] = reader.named(part["subject"])
    if "quantityQuantity" in part:
        made["count"] = part["quantityQuantity"]["value"]
    if "performer" in part:
        made["clinicians"] = [reader.named(who) for who in part["performer"]]
    return made | extended(part, "request")


def _group(reader: Reader, part: Resource) -> Tree:
    group = reader.at(part["subject"]["reference"])
    counted = group.get("quantity") if "member" not in group else None
    members = [reader.named(member["entity"]) for member in group.get("member", ())]
    made = _need(reader, part) | {"contact_type": code_of(part["code"])}
    made["participants"] = members if counted is None else counted
    if "performer" in part:
        made["leaders_from"] = [reader.named(who) for who in part["performer"]]
    rest = extended(part, "request")
    if "clinicians" in rest:
        made["leaders_from"] = rest.pop("clinicians")
    return made | rest


def _booking(reader: Reader, part: Resource) -> Tree:
    clinician, *others = reader.actors(part, "PractitionerRole")
    made: Tree = {
        "request": reader.named(part["basedOn"][0]),
        "clinician": clinician,
        "start": reader.clock(part["start"]),
    }
    if others:
        made["co_leaders"] = others
    rooms = reader.actors(part, "Location")
    return made | ({"room": rooms[0]} if rooms else {}) | extended(part, "booking")


def _appointment(reader: Reader, part: Resource) -> Tree:
    rooms = reader.actors(part, "Location")
    busy = [reader.at(slot["reference"])["end"] for slot in part.get("slot", ()) if "reference" in slot]
    return {
        "request": reader.named(part["basedOn"][0]),
        "contact_type": code_of(part["serviceType"][0]),
        "clinicians": reader.actors(part, "PractitionerRole"),
        "patients": reader.actors(part, "Patient"),
        "room": rooms[0] if rooms else None,
        "start": reader.clock(part["start"]),
        "end": reader.clock(part["end"]),
        "busy_until": reader.clock(busy[0] if busy else part["end"]),
    } | extended(part, "appointment")


def _break(reader: Reader, slot: Resource) -> Tree:
    span = {"start": reader.clock(slot["start"]), "end": reader.clock(slot["end"])}
    return {"clinician": _holder(reader, slot), "kind": _slot_kind(slot)} | span
