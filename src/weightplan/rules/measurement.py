"""Each measurement that a patient's contacts have made due and that is left out costs."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.measurement or 0
    return price * sum(missing(case, patient, *held(ledger, patient)) for patient in counted(case))


def held(ledger: Ledger, patient: str) -> tuple[int, int]:
    """Return a patient's contacts outside groups, and the measuring ones, those in groups among them."""
    entries = ledger.by_patient.get(patient, ())
    alone = sum(1 for e in entries if not isinstance(e.need, Group))
    return alone, sum(1 for e in entries if e.kind and e.kind.measures)


def missing(case: Case, patient: str, contacts: int, measuring: int) -> int:
    """Return the measurements that are due and not held: one for every so many contacts since the last."""
    between = case.rulebook.limits.contacts_between_measurements or 1
    return max(0, (case.patients[patient].contacts_since_measurement + contacts) // between - measuring)


def counted(case: Case) -> list[str]:
    """Return the patients who ask for contacts; of others nothing is due."""
    if not case.rulebook.prices.measurement or not case.rulebook.limits.contacts_between_measurements:
        return []
    return [patient for patient in case.contacts_asked if patient in case.patients]


def post(model: "Model") -> None:
    """What is missing is the least whole number with: (missing + measuring + 1) × between > since + contacts."""
    price, between = model.case.rulebook.prices.measurement, model.case.rulebook.limits.contacts_between_measurements
    for patient in model.asking if price and between else ():
        person = model.case.patients.get(patient)
        if person is None or not between:
            continue
        choices = model.choices_of_patient.get(patient, ())
        alone = [c for c in choices if not isinstance(c.candidate.need, Group)]
        measuring = model.total(c for c in choices if c.candidate.kind.measures)
        since = person.contacts_since_measurement + model.total(alone)
        most = (person.contacts_since_measurement + sum(c.most for c in alone)) // between
        lacking = model.cp.new_int_var(0, most, "")
        model.cp.add(between * (lacking + measuring) >= since - (between - 1))
        model.charge(price or 0, lacking)
