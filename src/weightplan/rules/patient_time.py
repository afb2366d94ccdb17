"""Patients are seen in the hours that suit them and never in two places at once; written contacts are free."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation, sweep_overlaps
from weightplan.rules.ledger import Ledger


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for patient, entries in ledger.by_patient.items():
        present = [e for e in entries if e.modality != "digital"]
        person = case.patients.get(patient)
        if person is not None and person.available is not None:
            for entry in present:
                suits = case.span_on(person.available, entry.day)
                if not any(start <= entry.start and entry.end <= end for start, end in suits):
                    moment = case.moment(entry.start)
                    yield Violation("patient_time", patient, f"{entry.request} at {moment:%Y-%m-%d %H:%M} does not suit")
        for first, second, start in sweep_overlaps((e.start, e.end, e.request) for e in present):
            yield Violation("patient_time", patient, f"{first} / {second} overlap at {case.moment(start):%Y-%m-%d %H:%M}")
