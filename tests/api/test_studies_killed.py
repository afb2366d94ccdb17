"""Power cuts in the middle of a study: no row is lost, none is solved twice, and a stop keeps them all."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.asking import finished, posted
from tests.api.bodies import small
from tests.api.servers import wait_for, working
from tests.api.studied import Here, long_study, run_here, small_study
from tests.api.test_killed import SOON, ends, kill_solving, over
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs
from weightplan_api.store.rows import Rows
from weightplan_api.work import studies
from weightplan_api.work.memory import megabytes_of

LONG = 180.0  # seconds, for processes that begin on a busy machine


def rows_of(jobs: Jobs, job: str) -> dict[tuple[str, int], str]:
    """Return the rows as they were written, by scenario and seed, in the order of their solves."""
    read = ((json.loads(row), row) for row in Rows(jobs.database).all(job))
    return {(row["scenario"], row["seed"]): text for row, text in read}


def test_a_killed_worker_and_a_killed_solver_lose_no_row(client: TestClient, jobs: Jobs, url: str) -> None:
    """A worker dies with two rows or more, another takes over and its process dies too: every row stays as it was
    written, and a stop keeps them all."""
    job = posted(client, long_study(), "studies").rpartition("/")[2]
    with working(url, **SOON) as first:
        wait_for(lambda: len(rows_of(jobs, job)) >= 2, "no rows came", LONG)
        first.kill()
        first.wait()
    before = rows_of(jobs, job)
    with working(url, **SOON):
        wait_for(lambda: len(rows_of(jobs, job)) > len(before), "nobody went on", LONG)
        kill_solving(job)
        between = rows_of(jobs, job)
        wait_for(lambda: len(rows_of(jobs, job)) > len(between), "nobody went on a second time", LONG)
        assert client.post(f"/v1/studies/{job}/stop").status_code == 202
        wait_for(lambda: over(jobs, job), "it was not stopped", LONG)
    after = rows_of(jobs, job)
    assert before.items() <= between.items() <= after.items() and len(after) < 1000
    stand = client.get(f"/v1/studies/{job}").json()
    assert (stand["metadata"]["jobStatus"], stand["metadata"]["resultStatus"]) == ("stopped", "feasible"), stand["kpis"]
    assert stand["kpis"]["done"] == len(after) == stand["metadata"]["progress"]["done"]
    assert {json.loads(row)["attempts"] for row in after.values()} == {1}
    assert ends(jobs, job) == 1


def test_a_study_goes_on_behind_the_rows_that_are_there(client: TestClient, jobs: Jobs, settings: Settings) -> None:
    """Three rows came of an attempt that was given up: the next one solves the fourth alone."""
    whole, other = (posted(client, small_study(), "studies").rpartition("/")[2] for _ in range(2))
    run_here(jobs, settings)
    begun = jobs.claim("gone", 60.0, long=True)
    assert begun is not None and begun.id == other
    for number, row in enumerate(list(rows_of(jobs, whole).values())[:3]):
        assert Rows(jobs.database).keep(other, begun.attempt, number, row)
    jobs.give_back(other, begun.attempt, crashed=True)
    Here.calls = 0
    run_here(jobs, settings)
    assert Here.calls == 1
    figures = [client.get(f"/v1/studies/{job}").json()["modelOutput"]["means"] for job in (whole, other)]
    assert figures[0] == figures[1]
    assert not Rows(jobs.database).keep(other, begun.attempt, 9, "{}"), "who was given up writes nothing any more"


def test_rows_of_another_version_are_not_mixed(client: TestClient, jobs: Jobs, settings: Settings) -> None:
    """The study fails and says so; what came stays to be read."""
    job = posted(client, small_study(), "studies").rpartition("/")[2]
    begun = jobs.claim("older", 60.0, long=True)
    assert begun is not None
    asked = studies.asked_of(studies.ready(studies.StudyJob.model_validate_json(jobs.request(job) or "").modelInput))
    jobs.tell(job, begun.attempt, "progress", {}, asked.model_copy(update={"sha256": "0"}).model_dump_json())
    jobs.give_back(job, begun.attempt, crashed=False)
    run_here(jobs, settings)
    stand = client.get(f"/v1/studies/{job}/metadata").json()
    assert (stand["jobStatus"], stand["problem"]["code"]) == ("failed", "OTHER_VERSION")


def test_its_time_ends_a_study_and_keeps_the_rows(client: TestClient, jobs: Jobs, settings: Settings) -> None:
    """`spentLimit` is of the whole study: of a thousand weeks some come within three seconds."""
    job = posted(client, long_study(termination={"spentLimit": "PT3S"}), "studies").rpartition("/")[2]
    run_here(jobs, settings)
    answer = client.get(f"/v1/studies/{job}").json()
    assert answer["metadata"]["jobStatus"] == "succeeded"
    assert 0 < answer["kpis"]["done"] < 1000


def test_a_schedule_does_not_wait_for_a_study(client: TestClient, jobs: Jobs, working: None) -> None:
    """While a study runs, a runner of one job at a time takes up a schedule too."""
    study = posted(client, long_study(), "studies")
    wait_for(lambda: client.get(f"{study}/metadata").json()["jobStatus"] == "running", "the study waits", LONG)
    assert finished(client, posted(client, small()), LONG)["jobStatus"] == "succeeded"
    assert client.get(f"{study}/metadata").json()["jobStatus"] == "running"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say")
def test_memory_is_counted_with_the_processes_that_were_started(tmp_path: Path) -> None:
    """A child that holds 200 MB counts for its parent."""
    ready = tmp_path / "ready"
    script = f"held = bytearray(200 * 2**20); open({str(ready)!r}, 'w').close(); input()"
    child = subprocess.Popen(["python3", "-c", script], stdin=subprocess.PIPE)
    try:
        wait_for(ready.exists, "the child did not begin")
        assert megabytes_of(child.pid) > 200
        assert megabytes_of(os.getpid()) > megabytes_of(child.pid)
    finally:
        child.send_signal(signal.SIGKILL)
        child.communicate()
