"""The routes that every kind of job has: post, list, read, follow, stop, erase."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool

from weightplan.errors import InputError
from weightplan_api.bodies import JobBody, Schedule
from weightplan_api.http.access import Planner, Reader
from weightplan_api.http.problems import Problem, declared, invalid, unknown
from weightplan_api.http.reading import body_of, documented
from weightplan_api.http.stand import Accepted, Erased, Metadata, metadata_of
from weightplan_api.store import Job, Jobs
from weightplan_api.store.audit import Audit
from weightplan_api.store.jobs import KeyReusedError, QueueFullError
from weightplan_api.store.tokens import Holder
from weightplan_api.work.schedules import known

BETWEEN_LOOKS = 0.3
SILENCE = 15.0
MOST_LISTED = 100
RETRY_AFTER = "5"

JobId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The id that the job was given.")]


def jobs_of(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


AllJobs = Annotated[Jobs, Depends(jobs_of)]


def mine(jobs: Jobs, job: str, kind: str, holder: Holder) -> Job:
    """Return a job of this kind and unit; of any other nothing is told."""
    found = jobs.get(job, holder.unit)
    if found is None or found.kind != kind:
        raise unknown()
    return found


def routes_for(kind: str, model: type[JobBody], make_sure: Callable[[Any], None]) -> APIRouter:
    """Return the routes of one kind of job. `make_sure` raises InputError for bodies that cannot be worked on."""
    router = APIRouter(prefix=f"/v1/{kind}", tags=[kind])
    refusals = declared(401, 403, 404, 422)

    @router.post(
        "",
        status_code=202,
        response_model=Accepted,
        responses=declared(401, 403, 409, 413, 415, 422, 429) | {200: {"description": "Valid, and nothing was begun"}},
        openapi_extra=documented(model),
        summary=f"Accept a job of {kind}",
    )
    async def submit(
        request: Request,
        response: Response,
        holder: Planner,
        jobs: AllJobs,
        body: Annotated[JobBody, body_of(model)],
        operation: Annotated[Literal["run", "validate"], Query(description="`validate` begins nothing.")] = "run",
        key: Annotated[
            str | None, Header(alias="Idempotency-Key", max_length=255, description="The same key, the same job.")
        ] = None,
    ) -> Any:
        try:
            await run_in_threadpool(make_sure, body)
        except InputError as error:
            raise invalid(error.problems) from None
        if operation == "validate":
            return JSONResponse({"valid": True})
        job, new = await run_in_threadpool(submitted, jobs, holder, kind, body, key, request.state.body)
        if new:
            await run_in_threadpool(note, request, holder, f"submitted {kind}", job)
        response.headers["Location"] = f"/v1/{kind}/{job}"
        return Accepted(id=job, jobStatus="queued")

    @router.get("", response_model=list[Metadata], responses=declared(401, 403), summary="The newest jobs of the unit")
    def listed(holder: Reader, jobs: AllJobs) -> list[Metadata]:
        return [metadata_of(job) for job in jobs.listed(holder.unit, kind, MOST_LISTED)]

    @router.get("/{job}/metadata", response_model=Metadata, responses=refusals, summary="How a job stands")
    def metadata(job: JobId, holder: Reader, jobs: AllJobs) -> Metadata:
        return metadata_of(mine(jobs, job, kind, holder))

    @router.get(
        "/{job}/events",
        response_class=StreamingResponse,
        responses=refusals | declared(410) | {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
        summary="The job's news as they come",
    )
    def events(
        job: JobId,
        holder: Reader,
        jobs: AllJobs,
        last: Annotated[
            int, Header(alias="Last-Event-ID", ge=0, le=2**31 - 1, description="Go on after this event.")
        ] = 0,
    ) -> StreamingResponse:
        """Server-sent events with objective, bound and gap; 410 once the job is over and all was told."""
        stand = mine(jobs, job, kind, holder)
        if stand.over and (last == 0 or last >= stand.last_event):
            raise Problem(410, "OVER", "The job is over: there will be no more news")
        return StreamingResponse(_news(jobs, job, last), media_type="text/event-stream", headers=UNCACHED)

    @router.post("/{job}/stop", status_code=202, response_model=Metadata, responses=refusals | declared(409))
    def stop(request: Request, job: JobId, holder: Planner, jobs: AllJobs) -> Metadata:
        """End a job soon; it keeps the best that it has."""
        mine(jobs, job, kind, holder)
        if not jobs.ask_to_stop(job):
            raise Problem(409, "OVER", "The job is over already")
        note(request, holder, f"stopped {kind}", job)
        return metadata_of(mine(jobs, job, kind, holder))

    @router.delete("/{job}", response_model=Erased, responses=refusals)
    def erase(request: Request, job: JobId, holder: Planner, jobs: AllJobs) -> Erased:
        """Erase a job, its input, its answer and all that it told; one that runs ends."""
        mine(jobs, job, kind, holder)
        erased = jobs.erase(job, holder.unit)
        if erased is None:
            raise unknown()
        note(request, holder, f"erased {kind}", job)
        return Erased(id=job, erased=erased)

    return router


UNCACHED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def submitted(
    jobs: Jobs, holder: Holder, kind: str, body: JobBody, key: str | None = None, raw: bytes = b""
) -> tuple[str, bool]:
    """Put a job in the queue; return its id and whether it is new. Raises Problem 429 where the queue is full."""
    digest = hashlib.sha256(kind.encode() + b"\0" + raw).hexdigest()
    try:
        run = body.config.run
        text = body.model_dump_json(exclude_unset=True)
        best = known(body) if isinstance(body, Schedule) else None
        return jobs.submit(holder.unit, kind, text, name=run.name, tags=run.tags, key=key, digest=digest, best=best)
    except QueueFullError:
        headers = {"Retry-After": RETRY_AFTER}
        raise Problem(429, "QUEUE_FULL", "As many jobs wait as may; try again later", headers=headers) from None
    except KeyReusedError:
        raise Problem(409, "KEY_REUSED", "This Idempotency-Key came with another body before") from None


def note(request: Request, holder: Holder, what: str, job: str, why: str = "") -> None:
    """Write a deed into the audit log."""
    audit: Audit = request.app.state.audit
    audit.add(holder.unit, holder.name, what, job=job, why=why)


async def _news(jobs: Jobs, job: str, last: int) -> AsyncIterator[bytes]:
    """Yield what is told of a job until it is over, or erased; now and then a comment keeps the line open."""
    silent = 0.0
    yield b"retry: 1000\n\n"
    while True:
        news = await run_in_threadpool(jobs.events_after, job, last)
        for number, kind, data in news:
            last = number
            yield format_sse_event(event=kind, id=str(number), data_str=data)
            if kind == "ended":
                return
        stand = None if news else await run_in_threadpool(jobs.get, job)
        if not news and (stand is None or (stand.over and last >= stand.last_event)):
            return
        silent = 0.0 if news else silent + BETWEEN_LOOKS
        if silent >= SILENCE:
            silent = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(BETWEEN_LOOKS)
