"""Weights of a week far from that week's share of the target cost, so that no week pays for another."""

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import hundredths
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def cost(case: Case, ledger: Ledger) -> int:
    price = case.rulebook.prices.week_balance or 0
    if not price or case.week.weeks == 1:
        return 0
    people, weeks = case.clinicians, range(case.week.weeks)
    return price * sum(too_far(case, c, week, booked_in(ledger, c, week)) for c in people for week in weeks)


def booked_in(ledger: Ledger, clinician: str, week: int) -> int:
    """Return the weights of a clinician in one week, in 0.01, as the plan states them."""
    mine = (e for e in ledger.by_clinician.get(clinician, ()) if e.day // 7 == week)
    return sum(hundredths(e.appointment.weights.get(clinician, 0.0)) for e in mine)


def too_far(case: Case, clinician: str, week: int, booked: int) -> int:
    """Return by how many 0.01 weights a week lies further from its share of the target than is free.

    The share is T × worked days of the week ÷ worked days of the horizon, rounded half up in 0.01.
    """
    worked = case.worked_days(clinician)
    exact = Fraction(case.target(clinician) * case.worked_days(clinician, week), worked) if worked else Fraction(0)
    share = floor(exact + Fraction(1, 2))
    return max(0, abs(booked - share) - hundredths(case.limits(clinician).soft_week_deviation or 0.0))


def post(model: "Model") -> None:
    case, price = model.case, model.case.rulebook.prices.week_balance
    for clinician in model.staff if price and case.week.weeks > 1 else ():
        mine = model.choices_of_clinician.get(clinician, ())
        target, all_days = case.target(clinician), max(1, case.worked_days(clinician))
        free = hundredths(case.limits(clinician).soft_week_deviation or 0.0)
        for week in range(case.week.weeks):
            choices = [c for c in mine if c.candidate.day // 7 == week]
            weights = [c.candidate.weight_of.get(clinician, 0) for c in choices]
            most = sum(c.most * max(0, w) for c, w in zip(choices, weights, strict=True))
            least = sum(c.most * min(0, w) for c, w in zip(choices, weights, strict=True))
            booked = model.weighted([c.count for c in choices], weights)
            share = (2 * target * case.worked_days(clinician, week) + all_days) // (2 * all_days)
            model.charge(price or 0, model.excess(booked, most, share + free))
            model.charge(price or 0, model.excess(-booked, -least, free - share))
