"""Weights above 105 % of the target cost, so that nobody is driven past it."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.overshoot or 0
    return sum(price * max(0, ledger.booked(c) - case.target(c) * 105 // 100) for c in case.clinicians)


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.overshoot
    for clinician in model.staff if price else ():
        free = model.case.target(clinician) * 105 // 100
        _, most = model.booked_range(clinician)
        model.charge(price or 0, model.excess(model.booked(clinician), most, free))
