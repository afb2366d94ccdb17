"""Every clinician has a role and all skills that the contact asks for, and is among those the need names."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger
from weightplan.week import Request

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        named = None
        if entry.need is not None:
            named = entry.need.clinicians if isinstance(entry.need, Request) else entry.need.leaders_from
        if not entry.clinicians:
            yield Violation("competence", entry.request, f"{entry.request} has no clinician")
        for clinician in entry.clinicians:
            person = case.clinicians.get(clinician)
            if person is None:
                text = f"{clinician} is no clinician of this week"
            elif named is not None and clinician not in named:
                text = f"{clinician} is not among the clinicians named for it"
            elif entry.kind and entry.kind.roles is not None and person.role not in entry.kind.roles:
                text = f"{clinician} is a {person.role}, the type asks for {' or '.join(entry.kind.roles)}"
            elif entry.kind and not set(entry.kind.skills) <= set(person.skills):
                lacking = sorted(set(entry.kind.skills) - set(person.skills))
                text = f"{clinician} lacks {', '.join(lacking)}"
            else:
                continue
            yield Violation("competence", entry.request, f"{entry.request}: {text}")


def admits(case: Case, candidate: "Candidate") -> bool:
    need, kind = candidate.need, candidate.kind
    named = None
    if need is not None:
        named = need.clinicians if isinstance(need, Request) else need.leaders_from
    people = [case.clinicians.get(c) for c in candidate.team]
    return bool(people) and all(
        person is not None
        and (named is None or person.id in named)
        and (kind.roles is None or person.role in kind.roles)
        and all(skill in person.skills for skill in kind.skills)
        for person in people
    )
