"""Between the work of one day and that of the next lies the daily rest."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model
    from weightplan.solver.parts import Work


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        hours = case.limits(clinician).min_rest_hours_per_day
        if hours is None:
            continue
        for until, start in _rests(ledger.work[clinician]):
            if start - until < 60 * hours:
                text = f"{case.moment(start):%Y-%m-%d %H:%M}: {start - until} minutes after the work of the day before"
                yield Violation("daily_rest", clinician, f"{text}, {60 * hours} at least")


def _rests(work: list[Stretch]) -> Iterator[Stretch]:
    """Yield (end of all work that began on earlier days, first start) for each day with work but the first."""
    until: int | None = None
    today, day = 0, None
    for start, end in work:
        if day is not None and start // MINUTES_PER_DAY != day:
            until = today if until is None else max(until, today)
            yield until, start
        today = end if start // MINUTES_PER_DAY != day else max(today, end)
        day = start // MINUTES_PER_DAY


def leaves(case: Case, ledger: Ledger, clinician: str) -> tuple[Stretch, ...] | None:
    """Return the stretches in which one more piece of work cuts no rest short, one a day; None: anywhere."""
    hours = case.limits(clinician).min_rest_hours_per_day
    if hours is None:
        return None
    work = ledger.work[clinician]
    found = []
    for day in range(case.day_count):
        first, last = day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY
        before = (end + 60 * hours for start, end in work if start < first)
        after = (start - 60 * hours for start, _ in work if start >= last)
        found.append((max(first, *before, first), min(last, *after, last)))
    return tuple(found)


def post(model: "Model") -> None:
    """Each day's work begins a rest after all that began earlier, where the times allow anything else."""
    for clinician in model.staff:
        hours = model.case.limits(clinician).min_rest_hours_per_day
        if hours is None:
            continue
        days: dict[int, list[Work]] = defaultdict(list)
        for work in model.work.get(clinician, ()):
            days[work.day].append(work)
        latest: int | None = None
        for day in sorted(days):
            first = min(work.reach[0] for work in days[day])
            if latest is not None and first - latest < 60 * hours:
                _keep_apart(model, [w for d in days if d < day for w in days[d]], days[day], 60 * hours)
            ends = max(work.reach[1] for work in days[day])
            latest = ends if latest is None else max(latest, ends)


def _keep_apart(model: "Model", earlier: "list[Work]", later: "list[Work]", rest: int) -> None:
    """Let later work begin so many minutes after the last of the earlier that is done."""
    first = min(work.reach[0] for work in later)
    near = [work for work in earlier if work.reach[1] + rest > first]
    until = model.cp.new_int_var(first - rest, max(work.reach[1] for work in near), "")
    for work in near:
        model.cp.add(until >= work.end).only_enforce_if(work.presence)
    for work in later:
        model.cp.add(work.start >= until + rest).only_enforce_if(work.presence)
