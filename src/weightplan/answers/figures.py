"""A plan with the checker's figures and the reasons of what it leaves."""

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.reasons import unserved


def with_figures(case: Case, plan: Plan) -> Plan:
    """Return a legal plan of a case with its cost, its needs left and everybody's figures."""
    report = check(case, plan)
    update = {"cost": report.cost, "unserved": unserved(case, plan), "clinicians": report.clinicians}
    return plan.model_copy(update={"status": "feasible", **update})
