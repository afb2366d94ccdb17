"""Everybody has protected admin time, in pieces of half an hour or more, in proportion to the days worked."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger, Pause

SHORTEST = 30


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        for week in range(case.week.weeks):
            due = minutes_due(case, clinician, week)
            held = sum(
                p.end - p.start
                for p in ledger.pauses_of[clinician]
                if p.kind == "admin" and p.day // 7 == week and _counts(case, p)
            )
            if held < due:
                text = f"week {week + 1}: {held} minutes of admin time, {due} are due"
                yield Violation("admin_time", clinician, text)


def minutes_due(case: Case, clinician: str, week: int) -> int:
    """Return the admin minutes due in a week: the limit × worked share, rounded down to the grid."""
    full = case.limits(clinician).min_admin_minutes_per_week or 0
    return int(full * case.worked_share(clinician, week) / case.grid) * case.grid


def _counts(case: Case, pause: Pause) -> bool:
    """Only time inside the clinician's own hours is protected time."""
    if pause.end - pause.start < SHORTEST:
        return False
    return any(start <= pause.start and pause.end <= end for start, end in case.hours(pause.clinician, pause.day))
