"""A patient's contact that was already told and now has another time or clinician, or none, costs."""

from collections import Counter

from weightplan.case import CRISIS, Case
from weightplan.rules.ledger import Ledger

Promise = tuple[str, int, frozenset[str]]


def cost(case: Case, ledger: Ledger) -> int:
    if case.earlier is None:
        return 0
    told, kept = _promises(Ledger(case, case.earlier)), _promises(ledger)
    return (case.rulebook.prices.moved or 0) * (told - kept).total()


def _promises(ledger: Ledger) -> Counter[Promise]:
    return Counter((e.request, e.start, frozenset(e.clinicians)) for e in ledger.entries if e.request != CRISIS)
