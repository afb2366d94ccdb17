"""Studies as jobs: rows, what they say together, the report, the week behind a row; and what is refused."""

import io
import json
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.studied import small_study, studied
from tests.study.conftest import AS_IS, week_of_two
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs
from weightplan_api.store.rows import Rows

Studied = Callable[..., str]


@pytest.fixture
def solved(client: TestClient, jobs: Jobs, settings: Settings) -> Studied:
    """Return where a study is that was run."""
    return lambda body: studied(client, jobs, settings, body)


def test_a_study_is_a_job_whose_answer_is_tidy(client: TestClient, working: None) -> None:
    """Two levels × two seeds: 3 each is met by both, 8 each by nobody; the difference is -2 in both pairs."""
    place = posted(client, small_study(), "studies")
    finished(client, place, 120.0)
    answer = client.get(place).json()
    stand, kpis, output = answer["metadata"], answer["kpis"], answer["modelOutput"]
    assert (stand["jobStatus"], stand["resultStatus"]) == ("succeeded", "optimal")
    assert (stand["progress"]["done"], stand["progress"]["of"]) == (4, 4)
    assert (kpis["scenarios"], kpis["repetitions"], kpis["done"], kpis["optimal"], kpis["failed"]) == (2, 2, 4, 4, 0)
    assert [(row["number"], row["scenario"], row["seed"], row["at_target"]) for row in output["rows"]] == [
        (0, "target=as_is", 1, 2),
        (1, "target=as_is", 2, 2),
        (2, "target=high", 1, 0),
        (3, "target=high", 2, 0),
    ]
    (comparison,) = output["comparison"]
    assert comparison["differences"]["at_target"] == {"mean": -2.0, "low": -2.0, "high": -2.0, "n": 2}
    assert "reach the target" in comparison["text"] and "når målet" in comparison["text_sv"]
    mean = next(m for m in output["means"] if (m["scenario"], m["figure"]) == ("target=high", "at_target"))
    assert (mean["mean"], mean["n"]) == (0.0, 2)
    assert output["figures"]["at_target"]["sv"] == "Når målet (antal)"
    assert {pool["people"] for pool in output["pools"]} == {2}
    told = client.get(f"{place}/events", headers={"Last-Event-ID": "1"})
    assert told.status_code == 200 and '"job": "succeeded"' in told.text


def test_its_report_and_rows_are_taken_along(client: TestClient, solved: Studied) -> None:
    """A page that may load nothing, in both languages; a table of four rows in two forms."""
    place = solved(small_study())
    english, swedish = (client.get(f"{place}/report?language={language}") for language in ("en", "sv"))
    assert "Against the base" in english.text and "Mot utgångsläget" in swedish.text
    assert english.text.count("data:image/png") >= 3
    assert "default-src 'none'" in english.headers["content-security-policy"]
    table = pd.read_csv(io.BytesIO(client.get(f"{place}/rows.csv").content))
    again = pd.read_parquet(io.BytesIO(client.get(f"{place}/rows.parquet").content))
    assert list(table["at_target"]) == list(again["at_target"]) == [2, 2, 0, 0]


def test_the_week_of_a_row_is_ready_to_be_planned(client: TestClient, solved: Studied) -> None:
    """With the level's target and the absence that was drawn."""
    place = solved(small_study(varies={"absence": 1.0}))
    body = client.get(f"{place}/rows/2/week?language=en").json()
    assert body["modelInput"]["rulebook"]["roles"]["psychologist"]["weekly_target"] == 8.0
    assert [len(person["absences"]) for person in body["modelInput"]["clinicians"]] == [5, 5]
    assert body["config"]["run"]["name"] == "High · 1"
    assert client.post("/v1/schedules?operation=validate", json=body).json() == {"valid": True}
    assert client.get(f"{place}/rows/4/week").status_code == 404


def test_weeks_without_a_plan_are_told_as_such(client: TestClient, solved: Studied) -> None:
    """A contact that must be where nobody works: every row is infeasible, no figure is told."""
    week = week_of_two()
    week["requests"][0] |= {"must": True, "windows": [{"start": "2026-11-23T22:00:00", "end": "2026-11-23T23:00:00"}]}
    place = solved(small_study(week))
    answer = client.get(place).json()
    assert answer["metadata"]["resultStatus"] == "infeasible"
    assert {row["status"] for row in answer["modelOutput"]["rows"]} == {"infeasible"}
    assert answer["modelOutput"]["figures"] == {} and answer["modelOutput"]["means"] == []
    assert [(reason["scenario"], reason["rows"]) for reason in answer["modelOutput"]["reasons"]] == [
        ("target=as_is", 2),
        ("target=high", 2),
    ]
    assert "proven impossible" in answer["modelOutput"]["reasons"][0]["why"]["en"]
    report = client.get(f"{place}/report?language=en").text
    assert "infeasible: 4" in report
    assert "proven impossible" in report


def test_small_units_are_not_summed(client: TestClient, solved: Studied) -> None:
    """Of two people where three are the least, only need and rooms are told: no weights, no targets, no pools."""
    week = week_of_two()
    week["rulebook"]["min_group_size"] = 3
    output = client.get(solved(small_study(week))).json()["modelOutput"]
    assert {"unserved", "room_share"} <= set(output["figures"])
    assert not {"booked", "at_target", "load_mean", "target"} & set(output["figures"])
    assert output["pools"] == [] and {row["booked"] for row in output["rows"]} == {None}


def test_the_studies_that_ship_are_ready_to_post(client: TestClient) -> None:
    """Each is valid as it is, its week and rulebooks inside."""
    ready = client.get("/v1/demo-studies").json()
    assert {study["name"] for study in ready} >= {"how-many-reach-45", "old-or-new-contract"}
    for study in ready:
        assert study["question"]["sv"] and study["question"]["en"]
        body = client.get(f"/v1/demo-studies/{study['name']}").json()
        answer = client.post("/v1/studies?operation=validate", json=body)
        assert (answer.status_code, answer.json()) == (200, {"valid": True})
    assert client.get("/v1/studies").json() == []
    assert client.get("/v1/demo-studies/no-such").status_code == 404
    assert "a-phone-heavy-year" not in {study["name"] for study in ready}
    assert client.get("/v1/demo-studies/a-phone-heavy-year").status_code == 404


def test_a_week_by_name_and_a_rulebook_that_was_sent(client: TestClient) -> None:
    """A name that ships stands for its week; a level may name a rulebook that lies in the body."""
    body = small_study()
    body["modelInput"]["week"] = "team-4"
    body["modelInput"]["study"]["factors"] = {"rooms": AS_IS | {"more": {"rooms": {"consulting": 1}}}}
    assert client.post("/v1/studies?operation=validate", json=body).status_code == 200
    body = small_study(factors={"book": AS_IS | {"other": {"rulebook": "other"}}})
    body["modelInput"]["rulebooks"] = {"other": body["modelInput"]["week"]["rulebook"]}
    assert client.post("/v1/studies?operation=validate", json=body).status_code == 200


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        ({"factors": {"t": AS_IS | {"x": {"targets": {"psycologist": 8}}}}}, "factors.t.x", "psychologist"),
        ({"base": {"target": "hi"}}, "base.target", "no level 'hi'"),
        ({"salaries": {"nurse": 5.0}}, "salaries", "psychologist"),
        ({"factors": {"t": AS_IS | {"x": {"rulebook": "/etc/passwd"}}}}, "factors.t.x", "neither ships nor was sent"),
        ({"factors": {"t": AS_IS | {"x": {"set": {"rulebook": "/etc/passwd"}}}}}, "factors.t.x", "is a name"),
        ({"repetitions": 3, "varies": {}}, "", "nothing varies"),
        ({"repetitions": 5000}, "", "10000 solves"),
        ({"design": {"latin_hypercube": 5000}}, "", "scenarios"),
        ({"rulebook": "../models/x"}, "rulebook", "neither ships nor was sent"),
        ({"limits": {"gap": 0.01}}, "limits", "give seconds or deterministic"),
    ],
)
def test_what_cannot_be_run_is_refused_before_the_first_solve(
    client: TestClient, change: dict[str, Any], path: str, message: str
) -> None:
    """422 with the level's path, and no job is made."""
    answer = client.post("/v1/studies", json=small_study(**change))
    (fault,) = answer.json()["errors"]
    assert answer.status_code == 422
    assert fault["path"] == f"modelInput.study.{path}".rstrip(".") and message in fault["message"]
    assert client.get("/v1/studies").json() == []


@pytest.mark.parametrize("name", ["/etc/hostname", "two", "../scenarios/team-4.yaml"])
def test_no_name_is_read_as_a_path(client: TestClient, name: str) -> None:
    """Neither for the week nor for the one that the study names, nor for the rulebook of a week that was sent."""
    body = small_study()
    body["modelInput"]["week"] = name
    refused = [client.post("/v1/studies", json=body)]
    del body["modelInput"]["week"]
    body["modelInput"]["study"]["week"] = name
    refused.append(client.post("/v1/studies", json=body))
    refused.append(client.post("/v1/studies", json=small_study(week_of_two() | {"rulebook": name})))
    assert [answer.status_code for answer in refused] == [422] * 3
    assert all("neither ships nor was sent" in answer.text for answer in refused)


def test_a_body_is_a_job_like_any_other(client: TestClient) -> None:
    """YAML is taken, a text is not; the same key gives the same study, another body under it is refused."""
    body = small_study()
    first = client.post("/v1/studies", json=body, headers={"Idempotency-Key": "k"})
    again = client.post("/v1/studies", json=body, headers={"Idempotency-Key": "k"})
    assert first.status_code == again.status_code == 202 and first.json()["id"] == again.json()["id"]
    other = client.post("/v1/studies", json=small_study(seed=9), headers={"Idempotency-Key": "k"})
    assert (other.status_code, other.json()["code"]) == (409, "KEY_REUSED")
    yaml = client.post(
        "/v1/studies?operation=validate", content=json.dumps(body), headers={"Content-Type": "text/yaml"}
    )
    assert yaml.status_code == 200
    text = client.post("/v1/studies", content="study", headers={"Content-Type": "text/plain"})
    assert (text.status_code, text.json()["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


def test_before_there_are_rows_there_is_nothing_to_read(client: TestClient) -> None:
    """A study that waits has no answer, and its report says so."""
    place = posted(client, small_study(), "studies")
    answer = client.get(place).json()
    assert answer["kpis"] is None and answer["modelOutput"] is None
    for more in ("report", "rows.csv", "rows/0/week"):
        refused = client.get(f"{place}/{more}")
        assert (refused.status_code, refused.json()["code"]) == (409, "NO_ROWS")


def test_a_study_is_given_back_ready_to_be_posted(client: TestClient) -> None:
    """With the rulebook of a week by name inside it; posted again it asks for the same weeks."""
    body = small_study(factors={"rooms": AS_IS | {"more": {"rooms": {"consulting": 1}}}}, salaries_origin="measured")
    body["modelInput"]["week"] = "team-4"
    place = posted(client, body | {"config": {"run": {"name": "more rooms"}}}, "studies")
    given = client.get(f"{place}/body").json()
    assert given["config"]["run"]["name"] == "more rooms"
    assert given["modelInput"]["week"]["rulebook"]["name"] == "stockholm-psychiatry"
    asked = body["modelInput"]["study"]
    assert {name: given["modelInput"]["study"][name] for name in asked} == asked
    again = posted(client, given, "studies")
    assert client.get(f"{again}/body").json() == given
    assert client.get(f"/v1/studies/{'0' * 32}/body").status_code == 404


def test_erasing_a_study_erases_its_rows(client: TestClient, jobs: Jobs, solved: Studied) -> None:
    """And says how many."""
    place = solved(small_study())
    job = place.rpartition("/")[2]
    assert Rows(jobs.database).numbers(job) == {0, 1, 2, 3}
    assert client.delete(place).json()["erased"]["rows"] == 4
    assert Rows(jobs.database).all(job) == [] and client.get(place).status_code == 404
