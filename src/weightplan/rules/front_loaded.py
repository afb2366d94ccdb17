"""Each contact that a patient has less than a course should begin with, as far as the needs ask for it, costs."""

from datetime import timedelta
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Patient

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.front_loaded or 0
    missing = 0
    for patient, (weeks, due) in dues(case).items():
        missing += max(0, due - sum(1 for e in ledger.by_patient.get(patient, ()) if e.day // 7 in weeks))
    return price * missing


def dues(case: Case) -> dict[str, tuple[range, int]]:
    """Return, by patient, which weeks of the horizon are the first of the course, and the contacts due in them.

    A course begins with the week of the horizon's kind (its first weekday first) that `course_start` lies in.
    """
    limits = case.rulebook.limits
    if not case.rulebook.prices.front_loaded or not limits.front_weeks or not limits.front_contacts_per_week:
        return {}
    found = {}
    for name, asked in case.contacts_asked.items():
        begun = _first_week(case, case.patients[name]) if name in case.patients else None
        if begun is not None:
            weeks = range(max(0, begun), min(case.week.weeks, begun + limits.front_weeks))
            if weeks:
                found[name] = weeks, min(asked, len(weeks) * limits.front_contacts_per_week)
    return found


def _first_week(case: Case, patient: Patient) -> int | None:
    """Return the week of the horizon in which a course begins, negative before it; None if that is not known."""
    if patient.course_start is not None:
        return (patient.course_start - case.week.week).days // 7
    return 0 if patient.new else None


def counted(case: Case) -> list[str]:
    return list(dues(case))


def post(model: "Model") -> None:
    case, price, limits = model.case, model.case.rulebook.prices.front_loaded, model.case.rulebook.limits
    per_week, most_weeks = limits.front_contacts_per_week or 0, limits.front_weeks or 0
    for patient in model.asking if price else ():
        days = _front_days(case, case.patients.get(patient), most_weeks)
        due = min(case.contacts_asked[patient], per_week * (len(days) // 7))
        if due:
            choices = [c for c in model.choices_of_patient.get(patient, ()) if c.candidate.day in days]
            missing = model.cp.new_int_var(0, due, "")
            model.cp.add(model.total(choices) + missing >= due)
            model.charge(price or 0, missing)


def _front_days(case: Case, patient: Patient | None, weeks: int) -> list[int]:
    """Return the days of the horizon that lie in the first weeks of a course."""
    if patient is None or (patient.course_start is None and not patient.new):
        return []
    begins = patient.course_start or case.week.week
    while begins.weekday() != case.week.week.weekday():
        begins -= timedelta(days=1)
    return [day for day in range(case.day_count) if 0 <= (case.date_of(day) - begins).days < 7 * weeks]
