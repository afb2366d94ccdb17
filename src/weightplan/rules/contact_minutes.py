"""Nobody has more minutes of patient contact a day than the limit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for (clinician, day), entries in ledger.by_clinician_day.items():
        if clinician not in case.clinicians:
            continue
        most = case.limits(clinician).max_contact_minutes_per_day
        minutes = sum(e.minutes for e in entries)
        if most is not None and minutes > most:
            yield Violation("contact_minutes", clinician, f"{case.date_of(day)}: {minutes} minutes, {most} at most")


def post(model: "Model") -> None:
    for (clinician, _), choices in model.choices_of_day.items():
        most = model.case.limits(clinician).max_contact_minutes_per_day if clinician in model.staff else None
        if most is not None:
            minutes = model.weighted([c.count for c in choices], [c.candidate.minutes for c in choices])
            model.cp.add(minutes <= most)
