"""Fronts as jobs: points with bounds, a page, and each point's plan as a schedule to open and change."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from weightplan_api.store import Database
from weightplan_api.store.tokens import Tokens


@pytest.fixture
def front(client: TestClient, working: None) -> str:
    """Where a proven front of two people's week is: no visit is left, so load falls by calls instead."""
    place = posted(client, weighed(), "frontiers")
    assert finished(client, place, 90.0)["resultStatus"] == "optimal"
    return place


def weighed(**more: Any) -> dict[str, Any]:
    """Return a question about the week of three visits, of a unit that may be summed."""
    body = small(name="two people")
    body["modelInput"]["rulebook"]["min_group_size"] = 2
    return body | {"against": "unserved", "points": 3} | more


def test_a_front_has_points_and_each_is_a_schedule(client: TestClient, front: str) -> None:
    """Rising in both; a point's plan opens at the desk, is changed as any plan is, and stays the same schedule."""
    found = client.get(front).json()["modelOutput"]
    points = found["points"]
    assert [p["loss"] for p in points] == sorted({p["loss"] for p in points})
    assert [p["gain"] for p in points] == sorted({p["gain"] for p in points})
    assert all(p["proven"] for p in points) and found["text"] and found["text_sv"]
    opened = client.post(f"{front}/points/1/schedule").json()
    assert opened["jobStatus"] == "succeeded"
    assert client.post(f"{front}/points/1/schedule").json() == opened
    place = f"/v1/schedules/{opened['id']}"
    whole, desk = client.get(place).json(), client.get(f"{place}/desk").json()
    assert whole["metadata"]["name"] == "two people · 1"
    assert (
        whole["modelOutput"]["appointments"] == desk["modelOutput"]["appointments"] == points[0]["plan"]["appointments"]
    )
    assert client.get(f"{place}/report").json()["legal"]
    assert client.post(f"{front}/points/99/schedule").status_code == 404


def test_its_page_loads_nothing(client: TestClient, front: str, database: Database) -> None:
    """A picture and a table in the reader's language; a planner's points open weeks, a reader's nothing."""
    page = client.get(f"{front}/report?language=en")
    assert "<svg" in page.text and "Unserved needs" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "Otillgodosedda behov" in client.get(f"{front}/report").text
    # From the report's address, the planner's page at a place that opens the point's week.
    job = front.rsplit("/", 1)[-1]
    assert page.text.count(f'<a href="../../../#/front/{job}/1">') == 2
    _, token = Tokens(database).create("local", "reader", "Kim")
    shown = client.get(f"{front}/report", headers={"Authorization": f"Bearer {token}"})
    assert "<svg" in shown.text and "#/front/" not in shown.text


def test_a_unit_of_few_has_no_front(client: TestClient) -> None:
    """Its sums would be figures of persons."""
    body = weighed()
    body["modelInput"]["rulebook"]["min_group_size"] = 3
    refused = client.post("/v1/frontiers", json=body)
    assert refused.status_code == 422 and "shown from 3" in refused.text


def test_a_week_without_a_plan_has_no_front(client: TestClient, working: None) -> None:
    """Infeasible is the answer; there is no page and no point to open."""
    body = weighed()
    body["modelInput"]["requests"][0]["must"] = True
    body["modelInput"]["requests"][0]["windows"] = [{"start": "2026-11-23T22:00", "end": "2026-11-23T23:00"}]
    place = posted(client, body, "frontiers")
    assert finished(client, place, 90.0)["resultStatus"] == "infeasible"
    assert client.get(place).json()["modelOutput"] is None
    assert client.get(f"{place}/report").json()["code"] == "NO_FRONT"
    assert client.post(f"{place}/points/1/schedule").status_code == 409


@pytest.mark.parametrize("more", [{"of": "money"}, {"points": 0}, {"confidence": 0.0}, {"kept": 5}])
def test_what_cannot_be_weighed_is_refused(client: TestClient, more: dict[str, Any]) -> None:
    """With the field's name."""
    refused = client.post("/v1/frontiers", json=weighed(**more))
    assert refused.status_code == 422 and refused.json()["errors"][0]["path"] == next(iter(more))
