"""The difference between the most and the least loaded clinician, per full-time week, costs."""

from fractions import Fraction

from weightplan.case import Case
from weightplan.rules.ledger import Ledger


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.load_imbalance or 0
    spread = 0
    for week in range(case.week.weeks):
        days = range(7 * week, 7 * week + 7)
        loads = []
        for clinician in case.clinicians:
            time = exact_time(case, clinician, week)
            if time > 0:
                loads.append(int(sum(ledger.load(clinician, d) for d in days) / time))
        spread += max(loads) - min(loads) if loads else 0
    return price * spread


def exact_time(case: Case, clinician: str, week: int) -> Fraction:
    """Return FTE × worked share of a week, exactly."""
    return Fraction(str(case.clinicians[clinician].fte)) * case.worked_share(clinician, week)
