"""The contact is of a type that the need lists as acceptable."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Group, Request

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        chosen = entry.appointment.contact_type
        if isinstance(entry.need, Request):
            accepted: tuple[str, ...] = entry.need.contact_types
        elif isinstance(entry.need, Group):
            accepted = (entry.need.contact_type,)
        elif entry.is_crisis and case.crisis_type:
            accepted = (case.crisis_type,)
        else:
            continue
        if chosen not in accepted:
            text = f"{entry.request} is a {chosen}; acceptable: {', '.join(accepted)}"
            yield Violation("acceptable_type", entry.request, text)


def admits(case: Case, candidate: "Candidate") -> bool:
    need = candidate.need
    if isinstance(need, Request):
        return candidate.contact_type in need.contact_types
    if isinstance(need, Group):
        return candidate.contact_type == need.contact_type
    return not candidate.is_crisis or case.crisis_type in (None, candidate.contact_type)
