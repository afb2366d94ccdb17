"""The routes by which a planner changes a plan: where a contact may go, moving, locking, undo and redo."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from weightplan.answers.moves import Moves, Place, Verdict, find
from weightplan.fields import Identifier, WallClock
from weightplan.plan import Plan
from weightplan.week import Week
from weightplan_api.bodies import Body, Config, Run, Schedule, ShortText
from weightplan_api.http.access import Planner, Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine, note, submitted
from weightplan_api.http.planned import KIND, AllDesks, Desks, refusing
from weightplan_api.http.problems import Problem, declared
from weightplan_api.http.reading import body_of, documented
from weightplan_api.http.stand import Accepted, Kpis, Wire, kpis_of
from weightplan_api.store.versions import StaleError
from weightplan_api.work.editing import NotLegalError, Planned
from weightplan_api.work.reading import wanted_by

router = APIRouter(prefix=f"/v1/{KIND}", tags=["editing"])
MOST_PLACES = 200
REFUSALS = declared(401, 403, 404, 409, 422)
SENT = declared(401, 403, 404, 409, 413, 415, 422)


class Target(Body):
    """An appointment, by its request and its start, and a place for it; what is left out stays as it is."""

    appointment: Identifier
    at: WallClock
    start: WallClock | None = None
    clinicians: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    room: Identifier | None = None
    contactType: Identifier | None = None

    @property
    def place(self) -> Place:
        return Place(
            start=self.start or self.at, clinicians=self.clinicians, room=self.room, contact_type=self.contactType
        )


class Change(Target):
    """One change, made to the `version` that was looked at. The `reason` is kept in the log."""

    what: Literal["move", "lock", "unlock"]
    version: Annotated[int, Field(ge=0)]
    reason: ShortText = ""


class Stand(Wire):
    """The week, promises included, and its plan after all changes."""

    version: int
    canUndo: bool
    canRedo: bool
    modelInput: Week
    modelOutput: Plan
    kpis: Kpis


@router.get("/{job}/desk", response_model=Stand, responses=REFUSALS)
def desk(job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks) -> Stand:
    """Return the week and its plan as they stand after all changes."""
    mine(jobs, job, KIND, holder)
    return _stand(desks, job)


@router.get("/{job}/places", response_model=Moves, responses=REFUSALS)
def places(
    job: JobId,
    appointment: Annotated[str, Query(max_length=200)],
    at: Annotated[datetime, Query(description="The appointment's start, as local wall-clock time.")],
    holder: Reader,
    jobs: AllJobs,
    desks: AllDesks,
) -> Moves:
    """Return the legal other places of an appointment, cheapest first, with what each does."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    with refusing():
        return planned.board.moves(find(planned.plan, appointment, at.replace(tzinfo=None)), MOST_PLACES)


@router.post("/{job}/judgements", response_model=Verdict, responses=SENT, openapi_extra=documented(Target))
def judge(
    job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks, target: Annotated[Target, body_of(Target)]
) -> Verdict:
    """Say what a move would cost, or which rules forbid it; nothing is changed."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    with refusing():
        return planned.board.why_not(find(planned.plan, target.appointment, target.at), target.place)


@router.post("/{job}/changes", response_model=Stand, responses=SENT, openapi_extra=documented(Change))
def change(
    request: Request,
    job: JobId,
    holder: Planner,
    jobs: AllJobs,
    desks: AllDesks,
    wanted: Annotated[Change, body_of(Change)],
) -> Stand:
    """Move, lock or unlock an appointment; 409 where a hard rule forbids it, or another change came first."""
    if not mine(jobs, job, KIND, holder).over:
        raise Problem(409, "STILL_RUNNING", "The plan is still being made: stop it first")
    number, planned = desks.current(job)
    if number != wanted.version:
        raise _stale()
    with refusing():
        after = _changed(planned, wanted)
    what = f"{wanted.what} {wanted.appointment}"
    try:
        desks.change(job, number, planned, after, what)
    except StaleError:
        raise _stale() from None
    note(request, holder, what, job, wanted.reason)
    return _stand(desks, job)


@router.post("/{job}/undo", response_model=Stand, responses=REFUSALS)
def undo(request: Request, job: JobId, holder: Planner, jobs: AllJobs, desks: AllDesks) -> Stand:
    """Take the last change back."""
    mine(jobs, job, KIND, holder)
    if not desks.versions.undo(job):
        raise Problem(409, "NOTHING_TO_UNDO", "There is no change to take back")
    note(request, holder, "undo", job)
    return _stand(desks, job)


@router.post("/{job}/redo", response_model=Stand, responses=REFUSALS)
def redo(request: Request, job: JobId, holder: Planner, jobs: AllJobs, desks: AllDesks) -> Stand:
    """Make the change again that was taken back."""
    mine(jobs, job, KIND, holder)
    if not desks.versions.redo(job):
        raise Problem(409, "NOTHING_TO_REDO", "There is no change to make again")
    note(request, holder, "redo", job)
    return _stand(desks, job)


@router.post("/{job}/rest", status_code=202, response_model=Accepted, responses=REFUSALS | declared(429))
def rest(request: Request, job: JobId, holder: Planner, jobs: AllJobs, desks: AllDesks) -> Accepted:
    """Solve the rest: a new schedule in which locked appointments stand, begun from the plan as it is."""
    stand = mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    asked = Schedule.model_validate_json(jobs.request(job) or "")
    run = Run(name=stand.name, tags=stand.tags, seed=asked.config.run.seed, termination=asked.config.run.termination)
    body = Schedule(modelInput=planned.case.week, hint=planned.plan, earlier=asked.earlier, config=Config(run=run))
    new, _ = submitted(jobs, holder, KIND, wanted_by(body))
    note(request, holder, "solve the rest", new)
    return Accepted(id=new, jobStatus="queued")


def _changed(planned: Planned, wanted: Change) -> Planned:
    held = find(planned.plan, wanted.appointment, wanted.at)
    if wanted.what == "lock":
        return planned.locked(held)
    if wanted.what == "unlock":
        return planned.unlocked(held)
    try:
        return planned.moved(held, wanted.place)
    except NotLegalError as error:
        broken = [f"{b.rule}: {b.text}" for b in error.verdict.broken]
        raise Problem(409, "NOT_LEGAL", "A rule forbids that", str(error), errors=broken) from None


def _stand(desks: Desks, job: str) -> Stand:
    number, planned = desks.current(job)
    _, can_redo = desks.versions.number(job)
    return Stand(
        version=number,
        canUndo=number > 0,
        canRedo=can_redo,
        modelInput=planned.case.week,
        modelOutput=planned.plan,
        kpis=kpis_of(planned.case, planned.plan),
    )


def _stale() -> Problem:
    return Problem(409, "STALE", "The plan was changed meanwhile: look at it again")
