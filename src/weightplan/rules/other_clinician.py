"""A contact with another clinician than the patient's own costs; groups do not."""

from weightplan.case import Case
from weightplan.rules.ledger import Ledger
from weightplan.week import Group


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.other_clinician or 0
    strangers = 0
    for entry in ledger.entries:
        own = {case.patients[p].clinician for p in entry.patients if p in case.patients} - {None}
        if own and not isinstance(entry.need, Group) and not own & set(entry.clinicians):
            strangers += 1
    return price * strangers
