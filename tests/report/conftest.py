"""The example of the design, small enough to check by hand, and one with hostile names."""

import json
from pathlib import Path
from typing import Any

import pytest

from weightplan.case import Case
from weightplan.files import load_case, read_plan
from weightplan.plan import Plan, Unserved
from weightplan.rulebook import Rulebook
from weightplan.week import Week

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd()"


def book(**more: Any) -> dict[str, Any]:
    """Return a rulebook of three contact types; `more` replaces whole fields."""
    visit = {"modality": "physical", "minutes": 45, "documentation_minutes": 10, "weight": 1.0, "room": "consulting"}
    call = {"modality": "phone", "minutes": 15, "documentation_minutes": 5, "weight": 0.4, "origin": "sourced"}
    crisis = {"modality": "physical", "minutes": 60, "weight": 1.4, "origin": "measured"}
    label = {"sv": "Besök", "en": "Visit"}
    return {
        "name": "book",
        "timezone": "Europe/Stockholm",
        "contact_types": {
            "visit": {**visit, "load": 2, "attendance": 0.5, "origin": "example", "label": label},
            "call": call,
            "crisis": crisis,
        },
        "roles": {"psychologist": {"weekly_target": 2.0}},
        "crisis": {"contact_type": "crisis", "slots_per_day": 0},
        "min_group_size": 3,
        **more,
    }


def make_case(people: list[dict[str, Any]], **week: Any) -> Case:
    """Return a case of one week from 2026-11-23 with two rooms and the given clinicians."""
    rules = Rulebook.model_validate_json(_json(book(**week.pop("book", {}))))
    base = {
        "week": "2026-11-23",
        "rulebook": "book",
        "rooms": [{"id": "r1", "kind": "consulting"}],
        "clinicians": [{"role": "psychologist", "hours": {"mon": ["08:00-12:00"]}, **p} for p in people],
        **week,
    }
    return Case(Week.model_validate_json(_json(base)), rules)


def make_plan(*appointments: dict[str, Any], **more: Any) -> Plan:
    """Return a plan; an appointment needs request, contact_type, clinicians, start, end, busy_until."""
    return Plan.model_validate_json(_json({"appointments": appointments, **more}))


def visit(request: str, clinician: str, start: str, **more: Any) -> dict[str, Any]:
    """Return a 45-minute visit on Monday at `HH:00` or `HH:05`, ten minutes of notes after it."""
    hour, minute = (int(x) for x in start.split(":"))
    clock = [f"2026-11-23T{(m := hour * 60 + minute + d) // 60:02d}:{m % 60:02d}" for d in (0, 45, 55)]
    return {
        "request": request,
        "contact_type": "visit",
        "clinicians": [clinician],
        "patients": [],
        "room": "r1",
        "start": clock[0],
        "end": clock[1],
        "busy_until": clock[2],
        "weights": {clinician: 1.0},
        **more,
    }


def _json(tree: object) -> str:
    return json.dumps(tree)


@pytest.fixture
def case() -> Case:
    """Three clinicians: one who reaches 2.0, one who is short, one without a target."""
    return make_case(
        [{"id": "anna"}, {"id": "bo"}, {"id": "cai", "target": 0.0}],
        patients=[{"id": "patient-7"}, {"id": "patient-8"}],
        requests=[
            {"id": "q1", "patient": "patient-7", "contact_types": ["visit"], "count": 2},
            {"id": "q2", "patient": "patient-8", "contact_types": ["visit", "call"]},
            {"id": "q3", "contact_types": ["call"], "clinicians": ["anna"], "priority": 4},
        ],
        name="Unit 1",
    )


@pytest.fixture
def plan() -> Plan:
    """Two visits for anna, one for bo, lunch and admin; q3 is left over."""
    return make_plan(
        visit("q1", "anna", "08:00", patients=["patient-7"]),
        visit("q1", "anna", "09:00", patients=["patient-7"]),
        visit("q2", "bo", "10:00", patients=["patient-8"]),
        breaks=[
            {"clinician": "anna", "start": "2026-11-23T11:00", "end": "2026-11-23T11:30", "kind": "lunch"},
            {"clinician": "bo", "start": "2026-11-23T08:00", "end": "2026-11-23T09:00", "kind": "admin"},
        ],
        unserved=[
            Unserved(request="q3", count=1, reason="NO_TIME", text="No time.", text_sv="Ingen tid.").model_dump()
        ],
        status="optimal",
        cost=0,
        bound=0,
        gap=0.0,
    )


@pytest.fixture
def hostile() -> tuple[Case, Plan]:
    """Ids that are markup, formulas and paths wherever an id can stand."""
    case = make_case(
        [{"id": SCRIPT, "blocks": [{"start": "2026-11-23T11:00", "end": "2026-11-23T11:30", "label": SCRIPT}]},
         {"id": FORMULA}, {"id": "../../etc/passwd"}],
        patients=[{"id": SCRIPT}],
        rooms=[{"id": FORMULA, "kind": "consulting"}],
        requests=[{"id": FORMULA, "patient": SCRIPT, "contact_types": ["visit"]},
                  {"id": "@left", "contact_types": ["visit"]}],
        name=SCRIPT,
    )  # fmt: skip
    plan = make_plan(
        visit(FORMULA, SCRIPT, "08:00", patients=[SCRIPT], room=FORMULA),
        unserved=[{"request": "@left", "count": 1, "reason": SCRIPT, "text": SCRIPT}],
    )
    return case, plan


@pytest.fixture
def example() -> tuple[Case, Plan]:
    """The design's example week of five clinicians, and a legal plan for it."""
    folder = Path(__file__).parent / "data"
    return load_case(folder / "week.json"), read_plan(folder / "plan.json")
