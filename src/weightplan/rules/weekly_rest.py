"""Every week holds one long stretch without work."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        hours = case.limits(clinician).min_rest_hours_per_week
        for week in range(case.week.weeks) if hours else ():
            longest = max((end - start for start, end in _free(ledger.work[clinician], week)), default=0)
            if longest < 60 * (hours or 0):
                text = f"week {week + 1}: the longest stretch without work is {longest} minutes"
                yield Violation("weekly_rest", clinician, f"{text}, {60 * (hours or 0)} at least")


def _free(work: Iterable[Stretch], week: int) -> Iterator[Stretch]:
    """Yield the stretches of a week without work, which is sorted; the week's first and last minutes count."""
    at, last = week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
    for start, end in work:
        if at < min(start, last):
            yield at, min(start, last)
        at = max(at, end)
    if at < last:
        yield at, last


def leaves(case: Case, ledger: Ledger, clinician: str) -> tuple[Stretch, ...] | None:
    """Return the stretches in which one more piece of work takes no week its rest; None: anywhere.

    Work after a rest that begins with the first long stretch is harmless, and work before one that
    ends with the last. A week that has no rest has none to lose.
    """
    hours = case.limits(clinician).min_rest_hours_per_week
    if not hours:
        return None
    found: list[Stretch] = []
    for week in range(case.week.weeks):
        free = [gap for gap in _free(ledger.work[clinician], week) if gap[1] - gap[0] >= 60 * hours]
        opens, closes = week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
        found.append((opens, free[-1][1] - 60 * hours if free else closes))
        found.append((free[0][0] + 60 * hours if free else closes, closes))
    return tuple(found)


def post(model: "Model") -> None:
    """Place one rest in each week that could lack it, with each piece of work before or after it."""
    for clinician in model.staff:
        hours = model.case.limits(clinician).min_rest_hours_per_week
        for week in range(model.case.week.weeks) if hours else ():
            _place_rest(model, clinician, week, 60 * (hours or 0))


def _place_rest(model: "Model", clinician: str, week: int, minutes: int) -> None:
    cp, opens, closes = model.cp, week * MINUTES_PER_WEEK, (week + 1) * MINUTES_PER_WEEK
    near = [w for w in model.work.get(clinician, ()) if w.reach[0] < closes and opens < w.reach[1]]
    free_from = opens
    for first, last in sorted(work.reach for work in near):
        if first - free_from >= minutes:
            return
        free_from = max(free_from, last)
    if closes - free_from >= minutes:
        return
    rest = cp.new_int_var(opens, closes - minutes, "")
    for work in near:
        before = cp.new_bool_var("")
        cp.add(work.end <= rest).only_enforce_if([*work.presence, before])
        cp.add(work.start >= rest + minutes).only_enforce_if([*work.presence, ~before])
