"""A long day has a lunch in the lunch hours, with no more than five hours of work before or after it."""

from collections.abc import Iterator

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY, clock_minutes
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Ledger


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
    gaps = zip(hours, hours[1:], strict=False)
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
