"""Each step down a need's list of acceptable contact types costs."""

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Request


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.less_preferred_type or 0
    steps = 0
    for entry in ledger.entries:
        chosen = entry.appointment.contact_type
        if isinstance(entry.need, Request) and chosen in entry.need.contact_types:
            steps += entry.need.contact_types.index(chosen)
    return price * steps
