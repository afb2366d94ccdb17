"""Each contact of one type beyond the soft limit of a day costs."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Choice, Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.same_type_a_day or 0
    over = 0
    for clinician in case.clinicians if price else ():
        soft = case.limits(clinician).soft_same_type_per_day
        for day in range(case.day_count) if soft is not None else ():
            entries = ledger.by_clinician_day.get((clinician, day), ())
            counts = Counter(e.appointment.contact_type for e in entries)
            over += sum(max(0, count - (soft or 0)) for count in counts.values())
    return price * over


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.same_type_a_day
    for (clinician, day), choices in model.choices_of_day.items() if price else ():
        inside = clinician in model.staff and 0 <= day < model.case.day_count
        soft = model.case.limits(clinician).soft_same_type_per_day if inside else None
        alike: dict[str, list[Choice]] = defaultdict(list)
        for choice in choices if soft is not None else ():
            alike[choice.candidate.contact_type].append(choice)
        for same in alike.values():
            most = sum(choice.most for choice in same)
            if most > (soft or 0):
                model.charge(price or 0, model.excess(model.total(same), most, soft or 0))
