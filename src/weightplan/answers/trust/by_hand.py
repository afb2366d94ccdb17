"""What was set by hand for single clinicians, each with the reason that was kept for it."""

from collections.abc import Iterator

from weightplan.answers.trust.model import ByHand
from weightplan.case import Case


def by_hand(case: Case) -> tuple[ByHand, ...]:
    """Return every limit and target of one clinician and everybody's locked bookings, in the week's order.

    An override is listed with what it explains; overrides of other values come last.
    """
    log = case.week.overrides
    rows = []
    for what, value in _values(case):
        told = [o for o in log if o.what == what]
        rows += [ByHand(what=what, value=value, reason=o.reason, by=o.by, on=o.on) for o in told] or [
            ByHand(what=what, value=value, reason=None)
        ]
    listed = {row.what for row in rows}
    others = [o for o in log if o.what not in listed]
    return (*rows, *(ByHand(what=o.what, value="", reason=o.reason, by=o.by, on=o.on) for o in others))


def _values(case: Case) -> Iterator[tuple[str, str]]:
    for person in case.week.clinicians:
        path = f"clinicians[{person.id}]"
        if person.target is not None:
            yield f"{path}.target", f"{person.target:g}"
        for field in type(person.limits).model_fields:
            if field in person.limits.model_fields_set:
                value = getattr(person.limits, field)
                yield f"{path}.limits.{field}", "null" if value is None else f"{value:g}"
        locked = sum(booking.locked and booking.clinician == person.id for booking in case.week.bookings)
        if locked:
            yield f"bookings[{person.id}].locked", str(locked)
