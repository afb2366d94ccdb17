"""Needs that belong together fall on one day, and no patient has more contacts a day than the limit."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


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
