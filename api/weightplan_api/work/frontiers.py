"""Weigh one thing against another: plans with bounds, by the library's own function."""

from weightplan.answers.beginning import begun
from weightplan.answers.figures import make_sure_enough_people
from weightplan.answers.frontier import frontier
from weightplan.case import Case
from weightplan_api.bodies import FrontierJob
from weightplan_api.store.job import Result
from weightplan_api.work.cases import planned_in, week_in
from weightplan_api.work.desk import Desk, Ended


def make_sure(body: FrontierJob) -> None:
    """Raise InputError for a week that cannot be planned, or is of too few people to be summed."""
    make_sure_enough_people(case_of(body))


def answer(desk: Desk) -> Ended:
    """Return the front; `optimal` says that every point is proven. A week without a plan has none."""
    body = FrontierJob.model_validate_json(desk.jobs.request(desk.job) or "")
    case = case_of(body)
    seconds = min(body.config.run.termination.seconds, desk.settings.most_seconds)
    plan, left = (body.plan, seconds) if body.plan is not None else begun(case, seconds, desk.stop)
    if body.plan is None and plan.cost is None:
        return Ended("succeeded", plan.status)
    found = frontier(
        case,
        plan,
        body.of,
        body.against,
        points=body.points,
        seconds=left,
        workers=desk.settings.workers,
        confidence=body.confidence,
        kept=body.kept,
        stop=desk.stop,
    )
    result: Result = "optimal" if found.proof.proven else "feasible"
    return Ended("succeeded", result, {"seconds": found.proof.seconds}, found.model_dump_json())


def case_of(body: FrontierJob) -> Case:
    """Return the case of a question; raises InputError for what cannot be used."""
    if body.plan is None:
        return week_in("modelInput", body.modelInput, body.earlier)
    return planned_in("modelInput", body.modelInput, body.plan, body.earlier)
