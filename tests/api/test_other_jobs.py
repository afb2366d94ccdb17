"""Checks, explanations and replans: jobs of the same shape, answered by the library."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from weightplan.check import check
from weightplan.files import case_of_week
from weightplan.solver import solve
from weightplan.week import Week

CASE = case_of_week(Week.model_validate_json(json.dumps(small()["modelInput"])))
PLAN = solve(CASE, workers=1)
PLANNED: dict[str, Any] = {"modelInput": small()["modelInput"], "plan": PLAN.model_dump(mode="json")}


def asked(client: TestClient, kind: str, body: dict[str, Any]) -> tuple[str, Any]:
    """Post a job; return its result's status and its answer."""
    place = posted(client, body, kind)
    stand = finished(client, place)
    assert stand["jobStatus"] == "succeeded", stand
    return stand["resultStatus"], client.get(place).json()["modelOutput"]


def test_a_check_says_what_the_checker_says(client: TestClient, working: None) -> None:
    """A legal plan is feasible; one with a contact twice is not, and the rule is named."""
    assert asked(client, "checks", PLANNED) == ("feasible", check(CASE, PLAN).as_json())
    broken = json.loads(json.dumps(PLANNED))
    broken["plan"]["appointments"].append(broken["plan"]["appointments"][0])
    result, report = asked(client, "checks", broken)
    assert result == "infeasible"
    assert {"need", "no_overlap"} <= {violation["rule"] for violation in report["violations"]}


@pytest.mark.parametrize(
    ("question", "more", "field"),
    [
        ("why", {"clinician": "psy1"}, "ceiling"),
        ("price", {"clinician": "psy1"}, "prices"),
        ("reach", {"clinician": "psy1", "target": 2.0}, "sets"),
        ("trust", {}, "switches"),
        ("conflict", {}, "status"),
        ("moves", {"appointment": "q1"}, "moves"),
        ("moves", {"appointment": "q1", "at": "2026-11-23T03:00"}, "broken"),
        ("diff", {"otherPlan": PLAN.model_dump(mode="json")}, "proof"),
        ("confidence", {}, "clinicians"),
    ],
)
def test_every_question_is_answered_with_its_proof(
    client: TestClient, working: None, question: str, more: dict[str, Any], field: str
) -> None:
    """The answer is the library's own: sentences in both languages and a proof."""
    _, answer = asked(client, "explanations", {**PLANNED, "question": question, **more})
    assert field in answer and answer["text"] and answer["text_sv"]
    assert set(answer["proof"]) == {"proven", "bound", "seconds"}


def test_everybody_is_asked_in_the_weeks_order(client: TestClient, working: None) -> None:
    """Without a clinician `why` is about all."""
    result, answers = asked(client, "explanations", {**PLANNED, "question": "why"})
    assert [answer["clinician"] for answer in answers] == ["psy1", "psy2"]
    assert result == "optimal"


def test_a_replan_gives_a_plan_and_whom_to_phone(client: TestClient, working: None) -> None:
    """Who is away for the week has nobody left; those who were planned there are called."""
    away = PLAN.appointments[0].clinicians[0]
    moved = {a.request for a in PLAN.appointments if away in a.clinicians}
    absence = {"id": away, "start": "2026-11-23T00:00", "end": "2026-11-30T00:00"}
    result, answer = asked(client, "replans", {**PLANNED, "now": "2026-11-23T00:00", "absent": [absence]})
    assert result == "optimal"
    assert {call["request"] for call in answer["calls"]} == moved
    assert all(away not in a["clinicians"] for a in answer["plan"]["appointments"])
    assert asked(client, "checks", {"modelInput": answer["modelInput"], "plan": answer["plan"]})[0] == "feasible"


@pytest.mark.parametrize(
    ("kind", "more", "path"),
    [
        ("explanations", {"question": "reach"}, "clinician"),
        ("explanations", {"question": "why", "clinician": "psy9"}, "clinician"),
        ("explanations", {"question": "moves", "appointment": "q9"}, ""),
        ("replans", {"now": "2026-11-23T00:00", "cancelled": ["q9"]}, "cancelled[0]"),
        (
            "replans",
            {
                "now": "2026-11-23T00:00",
                "absent": [{"id": "psy1", "start": "2026-11-24T00:00", "end": "2026-11-23T00:00"}],
            },
            "absent[0].end",
        ),
        (
            "replans",
            {"now": "2026-11-23T00:00", "urgent": [{"id": "q1", "contact_types": ["physical"]}]},
            "urgent[0].id",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_at_once(
    client: TestClient, kind: str, more: dict[str, Any], path: str
) -> None:
    """Before a job is made, with the field's name."""
    answer = client.post(f"/v1/{kind}", json={**PLANNED, **more})
    assert answer.status_code == 422, answer.text
    assert path in [fault["path"] for fault in answer.json()["errors"]], answer.text


def test_a_plan_of_another_week_is_refused(client: TestClient) -> None:
    """With the appointment's path."""
    body = json.loads(json.dumps(PLANNED))
    body["plan"]["appointments"][1]["request"] = "q7"
    answer = client.post("/v1/checks", json=body)
    assert answer.json()["errors"][0]["path"] == "plan.appointments[1].request"
