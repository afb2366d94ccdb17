"""The answers of jobs that are no schedules, as the library gives them."""

import json
from typing import Any

from fastapi import APIRouter

from weightplan_api.http.access import Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine
from weightplan_api.http.problems import declared
from weightplan_api.http.stand import Metadata, Wire, metadata_of


class JobAnswer(Wire):
    """How the job stands, and its answer (null until there is one)."""

    metadata: Metadata
    modelOutput: Any


def answers_of(kind: str) -> APIRouter:
    """Return the route that reads the answers of a kind of job."""
    router = APIRouter(prefix=f"/v1/{kind}", tags=[kind])

    @router.get("/{job}", response_model=JobAnswer, responses=declared(401, 403, 404, 422))
    def whole(job: JobId, holder: Reader, jobs: AllJobs) -> JobAnswer:
        """Return how the job stands, and its answer."""
        stand, text = mine(jobs, job, kind, holder), jobs.answer(job)
        return JobAnswer(metadata=metadata_of(stand), modelOutput=json.loads(text) if text else None)

    return router
