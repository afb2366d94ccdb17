"""Patients are seen in the hours that suit them and never in two places at once; written contacts are free."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation, sweep_overlaps
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for patient, entries in ledger.by_patient.items():
        present = [e for e in entries if e.modality != "digital"]
        person = case.patients.get(patient)
        if person is not None and person.available is not None:
            for entry in present:
                suits = case.span_on(person.available, entry.day)
                if not any(start <= entry.start and entry.end <= end for start, end in suits):
                    moment = case.moment(entry.start)
                    yield Violation(
                        "patient_time", patient, f"{entry.request} at {moment:%Y-%m-%d %H:%M} does not suit"
                    )
        for first, second, start in sweep_overlaps((e.start, e.end, e.request) for e in present):
            yield Violation(
                "patient_time", patient, f"{first} / {second} overlap at {case.moment(start):%Y-%m-%d %H:%M}"
            )


def starts(case: Case, candidate: "Candidate") -> list[Stretch]:
    """Starts at which the contact lies in the hours that suit every patient of it."""
    day = candidate.day
    stretches = [(day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY - 1)]
    if candidate.kind.modality == "digital":
        return stretches
    for name in candidate.patients:
        patient = case.patients.get(name)
        if patient is not None and patient.available is not None:
            suits = [(a, b - candidate.minutes) for a, b in case.span_on(patient.available, day)]
            stretches = [(max(a, c), min(b, d)) for a, b in stretches for c, d in suits if max(a, c) <= min(b, d)]
    return sorted(stretches)


def post(model: "Model") -> None:
    for slots in model.patients.values():
        present = [slot.contact for slot in slots if slot.candidate.kind.modality != "digital"]
        if len(present) > 1:
            model.cp.add_no_overlap(present)
