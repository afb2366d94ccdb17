"""A contact with another clinician than the patient's own costs; groups do not."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Group

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.other_clinician or 0
    strangers = 0
    for entry in ledger.entries:
        own = {case.patients[p].clinician for p in entry.patients if p in case.patients} - {None}
        if own and not isinstance(entry.need, Group) and not own & set(entry.clinicians):
            strangers += 1
    return price * strangers


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.other_clinician or 0
    for choice in model.choices:
        candidate = choice.candidate
        if not isinstance(candidate.need, Group):
            owners = [model.case.patients[p].clinician for p in candidate.patients if p in model.case.patients]
            known = [owner for owner in owners if owner is not None]
            if known and not any(owner in candidate.team for owner in known):
                model.charge(price, choice.count)
