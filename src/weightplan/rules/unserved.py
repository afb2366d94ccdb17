"""A need left unserved costs by its priority; a group once per participant."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    # A need served too often counts back here; the rule `need` is what forbids it.
    prices = case.rulebook.prices.unserved
    return sum(
        prices.get(need.priority, 0)
        * (asked - ledger.count(need))
        * (case.participants(need) if isinstance(need, Group) else 1)
        for need, asked in ledger.needs()
    )


def post(model: "Model") -> None:
    prices = model.case.rulebook.prices.unserved
    for key, asked in model.asked.items():
        need = model.case.requests.get(key) or model.case.groups.get(key)
        if need is None:
            continue
        heads = model.case.participants(need) if isinstance(need, Group) else 1
        missing = asked - model.total(model.choices_of_need.get(key, ()))
        model.charge(prices.get(need.priority, 0) * heads, missing)
