"""What a study has beyond other jobs: rows and what they say, a report, the week behind each row; ready studies."""

import json
import threading
from datetime import timedelta
from functools import cache, lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response

from weightplan.files import shipped
from weightplan.study import run
from weightplan.study.charts import charts
from weightplan.study.frame import Study
from weightplan.study.naming import scenario_name
from weightplan.study.page import render
from weightplan.study.scenarios import FOLDER, Prepared, prepared
from weightplan_api.bodies import StudyJob
from weightplan_api.http.about import Name
from weightplan_api.http.access import Asking, Reader
from weightplan_api.http.findings import Found, StudyKpis, found_of, kpis_of_study, tidy
from weightplan_api.http.jobs import AllJobs, JobId, mine
from weightplan_api.http.planned import refusing
from weightplan_api.http.problems import Problem, declared, unknown
from weightplan_api.http.schedules import PAGE_POLICY, TYPES, Tongue
from weightplan_api.http.stand import Metadata, Wire, metadata_of
from weightplan_api.store import Jobs
from weightplan_api.work.studies import ready

KIND = "studies"
ROW_TYPES = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
USUAL_SECONDS = 60.0  # to plan one week of a study anew, where its own limit is no time
router = APIRouter(tags=[KIND])
drawing = threading.Lock()  # matplotlib draws for one at a time


class StudyAnswer(Wire):
    """How the job stands, and what its rows say so far (null before its run began)."""

    metadata: Metadata
    kpis: StudyKpis | None
    modelOutput: dict[str, Any] | None


class ReadyStudy(Wire):
    """A study that ships, by name, with its question in both languages."""

    name: str
    question: dict[str, str]


@router.get(f"/v1/{KIND}/{{job}}", response_model=StudyAnswer, responses=declared(401, 403, 404, 422))
def whole(job: JobId, holder: Reader, jobs: AllJobs) -> StudyAnswer:
    """Return how a study stands, every scenario against the base, and the rows."""
    stand, found = mine(jobs, job, KIND, holder), found_of(jobs, job)
    if found is None:
        return StudyAnswer(metadata=metadata_of(stand), kpis=None, modelOutput=None)
    return StudyAnswer(metadata=metadata_of(stand), kpis=kpis_of_study(found), modelOutput=tidy(found))


@router.get(
    f"/v1/{KIND}/{{job}}/report",
    response_class=Response,
    responses=declared(401, 403, 404, 409, 422) | {200: {"content": {TYPES["html"]: {}}}},
)
def report(job: JobId, holder: Reader, jobs: AllJobs, language: Tongue = "sv") -> Response:
    """Return the study's report as a page of its own, of the rows that are there."""
    study = Study(_rows(jobs, mine(jobs, job, KIND, holder).id))
    with drawing:
        pictures = charts(study, language)
    headers = {"Content-Security-Policy": PAGE_POLICY}
    return Response(render(study, pictures, language), media_type=TYPES["html"], headers=headers)


@router.get(
    f"/v1/{KIND}/{{job}}/rows.{{form}}",
    response_class=Response,
    responses=declared(401, 403, 404, 409, 422) | {200: {"content": {kind: {} for kind in ROW_TYPES.values()}}},
)
def download(
    job: JobId,
    form: Annotated[Literal["csv", "parquet"], Path(description="One row a solve.")],
    holder: Reader,
    jobs: AllJobs,
) -> Response:
    """Return the rows that are there as a table to count in."""
    frame = Study(_rows(jobs, mine(jobs, job, KIND, holder).id)).frame()
    content = frame.to_csv(index=False).encode() if form == "csv" else frame.to_parquet(index=False)
    headers = {"Content-Disposition": f'attachment; filename="rows.{form}"'}
    return Response(content, media_type=ROW_TYPES[form], headers=headers)


@router.get(
    f"/v1/{KIND}/{{job}}/rows/{{number}}/week",
    response_model=dict[str, Any],
    responses=declared(401, 403, 404, 409, 422),
)
def week(
    job: JobId,
    number: Annotated[int, Path(ge=0, le=1_000_000, description="The number of a row.")],
    holder: Reader,
    jobs: AllJobs,
    language: Tongue = "sv",
) -> Any:
    """Return the week that a row is of, what was drawn included, as a body that is ready to post to /v1/schedules."""
    mine(jobs, job, KIND, holder)
    found = _rows(jobs, job)
    with refusing():
        study = _prepared(jobs, job)
    if number >= found.asked().jobs:
        raise unknown()
    solve = run.job(study, number)
    name = f"{scenario_name(Study(found), solve.scenario, language)} · {solve.repetition + 1}"
    seconds = timedelta(seconds=solve.limits.seconds or USUAL_SECONDS)
    termination = {"spentLimit": f"PT{seconds.total_seconds():g}S", "gap": solve.limits.gap}
    return {"modelInput": json.loads(solve.week), "config": {"run": {"name": name[:200], "termination": termination}}}


@router.get(f"/v1/{KIND}/{{job}}/body", response_model=dict[str, Any], responses=declared(401, 403, 404, 422))
def body(job: JobId, holder: Reader, jobs: AllJobs) -> Any:
    """Return a study, its week and its rulebooks as a body that is ready to be changed and posted to /v1/studies."""
    name = mine(jobs, job, KIND, holder).name
    with refusing():
        return _body(_prepared(jobs, job), name)


@router.get("/v1/demo-studies", response_model=list[ReadyStudy], responses=declared(401, 403))
def demo_studies(holder: Asking) -> list[ReadyStudy]:
    """Return the studies of weeks that ship; a year is for the command line."""
    made = {name: _ready_study(name).study for name in shipped(FOLDER)}
    return [ReadyStudy(name=name, question=dict(study.question)) for name, study in made.items() if study.year is None]


@router.get("/v1/demo-studies/{name}", response_model=dict[str, Any], responses=declared(401, 403, 404, 422))
def demo_study(name: Name, holder: Asking) -> Any:
    """Return a body that is ready to be posted to /v1/studies: the study, its week and its rulebooks."""
    if name not in shipped(FOLDER):
        raise unknown()
    made = _ready_study(name)
    if made.study.year is not None:
        raise unknown()
    return _body(made, name)


def _body(made: Prepared, name: str) -> dict[str, Any]:
    # The week has its rulebook inside, whichever the study chose for it.
    study = made.study.model_copy(update={"rulebook": None}).model_dump(mode="json", exclude_unset=True)
    return {
        "modelInput": {"study": study, "week": made.base, "rulebooks": made.books},
        "config": {"run": {"name": name}},
    }


def _rows(jobs: Jobs, job: str) -> Found:
    found = found_of(jobs, job)
    if found is None or not found.rows:
        raise Problem(409, "NO_ROWS", "No week of the study is solved yet")
    return found


@lru_cache(maxsize=4)
def _prepared(jobs: Jobs, job: str) -> Prepared:
    """Return a study with what its weeks need; the request of a job never changes."""
    return ready(StudyJob.model_validate_json(jobs.request(job) or "").modelInput)


@cache
def _ready_study(name: str) -> Prepared:
    return prepared(shipped(FOLDER)[name])
