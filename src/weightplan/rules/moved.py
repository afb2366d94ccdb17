"""A patient's contact that was already told and now has another time or clinician, or none, costs."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import CRISIS, Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model
    from weightplan.solver.parts import Expr


Promise = tuple[str, int, frozenset[str]]


def cost(case: Case, ledger: Ledger) -> int:
    return (case.rulebook.prices.moved or 0) * dropped(case, ledger).total()


def dropped(case: Case, ledger: Ledger) -> Counter[Promise]:
    """Return what was told (need, start in minutes, clinicians) and does not stand in a plan, with how often."""
    if case.earlier is None:
        return Counter()
    return _promises(Ledger(case, case.earlier)) - _promises(ledger)


def _promises(ledger: Ledger) -> Counter[Promise]:
    return Counter((e.request, e.start, frozenset(e.clinicians)) for e in ledger.entries if e.need is not None)


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.moved
    for _, lost in losses(model) if price else ():
        model.charge(price or 0, lost)


def losses(model: "Model") -> Iterator[tuple[int, "Expr"]]:
    """Yield the start of each contact that was told, in minutes, with how often the model drops it."""
    earlier = model.case.earlier
    told = Counter(
        (a.request, model.case.minute(a.start), frozenset(a.clinicians))
        for a in (earlier.appointments if earlier is not None else ())
        if a.request in model.asked and a.request != CRISIS
    )
    for (request, start, team), times in told.items():
        slots = [s for s in model.slots_of_need.get(request, ()) if frozenset(s.candidate.team) == team]
        stands = [model.stands_at(slot, start, None) for slot in slots]
        kept = model.cp.new_int_var(0, times, "")
        model.cp.add(kept <= model.literals(s for s in stands if s is not None))
        yield start, times - kept
