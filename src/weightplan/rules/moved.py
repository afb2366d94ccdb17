"""A patient's contact that was already told and now has another time or clinician, or none, costs."""

from collections import Counter
from typing import TYPE_CHECKING

from weightplan.case import CRISIS, Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


Promise = tuple[str, int, frozenset[str]]


def cost(case: Case, ledger: Ledger) -> int:
    if case.earlier is None:
        return 0
    told, kept = _promises(Ledger(case, case.earlier)), _promises(ledger)
    return (case.rulebook.prices.moved or 0) * (told - kept).total()


def _promises(ledger: Ledger) -> Counter[Promise]:
    return Counter((e.request, e.start, frozenset(e.clinicians)) for e in ledger.entries if e.need is not None)


def post(model: "Model") -> None:
    earlier, price = model.case.earlier, model.case.rulebook.prices.moved
    if earlier is None or not price:
        return
    told = Counter(
        (a.request, model.case.minute(a.start), frozenset(a.clinicians))
        for a in earlier.appointments
        if a.request in model.asked and a.request != CRISIS
    )
    for (request, start, team), times in told.items():
        slots = [s for s in model.slots_of_need.get(request, ()) if frozenset(s.candidate.team) == team]
        stands = [model.stands_at(slot, start, None) for slot in slots]
        kept = model.cp.new_int_var(0, times, "")
        model.cp.add(kept <= model.literals(s for s in stands if s is not None))
        model.charge(price, times - kept)
