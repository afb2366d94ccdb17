"""Two plans of one week against each other, by exact arithmetic."""

from time import perf_counter

from weightplan.answers.diff.care import patient_minutes
from weightplan.answers.diff.changes import by_patient, changes
from weightplan.answers.diff.figures import clinicians, compared, unit
from weightplan.answers.diff.model import Care, Compared, Diff
from weightplan.answers.diff.wording import text
from weightplan.answers.proof import Proof
from weightplan.answers.weights import reckoned
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan


def diff(case_a: Case, plan_a: Plan, case_b: Case, plan_b: Plan) -> Diff:
    """Return what plan B changes of plan A, each reckoned by its own case's rulebook.

    Raises InputError where the two weeks do not cover the same days.
    """
    begun = perf_counter()
    days_a, days_b = (f"{case.week.week} (weeks: {case.week.weeks})" for case in (case_a, case_b))
    if days_a != days_b:
        raise InputError([f"week: {days_b}, but that of plan A is {days_a}; only plans of the same days compare"])
    a, b = check(case_a, reckoned(case_a, plan_a)), check(case_b, reckoned(case_b, plan_b))
    found = changes(plan_a.appointments, plan_b.appointments)
    patients = by_patient(found)
    least = max(case_a.rulebook.min_group_size, case_b.rulebook.min_group_size)
    sums = unit(a, b, least)
    care_a, care_b = patient_minutes(case_a, plan_a), patient_minutes(case_b, plan_b)
    cost = Compared(a=a.cost, b=b.cost)
    return Diff(
        text=text(found, len(patients), cost, sums, least, "en"),
        text_sv=text(found, len(patients), cost, sums, least, "sv"),
        proof=Proof(proven=True, bound=None, seconds=round(perf_counter() - begun, 3)),
        rulebook_a=_name(case_a),
        rulebook_b=_name(case_b),
        changes=found,
        patients=patients,
        clinicians=clinicians(a, b),
        unit=sums,
        cost=cost,
        per_rule=compared(a.per_rule, b.per_rule),
        care=Care(
            levels=compared(care_a.levels, care_b.levels),
            forms=compared(care_a.forms, care_b.forms),
            modalities=compared(care_a.modalities, care_b.modalities),
        ),
    )


def _name(case: Case) -> str:
    return f"{case.rulebook.name} {case.rulebook.version}"
