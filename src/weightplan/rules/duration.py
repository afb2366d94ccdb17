"""A contact lasts as long as its type says, starts on the grid, and earns what the rulebook gives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, share_of_leaders
from weightplan.fields import hundredths
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group, Request

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        for text in _faults(case, entry):
            yield Violation("duration", entry.request, f"{entry.request}: {text}")


def _faults(case: Case, entry: Entry) -> Iterator[str]:
    kind = entry.kind
    if kind is None:
        return
    if entry.minutes != kind.minutes:
        yield f"wrong minutes: lasts {entry.minutes}, {entry.appointment.contact_type} takes {kind.minutes}"
    documentation = entry.busy_until - entry.end
    if documentation != kind.documentation_minutes:
        yield f"wrong documentation: {documentation} minutes, the type asks {kind.documentation_minutes}"
    if entry.start % case.grid:
        yield f"off the grid of {case.grid} minutes: starts {entry.appointment.start:%Y-%m-%dT%H:%M}"
    stated = {c: hundredths(w) for c, w in entry.appointment.weights.items() if hundredths(w)}
    owed = {c: w for c, w in _owed(case, entry).items() if w}
    if stated != owed:
        yield f"wrong weights: {_shown(stated)}, the rulebook gives {_shown(owed)}"


def _owed(case: Case, entry: Entry) -> dict[str, int]:
    if entry.kind is None or not entry.clinicians:
        return {}
    if isinstance(entry.need, Request):
        total = case.request_weight(entry.need, entry.kind)
    elif isinstance(entry.need, Group):
        total = case.group_weight(entry.need, entry.kind)
    else:
        total = 0
    return share_of_leaders(total, entry.clinicians, entry.kind)


def _shown(weights: dict[str, int]) -> str:
    return ", ".join(f"{c} {w / 100:g}" for c, w in sorted(weights.items())) or "none"


def admits(case: Case, candidate: "Candidate") -> bool:
    kind, need = candidate.kind, candidate.need
    if (candidate.minutes, candidate.documentation) != (kind.minutes, kind.documentation_minutes):
        return False
    if any(first % case.grid or last % case.grid for first, last in candidate.starts):
        return False
    total = 0
    if isinstance(need, Request):
        total = hundredths(kind.weight or 0.0) + sum(hundredths(case.rulebook.addons.get(a, 0.0)) for a in need.addons)
    elif isinstance(need, Group) and kind.weight_per_participant is not None:
        size = need.participants if isinstance(need.participants, int) else len(need.participants)
        total = hundredths(kind.weight_per_participant) * size
    elif isinstance(need, Group):
        total = hundredths(kind.weight or 0.0)
    team = candidate.team
    for place, clinician in enumerate(team):
        fair = total // len(team) + (place < total % len(team))
        due = {"full": total, "lead": total if place == 0 else 0, "split": fair}[kind.leader_share]
        if candidate.weight_of.get(clinician, 0) != due:
            return False
    return all(clinician in team for clinician, weight in candidate.weights if weight)
