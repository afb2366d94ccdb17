"""The difference between the most and the least loaded clinician, per full-time week, costs."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


MOST_LOAD = 1_000


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


def post(model: "Model") -> None:
    """The greatest load is at least, the least at most, each clinician's; rounding down by whole division."""
    price = model.case.rulebook.prices.load_imbalance
    for week in range(model.case.week.weeks) if price else ():
        most, least = model.cp.new_int_var(0, MOST_LOAD, ""), model.cp.new_int_var(0, MOST_LOAD, "")
        model.cp.add(most >= least)
        for clinician in model.case.clinicians:
            worked = model.case.worked_days(clinician, week)
            if not worked:
                continue
            fte = Fraction(str(model.case.clinicians[clinician].fte))
            time = fte * worked / model.case.contracted_days(clinician, week)
            load: Any = model.outside_load.get((clinician, week))
            if clinician in model.staff:
                days = range(7 * week, 7 * week + 7)
                load = model.total((c for d in days for c in model.choices_of_day.get((clinician, d), ())), "load")
            if load is not None:
                model.cp.add(time.numerator * most + time.numerator - 1 >= time.denominator * load)
                model.cp.add(time.numerator * least <= time.denominator * load)
        model.charge(price or 0, most - least)
