"""What a schedule has beyond other jobs: the plan, its report, and the files that people take along."""

import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path as Folder
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.calendar import write_ics
from weightplan.report.excel import write_xlsx
from weightplan.report.html import write_html
from weightplan.report.words import Language
from weightplan_api.http.access import Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine
from weightplan_api.http.planned import KIND, AllDesks
from weightplan_api.http.problems import declared
from weightplan_api.http.stand import Kpis, Metadata, Wire, kpis_of, metadata_of

Tongue = Annotated[Language, Query(description="The language of texts.")]
TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
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
    number, _ = desks.versions.number(job)
    text = jobs.answer(job)
    plan = desks.current(job)[1].plan if number else Plan.model_validate_json(text) if text else None
    return ScheduleAnswer(
        metadata=metadata_of(stand), modelOutput=plan, kpis=kpis_of(plan) if plan is not None else None
    )


@router.get("/{job}/report", response_model=ReportAnswer, responses=declared(401, 403, 404, 409, 422))
def report(job: JobId, holder: Reader, jobs: AllJobs, desks: AllDesks) -> ReportAnswer:
    """Check the plan anew, independently of what made it."""
    mine(jobs, job, KIND, holder)
    _, planned = desks.current(job)
    found = check(planned.case, planned.plan)
    return ReportAnswer(legal=found.legal, report=found.as_json(), kpis=kpis_of(planned.plan))


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


def _json(case: Case, plan: Plan, language: Language) -> bytes:
    return plan.model_dump_json(indent=1).encode()


def _html(case: Case, plan: Plan, language: Language) -> bytes:
    return _written(lambda path: write_html(case, plan, path, language), "plan.html")


def _xlsx(case: Case, plan: Plan, language: Language) -> bytes:
    return _written(lambda path: write_xlsx(case, plan, path), "plan.xlsx")


def _zip(case: Case, plan: Plan, language: Language) -> bytes:
    packed = BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        write_ics(case, plan, Folder(folder), language)
        for path in sorted(Folder(folder).iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()


def _written(write: Callable[[Folder], object], name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Folder(folder) / name
        write(path)
        return path.read_bytes()


WRITERS: dict[str, Callable[[Case, Plan, Language], bytes]] = {"json": _json, "html": _html, "xlsx": _xlsx, "zip": _zip}
