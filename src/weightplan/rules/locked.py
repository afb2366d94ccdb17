"""A locked booking stands exactly as it was promised."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import Violation
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Booking

if TYPE_CHECKING:
    from weightplan.solver.model import Literal, Model


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
            text = f"{booking.request} with {' and '.join(booking.team)} at {booking.start:%Y-%m-%d %H:%M} was promised"
            yield Violation("locked", booking.request, text)
        else:
            used.add(id(ledger.by_request[booking.request][kept]))


def _stands(case: Case, booking: Booking, entry: Entry) -> bool:
    return (
        set(booking.team) <= set(entry.clinicians)
        and entry.start == case.minute(booking.start)
        and (booking.room is None or booking.room == entry.room)
    )


def post(model: "Model") -> None:
    used: dict[int, list[Literal]] = {}
    for booking in model.case.week.bookings:
        day = model.case.minute(booking.start) // MINUTES_PER_DAY
        if not booking.locked or booking.request not in model.asked or day not in model.free_days:
            continue
        standing = []
        for slot in model.slots_of_need.get(booking.request, ()):
            if set(booking.team) <= set(slot.candidate.team):
                stands = model.stands_at(slot, model.case.minute(booking.start), booking.room)
                if stands is not None:
                    standing.append(stands)
                    used.setdefault(id(slot), []).append(stands)
        model.cp.add_bool_or(standing)
    for literals in used.values():
        model.cp.add_at_most_one(literals)
