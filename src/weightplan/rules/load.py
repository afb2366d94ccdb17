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
    for (clinician, day), choices in model.choices_of_day.items() if price else ():
        inside = clinician in model.staff and 0 <= day < model.case.day_count
        soft = model.case.limits(clinician).soft_load_per_day if inside else None
        if soft is not None:
            most = sum(c.most * c.candidate.kind.load for c in choices)
            model.charge(price or 0, model.excess(model.total(choices, "load"), most, soft))
