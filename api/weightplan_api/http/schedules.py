"""What a schedule has beyond other jobs: the plan, its report, and the files that people take along."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.words import Language
from weightplan_api.http.access import Asking, Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine
from weightplan_api.http.papers import OWN_WRITERS, WRITERS
from weightplan_api.http.planned import KIND, WITHOUT_PLAN, AllDesks
from weightplan_api.http.problems import declared, unknown
from weightplan_api.http.stand import Kpis, Metadata, Wire, kpis_of, metadata_of

Tongue = Annotated[Language, Query(description="The language of texts.")]
TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
OWN_TYPES = {"html": TYPES["html"], "ics": "text/calendar; charset=utf-8"}
# A page of ours, shown on its own: its styles are inline, and nothing else may run or load in it.
PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

router = APIRouter(prefix=f"/v1/{KIND}", tags=[KIND])


class ScheduleAnswer(Wire):
    """How the job stands, and the best plan so far (null where there is none)."""

    metadata: Metadata
    modelOutput: Plan | None
    kpis: Kpis | None


class ReportAnswer(Wire):
    """What the independent checker says of the plan, rule by rule."""

    legal: bool
    report: dict[str, Any]
    kpis: Kpis


@router.get("/{job}", response_model=ScheduleAnswer, responses=declared(401, 403, 404, 422))
def whole(job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks) -> ScheduleAnswer:
    """Return how a schedule stands, with the best plan so far."""
    stand = mine(jobs, job, KIND, holder)
    text = jobs.answer(job)
    if text is None or stand.result in WITHOUT_PLAN:
        plan = Plan.model_validate_json(text) if text is not None else None
        return ScheduleAnswer(metadata=metadata_of(stand), modelOutput=plan, kpis=None)
    _, planned = desks.current(job)
    kpis = kpis_of(planned.case, planned.plan)
    return ScheduleAnswer(metadata=metadata_of(stand), modelOutput=planned.plan, kpis=kpis)


@router.get("/{job}/report", response_model=ReportAnswer, responses=declared(401, 403, 404, 409, 422))
def report(job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks) -> ReportAnswer:
    """Check the plan anew, independently of what made it."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    found = check(planned.case, planned.plan)
    return ReportAnswer(legal=found.legal, report=found.as_json(), kpis=kpis_of(planned.case, planned.plan))


@router.get(
    "/{job}/plan.{form}",
    response_class=Response,
    responses=declared(401, 403, 404, 409, 422) | {200: {"content": {kind: {} for kind in TYPES.values()}}},
)
def download(
    job: JobId,
    form: Annotated[Literal["json", "html", "xlsx", "zip"], Path(description="`zip` holds a calendar per clinician.")],
    holder: Reader,
    jobs: AllJobs,
    desks: AllDesks,
    language: Tongue = "sv",
) -> Response:
    """Return the plan as a file: to print, to count in, to hand out."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    headers = {"Content-Disposition": f'{"inline" if form == "html" else "attachment"}; filename="plan.{form}"'}
    if form == "html":
        headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(WRITERS[form](planned.case, planned.plan, language), media_type=TYPES[form], headers=headers)


@router.get(
    "/{job}/own.{form}",
    response_class=Response,
    responses=declared(401, 403, 404, 409, 422) | {200: {"content": {kind: {} for kind in OWN_TYPES.values()}}},
)
def own(
    job: JobId,
    form: Annotated[Literal["html", "ics"], Path(description="A page, or a calendar.")],
    holder: Asking,
    jobs: AllJobs,
    desks: AllDesks,
    clinician: Annotated[str | None, Query(max_length=200, description="Whose; a clinician's token says it.")] = None,
    language: Tongue = "sv",
) -> Response:
    """Return one clinician's own week, with nothing about colleagues: all that a clinician's token opens."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    whose = clinician if holder.role != "clinician" else holder.clinician
    if whose not in planned.case.clinicians or clinician not in (None, whose):
        raise unknown()
    headers = {"Content-Security-Policy": PAGE_POLICY} if form == "html" else {}
    text = OWN_WRITERS[form](planned.case, planned.plan, str(whose), language)
    return Response(text, media_type=OWN_TYPES[form], headers=headers)
