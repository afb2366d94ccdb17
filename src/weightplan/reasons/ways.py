"""The ways to hold one contact type: its teams, and when any of them could, in an empty week and in the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from weightplan.case import Case
from weightplan.reasons.bits import Grid, Starts
from weightplan.reasons.rooms import Named, Rooms
from weightplan.reasons.staff import Staff
from weightplan.rulebook import ContactType
from weightplan.rules.ledger import Ledger
from weightplan.validate.needs import able

Team = tuple[str, ...]


@dataclass(frozen=True)
class Opening:
    """A team with a room in the plan as it stands; the starts at which it would break a limit, by rule."""

    team: Team
    starts: Starts
    breaking: dict[str, Starts]

    @property
    def legal(self) -> Starts:
        starts = self.starts
        for broken in self.breaking.values():
            starts &= ~broken
        return starts


class Way:
    """One contact type with the teams and rooms that a need allows. Starts are unions over the teams."""

    def __init__(self, hall: "Hall", type_name: str, teams: tuple[Team, ...], rooms: Named) -> None:
        self._hall, self.type_name, self.teams, self.rooms = hall, type_name, teams, rooms
        self.kind: ContactType = hall.case.rulebook.contact_types[type_name]
        self.escaping = cache(self._escaping)

    @property
    def _busy(self) -> int:
        return self.kind.minutes + self.kind.documentation_minutes

    def _together(self, team: Team) -> Starts:
        starts = self._hall.grid.always
        for member in team:
            starts &= self._hall.staff.present(member, self._busy)
        return starts

    def _roomed(self, team: Team, free: bool) -> Starts:
        return self._hall.rooms.starts(self.kind.room, self.rooms, self.kind.minutes, team, free)

    def _in_the_way(self, team: Team) -> dict[str, Starts]:
        """Return the starts at which a rule about one member stops the team, breaks that are due included."""
        found = self._breaking(team)
        for member in team:
            for rule, starts in self._hall.staff.resting(member, self._busy).items():
                found[rule] = found.get(rule, 0) | starts
        return found

    def _breaking(self, team: Team) -> dict[str, Starts]:
        found: dict[str, Starts] = {}
        for member in team:
            for rule, starts in self._hall.staff.breaking(member, self.type_name).items():
                found[rule] = found.get(rule, 0) | starts
        return found

    @cached_property
    def present(self) -> Starts:
        """Starts at which a team is at work."""
        return _union(self._together(team) for team in self.teams)

    @cached_property
    def possible(self) -> Starts:
        """Starts at which a team is at work and a right room open."""
        return _union(self._together(team) & self._roomed(team, free=False) for team in self.teams)

    def _escaping(self, rule: str) -> Starts:
        """Possible starts at which one rule about clinicians does not stop every team."""
        return _union(
            self._together(team) & self._roomed(team, free=False) & ~self._in_the_way(team).get(rule, 0)
            for team in self.teams
        )

    @cached_property
    def _free(self) -> tuple[tuple[Team, Starts], ...]:
        found = []
        for team in self.teams:
            starts = self._hall.grid.always
            for member in team:
                starts &= self._hall.staff.free(member, self._busy)
            if starts:
                found.append((team, starts))
        return tuple(found)

    @cached_property
    def free(self) -> Starts:
        """Starts at which the plan leaves a team free, room or not."""
        return _union(starts for _, starts in self._free)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The teams that the plan leaves free at some start with a right room free."""
        found = ((team, starts & self._roomed(team, free=True)) for team, starts in self._free)
        return tuple(Opening(team, starts, self._breaking(team)) for team, starts in found if starts)

    @cached_property
    def roomed(self) -> Starts:
        """Starts at which the plan leaves a team and a right room free."""
        return _union(opening.starts for opening in self.openings)

    @cached_property
    def legal(self) -> tuple[tuple[Team, Starts], ...]:
        """The openings that break no limit of a clinician."""
        return tuple((opening.team, opening.legal) for opening in self.openings if opening.legal)

    @cached_property
    def allowed(self) -> Starts:
        return _union(starts for _, starts in self.legal)


class Hall:
    """Every way that the needs of a case ask for, each made once."""

    def __init__(self, case: Case, ledger: Ledger) -> None:
        self.case = case
        self.grid = Grid(case)
        self.staff = Staff(case, ledger, self.grid)
        self.rooms = Rooms(case, ledger, self.grid)
        self.way = cache(self._way)
        self._teams = cache(self._teams_of)

    def _way(self, type_name: str, named: Named, only: frozenset[str] | None, rooms: Named) -> Way:
        """Return the way for the clinicians and rooms that a need names; `only` leaves one set of clinicians."""
        teams = tuple(t for t in self._teams(type_name, named) if only is None or only == set(t))
        return Way(self, type_name, teams, rooms)

    def _teams_of(self, type_name: str, named: Named) -> tuple[Team, ...]:
        kind = self.case.rulebook.contact_types[type_name]
        people = dict.fromkeys(able(self.case, kind, named))
        return tuple(
            team
            for team in combinations(people, kind.leaders)
            if kind.lead_roles is None or any(self.case.clinicians[m].role in kind.lead_roles for m in team)
        )


def _union(parts: Iterator[Starts]) -> Starts:
    starts = 0
    for part in parts:
        starts |= part
    return starts
