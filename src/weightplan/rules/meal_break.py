"""A long day has a lunch in the lunch hours, with no more than five hours of work before or after it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY, clock_minutes
from weightplan.rules.base import RestOffer, Violation, merged
from weightplan.rules.ledger import Ledger

if TYPE_CHECKING:
    from weightplan.solver.model import Model


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    for clinician in case.clinicians:
        for day in range(case.day_count):
            if not needs_lunch(case, clinician, day):
                continue
            lunches = [p for p in ledger.pauses_of[clinician] if p.kind == "lunch" and p.day == day]
            if len(lunches) != 1:
                yield Violation("meal_break", clinician, f"{case.date_of(day)}: {len(lunches)} lunches, one is due")
            elif not _is_lawful(case, clinician, day, (lunches[0].start, lunches[0].end)):
                yield Violation(
                    "meal_break",
                    clinician,
                    f"{case.date_of(day)}: the lunch at {case.moment(lunches[0].start):%H:%M} is too short, outside the"
                    " lunch hours, or leaves too long a stretch of work",
                )


def needs_lunch(case: Case, clinician: str, day: int) -> bool:
    """Say whether a day is long enough for a lunch and has no free gap that already is one."""
    rules = case.rulebook.working_time
    hours = case.hours(clinician, day)
    if sum(end - start for start, end in hours) <= rules.max_hours_without_break * 60:
        return False
    opens, closes = lunch_hours(case, day)
    gaps = pairwise(hours)
    return not any(min(after[0], closes) - max(before[1], opens) >= rules.lunch_minutes for before, after in gaps)


def lunch_hours(case: Case, day: int) -> Stretch:
    """Return the minutes between which a lunch must lie on a day."""
    first, last = case.rulebook.working_time.lunch_between
    return day * MINUTES_PER_DAY + clock_minutes(first), day * MINUTES_PER_DAY + clock_minutes(last)


def _is_lawful(case: Case, clinician: str, day: int, lunch: Stretch) -> bool:
    rules = case.rulebook.working_time
    opens, closes = lunch_hours(case, day)
    hours = case.hours(clinician, day)
    before = sum(max(0, min(end, lunch[0]) - start) for start, end in hours)
    after = sum(max(0, end - max(start, lunch[1])) for start, end in hours)
    longest = rules.max_hours_without_break * 60
    long_enough = lunch[1] - lunch[0] >= rules.lunch_minutes
    return long_enough and opens <= lunch[0] and lunch[1] <= closes and before <= longest and after <= longest


def rests(case: Case, clinician: str, day: int) -> list[RestOffer]:
    """One lunch on every day that is due one, no longer than it has to be.

    On a very long day only a longer lunch leaves both halves short enough.
    """
    if not _is_due(case, clinician, day):
        return []
    first, last = (clock_minutes(clock) for clock in case.rulebook.working_time.lunch_between)
    for minutes in range(case.rulebook.working_time.lunch_minutes, last - first + 1, case.grid):
        starts = _lawful_starts(case, clinician, day, minutes)
        if starts:
            within = (starts[0][0], starts[-1][1] + minutes)
            return [RestOffer("lunch", 1, minutes, minutes, tuple(starts), within)]
    return []


def post(model: "Model") -> None:
    case = model.case
    for clinician in model.staff:
        for day in model.free_days:
            if not _is_due(case, clinician, day):
                continue
            lunches = [r for r in model.rests_of_day.get((clinician, day), ()) if r.kind == "lunch"]
            model.cp.add(model.literals(r.presence for r in lunches) == 1)
            for lunch in lunches:
                lawful = model.domain(_lawful_starts(case, clinician, day, lunch.minutes))
                model.cp.add_linear_expression_in_domain(lunch.start, lawful).only_enforce_if(lunch.presence)


def _is_due(case: Case, clinician: str, day: int) -> bool:
    hours, law = merged((start, end - 1) for start, end in case.hours(clinician, day)), case.rulebook.working_time
    if sum(last - first + 1 for first, last in hours) <= 60 * law.max_hours_without_break:
        return False
    opens, closes = (day * MINUTES_PER_DAY + clock_minutes(clock) for clock in law.lunch_between)
    gaps = [(one[1] + 1, two[0]) for one, two in pairwise(hours)]
    free = [min(end, closes) - max(start, opens) for start, end in gaps]
    return not any(minutes >= law.lunch_minutes for minutes in free)


def _lawful_starts(case: Case, clinician: str, day: int, minutes: int) -> list[Stretch]:
    rules = case.rulebook.working_time
    if minutes < rules.lunch_minutes:
        return []
    base, longest = day * MINUTES_PER_DAY, int(rules.max_hours_without_break * 60)
    earliest, latest = (base + clock_minutes(clock) for clock in rules.lunch_between)
    latest -= minutes
    hours = merged((start, end - 1) for start, end in case.hours(clinician, day))
    left = longest
    for first, last in hours:
        if last + 1 - first > left:
            latest = min(latest, first + left)
            break
        left -= last + 1 - first
    left = longest
    for first, last in reversed(hours):
        if last + 1 - first > left:
            earliest = max(earliest, last + 1 - left - minutes)
            break
        left -= last + 1 - first
    return [(earliest, latest)] if earliest <= latest else []
