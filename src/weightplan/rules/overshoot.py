"""Weights above 105 % of the target cost, so that nobody is driven past it."""

from weightplan.case import Case
from weightplan.rules.ledger import Ledger


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.overshoot or 0
    return sum(price * max(0, ledger.booked(c) - case.target(c) * 105 // 100) for c in case.clinicians)
