"""Where a candidate may be: the rooms that every rule lets it use, and which rooms are alike."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from weightplan.case import Case
from weightplan.fields import WEEKDAYS
from weightplan.rules import HARD_RULES
from weightplan.rules.base import AdmitsRoom
from weightplan.solver.candidates import Candidate

ROOMING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, AdmitsRoom))


class PossibleRooms:
    """The rooms of a case; what was found for one candidate serves all that the rules cannot tell from it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._found: dict[object, tuple[str, ...]] = {}

    def of(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the ids of the rooms that every rule lets a candidate use."""
        named = candidate.need.rooms if candidate.need is not None else None
        # All that the rules on rooms look at.
        key = (candidate.kind.room, frozenset(self._site_on(c, candidate.day) for c in candidate.team), named)
        if key not in self._found:
            self._found[key] = tuple(
                room
                for rooms in self._classes_of_kind.get(candidate.kind.room, ())
                if all(rule.admits_room(self.case, candidate, self.case.rooms[rooms[0]]) for rule in ROOMING)
                for room in rooms
            )
        return self._found[key]

    def classes(self, rooms: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the classes of rooms that are alike, for a set of rooms that is made of whole classes."""
        return sorted({self._class_of_room[room] for room in rooms})

    @cached_property
    def _class_of_room(self) -> dict[str, tuple[str, ...]]:
        case = self.case
        booked = {b.room for b in case.week.bookings if b.room}
        needs = case.needs.values()
        naming = {room.id: frozenset(n.id for n in needs if n.rooms and room.id in n.rooms) for room in case.week.rooms}
        alike: dict[object, list[str]] = defaultdict(list)
        for room in case.week.rooms:
            hours = repr((room.hours, room.absences))
            alike[room.kind, room.site, hours, naming[room.id], room.id if room.id in booked else ""].append(room.id)
        return {room: tuple(rooms) for rooms in alike.values() for room in rooms}

    @cached_property
    def _classes_of_kind(self) -> dict[str | None, list[tuple[str, ...]]]:
        """Classes of rooms by kind; what rules say of one room of a class holds for all of it."""
        index: dict[str | None, list[tuple[str, ...]]] = defaultdict(list)
        for rooms in dict.fromkeys(self._class_of_room.values()):
            index[self.case.rooms[rooms[0]].kind].append(rooms)
        return index

    def near(self, staff: Iterable[str]) -> frozenset[str]:
        """Return the rooms at the sites of clinicians, and those at no site."""
        sites = {site for c in staff for site in self._sites(c)}
        return frozenset(r.id for r in self.case.week.rooms if None in sites or r.site is None or r.site in sites)

    def _site_on(self, clinician: str, day: int) -> str | None:
        site = self.case.clinicians[clinician].site
        return site.get(WEEKDAYS[self.case.date_of(day).weekday()]) if isinstance(site, dict) else site

    def _sites(self, clinician: str) -> set[str | None]:
        """Return where a clinician works; None stands for anywhere."""
        site = self.case.clinicians[clinician].site
        worked = self.case.clinicians[clinician].hours
        return {site.get(weekday) for weekday in worked} if isinstance(site, dict) else {site}
