"""A new patient's first contact is a long first visit."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Group


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
