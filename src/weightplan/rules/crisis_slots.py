"""Every working weekday keeps its crisis slots open; they earn no weight."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    if case.rulebook.crisis is None:
        return
    held = Counter(e.day for e in ledger.entries if e.is_crisis and e.appointment.contact_type == case.crisis_type)
    due = case.rulebook.crisis.slots_per_day
    for day in case.crisis_days:
        if held[day] != due:
            yield Violation("crisis_slots", str(case.date_of(day)), f"{held[day]} crisis slots, {due} are due")


def post(model: "Model") -> None:
    crisis = model.case.rulebook.crisis
    if crisis is None:
        return
    slots = [c for c in model.choices if c.candidate.is_crisis and c.candidate.contact_type == crisis.contact_type]
    for day in model.case.crisis_days:
        model.cp.add(model.total(c for c in slots if c.candidate.day == day) == crisis.slots_per_day)
