"""Jobs in both databases: claimed by one at a time, ended once, never lost."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from weightplan_api.store import Jobs
from weightplan_api.store.job import Best, KeyReusedError, QueueFullError
from weightplan_api.store.jobs import MOST_CRASHES


def accepted(jobs: Jobs, **more: str) -> str:
    """Submit a job of unit u."""
    return jobs.submit("u", "schedules", "{}", **more)[0]


def test_a_job_is_claimed_by_one(jobs: Jobs) -> None:
    """Twenty runners at once, ten jobs: each job goes to exactly one of them."""
    waiting = {accepted(jobs) for _ in range(10)}
    with ThreadPoolExecutor(20) as pool:
        claimed = [job for job in pool.map(lambda n: jobs.claim(f"r{n}", 60.0), range(20)) if job is not None]
    assert sorted(job.id for job in claimed) == sorted(waiting)
    assert {job.attempt for job in claimed} == {1}


def test_the_oldest_goes_first(jobs: Jobs) -> None:
    """First come, first served."""
    names = [accepted(jobs) for _ in range(3)]
    assert [job.id for _ in range(3) if (job := jobs.claim("r", 60.0))] == names
    assert jobs.claim("r", 60.0) is None


def test_what_a_dead_runner_left_is_claimed_again_with_its_best(jobs: Jobs) -> None:
    """After the beats are missed another takes over; what the first one still writes changes nothing."""
    job = accepted(jobs)
    assert jobs.claim("first", 60.0) is not None
    assert jobs.tell(job, 1, "incumbent", {"cost": 7}, '{"a": 1}', "feasible")
    assert jobs.claim("second", 60.0) is None
    time.sleep(0.05)
    again = jobs.claim("second", 0.01)
    assert again is not None and (again.id, again.attempt, again.figures) == (job, 2, {"cost": 7})
    assert jobs.answer(job) == '{"a": 1}'
    assert jobs.beat(job, 1) == "lost"
    assert not jobs.tell(job, 1, "incumbent", {"cost": 5})
    assert not jobs.end(job, 1, "succeeded", result="optimal", answer="{}")
    assert jobs.end(job, 2, "succeeded", result="feasible", answer='{"a": 2}')
    stand = jobs.get(job)
    assert stand is not None and (stand.state, stand.result, stand.figures) == ("succeeded", "feasible", {"cost": 7})


def test_a_job_ends_once(jobs: Jobs) -> None:
    """A second end, whatever it says, changes nothing."""
    job = accepted(jobs)
    jobs.claim("r", 60.0)
    assert jobs.end(job, 1, "succeeded", result="optimal")
    assert not jobs.end(job, 1, "failed")
    assert [kind for _, kind, _ in jobs.events_after(job, 0)] == ["ended"]


def test_a_job_that_kills_its_process_fails_in_the_end(jobs: Jobs) -> None:
    """It goes back to wait MOST_CRASHES - 1 times; a runner that ends in order counts for nothing."""
    job = accepted(jobs)
    for attempt in range(1, MOST_CRASHES + 1):
        claimed = jobs.claim("r", 60.0)
        assert claimed is not None and claimed.attempt == attempt
        jobs.give_back(job, attempt, crashed=attempt > 1)
    claimed = jobs.claim("r", 60.0)
    assert claimed is not None
    jobs.give_back(job, claimed.attempt, crashed=True)
    stand = jobs.get(job)
    assert stand is not None and stand.state == "failed"
    assert stand.problem is not None and stand.problem["code"] == "CRASHED"


def test_stopping(jobs: Jobs) -> None:
    """One that waits is over at once; one that runs hears of it at its next beat; one that is over is not stopped."""
    waits, runs = accepted(jobs), accepted(jobs)
    assert jobs.ask_to_stop(waits)
    claimed = jobs.claim("r", 60.0)
    assert claimed is not None and claimed.id == runs
    assert jobs.beat(runs, 1) == "go on"
    assert jobs.ask_to_stop(runs)
    assert jobs.beat(runs, 1) == "stop"
    assert not jobs.ask_to_stop(waits)
    stand = jobs.get(waits)
    assert stand is not None and (stand.state, stand.result) == ("stopped", "unknown")


def test_one_that_waits_is_stopped_with_the_best_that_it_came_with(jobs: Jobs) -> None:
    """And one that is claimed has it until it tells of a better one."""
    best = Best('{"a": 1}', {"cost": 7}, "feasible")
    waits, runs = (jobs.submit("u", "schedules", "{}", best=best)[0] for _ in range(2))
    assert jobs.ask_to_stop(waits)
    stand = jobs.get(waits)
    assert stand is not None and (stand.state, stand.result, stand.figures) == ("stopped", "feasible", {"cost": 7})
    assert [kind for _, kind, _ in jobs.events_after(waits, 0)] == ["ended"]
    assert jobs.claim("r", 60.0) is not None
    assert jobs.end(runs, 1, "stopped")
    stand = jobs.get(runs)
    assert stand is not None and (stand.result, jobs.answer(runs)) == ("feasible", '{"a": 1}')


def test_erasing_leaves_nothing(jobs: Jobs) -> None:
    """Another unit erases nothing; afterwards the worker's writes go nowhere."""
    job = accepted(jobs, key="k", digest="d")
    jobs.claim("r", 60.0)
    jobs.tell(job, 1, "progress", {})
    assert jobs.erase(job, "other") is None
    assert jobs.erase(job, "u") == {"jobs": 1, "events": 1, "rows": 0}
    assert jobs.get(job) is None and jobs.request(job) is None and jobs.events_after(job, 0) == []
    assert jobs.beat(job, 1) == "lost"
    assert jobs.submit("u", "schedules", "{}", key="k", digest="d")[1], "the key is free again"


def test_the_same_key_gives_the_same_job(jobs: Jobs) -> None:
    """For one unit and one body; another body under the key is refused, another unit has its own keys."""
    first, new = jobs.submit("u", "schedules", "{}", key="k", digest="a")
    assert new
    assert jobs.submit("u", "schedules", "{}", key="k", digest="a") == (first, False)
    with pytest.raises(KeyReusedError):
        jobs.submit("u", "schedules", "{ }", key="k", digest="b")
    assert jobs.submit("v", "schedules", "{}", key="k", digest="a")[1]


def test_the_queue_has_an_end(jobs: Jobs) -> None:
    """The job after the last place is refused until one is taken up."""
    small = Jobs(jobs.database, most_waiting=2)
    accepted(small), accepted(small)
    with pytest.raises(QueueFullError):
        accepted(small)
    assert small.claim("r", 60.0) is not None
    accepted(small)


def test_jobs_expire(jobs: Jobs) -> None:
    """When their time is over, but never while somebody works on them."""
    brief = Jobs(jobs.database, keep_seconds=-1.0)
    waits, runs = accepted(brief), accepted(brief)
    brief.ask_to_stop(waits)
    claimed = brief.claim("r", 60.0)
    assert claimed is not None and claimed.id == runs
    assert accepted(jobs) and brief.expire() == 1
    assert brief.get(waits) is None and brief.get(runs) is not None
    assert jobs.counts() == {"running": 1, "queued": 1}


def test_events_are_numbered_and_read_from_any(jobs: Jobs) -> None:
    """Numbers rise by one; reading after a number gives the rest."""
    job = accepted(jobs)
    jobs.claim("r", 60.0)
    for cost in (9, 8, 7):
        jobs.tell(job, 1, "incumbent", {"cost": cost})
    assert [number for number, _, _ in jobs.events_after(job, 0)] == [1, 2, 3]
    assert jobs.events_after(job, 2) == [(3, "incumbent", '{"cost": 7}')]
