"""Everybody has protected admin time, in pieces of half an hour or more, in proportion to the days worked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules import protected
from weightplan.rules.base import RestOffer, Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        for week in range(case.week.weeks):
            due = minutes_due(case, clinician, week)
            held = protected.held(case, ledger, "admin", clinician, week)
            if held < due:
                text = f"week {week + 1}: {held} minutes of admin time, {due} are due"
                yield Violation("admin_time", clinician, text)


def minutes_due(case: Case, clinician: str, week: int) -> int:
    """Return the admin minutes due in a week: the limit × worked share, rounded down to the grid."""
    full = case.limits(clinician).min_admin_minutes_per_week or 0
    return int(full * case.worked_share(clinician, week) / case.grid) * case.grid


def rests(case: Case, clinician: str, day: int) -> list[RestOffer]:
    """Pieces of admin time in every stretch of the day's hours."""
    return protected.offers(case, clinician, day, "admin", _due(case, clinician, day // 7))


def post(model: "Model") -> None:
    protected.post(model, "admin", _due)


def _due(case: Case, clinician: str, week: int) -> int:
    full = case.limits(clinician).min_admin_minutes_per_week or 0
    worked, contracted = case.worked_days(clinician, week), case.contracted_days(clinician, week)
    exact = full * worked // contracted if contracted else 0
    return exact - exact % case.grid
