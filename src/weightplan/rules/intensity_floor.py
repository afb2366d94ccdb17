"""Each contact that a patient has less than the level of care means to give, as far as the needs ask for it, costs."""

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.intensity_floor or 0
    missing = (due - len(ledger.by_patient.get(patient, ())) for patient, due in dues(case).items())
    return price * sum(max(0, contacts) for contacts in missing)


def dues(case: Case) -> dict[str, int]:
    """Return the contacts due over the horizon: the level's, rounded down, and no more than are asked for."""
    if not case.rulebook.prices.intensity_floor:
        return {}
    dues = {}
    for patient, asked in case.contacts_asked.items():
        level = case.rulebook.levels.get(case.patients[patient].level or 0) if patient in case.patients else None
        if level is not None and level.min_contacts_per_week:
            dues[patient] = min(asked, int(Fraction(str(level.min_contacts_per_week)) * case.week.weeks))
    return dues


def counted(case: Case) -> list[str]:
    return list(dues(case))


def post(model: "Model") -> None:
    case, price = model.case, model.case.rulebook.prices.intensity_floor
    floors = {n: level.min_contacts_per_week or 0.0 for n, level in case.rulebook.levels.items()}
    for patient in model.asking if price else ():
        person = case.patients.get(patient)
        floor = floors.get(person.level, 0.0) if person is not None and person.level is not None else 0.0
        # 0.1 a week for 30 weeks is three contacts, and floats would make it less.
        meant = Decimal(str(floor)) * case.week.weeks
        due = min(int(meant), case.contacts_asked[patient])
        if due:
            held = model.total(model.choices_of_patient.get(patient, ()))
            missing = model.cp.new_int_var(0, due, "")
            model.cp.add(held + missing >= due)
            model.charge(price or 0, missing)
