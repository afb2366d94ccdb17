"""Each step down a need's list of acceptable contact types costs."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Request

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.less_preferred_type or 0
    steps = 0
    for entry in ledger.entries:
        chosen = entry.appointment.contact_type
        if isinstance(entry.need, Request) and chosen in entry.need.contact_types:
            steps += entry.need.contact_types.index(chosen)
    return price * steps


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.less_preferred_type or 0
    for choice in model.choices:
        need = choice.candidate.need
        if isinstance(need, Request) and choice.candidate.contact_type in need.contact_types:
            step = need.contact_types.index(choice.candidate.contact_type)
            model.charge(price * step, choice.count)
