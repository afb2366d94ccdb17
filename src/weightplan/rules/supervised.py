"""A contact that needs an experienced colleague has one among its leaders."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        if entry.kind is None or entry.kind.lead_roles is None:
            continue
        roles = {case.clinicians[c].role for c in entry.clinicians if c in case.clinicians}
        if not roles & set(entry.kind.lead_roles):
            text = f"{entry.request} has no {' or '.join(entry.kind.lead_roles)} among its leaders"
            yield Violation("supervised", entry.request, text)


def admits(case: Case, candidate: "Candidate") -> bool:
    experienced = candidate.kind.lead_roles
    people = (case.clinicians.get(c) for c in candidate.team)
    return experienced is None or any(person is not None and person.role in experienced for person in people)
