"""What a front has beyond other jobs: its page, and each point's plan as a schedule to open and change."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from weightplan.answers.frontier import Frontier
from weightplan.answers.frontier.chart import page
from weightplan_api.bodies import Config, FrontierJob, Run, Schedule
from weightplan_api.http.access import Planner, Reader
from weightplan_api.http.jobs import AllJobs, JobId, mine, note
from weightplan_api.http.planned import KIND as SCHEDULES
from weightplan_api.http.problems import Problem, declared, unknown
from weightplan_api.http.schedules import PAGE_POLICY, TYPES, Tongue
from weightplan_api.http.stand import Accepted
from weightplan_api.store import Jobs
from weightplan_api.store.kept import keep
from weightplan_api.work.frontiers import case_of

KIND = "frontiers"
PLANNERS_PAGE = "../../../"  # from a report
router = APIRouter(prefix=f"/v1/{KIND}", tags=[KIND])


@router.get(
    "/{job}/report",
    response_class=Response,
    responses=declared(401, 403, 404, 409, 422) | {200: {"content": {TYPES["html"]: {}}}},
)
def report(job: JobId, holder: Reader, jobs: AllJobs, language: Tongue = "sv") -> Response:
    """Return the front as a page of its own; a planner's points open their weeks in the planner's page."""
    mine(jobs, job, KIND, holder)
    asked, found = _read(jobs, job)
    places = [f"{PLANNERS_PAGE}#/front/{job}/{number}" for number in range(1, len(found.points) + 1)]
    text = page(case_of(asked), found, places if holder.role == "planner" else None, language)
    return Response(text, media_type=TYPES["html"], headers={"Content-Security-Policy": PAGE_POLICY})


@router.post("/{job}/points/{number}/schedule", response_model=Accepted, responses=declared(401, 403, 404, 409, 422))
def opened(
    request: Request,
    job: JobId,
    number: Annotated[int, Path(ge=1, le=1000, description="The first point is 1.")],
    holder: Planner,
    jobs: AllJobs,
) -> Accepted:
    """Make a point's plan a schedule, with nothing left to solve; asked again, it is the same one."""
    stand = mine(jobs, job, KIND, holder)
    asked, found = _read(jobs, job)
    if number > len(found.points):
        raise unknown()
    plan = found.points[number - 1].plan
    run = Run(name=f"{stand.name or asked.modelInput.name or KIND} · {number}")
    body = Schedule(modelInput=asked.modelInput, earlier=asked.earlier, config=Config(run=run))
    schedule = hashlib.sha256(f"{job}/{number}".encode()).hexdigest()[:32]
    new = keep(
        jobs,
        schedule,
        holder.unit,
        SCHEDULES,
        request=body.model_dump_json(exclude_unset=True),
        answer=plan.model_dump_json(),
        result="feasible",
        figures={"cost": plan.cost},
        name=run.name,
    )
    if new:
        note(request, holder, f"opened point {number} of {job}", schedule)
    return Accepted(id=schedule, jobStatus="succeeded")


def _read(jobs: Jobs, job: str) -> tuple[FrontierJob, Frontier]:
    asked, answer = jobs.request(job), jobs.answer(job)
    if asked is None or answer is None:
        raise Problem(409, "NO_FRONT", "There is no front to show")
    return FrontierJob.model_validate_json(asked), Frontier.model_validate_json(answer)
