"""A new patient's first contact is a long first visit."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for patient, entries in ledger.by_patient.items():
        person = case.patients.get(patient)
        alone = [e for e in entries if not isinstance(e.need, Group)]
        if person is None or not person.new or not alone:
            continue
        earliest = [e for e in alone if e.start == alone[0].start]
        if not any(e.kind and e.kind.first for e in earliest):
            text = f"{earliest[0].request} comes first and is no first visit"
            yield Violation("first_visit_is_long", patient, text)


def admits(case: Case, candidate: "Candidate") -> bool:
    """A need that is exchangeable is its patient's only one, so it has to be the first visit."""
    if candidate.needs.single or candidate.kind.first or isinstance(candidate.need, Group):
        return True
    return not any(case.patients[p].new for p in candidate.patients if p in case.patients)


def post(model: "Model") -> None:
    for patient, slots in model.patients.items():
        person = model.case.patients.get(patient)
        if person is None or not person.new:
            continue
        alone = [s for s in slots if not isinstance(s.candidate.need, Group)]
        long_ones = [s for s in alone if s.candidate.kind.first]
        for slot in alone:
            if not slot.candidate.kind.first:
                model.needs_earlier(slot, long_ones)
