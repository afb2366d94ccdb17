"""Every working weekday keeps its crisis slots open; they earn no weight."""

from collections import Counter
from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    if case.rulebook.crisis is None:
        return
    held = Counter(e.day for e in ledger.entries if e.is_crisis and e.appointment.contact_type == case.crisis_type)
    due = case.rulebook.crisis.slots_per_day
    for day in case.crisis_days:
        if held[day] != due:
            yield Violation("crisis_slots", str(case.date_of(day)), f"{held[day]} crisis slots, {due} are due")
