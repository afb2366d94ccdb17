"""A told contact that is changed or dropped with less notice than the limit costs once more."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.ledger import Ledger
from weightplan.rules.moved import dropped, losses

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.late_change or 0
    if not price:
        return 0
    lost = dropped(case, ledger)
    return price * sum(times for (_, start, _), times in lost.items() if is_late(case, start))


def is_late(case: Case, start: int) -> bool:
    """Say whether a told start (in minutes) lies fewer days after the day of planning than patients are due notice."""
    planned, notice = case.week.planned_on, case.rulebook.limits.notice_days
    return planned is not None and notice is not None and (case.moment(start).date() - planned).days < notice


def post(model: "Model") -> None:
    case, price = model.case, model.case.rulebook.prices.late_change
    planned, notice = case.week.planned_on, case.rulebook.limits.notice_days
    if not price or planned is None or notice is None:
        return
    settled = ((planned - case.week.week).days + notice) * MINUTES_PER_DAY
    for start, lost in losses(model):
        if start < settled:
            model.charge(price, lost)
