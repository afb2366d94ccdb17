"""Every appointment serves a documented need, with that need's patients, and no need more often than asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import CRISIS, Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Request

if TYPE_CHECKING:
    from weightplan.solver.candidates import Candidate
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for entry in ledger.entries:
        text = _stray(case, entry)
        if text:
            yield Violation("need", entry.request, text)
    for need, asked in ledger.needs():
        served = ledger.count(need)
        if served > asked:
            yield Violation("need", need.id, f"{need.id} is served {served} times, more than the {asked} asked for")


def _stray(case: Case, entry: Entry) -> str | None:
    if entry.need is None:
        if entry.request != CRISIS or case.crisis_type is None:
            return f"{entry.request} is no request, group or crisis slot"
        if entry.day not in case.crisis_days:
            return f"no crisis slot is asked for on {case.date_of(entry.day)}"
        return "a crisis slot is held open and has no patient" if entry.patients else None
    if isinstance(entry.need, Request):
        asked: tuple[str, ...] = (entry.need.patient,) if entry.need.patient else ()
    else:
        asked = case.members(entry.need)
    if sorted(entry.patients) != sorted(asked):
        return f"{entry.request} has other patients than its need names"
    return None


def admits(case: Case, candidate: "Candidate") -> bool:
    if candidate.need is None:
        slot = candidate.is_crisis and case.crisis_type is not None
        return slot and candidate.day in case.crisis_days and not candidate.patients
    if isinstance(candidate.need, Request):
        # The members of a class of needs differ in nothing but their patient.
        patient = candidate.need.patient
        return candidate.patients == ((patient,) if patient else ())
    return sorted(candidate.patients) == sorted(case.members(candidate.need))


def post(model: "Model") -> None:
    for key, choices in model.choices_of_need.items():
        if choices[0].candidate.need is not None:
            model.cp.add(model.total(choices) <= model.asked[key])
