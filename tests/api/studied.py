"""Studies to post: one that is over in seconds, one that takes a while; and running one in the test's own process."""

from concurrent.futures import Executor, Future
from typing import Any
from unittest.mock import patch

from fastapi.testclient import TestClient

from tests.api.asking import posted
from tests.study.conftest import AS_IS, week_of_two
from weightplan_api.settings import Settings
from weightplan_api.store import Jobs
from weightplan_api.work import studies
from weightplan_api.work.desk import Desk


def small_study(week: Any = None, **fields: Any) -> dict[str, Any]:
    """Return a study of two levels and two repetitions: the week holds ten visits, so 3 each is met and 8 is not."""
    study = {
        "name": "small",
        "week": "two",
        "factors": {"target": AS_IS | {"high": {"targets": {"psychologist": 8.0}}}},
        "repetitions": 2,
        "varies": {"absence": 0.2},
        "limits": {"deterministic": 0.2},
    }
    return {"modelInput": {"study": study | fields, "week": week or week_of_two()}}


def long_study(**run: Any) -> dict[str, Any]:
    """Return a study of a thousand weeks, each solved in a moment."""
    return small_study(repetitions=500) | {"config": {"run": run}}


class Here(Executor):
    """Does each call at once, in this process, and counts them."""

    calls = 0

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        Here.calls += 1
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def run_here(jobs: Jobs, settings: Settings) -> None:
    """Take the study that waits and run it, its solves in this process."""
    job = jobs.claim("here", 60.0, long=True)
    assert job is not None
    with patch.object(studies, "Supervised", Here):
        Desk(jobs, settings, job.id, job.attempt).work(studies.answer)


def studied(client: TestClient, jobs: Jobs, settings: Settings, body: dict[str, Any]) -> str:
    """Return where a study is that was run."""
    place = posted(client, body, "studies")
    run_here(jobs, settings)
    assert client.get(f"{place}/metadata").json()["jobStatus"] == "succeeded"
    return place
