"""Power cuts: a server, a worker or a solving process is killed at random moments, and no accepted job is lost."""

import json
import random
import subprocess
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.api.bodies import long, small
from tests.api.postgres import free_port
from tests.api.servers import PATIENCE, Server, serving, wait_for, working
from weightplan_api.store import Jobs, opened

SOON = {"beat_lost_after": 2.0, "workers": 1}


def kill_solving(job: str) -> None:
    """Kill the process that works on a job."""
    subprocess.run(["pkill", "-9", "-f", f"weightplan_api.work.process {job}"], check=False)


def wait_for_a_plan(jobs: Jobs, job: str) -> None:
    """Wait until a first plan is written."""
    wait_for(lambda: jobs.answer(job) is not None, "no plan was written")


def over(jobs: Jobs, job: str) -> bool:
    stand = jobs.get(job)
    return stand is not None and stand.over


def ends(jobs: Jobs, job: str) -> int:
    """Return how often a job was ended."""
    return sum(kind == "ended" for _, kind, _ in jobs.events_after(job, 0))


def best_costs(jobs: Jobs, job: str) -> list[int]:
    """Return the costs of the plans that were written, in order."""
    told = [json.loads(data) for _, kind, data in jobs.events_after(job, 0) if kind == "incumbent"]
    return [figures["cost"] for figures in told]


def test_a_killed_solver_is_followed_by_another_that_goes_on_from_its_plan(url: str) -> None:
    """The second process begins from what the first had found: no later plan costs more."""
    database = opened(url)
    jobs = Jobs(database)
    with serving(url, **SOON) as server:
        job = server.client.post("/v1/schedules", json=long(120)).json()["id"]
        wait_for_a_plan(jobs, job)
        best = best_costs(jobs, job)[-1]
        kill_solving(job)
        wait_for(lambda: (jobs.get(job) or pytest.fail()).attempt == 2, "nobody took over")
        wait_for(lambda: len(best_costs(jobs, job)) > 1, "the second process wrote no plan")
        assert server.client.post(f"/v1/schedules/{job}/stop").status_code == 202
        wait_for(lambda: over(jobs, job), "it was not stopped")
    stand = jobs.get(job)
    assert stand is not None and (stand.state, stand.result) == ("stopped", "feasible")
    assert all(cost <= best for cost in best_costs(jobs, job)[1:])
    assert stand.figures["cost"] <= best
    assert ends(jobs, job) == 1
    database.close()


def test_a_stop_is_heard_within_a_second_and_keeps_the_plan(url: str) -> None:
    """From asking to the end: about a second, and the best plan is there."""
    database = opened(url)
    jobs = Jobs(database)
    with serving(url, **SOON) as server:
        job = server.client.post("/v1/schedules", json=long(120)).json()["id"]
        wait_for_a_plan(jobs, job)
        server.client.post(f"/v1/schedules/{job}/stop")
        wait_for(lambda: over(jobs, job), "it was not stopped", seconds=5.0)
        answer = server.client.get(f"/v1/schedules/{job}").json()
    assert (answer["metadata"]["jobStatus"], answer["metadata"]["resultStatus"]) == ("stopped", "feasible")
    assert answer["modelOutput"]["appointments"]
    database.close()


def test_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    """Its solver ends with it; the next server on the same database ends all that was accepted, each once."""
    url, port = f"sqlite:///{tmp_path / 'jobs.sqlite'}", free_port()
    database = opened(url)
    jobs = Jobs(database)
    with serving(url, port=port, **SOON) as server:
        first = server.client.post("/v1/schedules", json=long(20)).json()["id"]
        others = [server.client.post("/v1/schedules", json=small()).json()["id"] for _ in range(3)]
        wait_for_a_plan(jobs, first)
        server.kill()
    assert jobs.answer(first) is not None
    with serving(url, port=port, **SOON):
        for job in (first, *others):
            wait_for(lambda job=job: over(jobs, job), "a job was lost", seconds=2 * PATIENCE)  # type: ignore[misc]
    stands = [jobs.get(job) for job in (first, *others)]
    assert [stand.state for stand in stands if stand is not None] == ["succeeded"] * 4
    assert [ends(jobs, job) for job in (first, *others)] == [1] * 4
    database.close()


def test_a_killed_worker_is_replaced_by_another(url: str) -> None:
    """Two workers beside a server that solves nothing: when one is killed the other takes its job."""
    database = opened(url)
    jobs = Jobs(database)
    with serving(url, "--no-runner", **SOON) as server, working(url, **SOON) as first:
        job = server.client.post("/v1/schedules", json=long(120)).json()["id"]
        wait_for_a_plan(jobs, job)
        with working(url, **SOON):
            first.kill()
            wait_for(lambda: (jobs.get(job) or pytest.fail()).attempt == 2, "nobody took over")
            server.client.post(f"/v1/schedules/{job}/stop")
            wait_for(lambda: over(jobs, job), "it was not stopped")
    stand = jobs.get(job)
    assert stand is not None and (stand.state, stand.result) == ("stopped", "feasible") and ends(jobs, job) == 1
    database.close()


@pytest.mark.nightly
@pytest.mark.parametrize("victim", ["server", "worker", "solver"])
def test_ten_kills_at_random_moments(url: str, victim: str) -> None:
    """Ten times: jobs are posted, something dies, and in the end every job was ended exactly once."""
    dice, port, accepted = random.Random(victim), free_port(), list[str]()
    database = opened(url)
    jobs = Jobs(database)
    alone = ["--no-runner"] if victim == "worker" else []
    for _ in range(10):
        with (
            serving(url, *alone, port=port, **SOON) as server,
            working(url, **SOON) if alone else nullcontext() as worker,
        ):
            accepted += [_posted(server, long(4)), _posted(server, small())]
            time.sleep(dice.uniform(0.1, 5.0))
            if victim == "server":
                server.kill()
            elif worker is not None:
                worker.kill()
            else:
                for job in accepted:
                    kill_solving(job)
    with serving(url, port=port, **SOON):
        for job in accepted:
            wait_for(lambda job=job: over(jobs, job), f"{job} was lost", seconds=200.0)  # type: ignore[misc]
    stands: list[Any] = [jobs.get(job) for job in accepted]
    assert [stand.state for stand in stands] == ["succeeded"] * 20
    assert [ends(jobs, job) for job in accepted] == [1] * 20
    database.close()


def _posted(server: Server, body: dict[str, Any]) -> str:
    job: str = server.client.post("/v1/schedules", json=body).json()["id"]
    return job
