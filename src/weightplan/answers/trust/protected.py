"""Protected time, due and kept: lunches, admin minutes, meetings and supervision."""

from collections.abc import Callable, Iterable

from weightplan.answers.trust.model import Kind, Protected
from weightplan.case import Case, Stretch
from weightplan.rules import admin_time, meal_break, supervision_kept
from weightplan.rules.base import merged
from weightplan.rules.ledger import Ledger
from weightplan.rules.protected import held

Due = Callable[[Case, str, int], int]


def protected(case: Case, ledger: Ledger, clinicians: Iterable[str]) -> tuple[Protected, ...]:
    """Return the protected time of some clinicians together, as the rules count it.

    Of blocks, the minutes inside working hours are due; they are kept where no contact lies in them.
    """
    people = list(clinicians)
    lunches = [(c, day) for c in people for day in range(case.day_count) if meal_break.needs_lunch(case, c, day)]
    missed = sum(violation.about in people for violation in meal_break.check(case, ledger))
    blocks, undisturbed = _blocks(case, ledger, people)
    return (
        Protected(kind="lunch", due=len(lunches), kept=len(lunches) - missed),
        _placed(case, ledger, people, "admin", admin_time.minutes_due),
        _placed(case, ledger, people, "supervision", supervision_kept.minutes_due),
        Protected(kind="blocks", due=blocks, kept=undisturbed),
    )


def _placed(case: Case, ledger: Ledger, people: list[str], kind: Kind, minutes_due: Due) -> Protected:
    weeks = [(person, week) for person in people for week in range(case.week.weeks)]
    due = [minutes_due(case, *week) for week in weeks]
    kept = [held(case, ledger, kind, *week) for week in weeks]
    return Protected(kind=kind, due=sum(due), kept=sum(map(min, due, kept)))


def _blocks(case: Case, ledger: Ledger, people: list[str]) -> tuple[int, int]:
    due = kept = 0
    for person in people:
        at_work = [stretch for day in range(case.day_count) for stretch in case.hours(person, day)]
        contacts = _closed((e.start, e.busy_until) for e in ledger.by_clinician[person])
        for block in _closed(case.blocks(person)):
            for hours in _closed(at_work):
                here = _common(block, hours)
                minutes = _length(here)
                due += minutes
                kept += minutes - sum(_length(_common(here, contact)) for contact in contacts)
    return due, kept


def _closed(stretches: Iterable[Stretch]) -> list[Stretch]:
    return merged((start, end - 1) for start, end in stretches)


def _common(one: Stretch, other: Stretch) -> Stretch:
    return max(one[0], other[0]), min(one[1], other[1])


def _length(closed: Stretch) -> int:
    return max(0, closed[1] - closed[0] + 1)
