"""A need left unserved costs by its priority; a group once per participant."""

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Group


def cost(case: Case, ledger: Ledger) -> int:
    # A need served too often counts back here; the rule `need` is what forbids it.
    prices = case.rulebook.prices.unserved
    return sum(
        prices.get(need.priority, 0)
        * (asked - ledger.count(need))
        * (case.participants(need) if isinstance(need, Group) else 1)
        for need, asked in ledger.needs()
    )
