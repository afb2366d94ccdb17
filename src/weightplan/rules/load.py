"""Each point of load above the soft limit of a day costs."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.load_over_soft or 0
    points = 0
    for clinician in case.clinicians:
        soft = case.limits(clinician).soft_load_per_day
        if soft is not None:
            points += sum(max(0, ledger.load(clinician, day) - soft) for day in range(case.day_count))
    return price * points


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.load_over_soft
    for (clinician, _), choices in model.choices_of_day.items() if price else ():
        soft = model.case.limits(clinician).soft_load_per_day if clinician in model.staff else None
        if soft is not None:
            model.charge(price or 0, model.excess(model.total(choices, "load"), soft))
