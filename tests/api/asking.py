"""Asking the service over HTTP, and waiting for what it answers."""

from typing import Any

from fastapi.testclient import TestClient

from tests.api.servers import PATIENCE, wait_for


def finished(client: TestClient, place: str, seconds: float = PATIENCE) -> dict[str, Any]:
    """Wait for a job to be over; return how it stands."""

    def over() -> dict[str, Any] | None:
        stand = client.get(f"{place}/metadata").json()
        return stand if stand["jobStatus"] not in ("queued", "running") else None

    stand: dict[str, Any] = wait_for(over, f"{place} is not over", seconds)
    return stand


def posted(client: TestClient, body: dict[str, Any], kind: str = "schedules", **headers: str) -> str:
    """Post a body; return where its job is."""
    answer = client.post(f"/v1/{kind}", json=body, headers=headers)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/{kind}/{answer.json()['id']}"
    return answer.headers["location"]
