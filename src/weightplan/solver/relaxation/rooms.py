"""Rooms hold no more minutes than they have while somebody works."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from weightplan.case import Case
from weightplan.rules.base import merged
from weightplan.solver.linear import LinearProgram, Term


def limit_rooms(case: Case, lp: LinearProgram, held: Mapping[tuple[str, int], Sequence[tuple[str, Term]]]) -> None:
    """Limit the minutes in rooms, a kind and a day at a time, of the contacts `held` by clinician and day."""
    kinds = case.rulebook.contact_types
    for kind in sorted({k.room for k in kinds.values() if k.room is not None}):
        for day in range(case.day_count):
            users: dict[frozenset[str], list[Term]] = defaultdict(list)
            for clinician in case.clinicians:
                rooms = frozenset(_rooms_at(case, clinician, day, kind))
                terms = held.get((clinician, day), [])
                # A co-led contact counts for each leader and holds one room: it is shared out.
                minutes = [(v, f * kinds[k].minutes / kinds[k].leaders) for k, (v, f) in terms if kinds[k].room == kind]
                users[rooms].extend(minutes)
            opened = _opened(case, day)
            for rooms in users:
                inside = [t for other, terms in users.items() if other <= rooms for t in terms]
                lp.at_most(inside, len(rooms) * opened)


def _rooms_at(case: Case, clinician: str, day: int, kind: str) -> list[str]:
    site = case.clinicians[clinician].site
    weekday = case.date_of(day).strftime("%a").lower()
    here = site.get(weekday) if isinstance(site, dict) else site  # type: ignore[call-overload]
    return [
        r.id
        for r in case.week.rooms
        if r.kind == kind
        and here in (None, r.site, *([here] if r.site is None else []))
        and (r.hours is None or weekday in r.hours)
    ]


def _opened(case: Case, day: int) -> int:
    """Return the minutes of a day in which at least one clinician works."""
    worked = merged((start, end - 1) for c in case.clinicians for start, end in case.hours(c, day))
    return sum(last + 1 - first for first, last in worked)
