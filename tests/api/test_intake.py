"""How jobs come in: refused early where there is no room, and read aside where they are large."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from anyio import BrokenWorkerProcess
from fastapi.testclient import TestClient

from tests.api.asking import posted
from tests.api.bodies import long, small
from tests.api.servers import Server, serving, wait_for
from weightplan_api.http import intake
from weightplan_api.server import KEPT_OPEN
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs

FULL = {"Idempotency-Key": "the first"}


def readers(server: Server) -> list[int]:
    """Return the processes that read large bodies for a server."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [int(child) for child in children if b"to_process" in Path(f"/proc/{child}/cmdline").read_bytes()]


def posting(server: Server, body: dict[str, Any]) -> int:
    return server.client.post("/v1/schedules", json=body).status_code


@pytest.fixture
def full(client: TestClient, settings: Settings) -> str:
    """The place of the first job of a queue that is full."""
    place = posted(client, small(), **FULL)
    for _ in range(settings.most_waiting - 1):
        posted(client, small())
    return place


def test_a_full_queue_refuses_before_it_reads(client: TestClient, full: str) -> None:
    """Not even what is wrong with a body is looked for; what begins nothing is answered as ever."""
    nonsense = {"modelInput": 7}
    assert client.post("/v1/schedules", json=nonsense).status_code == 429
    assert client.post("/v1/schedules", json=small(), headers={"Idempotency-Key": "new"}).status_code == 429
    assert client.post("/v1/schedules?operation=validate", json=nonsense).status_code == 422
    assert client.post("/v1/schedules?operation=validate", json=small()).status_code == 200


def test_a_full_queue_knows_what_is_in_it(client: TestClient, full: str) -> None:
    """A repeated POST gives the same place, and another body under its key is refused for that."""
    assert posted(client, small(), **FULL) == full
    assert client.post("/v1/schedules", json=small(seed=1), headers=FULL).json()["code"] == "KEY_REUSED"


def test_large_bodies_are_read_aside_as_small_ones_are_here(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same job and the same complaints, whichever process read them."""
    body, wrong = long(), long()
    wrong["modelInput"]["clinicians"][0]["role"] = "psycholog"
    assert len(json.dumps(body)) > intake.SMALL
    seen: list[tuple[str | None, Any]] = []
    for large in (intake.SMALL, 2**30):
        monkeypatch.setattr(intake, "SMALL", large)
        job = posted(client, body).rpartition("/")[2]
        seen.append((jobs.request(job), client.post("/v1/schedules", json=wrong).json()))
    assert seen[0] == seen[1]
    assert seen[0][1]["errors"][0]["path"] == "modelInput.clinicians[0].role"


def test_a_body_whose_reader_dies_is_read_once_more(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The process ends without a word, and the job is taken all the same."""

    async def dies(*_: object, **__: object) -> None:
        raise BrokenWorkerProcess

    monkeypatch.setattr("anyio.to_process.run_sync", dies)
    assert client.post("/v1/schedules", json=long()).status_code == 202
    assert "read once more: BrokenWorkerProcess" in caplog.text


def test_a_connection_outlasts_the_wait_that_was_asked_for() -> None:
    """Else some of those who come again when they were told to would find it closing, and get an error."""
    assert int(intake.RETRY_AFTER) * 2 < KEPT_OPEN


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_reader_lives_and_dies_with_its_server(tmp_path: Path) -> None:
    """It is there before the first body; one that is killed is followed by another; none outlives the server."""
    with serving(f"sqlite:///{tmp_path / 'jobs.sqlite'}", "--no-runner") as server:
        (first,) = wait_for(lambda: readers(server), "no process is ready to read")
        assert posting(server, long()) == 202 and readers(server) == [first]
        os.kill(first, signal.SIGKILL)
        assert posting(server, long()) == 202 and posting(server, long()) == 202
        (second,) = readers(server)
        assert second != first
        server.kill()
        wait_for(lambda: not Path(f"/proc/{second}").exists(), "the reader outlived its server")


def test_a_working_process_gives_way_before_it_imports_anything() -> None:
    """A second of imports for each job would else compete with those who look."""
    heavy = "{'sqlalchemy', 'pydantic', 'ortools'} & set(sys.modules)"
    line = f"import sys, weightplan_api.work.process; sys.exit(bool({heavy}))"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
