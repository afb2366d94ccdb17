"""A group has as many participants and different leaders as its type asks for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        kind = entry.kind
        if kind is None:
            continue
        leaders = len(set(entry.clinicians))
        if entry.clinicians and (leaders != kind.leaders or leaders != len(entry.clinicians)):
            text = f"{entry.request} has {leaders} different clinicians, its type asks for {kind.leaders}"
            yield Violation("group_size", entry.request, text)
        if isinstance(entry.need, Group) and kind.participants is not None:
            size = case.participants(entry.need)
            least, most = kind.participants
            if not least <= size <= most:
                text = f"{entry.request} has {size} participants, its type takes {least} to {most}"
                yield Violation("group_size", entry.request, text)


def admits(case: Case, candidate: "Candidate") -> bool:
    team = candidate.team
    if team and (len(set(team)) != len(team) or len(team) != candidate.kind.leaders):
        return False
    if isinstance(candidate.need, Group) and candidate.kind.participants is not None:
        asked = candidate.need.participants
        size = asked if isinstance(asked, int) else len(asked)
        return candidate.kind.participants[0] <= size <= candidate.kind.participants[1]
    return True
