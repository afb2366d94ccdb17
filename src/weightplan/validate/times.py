"""Hours, moments and dates: in order, on the grid, inside the horizon."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from weightplan.case import Case
from weightplan.fields import Moment
from weightplan.validate.book import hours_in_order, limits_off_grid
from weightplan.validate.words import off_grid
from weightplan.week import Group, Patient, Request


def problems(case: Case) -> Iterator[str]:
    """Yield times out of order, off the grid, or outside the horizon."""
    if case.week.week.toordinal() + case.day_count > date.max.toordinal():
        yield f"week: {case.week.week} lies too far ahead"
        return
    if case.week.planned_on is not None and case.week.planned_on > _last(case):
        yield f"planned_on: {case.week.planned_on} {_outside(case)}"
    for place, clinician in enumerate(case.week.clinicians):
        path = f"clinicians[{place}]"
        yield from hours_in_order(f"{path}.hours", clinician.hours, case.grid)
        yield from _moments(case, f"{path}.blocks", clinician.blocks, inside=True)
        yield from _moments(case, f"{path}.absences", clinician.absences, inside=False)
        yield from limits_off_grid(f"{path}.limits", clinician.limits, case.grid)
    for place, room in enumerate(case.week.rooms):
        yield from hours_in_order(f"rooms[{place}].hours", room.hours or {}, case.grid)
        yield from _moments(case, f"rooms[{place}].absences", room.absences, inside=False)
    for place, patient in enumerate(case.week.patients):
        yield from hours_in_order(f"patients[{place}].available", patient.available or {}, case.grid)
        yield from _course(case, f"patients[{place}].course_start", patient)
    for place, request in enumerate(case.week.requests):
        yield from _need(case, f"requests[{place}]", request)
    for place, group in enumerate(case.week.groups):
        yield from _need(case, f"groups[{place}]", group)
    for place, booking in enumerate(case.week.bookings):
        path = f"bookings[{place}].start"
        yield from off_grid(path, case.minute(booking.start), case.grid, f"{booking.start:%H:%M}")
        if not _first(case) <= booking.start.date() <= _last(case):
            yield f"{path}: {booking.start:%Y-%m-%d %H:%M} {_outside(case)}"


def _course(case: Case, path: str, patient: Patient) -> Iterator[str]:
    begun = patient.course_start
    if begun is not None and begun > _last(case):
        yield f"{path}: {begun} {_outside(case)}"
    elif begun is not None and patient.new and begun < _first(case):
        yield f"{path}: {begun} is before {_first(case)}, and the patient is new"


def _moments(case: Case, path: str, moments: Iterable[Moment], inside: bool) -> Iterator[str]:
    """Yield what is wrong with stretches; those that must touch the horizon must lie on the grid too."""
    for place, moment in enumerate(moments):
        here = f"{path}[{place}]"
        if moment.end <= moment.start:
            yield f"{here}: ends {moment.end:%Y-%m-%d %H:%M}, not after its start {moment.start:%Y-%m-%d %H:%M}"
        elif inside and not (_midnight(_first(case)) < moment.end and moment.start.date() <= _last(case)):
            yield f"{here}: {moment.start:%Y-%m-%d %H:%M} to {moment.end:%Y-%m-%d %H:%M} {_outside(case)}"
        if inside:
            for field, at in (("start", moment.start), ("end", moment.end)):
                yield from off_grid(f"{here}.{field}", case.minute(at), case.grid, f"{at:%H:%M}")


def _need(case: Case, path: str, need: Request | Group) -> Iterator[str]:
    yield from _moments(case, f"{path}.windows", need.windows or (), inside=True)
    if need.earliest is not None and need.latest is not None and need.earliest > need.latest:
        yield f"{path}.latest: {need.latest} is before earliest {need.earliest}"
    elif need.earliest is not None and need.earliest > _last(case):
        yield f"{path}.earliest: {need.earliest} {_outside(case)}"
    elif need.latest is not None and need.latest < _first(case):
        yield f"{path}.latest: {need.latest} {_outside(case)}"


def _first(case: Case) -> date:
    return case.date_of(0)


def _last(case: Case) -> date:
    return case.date_of(case.day_count - 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _outside(case: Case) -> str:
    return f"lies outside the horizon, {_first(case)} to {_last(case)}"
