"""How a job stands, as clients read it: two axes of status, and figures."""

from datetime import UTC, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan_api.store.job import Job

JobStatus = Literal["queued", "running", "succeeded", "failed", "stopped", "invalid"]
ResultStatus = Literal["optimal", "feasible", "infeasible", "unknown"]


class Wire(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(frozen=True)


class Advance(Wire):
    """How far a job of many parts is: parts a minute and seconds that are left, once that can be said."""

    done: int
    of: int
    failed: int = 0
    rate: float | None = None
    remaining: float | None = None


class Metadata(Wire):
    """How a job stands. Moments are UTC (RFC 3339); `seconds` is what the solver has worked."""

    id: str
    kind: str
    name: str
    tags: tuple[str, ...]
    jobStatus: JobStatus
    resultStatus: ResultStatus | None
    submittedAt: datetime
    startedAt: datetime | None
    endedAt: datetime | None
    expiresAt: datetime
    cost: int | None = None
    bound: int | None = None
    gap: float | None = None
    seconds: float | None = None
    stage: str | None = None
    progress: Advance | None = None
    problem: dict[str, Any] | None = None


class Kpis(Wire):
    """What a plan comes to: sums over the unit, never a table of people.

    Weights and `atTarget` are null for a unit of fewer than `min_group_size` clinicians.
    """

    cost: int | None
    bound: int | None
    gap: float | None
    appointments: int
    unserved: int
    booked: float | None
    expected: float | None
    reportable: float | None
    target: float | None
    atTarget: int | None
    clinicians: int


class Accepted(Wire):
    """The answer to a job that was taken."""

    id: str
    jobStatus: JobStatus


class Erased(Wire):
    """What was erased."""

    id: str
    erased: dict[str, int]


def metadata_of(job: Job) -> Metadata:
    figures = job.figures
    return Metadata(
        id=job.id,
        kind=job.kind,
        name=job.name,
        tags=job.tags,
        jobStatus=job.state,
        resultStatus=job.result,
        submittedAt=_moment(job.submitted),
        startedAt=_moment(job.started) if job.started is not None else None,
        endedAt=_moment(job.ended) if job.ended is not None else None,
        expiresAt=_moment(job.expires),
        cost=figures.get("cost"),
        bound=figures.get("bound"),
        gap=figures.get("gap"),
        seconds=figures.get("seconds"),
        stage=figures.get("stage"),
        progress=Advance.model_validate(figures) if "done" in figures else None,
        problem=dict(job.problem) if job.problem is not None else None,
    )


def kpis_of(case: Case, plan: Plan) -> Kpis:
    people = plan.clinicians
    shown = len(people) >= case.rulebook.min_group_size

    def total(figure: str) -> float | None:
        return round(sum(getattr(person, figure) for person in people), 2) if shown else None

    return Kpis(
        cost=plan.cost,
        bound=plan.bound,
        gap=plan.gap,
        appointments=len(plan.appointments),
        unserved=sum(u.count for u in plan.unserved),
        booked=total("booked"),
        expected=total("expected"),
        reportable=total("reportable"),
        target=total("target"),
        atTarget=sum(p.booked >= p.target for p in people) if shown else None,
        clinicians=len(people),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
