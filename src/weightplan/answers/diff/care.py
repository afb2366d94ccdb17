"""Which groups of patients have how many minutes of contact in a plan."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import get_args

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rulebook import Modality
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group

LEVELS = ("1", "2", "3", "4", "none")
FORMS = ("individual", "group")


def _zeros(names: Iterable[str]) -> Counter[str]:
    return Counter(dict.fromkeys(names, 0))


@dataclass(frozen=True)
class PatientMinutes:
    """Minutes of contact × patients who have them, split in three ways with one sum."""

    levels: Counter[str] = field(default_factory=lambda: _zeros(LEVELS))
    forms: Counter[str] = field(default_factory=lambda: _zeros(FORMS))
    modalities: Counter[str] = field(default_factory=lambda: _zeros(get_args(Modality)))


def patient_minutes(case: Case, plan: Plan) -> PatientMinutes:
    """Return a plan's patient minutes. Contacts of an unknown type or need, and crisis slots, are left out."""
    found = PatientMinutes()
    for entry in Ledger(case, plan).entries:
        if entry.need is None or entry.modality is None:
            continue
        levels = levels_of(case, entry)
        for level in levels:
            found.levels[level] += entry.minutes
        found.forms["group" if isinstance(entry.need, Group) else "individual"] += entry.minutes * len(levels)
        found.modalities[entry.modality] += entry.minutes * len(levels)
    return found


def levels_of(case: Case, entry: Entry) -> list[str]:
    """Return the care level of each patient of a contact; those without a name have none."""
    named = [case.patients[patient].level for patient in entry.patients if patient in case.patients]
    heads = case.participants(entry.need) if isinstance(entry.need, Group) else 1
    return [str(level or "none") for level in named] or ["none"] * heads
