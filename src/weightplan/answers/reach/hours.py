"""Longer hours and moved hours: one step on one day, at its start or its end."""

from collections.abc import Iterator
from dataclasses import replace

from weightplan.answers.conflict.demands import with_week
from weightplan.answers.reach.lever import Change, Lever, Situation, lever
from weightplan.answers.reach.lunch import with_lunch
from weightplan.answers.reach.wording import longer_text, moved_text
from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS, Moment, span_minutes
from weightplan.rulebook import HoursLever
from weightplan.week import Clinician

LONGEST = 24.0


def hours_levers(case: Case, clinician: str) -> Iterator[Lever]:
    """Yield a step longer or moved, early or late, for every day of one week that is worked in full."""
    levers, person = case.rulebook.levers, case.clinicians[clinician]
    for day in range(case.day_count):
        spans = case.span_on(person.hours, day)
        if not spans or day in case.holiday_days:
            continue
        base = day * MINUTES_PER_DAY
        start, end = spans[0][0] - base, spans[-1][1] - base
        if levers.longer_hours is not None:
            yield from _longer(case, clinician, day, start, end, levers.longer_hours)
        if levers.moved_hours is not None and len(spans) == 1:
            yield from _moved(case, clinician, day, start, end, levers.moved_hours)


def _longer(case: Case, clinician: str, day: int, start: int, end: int, given: HoursLever) -> Iterator[Lever]:
    for first, last in ((start, end + given.step), (start - given.step, end)):
        if not _is_free(case, clinician, day, first, last):
            continue

        def widened(before: Situation, first: int = first, last: int = last) -> Situation:
            return replace(before, case=_reaching(before.case, clinician, day, first, last))

        def change(before: Situation, widened: Change = widened) -> Situation:
            return with_lunch(widened(before), clinician, day)

        yield lever(
            "longer_hours",
            given.cost,
            change,
            longer_text(case, clinician, day, given.step, first if first < start else None, last),
            relaxed=_with_later_lunch(case, widened, given.step),
            slot=("hours", day),
        )


def _moved(case: Case, clinician: str, day: int, start: int, end: int, given: HoursLever) -> Iterator[Lever]:
    for step in (given.step, -given.step):
        first, last = start + step, end + step
        shared = first < end and start < last
        if not shared or not _is_free(case, clinician, day, min(start, first), max(end, last)):
            continue

        def widened(before: Situation, first: int = min(start, first), last: int = max(end, last)) -> Situation:
            return replace(before, case=_reaching(before.case, clinician, day, first, last))

        def change(before: Situation, first: int = first, last: int = last) -> Situation:
            wide = widened(before, min(start, first), max(end, last))
            given_up = (start, first) if first > start else (last, end)
            less = _absent(wide.case, clinician, [(day, *given_up)])
            return with_lunch(replace(wide, case=less), clinician, day)

        yield lever(
            "moved_hours",
            given.cost,
            change,
            moved_text(case, clinician, day, (start, end), (first, last)),
            relaxed=_with_later_lunch(case, widened, given.step),
            slot=("hours", day),
        )


def _is_free(case: Case, clinician: str, day: int, first: int, last: int) -> bool:
    """Say whether minutes of a day lie in that day and in no absence."""
    absent = any(_overlaps(case, a, day, first, last) for a in case.clinicians[clinician].absences)
    return first >= 0 and last <= MINUTES_PER_DAY and not absent


def _overlaps(case: Case, absence: Moment, day: int, first: int, last: int) -> bool:
    base = day * MINUTES_PER_DAY
    return case.minute(absence.start) < base + last and base + first < case.minute(absence.end)


def _reaching(case: Case, clinician: str, day: int, first: int, last: int) -> Case:
    """Return the case in which one day's hours begin at `first` and end at `last`, minutes of the day, at least.

    The table of hours is one of weekdays: the same weekday of other weeks keeps its hours by an absence,
    which is taken back where that day is longer too.
    """
    person, weekday = case.clinicians[clinician], WEEKDAYS[case.date_of(day).weekday()]
    spans = sorted(span_minutes(span) for span in person.hours[weekday])
    start, end = spans[0][0], spans[-1][1]
    spans[0] = (min(first, start), spans[0][1])
    spans[-1] = (spans[-1][0], max(last, end))
    hours = {**person.hours, weekday: tuple(f"{_clock(s)}-{_clock(e)}" for s, e in spans)}
    absences = tuple(a for a in person.absences if not _overlaps(case, a, day, first, last))
    longer = _with_person(case, person.model_copy(update={"hours": hours, "absences": absences}))
    others = [d for d in range(day % 7, case.day_count, 7) if d != day]
    more = [stretch for stretch in ((first, start), (end, last)) if stretch[0] < stretch[1]]
    return _absent(longer, clinician, [(d, *stretch) for d in others for stretch in more])


def _absent(case: Case, clinician: str, stretches: list[tuple[int, int, int]]) -> Case:
    """Return the case with absences, each a day and its minutes of that day."""
    person = case.clinicians[clinician]
    more = [
        Moment(start=case.moment(day * MINUTES_PER_DAY + start), end=case.moment(day * MINUTES_PER_DAY + end))
        for day, start, end in stretches
    ]
    return _with_person(case, person.model_copy(update={"absences": (*person.absences, *more)}))


def _with_later_lunch(case: Case, change: Change, step: int) -> Change:
    """Return a change after which lunch is due no sooner than before it, and as late or early as before it.

    A longer day may be due a lunch where the shorter was not, and has more work before or after it.
    """
    hours = case.rulebook.working_time.max_hours_without_break

    def relaxed(before: Situation) -> Situation:
        after = change(before).case
        longer = {"max_hours_without_break": min(LONGEST, hours + 2 * step / 60)}
        working = after.rulebook.working_time.model_copy(update=longer)
        book = after.rulebook.model_copy(update={"working_time": working})
        return replace(before, case=replace(after, rulebook=book))

    return relaxed


def _with_person(case: Case, person: Clinician) -> Case:
    people = tuple(person if other.id == person.id else other for other in case.week.clinicians)
    return with_week(case, case.week.model_copy(update={"clinicians": people}))


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
