"""Everybody has supervision each week, in blocks or in pieces of half an hour, in proportion to the days worked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules import protected
from weightplan.rules.base import RestOffer, Violation, days_of, merged
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        for week in range(case.week.weeks):
            due = minutes_due(case, clinician, week)
            held = protected.held(case, ledger, "supervision", clinician, week)
            if held < due:
                text = f"week {week + 1}: {held} minutes of supervision beside the blocks, {due} are due"
                yield Violation("supervision_kept", clinician, text)


def minutes_due(case: Case, clinician: str, week: int) -> int:
    """Return the minutes due in a week beside the blocks: limit × worked share, rounded down to the grid, less them."""
    full = case.limits(clinician).min_supervision_minutes_per_week or 0
    if not full:
        return 0
    meant = int(full * case.worked_share(clinician, week) / case.grid) * case.grid
    return max(0, meant - len(_supervised(case, clinician, week)))


def _supervised(case: Case, clinician: str, week: int) -> set[int]:
    """Return the minutes of a week's hours that lie in blocks of supervision."""
    blocks = [b for b in case.clinicians[clinician].blocks if b.kind == "supervision"]
    spans = [(case.minute(b.start), case.minute(b.end)) for b in blocks]
    hours = [stretch for day in range(7 * week, 7 * week + 7) for stretch in case.hours(clinician, day)]
    return {m for s, e in spans for first, last in hours for m in range(max(s, first), min(e, last))}


def rests(case: Case, clinician: str, day: int) -> list[RestOffer]:
    """Pieces of supervision in every stretch of the day's hours."""
    return protected.offers(case, clinician, day, "supervision", _due(case, clinician, day // 7))


def post(model: "Model") -> None:
    if any(model.case.limits(clinician).min_supervision_minutes_per_week for clinician in model.staff):
        protected.post(model, "supervision", _due)


def _due(case: Case, clinician: str, week: int) -> int:
    full = case.limits(clinician).min_supervision_minutes_per_week or 0
    worked, contracted = case.worked_days(clinician, week), case.contracted_days(clinician, week)
    exact = full * worked // contracted if contracted else 0
    if not exact:
        return 0
    blocks = case.clinicians[clinician].blocks
    in_blocks = merged((case.minute(b.start), case.minute(b.end) - 1) for b in blocks if b.kind == "supervision")
    covered = sum(
        max(0, min(last + 1, closes) - max(first, opens))
        for first, last in in_blocks
        for day in days_of((first, last + 1))
        if 0 <= day < case.day_count and day // 7 == week
        for opens, closes in case.hours(clinician, day)
    )
    return max(0, exact - exact % case.grid - covered)
