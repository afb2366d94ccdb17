"""A schedule over HTTP: accepted, followed, read, taken along, erased."""

import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from weightplan.check import check
from weightplan.files import case_of_week
from weightplan.plan import Plan
from weightplan.solver import solve
from weightplan.week import Week
from weightplan_api.bodies import Schedule
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs
from weightplan_api.work.desk import Desk
from weightplan_api.work.schedules import answer as solving
from weightplan_api.work.schedules import known


def test_a_week_becomes_a_plan(client: TestClient, working: None) -> None:
    """The plan that comes back is legal by the checker, and its cost is the one told."""
    body = small(name="first try", tags=["demo"], seed=3)
    place = posted(client, body)
    stand = finished(client, place)
    assert (stand["jobStatus"], stand["resultStatus"]) == ("succeeded", "optimal")
    assert (stand["name"], stand["tags"]) == ("first try", ["demo"])
    assert stand["cost"] == stand["bound"]
    answer = client.get(place).json()
    plan = Plan.model_validate_json(json.dumps(answer["modelOutput"]))
    report = check(case_of_week(Week.model_validate_json(json.dumps(body["modelInput"]))), plan)
    assert report.legal and report.cost == stand["cost"] == answer["kpis"]["cost"]
    assert answer["kpis"]["appointments"] == 3
    # Two clinicians are too few for sums of weights: they would be figures of persons.
    assert (answer["kpis"]["booked"], answer["kpis"]["atTarget"]) == (None, None)
    assert client.get(f"{place}/report").json()["report"]["cost"] == report.cost
    assert [one["id"] for one in client.get("/v1/schedules").json()] == [stand["id"]]


def test_the_news_can_be_followed_and_resumed(client: TestClient, working: None) -> None:
    """The stream ends with the job; resuming gives what was missed, and 410 once all was told."""
    place = posted(client, small())
    with client.stream("GET", f"{place}/events") as stream:
        lines = list(stream.iter_lines())
    assert lines.count("event: ended") == 1
    last = max(int(line.removeprefix("id: ")) for line in lines if line.startswith("id: "))
    assert client.get(f"{place}/events").status_code == 410
    assert client.get(f"{place}/events", headers={"Last-Event-ID": str(last)}).status_code == 410
    if last > 1:
        rest = client.get(f"{place}/events", headers={"Last-Event-ID": "1"}).text
        assert "id: 1\n" not in rest and f"id: {last}\n" in rest


def test_the_plan_can_be_taken_along(client: TestClient, working: None) -> None:
    """As JSON, as a page, as a workbook, as one calendar per clinician."""
    place = posted(client, small())
    finished(client, place)
    assert len(client.get(f"{place}/plan.json").json()["appointments"]) == 3
    page = client.get(f"{place}/plan.html", params={"language": "en"})
    assert page.text.startswith("<!doctype html>")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get(f"{place}/plan.xlsx").content[:2] == b"PK"
    with zipfile.ZipFile(BytesIO(client.get(f"{place}/plan.zip").content)) as archive:
        assert sorted(archive.namelist()) == ["psy1.ics", "psy2.ics"]
    assert client.get(f"{place}/plan.exe").status_code == 422


def test_an_impossible_week_is_infeasible_and_has_no_files(client: TestClient, working: None) -> None:
    """Two words for two things: the job succeeded, the week is infeasible."""
    body = small()
    body["modelInput"]["requests"][0] |= {"must": True, "earliest": "2026-11-28", "latest": "2026-11-29"}
    stand = finished(client, posted(client, body))
    assert (stand["jobStatus"], stand["resultStatus"]) == ("succeeded", "infeasible")
    assert client.get(f"/v1/schedules/{stand['id']}/plan.html").json()["code"] == "NO_PLAN"
    assert client.get(f"/v1/schedules/{stand['id']}/report").status_code == 409


def test_what_waits_can_be_stopped_and_erased(client: TestClient) -> None:
    """Without a runner it waits; stopped it is over, erased it is gone, both only once."""
    place = posted(client, small())
    assert client.get(place).json()["modelOutput"] is None
    assert client.post(f"{place}/stop").json()["jobStatus"] == "stopped"
    assert client.post(f"{place}/stop").json()["code"] == "OVER"
    assert client.get(f"{place}/events").status_code == 410
    assert client.delete(place).json()["erased"] == {"jobs": 1, "events": 1, "rows": 0}
    for answer in (
        client.delete(place),
        client.get(place),
        client.get(f"{place}/metadata"),
        client.post(f"{place}/stop"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def test_the_same_key_begins_one_job(client: TestClient) -> None:
    """A repeated POST gives the same place; with another body it is refused."""
    place = posted(client, small(), **{"Idempotency-Key": "monday"})
    assert posted(client, small(), **{"Idempotency-Key": "monday"}) == place
    other = client.post("/v1/schedules", json=small(seed=1), headers={"Idempotency-Key": "monday"})
    assert (other.status_code, other.json()["code"]) == (409, "KEY_REUSED")
    assert len(client.get("/v1/schedules").json()) == 1


def test_a_full_queue_says_when_to_come_again(client: TestClient, settings: Settings) -> None:
    """429 with Retry-After, and nothing is kept of what was refused."""
    for _ in range(settings.most_waiting):
        posted(client, small())
    answer = client.post("/v1/schedules", json=small())
    assert (answer.status_code, answer.json()["code"]) == (429, "QUEUE_FULL")
    assert int(answer.headers["retry-after"]) > 0
    assert len(client.get("/v1/schedules").json()) == settings.most_waiting


def test_yaml_is_read_as_files_are(client: TestClient) -> None:
    """`no` stays a name: the library's own reader."""
    people = "[{id: no, role: psychologist, hours: {mon: [08:30-17:00]}}]"
    text = f"modelInput: {{week: 2026-11-23, rulebook: stockholm-psychiatry, clinicians: {people}}}"
    place = client.post("/v1/schedules", content=text, headers={"content-type": "application/yaml"})
    assert place.status_code == 202, place.text


def test_validating_begins_nothing(client: TestClient) -> None:
    """The same complaints as a run would have, and no job."""
    assert client.post("/v1/schedules?operation=validate", json=small()).json() == {"valid": True}
    assert client.get("/v1/schedules").json() == []


@pytest.mark.parametrize(
    ("change", "path", "words"),
    [
        ({"role": "psycholog"}, "modelInput.clinicians[0].role", "did you mean 'psychologist'"),
        ({"rol": "x"}, "modelInput.clinicians[0].rol", "did you mean 'role'"),
        ({"fte": "much"}, "modelInput.clinicians[0].fte", "not 'much'"),
    ],
)
def test_what_is_wrong_is_named_by_its_path(client: TestClient, change: dict[str, Any], path: str, words: str) -> None:
    """Schema and sense alike, with the nearest name."""
    body = small()
    body["modelInput"]["clinicians"][0] |= change
    answer = client.post("/v1/schedules", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    faults = {fault["path"]: fault["message"] for fault in answer.json()["errors"]}
    assert words in faults[path]


def test_no_path_of_the_input_is_opened(client: TestClient) -> None:
    """A rulebook is one that ships, by name; a path is a name that does not ship."""
    for name in ("/etc/passwd", "../models/stockholm-psychiatry.yaml", "stockholm-psychiatry.yaml"):
        answer = client.post("/v1/schedules", json={"modelInput": {**small()["modelInput"], "rulebook": name}})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["path"] == "modelInput.rulebook"


def test_bodies_have_a_limit(client: TestClient, settings: Settings) -> None:
    """One byte more than allowed is refused; text, or none, is no body."""
    most = settings.most_megabytes * 2**20
    answer = client.post("/v1/schedules", content=b" " * (most + 1), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "TOO_LARGE")
    answer = client.post("/v1/schedules", content=b" " * most, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert client.post("/v1/schedules", content="x", headers={"content-type": "text/plain"}).status_code == 415
    assert (
        client.post("/v1/schedules", content=b"\xff", headers={"content-type": "application/json"}).status_code == 422
    )


def test_a_search_that_is_stopped_at_once_ends_no_worse_than_the_plan_that_it_came_with(jobs: Jobs) -> None:
    """A legal plan that the search cannot begin from (a video visit in a room) is still better than none."""
    body = small()
    case = case_of_week(Week.model_validate_json(json.dumps(body["modelInput"])))
    made = solve(case, time_limit=5.0, workers=1)
    visit, *others = made.appointments
    there = visit.model_copy(update={"contact_type": "video", "weights": dict.fromkeys(visit.clinicians, 0.8)})
    plan = json.loads(made.model_copy(update={"appointments": (there, *others)}).model_dump_json())
    hinted = Schedule.model_validate_json(json.dumps(body | {"hint": plan}))
    job, _ = jobs.submit("u", "schedules", hinted.model_dump_json(exclude_unset=True), best=known(hinted))
    assert jobs.claim("r", 60.0) is not None
    desk = Desk(jobs, Settings(database_url=str(jobs.database.engine.url), workers=1), job, 1)
    desk.stopping.set()
    desk.work(solving)
    stand, kept = jobs.get(job), Plan.model_validate_json(jobs.answer(job) or "")
    report = check(case, kept)
    assert stand is not None and stand.state == "stopped" and report.legal
    assert (
        kept.cost
        == report.cost
        == stand.figures["cost"]
        <= check(case, Plan.model_validate_json(json.dumps(plan))).cost
    )
    assert (stand.result == "optimal") == (kept.cost == made.cost == kept.bound)


def test_a_worse_plan_never_takes_the_place_of_the_one_that_is_known(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A search that ends with no contact planned, as one may that is stopped, leaves the plan that it came with."""
    body = small()
    case = case_of_week(Week.model_validate_json(json.dumps(body["modelInput"])))
    made = solve(case, time_limit=5.0, workers=1)
    hinted = Schedule.model_validate_json(json.dumps(body | {"hint": json.loads(made.model_dump_json())}))
    job, _ = jobs.submit("u", "schedules", hinted.model_dump_json(exclude_unset=True), best=known(hinted))
    assert jobs.claim("r", 60.0) is not None
    empty = Plan(status="feasible", cost=check(case, Plan()).cost, bound=made.bound)
    monkeypatch.setattr("weightplan_api.work.schedules.solve", lambda *_, **__: empty)
    Desk(jobs, Settings(database_url=str(jobs.database.engine.url), workers=1), job, 1).work(solving)
    stand, kept = jobs.get(job), Plan.model_validate_json(jobs.answer(job) or "")
    assert kept.appointments == made.appointments
    assert stand is not None and (stand.result, stand.figures["cost"]) == ("optimal", made.cost)
