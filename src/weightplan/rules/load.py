"""Each point of load above the soft limit of a day costs."""

from weightplan.case import Case
from weightplan.rules.ledger import Ledger


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.load_over_soft or 0
    points = 0
    for clinician in case.clinicians:
        soft = case.limits(clinician).soft_load_per_day
        if soft is not None:
            points += sum(max(0, ledger.load(clinician, day) - soft) for day in range(case.day_count))
    return price * points
