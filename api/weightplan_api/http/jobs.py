"""The routes that every kind of job has: post, list, read, follow, stop, erase."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool

from weightplan_api.bodies import JobBody
from weightplan_api.http.access import Planner, Reader
from weightplan_api.http.intake import Intake, no_room
from weightplan_api.http.problems import Problem, declared, unknown
from weightplan_api.http.reading import documented, is_json, raw_body
from weightplan_api.http.stand import Accepted, Erased, Metadata, metadata_of
from weightplan_api.http.together import Together
from weightplan_api.store import Job, Jobs
from weightplan_api.store.audit import Audit
from weightplan_api.store.job import KeyReusedError, QueueFullError
from weightplan_api.store.tokens import Holder
from weightplan_api.work.reading import Wanted

BETWEEN_LOOKS = 0.3
SILENCE = 15.0
MOST_LISTED = 100

JobId = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The id that the job was given.")]


async def jobs_of(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


async def standing_of(request: Request) -> Together[str, Job]:
    standing: Together[str, Job] = request.app.state.standing
    return standing


AllJobs = Annotated[Jobs, Depends(jobs_of)]
Standing = Annotated[Together[str, Job], Depends(standing_of)]


def mine(jobs: Jobs, job: str, kind: str, holder: Holder) -> Job:
    """Return a job of this kind and unit; of any other nothing is told."""
    return told(jobs.get(job), kind, holder)


def told(found: Job | None, kind: str, holder: Holder) -> Job:
    """Return what was found where it is of this kind and unit."""
    if found is None or (found.kind, found.unit) != (kind, holder.unit):
        raise unknown()
    return found


def routes_for(kind: str, model: type[JobBody]) -> APIRouter:
    """Return the routes of one kind of job."""
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
        operation: Annotated[Literal["run", "validate"], Query(description="`validate` begins nothing.")] = "run",
        key: Annotated[
            str | None, Header(alias="Idempotency-Key", max_length=255, description="The same key, the same job.")
        ] = None,
    ) -> Any:
        intake: Intake = request.app.state.intake
        body, reading_json = await raw_body(request), is_json(request)
        if operation == "run":
            await intake.make_sure_of_room(holder.unit, key)
        wanted = await intake.read(kind, body, is_json=reading_json)
        if operation == "validate":
            return JSONResponse({"valid": True})
        job, new = await run_in_threadpool(submitted, jobs, holder, kind, wanted, key, body)
        if new:
            await run_in_threadpool(note, request, holder, f"submitted {kind}", job)
        response.headers["Location"] = f"/v1/{kind}/{job}"
        return Accepted(id=job, jobStatus="queued")

    @router.get("", response_model=list[Metadata], responses=declared(401, 403), summary="The newest jobs of the unit")
    def listed(holder: Reader, jobs: AllJobs) -> list[Metadata]:
        return [metadata_of(job) for job in jobs.listed(holder.unit, kind, MOST_LISTED)]

    @router.get("/{job}/metadata", response_model=Metadata, responses=refusals, summary="How a job stands")
    async def metadata(job: JobId, holder: Reader, standing: Standing) -> Metadata:
        return metadata_of(told(await standing.get(job), kind, holder))

    @router.get(
        "/{job}/events",
        response_class=StreamingResponse,
        responses=refusals | declared(410) | {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
        summary="The job's news as they come",
    )
    async def events(
        job: JobId,
        holder: Reader,
        jobs: AllJobs,
        standing: Standing,
        last: Annotated[
            int, Header(alias="Last-Event-ID", ge=0, le=2**31 - 1, description="Go on after this event.")
        ] = 0,
    ) -> StreamingResponse:
        """Server-sent events with objective, bound and gap; 410 once the job is over and all was told."""
        stand = told(await standing.get(job), kind, holder)
        if stand.over and (last == 0 or last >= stand.last_event):
            raise Problem(410, "OVER", "The job is over: there will be no more news")
        return StreamingResponse(_news(jobs, standing, job, last), media_type="text/event-stream", headers=UNCACHED)

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
    jobs: Jobs, holder: Holder, kind: str, wanted: Wanted, key: str | None = None, raw: bytes = b""
) -> tuple[str, bool]:
    """Put a job in the queue; return its id and whether it is new. Raises Problem 429 where the queue is full."""
    digest = hashlib.sha256(kind.encode() + b"\0" + raw).hexdigest()
    try:
        return jobs.submit(
            holder.unit,
            kind,
            wanted.text,
            name=wanted.name,
            tags=wanted.tags,
            key=key,
            digest=digest,
            best=wanted.best,
        )
    except QueueFullError:
        raise no_room() from None
    except KeyReusedError:
        raise Problem(409, "KEY_REUSED", "This Idempotency-Key came with another body before") from None


def note(request: Request, holder: Holder, what: str, job: str, why: str = "") -> None:
    """Write a deed into the audit log."""
    audit: Audit = request.app.state.audit
    audit.add(holder.unit, holder.name, what, job=job, why=why)


async def _news(jobs: Jobs, standing: Together[str, Job], job: str, last: int) -> AsyncIterator[bytes]:
    """Yield what is told of a job until it is over, or erased; now and then a comment keeps the line open."""
    silent = 0.0
    yield b"retry: 1000\n\n"
    while True:
        stand = await standing.get(job)
        there_is_news = stand is not None and stand.last_event > last
        news = await run_in_threadpool(jobs.events_after, job, last) if there_is_news else []
        for number, kind, data in news:
            last = number
            yield format_sse_event(event=kind, id=str(number), data_str=data)
            if kind == "ended":
                return
        if stand is None or (stand.over and not news):
            return
        silent = 0.0 if news else silent + BETWEEN_LOOKS
        if silent >= SILENCE:
            silent = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(BETWEEN_LOOKS)
