"""Needs that belong together fall on one day, and no patient has more contacts a day than the limit."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Choice, Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    days: dict[str, set[int]] = defaultdict(set)
    for entry in ledger.entries:
        if entry.need is not None and entry.need.same_day is not None:
            days[entry.need.same_day].add(entry.day)
    for tag, used in days.items():
        if len(used) > 1:
            text = f"needs tagged {tag} fall on {', '.join(str(case.date_of(d)) for d in sorted(used))}"
            yield Violation("same_day", tag, text)
    most = case.rulebook.limits.max_patient_contacts_per_day
    if most is None:
        return
    for patient, entries in ledger.by_patient.items():
        for day, count in Counter(e.day for e in entries if e.modality != "digital").items():
            if count > most:
                yield Violation("same_day", patient, f"{case.date_of(day)}: {count} contacts, {most} at most")


def admits(case: Case, candidate: "Candidate") -> bool:
    """Where patients may have no contact at all, a need that is its patient's only one is refused too."""
    most = case.rulebook.limits.max_patient_contacts_per_day
    return most != 0 or candidate.kind.modality == "digital" or not candidate.patients


def post(model: "Model") -> None:
    tagged: dict[str, dict[int, list[Choice]]] = defaultdict(lambda: defaultdict(list))
    daily: dict[tuple[str, int], list[Choice]] = defaultdict(list)
    for choice in model.choices:
        candidate = choice.candidate
        if candidate.need is not None and candidate.need.same_day is not None:
            tagged[candidate.need.same_day][candidate.day].append(choice)
        if candidate.kind.modality != "digital" and candidate.needs.single:
            for patient in candidate.patients:
                daily[patient, candidate.day].append(choice)
    for days in tagged.values():
        model.one_of(list(days.values()))
    most = model.case.rulebook.limits.max_patient_contacts_per_day
    if most is None:
        return
    for choices in daily.values():
        model.cp.add(model.total(choices) <= most)
