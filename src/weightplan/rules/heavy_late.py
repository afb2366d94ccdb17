"""A heavy contact that ends in the last hour of a clinician's day costs."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model, Slot


LAST_HOUR = 60


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.heavy_in_last_hour or 0
    late = 0
    for clinician in case.clinicians if price else ():
        for entry in ledger.by_clinician[clinician]:
            from_when = last_hour(case, clinician, entry.day)
            late += bool(entry.kind and entry.kind.heavy and from_when is not None and entry.end > from_when)
    return price * late


def last_hour(case: Case, clinician: str, day: int) -> int | None:
    """Return the minute from which heavy contacts are late; None on a day without hours."""
    hours = case.hours(clinician, day) if 0 <= day < case.day_count else ()
    return max(end for _, end in hours) - LAST_HOUR if hours else None


def post(model: "Model") -> None:
    price = model.case.rulebook.prices.heavy_in_last_hour
    for slot in model.slots if price else ():
        if slot.candidate.kind.heavy:
            for clinician in dict.fromkeys(slot.candidate.team):
                if clinician in model.staff:
                    _charge(model, slot, clinician, price or 0)


def _charge(model: "Model", slot: "Slot", clinician: str, price: int) -> None:
    """Charge a slot that ends after the last hour has begun, only where its starts leave that open."""
    candidate, case = slot.candidate, model.case
    day = candidate.day
    closes = [end for _, end in case.hours(clinician, day)] if 0 <= day < case.day_count else []
    if not closes:
        return
    last_start = max(closes) - LAST_HOUR - candidate.minutes
    if last_start < candidate.starts[0][0]:
        model.charge(price, slot.presence)
    elif last_start < candidate.starts[-1][1]:
        late = model.cp.new_bool_var("")
        model.cp.add(model.unit * slot.start <= last_start).only_enforce_if(slot.presence, ~late)
        model.charge(price, late)
