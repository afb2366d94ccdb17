"""Check a plan by the independent checker."""

import json

from weightplan.case import Case
from weightplan.check import check
from weightplan_api.bodies import Check
from weightplan_api.store.job import Result
from weightplan_api.work.cases import planned_in
from weightplan_api.work.desk import Desk, Ended


def make_sure(body: Check) -> None:
    """Raise InputError for what cannot be checked."""
    _case(body)


def answer(desk: Desk) -> Ended:
    """Return every violation, and the cost rule by rule; a legal plan is `feasible`."""
    body = Check.model_validate_json(desk.jobs.request(desk.job) or "")
    report = check(_case(body), body.plan)
    result: Result = "feasible" if report.legal else "infeasible"
    return Ended("succeeded", result, {"cost": report.cost}, json.dumps(report.as_json()))


def _case(body: Check) -> Case:
    return planned_in("modelInput", body.modelInput, body.plan, body.earlier)
