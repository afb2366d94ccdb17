"""Mend a plan: the fewest patients moved, then the least cost."""

import json
from collections.abc import Iterable

from weightplan.answers.replan import Disruption, changed_week, replan
from weightplan.errors import InputError
from weightplan.files import problems_of_requests
from weightplan.validate.words import unknown
from weightplan_api.bodies import Away, Replan
from weightplan_api.store.job import Result
from weightplan_api.work.cases import planned_in
from weightplan_api.work.desk import Desk, Ended

# By whether there is a plan, and whether the least number of moved patients (or that there is none) is proven.
RESULTS: dict[tuple[bool, bool], Result] = {
    (True, True): "optimal",
    (True, False): "feasible",
    (False, True): "infeasible",
    (False, False): "unknown",
}


def make_sure(body: Replan) -> None:
    """Raise InputError for a disruption of what the week does not have."""
    case = planned_in("modelInput", body.modelInput, body.plan, body.earlier)
    held = {a.request for a in body.plan.appointments}
    problems = [
        *unknown("absent", "clinician", tuple(one.id for one in body.absent), case.clinicians),
        *unknown("lostRooms", "room", tuple(one.id for one in body.lostRooms), case.rooms),
        *unknown("cancelled", "planned need", body.cancelled, held),
        *unknown("noShows", "planned need", body.noShows, held),
        *_without_time("absent", body.absent),
        *_without_time("lostRooms", body.lostRooms),
        *(f"urgent{line.removeprefix('requests')}" for line in problems_of_requests(body.urgent, case)),
    ]
    if problems:
        raise InputError(problems)


def answer(desk: Desk) -> Ended:
    """Return the mended plan, the patients to phone, and the week as it is now (`modelInput`).

    `optimal` says that fewer moved patients are proven impossible.
    """
    body = Replan.model_validate_json(desk.jobs.request(desk.job) or "")
    what = Disruption(
        now=body.now,
        absent=tuple((one.id, (one.start, one.end)) for one in body.absent),
        rooms=tuple((one.id, (one.start, one.end)) for one in body.lostRooms),
        urgent=body.urgent,
        cancelled=body.cancelled,
        no_shows=body.noShows,
    )
    seconds = min(body.config.run.termination.seconds, desk.settings.most_seconds)
    case = planned_in("modelInput", body.modelInput, body.plan, body.earlier)
    found = replan(case, body.plan, what, seconds=seconds, workers=desk.settings.workers, stop=desk.stop)
    week = changed_week(case, body.plan, what, found.unmeetable)
    text = json.dumps(
        {**found.model_dump(mode="json"), "modelInput": json.loads(week.model_dump_json(exclude_unset=True))}
    )
    cost = found.plan.cost if found.plan is not None else None
    figures = {"cost": cost, "bound": found.cost_bound, "seconds": found.proof.seconds}
    return Ended("succeeded", RESULTS[found.plan is not None, found.proof.proven], figures, text)


def _without_time(path: str, away: Iterable[Away]) -> list[str]:
    return [f"{path}[{n}].end: is not after its start" for n, one in enumerate(away) if one.end <= one.start]
