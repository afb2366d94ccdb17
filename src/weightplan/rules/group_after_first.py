"""A new patient joins a group only after the first visit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for patient, entries in ledger.by_patient.items():
        person = case.patients.get(patient)
        if person is None or not person.new:
            continue
        first = next((e.start for e in entries if not isinstance(e.need, Group)), None)
        for entry in entries:
            if isinstance(entry.need, Group) and (first is None or entry.start < first):
                yield Violation("group_after_first", patient, f"in {entry.request} before the first visit")


def post(model: "Model") -> None:
    for patient, slots in model.patients.items():
        person = model.case.patients.get(patient)
        if person is None or not person.new:
            continue
        alone = [s for s in slots if not isinstance(s.candidate.need, Group)]
        for slot in slots:
            if isinstance(slot.candidate.need, Group):
                model.needs_earlier(slot, alone)
