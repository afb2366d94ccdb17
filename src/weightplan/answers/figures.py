"""Figures: of a plan by the checker, and of a unit only where enough people are summed."""

from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.reasons import unserved


def with_figures(case: Case, plan: Plan) -> Plan:
    """Return a legal plan of a case with its cost, its needs left and everybody's figures."""
    report = check(case, plan)
    update = {"cost": report.cost, "unserved": unserved(case, plan), "clinicians": report.clinicians}
    return plan.model_copy(update={"status": "feasible", **update})


def make_sure_enough_people(case: Case) -> None:
    """Raise InputError for a unit of fewer than `min_group_size` clinicians, whose sums would be figures of persons."""
    people, least = len(case.clinicians), case.rulebook.min_group_size
    if people < least:
        raise InputError([f"clinicians: {people} of them; figures of a unit are shown from {least}"])
