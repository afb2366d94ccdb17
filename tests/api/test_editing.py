"""A planner changes a plan: legal places, moves, locks, undo and redo, and the rest solved anew."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from tests.builders import case, clinician, group
from weightplan_api.server import running
from weightplan_api.settings import Settings
from weightplan_api.store import Database


@pytest.fixture
def place(client: TestClient, working: None) -> str:
    """Where a finished schedule is."""
    place = posted(client, small())
    finished(client, place)
    return place


def changed(client: TestClient, place: str, what: str, held: dict[str, Any], version: int, **more: Any) -> Any:
    """Post a change of an appointment."""
    body = {"what": what, "appointment": held["request"], "at": held["start"], "version": version, **more}
    return client.post(f"{place}/changes", json=body)


def appointment(stand: dict[str, Any], request: str = "q1") -> dict[str, Any]:
    """Return the appointment of a request."""
    found: dict[str, Any] = next(a for a in stand["modelOutput"]["appointments"] if a["request"] == request)
    return found


def test_what_is_offered_can_be_done_and_costs_what_was_said(client: TestClient, place: str) -> None:
    """Each of the first ten places, tried and taken back: the cost rises by what stood beside it."""
    before = client.get(f"{place}/desk").json()
    held = appointment(before)
    offered = client.get(f"{place}/places", params={"appointment": "q1", "at": held["start"]}).json()
    assert offered["places"] > 100
    for move in offered["moves"][:10]:
        there = {"start": move["last_start"], "clinicians": move["clinicians"], "contactType": move["contact_type"]}
        version = client.get(f"{place}/desk").json()["version"]
        after = changed(client, place, "move", held, version, **there)
        assert after.status_code == 200, after.text
        assert after.json()["kpis"]["cost"] - before["kpis"]["cost"] == move["cost"]
        assert appointment(after.json())["start"] == move["last_start"]
        back = client.post(f"{place}/undo").json()
        assert back["modelOutput"] == before["modelOutput"] and back["canRedo"]


def test_what_a_rule_forbids_is_refused_with_the_rule(client: TestClient, place: str) -> None:
    """The same words from judging and from trying; nothing is changed by either."""
    before = client.get(f"{place}/desk").json()
    held = appointment(before)
    night = {"appointment": "q1", "at": held["start"], "start": "2026-11-24T03:00"}
    verdict = client.post(f"{place}/judgements", json=night).json()
    assert not verdict["legal"] and "working_hours" in [b["rule"] for b in verdict["broken"]]
    answer = changed(client, place, "move", held, 0, start="2026-11-24T03:00")
    assert (answer.status_code, answer.json()["code"]) == (409, "NOT_LEGAL")
    assert "working_hours" in [fault["path"] for fault in answer.json()["errors"]]
    assert client.get(f"{place}/desk").json() == before


def test_a_locked_appointment_stays_where_it_is(client: TestClient, place: str, working: None) -> None:
    """It is refused a move, survives solving the rest, and moves again when unlocked."""
    stand = client.get(f"{place}/desk").json()
    stand = changed(client, place, "move", appointment(stand), 0, start="2026-11-26T14:00").json()
    held = appointment(stand)
    locked = changed(client, place, "lock", held, 1, reason="the patient's only hour").json()
    assert [b["request"] for b in locked["modelInput"]["bookings"] if b["locked"]] == ["q1"]
    assert changed(client, place, "move", held, 2, start="2026-11-26T15:00").status_code == 422
    rest = client.post(f"{place}/rest").json()["id"]
    stand = finished(client, f"/v1/schedules/{rest}")
    assert stand["resultStatus"] == "optimal"
    assert appointment(client.get(f"/v1/schedules/{rest}").json()) == held
    free = changed(client, place, "unlock", held, 2).json()
    assert free["modelInput"]["bookings"] == [] and free["modelOutput"]["bound"] is None
    assert changed(client, place, "move", held, 3, start="2026-11-26T15:00").status_code == 200
    why = {deed["what"]: deed["why"] for deed in client.get("/v1/audit").json()}
    assert why["lock q1"] == "the patient's only hour"


def test_a_locked_group_keeps_both_of_its_leaders(client: TestClient, working: None) -> None:
    """A search would rather let a third lead, who has a target: the pair that was locked stays."""
    people = [clinician(name, target=0.0 if name != "c" else 9.0) for name in "abc"]
    session = group("dbt", must=True, leaders_from=["a", "b"])
    week = case(clinicians=people, groups=[session], prices={"shortfall": [1, 2, 4]}).week
    config = {"run": {"termination": {"spentLimit": "PT5S"}}}
    body = {"modelInput": json.loads(week.model_dump_json(exclude_unset=True)), "config": config}
    place = posted(client, body)
    finished(client, place)
    held = appointment(client.get(f"{place}/desk").json(), "dbt")
    locked = changed(client, place, "lock", held, 0).json()
    [promise] = locked["modelInput"]["bookings"]
    assert [promise["clinician"], *promise["co_leaders"]] == held["clinicians"]
    freed = locked["modelInput"]["groups"][0] | {"leaders_from": None}
    again = posted(client, {"modelInput": locked["modelInput"] | {"groups": [freed]}, "config": config})
    finished(client, again)
    assert set(appointment(client.get(again).json(), "dbt")["clinicians"]) == set(held["clinicians"]) == {"a", "b"}


def test_the_rest_that_is_stopped_while_it_waits_is_the_plan_as_it_was(
    client: TestClient, database: Database, settings: Settings
) -> None:
    """Nobody has worked on it, and yet it has a plan: the one that it was to begin from, with its figures."""
    with running(database, settings):
        place = posted(client, small())
        finished(client, place)
    before = client.get(f"{place}/desk").json()
    stand = changed(client, place, "move", appointment(before), 0, start="2026-11-26T14:00").json()
    rest = f"/v1/schedules/{client.post(f'{place}/rest').json()['id']}"
    waits = client.get(rest).json()
    assert (waits["metadata"]["jobStatus"], waits["modelOutput"]["cost"]) == ("queued", stand["kpis"]["cost"])
    stopped = client.post(f"{rest}/stop").json()
    assert (stopped["jobStatus"], stopped["resultStatus"], stopped["cost"]) == (
        "stopped",
        "feasible",
        stand["kpis"]["cost"],
    )
    kept = client.get(f"{rest}/desk").json()["modelOutput"]
    assert kept["appointments"] == stand["modelOutput"]["appointments"]
    assert kept["bound"] is None  # nothing was proven of this week


@pytest.mark.parametrize("spoilt", [{"start": "2026-11-24T03:00"}, {"request": "q9"}])
def test_a_hint_that_is_no_legal_plan_is_no_best(
    client: TestClient, database: Database, settings: Settings, spoilt: dict[str, str]
) -> None:
    """A night's visit, or one of a need that the week lacks: stopped while it waits, such a job has no plan."""
    with running(database, settings):
        place = posted(client, small())
        finished(client, place)
    plan = client.get(f"{place}/plan.json").json()
    plan["appointments"][0] |= spoilt
    hinted = posted(client, small() | {"hint": plan})
    stopped = client.post(f"{hinted}/stop").json()
    assert (stopped["jobStatus"], stopped["resultStatus"]) == ("stopped", "unknown")
    assert client.get(f"{hinted}/desk").json()["code"] == "NO_PLAN"


def test_two_planners_do_not_overwrite_each_other(client: TestClient, place: str) -> None:
    """The second change to one version is refused; undo and redo have their ends."""
    held = appointment(client.get(f"{place}/desk").json())
    assert changed(client, place, "move", held, 0, start="2026-11-25T13:00").status_code == 200
    late = changed(client, place, "lock", held, 0)
    assert (late.status_code, late.json()["code"]) == (409, "STALE")
    statuses = [client.post(f"{place}/{word}").status_code for word in ("redo", "undo", "undo", "redo", "redo")]
    assert statuses == [409, 200, 409, 200, 409]


def test_files_are_of_the_plan_as_changed(client: TestClient, place: str) -> None:
    """What is handed out is what the planner sees."""
    held = appointment(client.get(f"{place}/desk").json())
    changed(client, place, "move", held, 0, start="2026-11-25T13:00")
    plan = client.get(f"{place}/plan.json").json()
    assert appointment({"modelOutput": plan})["start"] == "2026-11-25T13:00"
    assert appointment(client.get(place).json())["start"] == "2026-11-25T13:00"
    assert "13:00" in client.get(f"{place}/plan.html").text


def test_a_plan_in_the_making_is_not_changed(client: TestClient) -> None:
    """409, before anything is looked up."""
    place = posted(client, small())
    body = {"what": "lock", "appointment": "q1", "at": "2026-11-23T09:00", "version": 0}
    assert client.post(f"{place}/changes", json=body).json()["code"] == "STILL_RUNNING"
    assert client.get(f"{place}/desk").json()["code"] == "NO_PLAN"
