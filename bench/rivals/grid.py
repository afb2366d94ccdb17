"""How coarse a grid still holds every time of a week."""

from math import gcd

from bench.rivals.ways import ADMIN_PIECE, Ground
from weightplan.case import Case


def steps_of(case: Case) -> int:
    """Return the coarsest grid, in minutes, on which every time and length of the week falls.

    Rounding all starts of a legal plan down to it keeps every order, every gap and every limit.
    """
    ground = Ground(case)
    times = {ADMIN_PIECE, case.rulebook.working_time.lunch_minutes}
    for kind in case.rulebook.contact_types.values():
        times |= {kind.minutes, kind.documentation_minutes}
    for clinician in case.clinicians:
        limits = case.limits(clinician)
        times |= {limits.pause_minutes or 0, limits.max_minutes_in_a_row or 0}
        times |= {ground.admin_due(clinician, week) for week in range(case.week.weeks)}
        for day in range(case.day_count):
            due = ground.lunch(clinician, day)
            times |= {minute for span in ground.free[clinician, day] for minute in span}
            if due is not None:
                starts = set(due[1])
                times |= {due[0], *(s for s in starts if not {s - case.grid, s + case.grid} <= starts)}
    for patient in case.patients.values():
        spans = [span for day in range(7) for span in case.span_on(patient.available or {}, day)]
        times |= {minute for span in spans for minute in span}
    for room in case.week.rooms:
        times |= {minute for day in range(case.day_count) for s in case.room_hours(room.id, day) for minute in s}
    for need in case.needs.values():
        times |= {case.minute(moment) for window in need.windows or () for moment in (window.start, window.end)}
    times |= {case.minute(booking.start) for booking in case.week.bookings if booking.locked}
    coarse = gcd(*times)
    return coarse if coarse % case.grid == 0 else case.grid
