"""Where one contact fits into a plan that stands otherwise as it is, and what it costs there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from weightplan.answers.moves.leaving import Leaving
from weightplan.case import CRISIS, Case, share_of_leaders
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Plan
from weightplan.reasons.bits import Starts
from weightplan.reasons.costs import Costs, Need, Price
from weightplan.reasons.ways import Hall, Team, Way
from weightplan.reasons.wishes import Wishes
from weightplan.rules import group_size
from weightplan.rules.ledger import Ledger
from weightplan.week import Group, Request


@dataclass(frozen=True)
class Fit:
    """One contact type, team and day at one price: the starts at which some room is free.

    `price` is that of adding the contact to the rest of the plan.
    """

    way: Way
    team: Team
    day: int
    starts: Starts
    price: Price


class _Prices(Costs):
    """The price of one more contact by team and day, not only the least."""

    def fits(self, need: Need, way: Way, place: int, starts: Starts, weight: int) -> Iterator[Fit]:
        """Yield the legal openings of a way inside `starts`; `place` is the type's in the need's list."""
        step = place * (self._prices.less_preferred_type or 0)
        for price, team, openings in self._options(way, weight):
            day = self.day_of(openings)
            own, left = self._own(need, way.kind, price, team, step, day), openings & starts
            told = sum(
                self.grid.between(start, start)
                for request, start, people in self._dropped
                if request == need.id and people == set(team)
            )
            promised = self._kept(own, day * MINUTES_PER_DAY)
            for here, cost in ((left & told, promised), (left & ~told, own)):
                if here:
                    yield Fit(way, team, day, here, cost)


class Fitting:
    """The places of one appointment, with everything else where it is."""

    def __init__(self, case: Case, plan: Plan, old: Appointment) -> None:
        self.case, self.old = case, old
        self._before = Ledger(case, plan)
        self._rest = Ledger(case, plan.model_copy(update={"appointments": _without(plan, old)}))
        self._entry = next(e for e in self._before.entries if e.appointment is old)
        self.hall = Hall(case, self._rest)
        self._wishes = Wishes(case, self._rest, self.hall.grid)
        self._need = case.needs.get(old.request) or self._slot(self._entry.day)

    @cached_property
    def _prices(self) -> _Prices:
        return _Prices(self.case, self._rest, self.hall.grid)

    @cached_property
    def _leaving(self) -> Leaving:
        return Leaving(self.case, self.hall.grid, self._before, self._rest, self._entry)

    def _slot(self, day: int) -> Request:
        """Return a crisis slot as a need: for nobody, on its own day, without weight."""
        date = self.case.date_of(day)
        types = (self.case.crisis_type or self.old.contact_type,)
        return Request(id=CRISIS, contact_types=types, earliest=date, latest=date)

    def appointment(self, contact_type: str, team: Team, minute: int, room: str | None) -> Appointment:
        """Return the appointment at a place, with the minutes and weights that the rulebook gives."""
        case, kind = self.case, self.case.rulebook.contact_types[contact_type]
        end = minute + kind.minutes
        return Appointment(
            request=self.old.request,
            contact_type=contact_type,
            clinicians=team,
            patients=self._wishes.patients(self._need),
            room=room,
            start=case.moment(minute),
            end=case.moment(end),
            busy_until=case.moment(end + kind.documentation_minutes),
            weights={c: w / 100 for c, w in share_of_leaders(self._weight(contact_type), team, kind).items()},
        )

    def _weight(self, contact_type: str) -> int:
        kind, need = self.case.rulebook.contact_types[contact_type], self._need
        if isinstance(need, Group):
            return self.case.group_weight(need, kind)
        return 0 if need.id == CRISIS else self.case.request_weight(need, kind)

    def fits(self) -> list[Fit]:
        """Return every place where the contact breaks no rule, as teams and days at one price each."""
        return [fit for way, place in self._ways() for fit in self._of_way(way, place)]

    def _of_way(self, way: Way, place: int) -> Iterator[Fit]:
        need, wishes = self._need, self._wishes
        starts = wishes.suits(need, way.kind) & wishes.timely(need, way.kind) & wishes.clear(need, way.kind)
        for broken in wishes.breaking(need, way.kind).values():
            starts &= ~broken
        for fit in self._prices.fits(need, way, place, starts, self._weight(way.type_name)):
            left = fit.starts & self._leaving.starts(way.kind, fit.team)
            team = self.old.clinicians if self._same_shares(way.type_name, fit.team) else fit.team
            if left:
                yield Fit(way, team, fit.day, left, fit.price)

    def _ways(self) -> Iterator[tuple[Way, int]]:
        need, only = self._need, None
        if isinstance(need, Request) and need.after is not None:
            before = self._wishes.before(need)
            if before is None:
                return
            only = frozenset(before.clinicians) if need.same_clinician else None
        named = need.leaders_from if isinstance(need, Group) else need.clinicians
        types = (need.contact_type,) if isinstance(need, Group) else need.contact_types
        for name in dict.fromkeys(types):
            way = self.hall.way(name, named, only, self._named_rooms(name))
            if way.teams and self._right_size(way):
                yield way, types.index(name)

    def _named_rooms(self, contact_type: str) -> tuple[str, ...] | None:
        roomed = self.case.rulebook.contact_types[contact_type].room is not None
        return self._need.rooms if roomed else None

    def _right_size(self, way: Way) -> bool:
        probe = self.appointment(way.type_name, way.teams[0], 0, None)
        return not any(group_size.check(self.case, Ledger(self.case, Plan(appointments=(probe,)))))

    def rooms(self, contact_type: str, team: Team) -> dict[str, Starts]:
        """Return the starts at which each right room is free for a team (none where no room is needed)."""
        kind = self.case.rulebook.contact_types[contact_type]
        if kind.room is None:
            return {}
        named = self._named_rooms(contact_type) or self.case.rooms
        found = {r: self.hall.rooms.starts(kind.room, (r,), kind.minutes, team, free=True) for r in named}
        return {room: starts for room, starts in found.items() if starts}

    def room_at(self, contact_type: str, team: Team, minute: int) -> str | None:
        """Return a room for the contact: its own where that is free, else the first free one, else any."""
        if self.case.rulebook.contact_types[contact_type].room is None:
            return None
        own, here = self.old.room, self.hall.grid.between(minute, minute)
        free = [room for room, starts in self.rooms(contact_type, team).items() if starts & here]
        return own if own in free or not free else free[0]

    def stands(self, fit: Fit) -> Starts:
        """Return the start of the appointment as it is, where type and team are the same; else nothing."""
        start = self.case.minute(self.old.start)
        if (fit.way.type_name, fit.team) != (self.old.contact_type, self.old.clinicians):
            return 0
        return fit.starts & self.hall.grid.between(start, start)

    def _same_shares(self, contact_type: str, team: Team) -> bool:
        """Say whether a team is that of the appointment as it is, each with the same weight of the type."""
        own = self.old.clinicians
        made = [
            self.appointment(contact_type, order, 0, None).weights for order in (own, team) if set(own) == set(team)
        ]
        return len(made) > 1 and made[0] == made[1]

    def count(self, fit: Fit) -> int:
        """Return the number of places of a fit: starts times rooms, the present one left out."""
        rooms, here = self.rooms(fit.way.type_name, fit.team), self.stands(fit)
        if fit.way.kind.room is None:
            return (fit.starts & ~here).bit_count()
        places = sum((fit.starts & free).bit_count() for free in rooms.values())
        return places - bool(here and self.old.room in rooms and here & rooms[self.old.room])

    def stretches(self, fit: Fit) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Yield first start, last start (minutes) and rooms: places of a fit that differ in nothing else."""
        grid, rooms, here = self.hall.grid, self.rooms(fit.way.type_name, fit.team), self.stands(fit)

        def free(bit: int) -> tuple[str, ...]:
            present = self.old.room if here >> bit & 1 else None
            return tuple(room for room, starts in rooms.items() if starts >> bit & 1 and room != present)

        roomless = fit.way.kind.room is None
        bits = [b for b in range(grid.size) if fit.starts >> b & 1]
        held = [(bit, free(bit)) for bit in bits]
        held = [(bit, names) for bit, names in held if (not here >> bit & 1 if roomless else names)]
        for (_, names), run in groupby(enumerate(held), key=lambda item: (item[1][0] - item[0], item[1][1])):
            together = [bit for _, (bit, _) in run]
            yield together[0] * grid.step, together[-1] * grid.step, names


def _without(plan: Plan, old: Appointment) -> tuple[Appointment, ...]:
    return tuple(a for a in plan.appointments if a is not old)
