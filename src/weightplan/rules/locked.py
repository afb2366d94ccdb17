"""A locked booking stands exactly as it was promised."""

from collections.abc import Iterator

from weightplan.case import Case
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Booking


def check(case: Case, ledger: Ledger) -> Iterator[Violation]:
    used: set[int] = set()
    for booking in case.week.bookings:
        if not booking.locked:
            continue
        kept = next(
            (
                i
                for i, entry in enumerate(ledger.by_request.get(booking.request, ()))
                if id(entry) not in used and _stands(case, booking, entry)
            ),
            None,
        )
        if kept is None:
            text = f"{booking.request} with {booking.clinician} at {booking.start:%Y-%m-%d %H:%M} was promised"
            yield Violation("locked", booking.request, text)
        else:
            used.add(id(ledger.by_request[booking.request][kept]))


def _stands(case: Case, booking: Booking, entry: Entry) -> bool:
    return (
        booking.clinician in entry.clinicians
        and entry.start == case.minute(booking.start)
        and (booking.room is None or booking.room == entry.room)
    )
