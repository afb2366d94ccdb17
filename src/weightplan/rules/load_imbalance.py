"""The difference between the most and the least loaded clinician, per full-time week, costs."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.load_imbalance or 0
    total = 0
    for week in range(case.week.weeks) if price else ():
        days = range(7 * week, 7 * week + 7)
        loads = {c: sum(ledger.load(c, d) for d in days) for c in case.clinicians}
        total += spread(full_times(case, week), loads)
    return price * total


def spread(times: Mapping[str, Fraction], loads: Mapping[str, int]) -> int:
    """Return the most less the least of ⌊load ÷ full time⌋ over those who work."""
    each = [loads.get(clinician, 0) * time.denominator // time.numerator for clinician, time in times.items()]
    return max(each) - min(each) if each else 0


def full_times(case: Case, week: int) -> dict[str, Fraction]:
    """Return FTE × worked share of a week by clinician, exactly, of those who work in it."""
    times = {clinician: exact_time(case, clinician, week) for clinician in case.clinicians}
    return {clinician: time for clinician, time in times.items() if time > 0}


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
