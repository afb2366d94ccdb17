"""The difference between the most and the least loaded clinician, per full-time week, costs."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


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
        people = [c for c in model.case.clinicians if c in model.staff or (c, week) in model.outside_load]
        loads = [(_time(model.case, c, week), *_load(model, c, week)) for c in people]
        working = [(time, load, most) for time, load, most in loads if time]
        top = max((int(most / time) for time, _, most in working), default=0)
        greatest, least = model.cp.new_int_var(0, top, ""), model.cp.new_int_var(0, top, "")
        model.cp.add(greatest >= least)
        for time, load, _ in working:
            model.cp.add(time.numerator * greatest + time.numerator - 1 >= time.denominator * load)
            model.cp.add(time.numerator * least <= time.denominator * load)
        model.charge(price or 0, greatest - least)


def _time(case: Case, clinician: str, week: int) -> Fraction:
    worked = case.worked_days(clinician, week)
    fte = Fraction(str(case.clinicians[clinician].fte))
    return fte * worked / case.contracted_days(clinician, week) if worked else Fraction(0)


def _load(model: "Model", clinician: str, week: int) -> tuple[Any, int]:
    """Return a clinician's load in a week, and a bound on it; of colleagues outside the model it is known."""
    if clinician not in model.staff:
        known = model.outside_load[clinician, week]
        return known, known
    days = range(7 * week, 7 * week + 7)
    choices = [choice for day in days for choice in model.choices_of_day.get((clinician, day), ())]
    return model.total(choices, "load"), sum(c.most * c.candidate.kind.load for c in choices)
