"""Everybody has protected admin time, in pieces of half an hour or more, in proportion to the days worked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.rules.base import RestOffer, Violation
from weightplan.rules.ledger import Ledger, Pause

if TYPE_CHECKING:
    from weightplan.solver.model import Model, Rest


SHORTEST = 30


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        for week in range(case.week.weeks):
            due = minutes_due(case, clinician, week)
            held = minutes_held(case, ledger, clinician, week)
            if held < due:
                text = f"week {week + 1}: {held} minutes of admin time, {due} are due"
                yield Violation("admin_time", clinician, text)


def minutes_due(case: Case, clinician: str, week: int) -> int:
    """Return the admin minutes due in a week: the limit × worked share, rounded down to the grid."""
    full = case.limits(clinician).min_admin_minutes_per_week or 0
    return int(full * case.worked_share(clinician, week) / case.grid) * case.grid


def minutes_held(case: Case, ledger: Ledger, clinician: str, week: int) -> int:
    """Return the admin minutes of a clinician's week that count."""
    admin = (p for p in ledger.pauses_of[clinician] if p.kind == "admin" and p.day // 7 == week)
    return sum(p.end - p.start for p in admin if _counts(case, p))


def _counts(case: Case, pause: Pause) -> bool:
    """Only time inside the clinician's own hours is protected time."""
    if pause.end - pause.start < SHORTEST:
        return False
    return any(start <= pause.start and pause.end <= end for start, end in case.hours(pause.clinician, pause.day))


def rests(case: Case, clinician: str, day: int) -> list[RestOffer]:
    """Pieces of admin time in every stretch of the day's hours."""
    due = _due(case, clinician, day // 7)
    pieces, longest = max(1, due // SHORTEST), max(due, SHORTEST)
    return [
        RestOffer("admin", pieces, SHORTEST, min(longest, end - start), ((start, end - SHORTEST),), (start, end))
        for start, end in case.hours(clinician, day)
        if due and end - start >= SHORTEST
    ]


def post(model: "Model") -> None:
    for clinician in model.staff:
        for week in range(model.case.week.weeks):
            held = [
                rest.size
                for day in range(7 * week, 7 * week + 7)
                for rest in model.rests_of_day.get((clinician, day), ())
                if rest.kind == "admin" and _protects(model, rest)
            ]
            model.cp.add(model.unit * model.literals(held) >= _due(model.case, clinician, week))


def _due(case: Case, clinician: str, week: int) -> int:
    full = case.limits(clinician).min_admin_minutes_per_week or 0
    worked, contracted = case.worked_days(clinician, week), case.contracted_days(clinician, week)
    exact = full * worked // contracted if contracted else 0
    return exact - exact % case.grid


def _protects(model: "Model", rest: "Rest") -> bool:
    """Pieces are offered inside the hours and long enough; one that is given may be neither."""
    first, last = rest.reach
    inside = any(start <= first and last <= end for start, end in model.case.hours(rest.clinician, rest.day))
    return rest.minutes >= SHORTEST and inside
