"""How a need can be met at all: by which type and team, on which days, from which starts, in which rooms.

Everything here looks at one contact alone; what ties contacts to each other is each rival's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from weightplan.case import CRISIS, Case, Stretch, share_of_leaders
from weightplan.fields import WEEKDAYS, clock_minutes
from weightplan.rulebook import ContactType
from weightplan.week import Group, Request, Room

DAY = 1440
ADMIN_PIECE = 30
REMOTE = ("phone", "digital")
Need = Request | Group


@dataclass(eq=False)
class Way:
    """A type and a team for one need. `weights` are in 0.01, `cost` is that of type and team alone."""

    need: str
    name: str
    kind: ContactType
    team: tuple[str, ...]
    patients: tuple[str, ...]
    weights: dict[str, int]
    cost: int

    @property
    def busy(self) -> int:
        """Return the minutes that the team is taken, notes included."""
        return self.kind.minutes + self.kind.documentation_minutes


def meet(first: Iterable[Stretch], second: Iterable[Stretch]) -> list[Stretch]:
    """Return what two lists of closed stretches have in common."""
    second = list(second)
    return [(max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) <= min(b, d)]


class Ground:
    """The fixed facts of a case, looked up once. Starts are in steps of `grid` minutes, the rulebook's unless said."""

    def __init__(self, case: Case, grid: int | None = None) -> None:
        self.case, self.grid = case, grid or case.grid
        self.free = {(c, d): self._free(c, d) for c in case.clinicians for d in range(case.day_count)}
        self.classes = self._room_classes()
        self.site = cache(self._site)
        self._able = cache(self._find_able)

    def _free(self, clinician: str, day: int) -> list[Stretch]:
        free = list(self.case.hours(clinician, day))
        for start, end in self.case.blocks(clinician):
            free = [piece for a, b in free for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
        return free

    # Who

    def ways(self, need: Need) -> Iterator[Way]:
        """Yield every type and team for a request or a group, most preferred type first."""
        for step, kind in enumerate(self.kinds(need)):
            for team in self.teams(kind, self.named(need)):
                yield self.way(need, step, team)

    def kinds(self, need: Need) -> list[ContactType]:
        """Return the types that a need accepts; none for a group that is too small or too large."""
        kinds = [self.case.rulebook.contact_types[name] for name in self._names(need)]
        if isinstance(need, Group):
            return [kind for kind in kinds if self._sized(need, kind)]
        return kinds

    def way(self, need: Need, step: int, team: tuple[str, ...]) -> Way:
        """Return the way to meet a need by the type at `step` of its list and by a team that may hold it."""
        name = self._names(need)[step]
        kind = self.case.rulebook.contact_types[name]
        if isinstance(need, Request):
            patients = (need.patient,) if need.patient else ()
            total, cost = self.case.request_weight(need, kind), self._cost(patients, team, step)
        else:
            patients, total, cost = self.case.members(need), self.case.group_weight(need, kind), 0
        return Way(need.id, name, kind, team, patients, share_of_leaders(total, team, kind), cost)

    def crisis_ways(self) -> list[Way]:
        """Return who can hold a crisis slot; nothing where the rulebook asks for none."""
        if self.case.crisis_type is None:
            return []
        kind = self.case.rulebook.contact_types[self.case.crisis_type]
        return [Way(CRISIS, self.case.crisis_type, kind, team, (), {}, 0) for team in self.teams(kind, None)]

    def teams(self, kind: ContactType, named: tuple[str, ...] | None) -> Iterator[tuple[str, ...]]:
        """Yield the teams that may hold a type of contact; where the first takes all weights, each as first."""
        for team in combinations(self.able(kind, named), kind.leaders):
            roles = {self.case.clinicians[c].role for c in team}
            if kind.lead_roles is not None and not roles & set(kind.lead_roles):
                continue
            if kind.leader_share == "lead":
                yield from ((lead, *(c for c in team if c != lead)) for lead in team)
            else:
                yield team

    def able(self, kind: ContactType, named: tuple[str, ...] | None) -> list[str]:
        """Return the clinicians with role and skills for a type, among those named, in the week's order."""
        able = self._able(kind.roles, kind.skills)
        return able if named is None else [c for c in able if c in named]

    def _find_able(self, roles: tuple[str, ...] | None, skills: tuple[str, ...]) -> list[str]:
        return [
            c.id
            for c in self.case.week.clinicians
            if (roles is None or c.role in roles) and set(skills) <= set(c.skills)
        ]

    @staticmethod
    def named(need: Need) -> tuple[str, ...] | None:
        """Return the clinicians that a need names, None where anybody able will do."""
        return need.clinicians if isinstance(need, Request) else need.leaders_from

    @staticmethod
    def _names(need: Need) -> tuple[str, ...]:
        return need.contact_types if isinstance(need, Request) else (need.contact_type,)

    def _sized(self, group: Group, kind: ContactType) -> bool:
        size = self.case.participants(group)
        return kind.participants is None or kind.participants[0] <= size <= kind.participants[1]

    def _cost(self, patients: tuple[str, ...], team: tuple[str, ...], step: int) -> int:
        prices = self.case.rulebook.prices
        owners = {self.case.patients[p].clinician for p in patients} - {None}
        stranger = bool(owners) and not owners & set(team)
        return step * (prices.less_preferred_type or 0) + stranger * (prices.other_clinician or 0)

    # When

    def days(self, need: Need | None) -> list[int]:
        """Return the days on which a need may be met; for a crisis slot (None) those that have one."""
        if need is None:
            return list(self.case.crisis_days)
        first = max(0, (need.earliest - self.case.date_of(0)).days if need.earliest else 0)
        last = (need.latest - self.case.date_of(0)).days if need.latest else self.case.day_count
        return list(range(first, min(last + 1, self.case.day_count)))

    def starts(self, way: Way, day: int, need: Need | None) -> list[Stretch]:
        """Return the closed stretches of starts, in steps, that suit team, patients and windows."""
        starts = [(day * DAY, day * DAY + DAY - 1)]
        for clinician in way.team:
            starts = meet(starts, [(a, b - way.busy) for a, b in self.free[clinician, day]])
        return self.snapped(meet(starts, self.suits(way, day, need)))

    def suits(self, way: Way, day: int, need: Need | None) -> list[Stretch]:
        """Return the starts, in minutes, that suit patients and windows, whoever holds the contact."""
        starts, minutes = [(day * DAY, day * DAY + DAY - 1)], way.kind.minutes
        for name in way.patients if way.kind.modality != "digital" else ():
            available = self.case.patients[name].available
            if available is not None:
                starts = meet(starts, [(a, b - minutes) for a, b in self.case.span_on(available, day)])
        if need is not None and need.windows is not None:
            spans = [(self.case.minute(w.start), self.case.minute(w.end) - minutes) for w in need.windows]
            starts = meet(starts, [s for s in spans if s[0] <= s[1]])
        return starts

    def snapped(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        """Return closed stretches of minutes as stretches of steps that lie inside."""
        steps = [(-(-a // self.grid), b // self.grid) for a, b in stretches]
        return [(a, b) for a, b in steps if a <= b]

    # Where

    def _room_classes(self) -> list[list[Room]]:
        """Group the rooms that no need, site, hour or booking tells apart."""
        named = {n.rooms for n in self.case.needs.values() if n.rooms is not None}
        promised = {b.room for b in self.case.week.bookings if b.locked}
        alike: dict[object, list[Room]] = defaultdict(list)
        for room in self.case.week.rooms:
            lists = tuple(sorted(n for n in named if room.id in n))
            own = room.id if room.id in promised else None
            alike[room.kind, room.site, repr((room.hours, room.absences)), lists, own].append(room)
        return list(alike.values())

    def _site(self, clinician: str, day: int) -> str | None:
        site = self.case.clinicians[clinician].site
        return site.get(WEEKDAYS[self.case.date_of(day).weekday()]) if isinstance(site, dict) else site

    def suiting(self, way: Way, day: int, need: Need | None) -> list[int]:
        """Return the classes of rooms (by place in `classes`) that suit type, need and sites."""
        sites = {self.site(c, day) for c in way.team} - {None}
        named = need.rooms if need is not None else None
        return [
            number
            for number, (room, *_) in enumerate(self.classes)
            if room.kind == way.kind.room
            and (room.site is None or sites <= {room.site})
            and (named is None or room.id in named)
        ]

    def opened(self, number: int, day: int, minutes: int) -> list[Stretch] | None:
        """Return the starts, in steps, at which a class of rooms is open long enough; None where always."""
        room = self.classes[number][0]
        if room.hours is None and not room.absences:
            return None
        return self.snapped((a, b - minutes) for a, b in self.case.room_hours(room.id, day))

    def halls(self, way: Way, day: int, need: Need | None, starts: list[Stretch]) -> list[tuple[int, list[Stretch]]]:
        """Return the classes of rooms that would do on a day, each with the starts at which it is open."""
        halls = []
        for number in self.suiting(way, day, need):
            spans = self.opened(number, day, way.kind.minutes)
            opened = starts if spans is None else meet(starts, spans)
            if opened:
                halls.append((number, opened))
        return halls

    # Breaks

    def lunch(self, clinician: str, day: int) -> tuple[int, list[int]] | None:
        """Return the minutes and the lawful starts (minutes) of the lunch that a day is due; None where none is.

        On a very long day only a longer lunch leaves both halves short enough; where no lunch does, there
        are no starts. Whatever a longer lunch than needed allows, the shortest lawful one allows too.
        """
        rules, hours = self.case.rulebook.working_time, self.case.hours(clinician, day)
        longest = rules.max_hours_without_break * 60
        opens, closes = (day * DAY + clock_minutes(clock) for clock in rules.lunch_between)
        gaps = [(a[1], b[0]) for a, b in pairwise(hours)]
        if sum(b - a for a, b in hours) <= longest:
            return None
        if any(min(b, closes) - max(a, opens) >= rules.lunch_minutes for a, b in gaps):
            return None
        for minutes in range(rules.lunch_minutes, closes - opens + 1, self.grid):
            starts = [
                s
                for s in range(opens, closes - minutes + 1, self.grid)
                if sum(max(0, min(b, s) - a) for a, b in hours) <= longest
                and sum(max(0, b - max(a, s + minutes)) for a, b in hours) <= longest
                and not any(a < s + minutes and s < b for a, b in self.case.blocks(clinician))
            ]
            if starts:
                return minutes, starts
        return rules.lunch_minutes, []

    def admin_due(self, clinician: str, week: int) -> int:
        """Return the minutes of admin time due in a week, rounded down to the grid."""
        full = self.case.limits(clinician).min_admin_minutes_per_week or 0
        return int(full * self.case.worked_share(clinician, week) / self.case.grid) * self.case.grid
