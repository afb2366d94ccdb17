"""Small weeks and plans in few words, for tests of five to ten lines.

A case starts from contact types, a role and hours that fit most tests, with no limit and no price;
a test names only what it is about. Times read `mon 09:00` (the week of 2026-11-23) or ISO.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from weightplan.case import Case, share_of_leaders
from weightplan.check import Report, check
from weightplan.fields import WEEKDAYS
from weightplan.plan import Appointment, Break, Plan
from weightplan.rulebook import Rulebook
from weightplan.week import Group, Request, Week

Fields = dict[str, Any]

MONDAY = date(2026, 11, 23)
OFFICE = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed", "thu", "fri")}


def at(text: str) -> datetime:
    """Return the moment that `mon 09:00` or `2026-11-23T09:00` names."""
    if " " not in text:
        return datetime.fromisoformat(text)
    day, clock = text.split()
    moment = MONDAY + timedelta(days=WEEKDAYS.index(day))
    return datetime.fromisoformat(f"{moment}T{clock}")


def span(start: str, end: str) -> Fields:
    """Return a block, an absence or a window."""
    return {"start": at(start).isoformat(), "end": at(end).isoformat()}


def kind(modality: str = "physical", minutes: int = 45, documentation: int = 10, **fields: Any) -> Fields:
    """Return a contact type."""
    return {"modality": modality, "minutes": minutes, "documentation_minutes": documentation, "weight": 1.0} | fields


KINDS: dict[str, Fields] = {
    "physical": kind(room="consulting", load=2),
    "first": kind(minutes=90, documentation=30, weight=2.0, room="consulting", load=4, first=True, heavy=True),
    "video": kind("video", weight=0.8, load=2),
    "call": kind("phone", 15, 5, weight=0.4, load=1),
    "message": kind("digital", 10, 0, weight=0.25, load=1),
    "skills": {
        "modality": "group",
        "minutes": 105,
        "documentation_minutes": 30,
        "weight_per_participant": 0.6,
        "leaders": 2,
        "participants": [3, 9],
        "room": "group",
        "load": 3,
    },
    "crisis": kind(minutes=60, documentation=15, weight=1.4, load=3),
}


def clinician(name: str = "psy1", **fields: Any) -> Fields:
    """Return a psychologist on office hours."""
    return {"id": name, "role": "psychologist", "hours": OFFICE} | fields


def patient(name: str = "p1", **fields: Any) -> Fields:
    return {"id": name} | fields


def request(name: str = "q1", *types: str, patient: str | None = "p1", **fields: Any) -> Fields:
    """Return a request of patient p1 for a physical visit, unless said otherwise."""
    return {"id": name, "patient": patient, "contact_types": list(types) or ["physical"]} | fields


def group(name: str = "dbt", participants: int | list[str] = 4, **fields: Any) -> Fields:
    return {"id": name, "contact_type": "skills", "participants": participants} | fields


def room(name: str = "r1", kind: str = "consulting", **fields: Any) -> Fields:
    return {"id": name, "kind": kind} | fields


def booking(request: str, clinician: str, start: str, locked: bool = True, **fields: Any) -> Fields:
    return {"request": request, "clinician": clinician, "start": at(start).isoformat(), "locked": locked} | fields


def case(
    *,
    clinicians: Iterable[Fields] = (),
    rooms: Iterable[Fields] = (),
    patients: Iterable[Fields] = (),
    requests: Iterable[Fields] = (),
    groups: Iterable[Fields] = (),
    bookings: Iterable[Fields] = (),
    demand: Iterable[Fields] = (),
    week: date = MONDAY,
    weeks: int = 1,
    earlier: Plan | None = None,
    types: dict[str, Fields] | None = None,
    **rulebook: Any,
) -> Case:
    """Return a case: psy1, two consulting rooms and a group room unless said; patients as far as they are named.

    `types` replaces or adds contact types, every other name is the rulebook's.
    """
    named = {p["id"]: p for p in patients}
    asked = [r["patient"] for r in requests if r["patient"]]
    asked += [p for g in groups if isinstance(g["participants"], list) for p in g["participants"]]
    book = {"name": "test", "contact_types": KINDS | (types or {}), "roles": {"psychologist": {}}} | rulebook
    tree = {
        "week": week.isoformat(),
        "weeks": weeks,
        "rulebook": book,
        "clinicians": list(clinicians) or [clinician()],
        "rooms": list(rooms) or [room("r1"), room("r2"), room("g1", "group")],
        "patients": list((({p: patient(p) for p in asked}) | named).values()),
        "requests": list(requests),
        "groups": list(groups),
        "bookings": list(bookings),
        "demand": list(demand),
    }
    problem = Week.model_validate_json(json.dumps(tree))
    assert isinstance(problem.rulebook, Rulebook)
    return Case(problem, problem.rulebook, earlier)


@dataclass(frozen=True)
class Visit:
    """An appointment before the case has filled in what follows from its rulebook."""

    request: str
    clinicians: tuple[str, ...]
    start: datetime
    kind: str | None
    room: str | None
    fields: Fields


def visit(
    request: str,
    clinicians: str,
    start: str,
    kind: str | None = None,
    room: str | None = None,
    **fields: Any,
) -> Visit:
    """Return an appointment; several clinicians are parted by blanks.

    What is left out is what the need and its most preferred contact type ask for.
    """
    return Visit(request, tuple(clinicians.split()), at(start), kind, room, fields)


def lunch(clinician: str, start: str, end: str) -> Break:
    return Break(clinician=clinician, start=at(start), end=at(end), kind="lunch")


def admin(clinician: str, start: str, end: str) -> Break:
    return Break(clinician=clinician, start=at(start), end=at(end), kind="admin")


def supervision(clinician: str, start: str, end: str) -> Break:
    return Break(clinician=clinician, start=at(start), end=at(end), kind="supervision")


def appointment(case: Case, visit: Visit) -> Appointment:
    """Fill in end, busy time, patients and weights as the rulebook has them."""
    need = case.requests.get(visit.request) or case.groups.get(visit.request)
    name = visit.kind or _preferred(case, need)
    chosen = case.rulebook.contact_types.get(name)
    end = visit.start + timedelta(minutes=chosen.minutes if chosen else 45)
    total = 0
    patients: tuple[str, ...] = ()
    if isinstance(need, Request):
        patients = (need.patient,) if need.patient else ()
        total = case.request_weight(need, chosen) if chosen else 0
    elif isinstance(need, Group):
        patients = case.members(need)
        total = case.group_weight(need, chosen) if chosen else 0
    shares = share_of_leaders(total, visit.clinicians, chosen) if chosen and visit.clinicians else {}
    filled: Fields = {
        "request": visit.request,
        "contact_type": name,
        "clinicians": visit.clinicians,
        "patients": patients,
        "room": visit.room,
        "start": visit.start,
        "end": end,
        "busy_until": end + timedelta(minutes=chosen.documentation_minutes if chosen else 0),
        "weights": {c: w / 100 for c, w in shares.items()},
    }
    return Appointment(**filled | visit.fields)


def plan(case: Case, *parts: Visit | Break) -> Plan:
    """Return a plan of appointments and breaks."""
    return Plan(
        appointments=tuple(appointment(case, p) for p in parts if isinstance(p, Visit)),
        breaks=tuple(p for p in parts if isinstance(p, Break)),
    )


def report(case: Case, *parts: Visit | Break) -> Report:
    return check(case, plan(case, *parts))


def broken(rule: str, case: Case, *parts: Visit | Break) -> list[str]:
    """Return about what a plan breaks one rule, in the checker's order; legal is an empty list."""
    return [v.about for v in report(case, *parts).violations if v.rule == rule]


def cost(rule: str, case: Case, *parts: Visit | Break) -> int:
    """Return what a plan costs by one rule."""
    return report(case, *parts).per_rule[rule]


def _preferred(case: Case, need: Request | Group | None) -> str:
    if isinstance(need, Request):
        return need.contact_types[0]
    if isinstance(need, Group):
        return need.contact_type
    return case.crisis_type or "physical"
