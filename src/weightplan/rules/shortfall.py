"""Weights short of the target cost more the further a clinician is left behind."""

from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    prices = case.rulebook.prices.shortfall
    if prices is None:
        return 0
    return sum(priced(case.target(c), ledger.booked(c), prices) for c in case.clinicians)


def priced(target: int, booked: int, prices: tuple[int, ...]) -> int:
    """Return the cost of being `target − booked` short, in three rising steps."""
    short = max(0, target - booked)
    tenth, fifth = target // 10, target // 5
    steps = (min(short, tenth), max(0, min(short, fifth) - tenth), max(0, short - fifth))
    return sum(price * step for price, step in zip(prices, steps, strict=True))


def post(model: "Model") -> None:
    prices = model.case.rulebook.prices.shortfall
    if prices is None:
        return
    for clinician in model.staff:
        target = model.case.target(clinician)
        tenth, fifth = target // 10, target // 5
        least, _ = model.booked_range(clinician)
        steps = [model.cp.new_int_var(0, size, "") for size in (tenth, fifth - tenth, target - fifth - least)]
        model.cp.add(model.booked(clinician) + sum(steps) >= target)
        for step, price in zip(steps, prices, strict=True):
            model.charge(price, step)
