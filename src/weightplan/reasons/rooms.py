"""When a team could start a contact with a right room open, or free in the plan."""

from collections import defaultdict
from functools import cache

from weightplan.case import Case, Stretch
from weightplan.fields import WEEKDAYS
from weightplan.reasons.bits import Grid, Starts
from weightplan.rules.ledger import Ledger

Sites = tuple[str | None, ...]
Named = tuple[str, ...] | None


class Rooms:
    """Start times by room kind, rooms named (None: any), minutes and team."""

    def __init__(self, case: Case, ledger: Ledger, grid: Grid) -> None:
        self.case, self.grid = case, grid
        self._held: dict[str, list[Stretch]] = defaultdict(list)
        for entry in ledger.entries:
            if entry.room is not None:
                self._held[entry.room].append((entry.start, entry.end))
        self._by_site = cache(self._starts_by_site)
        self._at_site = cache(self._days_at_site)
        self._sites = cache(self._sites_of)

    def starts(self, kind: str | None, named: Named, minutes: int, team: tuple[str, ...], free: bool) -> Starts:
        """Return the starts with a right room open (`free`: and free in the plan); all where none is needed."""
        if kind is None:
            return self.grid.always
        sites = frozenset(self._sites(member) for member in team)
        found = 0
        for site, starts in self._by_site(kind, named, minutes, free).items():
            found |= starts & self._at_site(sites, site)
        return found

    def _starts_by_site(self, kind: str, named: Named, minutes: int, free: bool) -> dict[str | None, Starts]:
        found: dict[str | None, Starts] = defaultdict(int)
        for room in self.case.week.rooms:
            if room.kind == kind and (named is None or room.id in named):
                opened = self.grid.always
                if room.hours is not None or room.absences:
                    days = range(self.case.day_count)
                    spans = (span for day in days for span in self.case.room_hours(room.id, day))
                    opened = self.grid.inside(spans, minutes)
                found[room.site] |= opened & ~(self.grid.touching(self._held[room.id], minutes) if free else 0)
        return found

    def _days_at_site(self, sites: frozenset[Sites], site: str | None) -> Starts:
        """Return the starts on days on which every member may be where the room is."""
        days = range(self.case.day_count)
        return self.grid.days(
            day for day in days if site is None or all(member[day % 7] in (None, site) for member in sites)
        )

    def _sites_of(self, clinician: str) -> Sites:
        site, first = self.case.clinicians[clinician].site, self.case.date_of(0).weekday()
        return tuple(site.get(WEEKDAYS[(first + day) % 7]) if isinstance(site, dict) else site for day in range(7))
