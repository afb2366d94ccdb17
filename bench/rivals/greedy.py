"""A rival without a solver: a manager's planning by hand, one contact after the other, never looking back.

What is promised comes first, then groups that must be, the crisis slots, protected admin time, the
other musts, and the rest by priority, groups and long contacts before short ones. A contact goes to
the patient's own clinician, on the day where it costs least, at the first legal gap; to the colleague
furthest from the target where that fails; and is left out where placing it would cost more than leaving
it. It proves nothing, so it has no bound.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bench.rivals.common import OnPlan, answer
from bench.rivals.diary import Diary
from bench.rivals.ways import DAY, Ground, Need, Way
from weightplan.case import Case, Stretch
from weightplan.plan import Plan
from weightplan.rules.shortfall import priced
from weightplan.week import Booking, Group, Request

MOST_TEAMS = 200  # of two or more, tried for one contact
Option = tuple[Way, int]


class Greedy:
    """The manager. `until` is the moment (of `time.monotonic`) at which the pen is put down."""

    def __init__(self, case: Case, until: float) -> None:
        self.case, self.until, self.ground = case, until, Ground(case)
        self.diary = Diary(case, self.ground)
        self.target = {c: case.target(c) for c in case.clinicians}
        self.tried: set[str] = set()
        self.deferred: dict[str, Need] = {}
        self.full: set[tuple[str, str, int]] = set()
        self.tags: dict[str, int] = {}
        self.followers: dict[str, list[Request]] = {}
        self.firsts: dict[str, list[Request]] = {}
        for request in case.requests.values():
            if request.after is not None:
                self.followers.setdefault(request.after.request, []).append(request)
            if self._is_new(request.patient) and any(kind.first for kind in self.ground.kinds(request)):
                self.firsts.setdefault(request.patient or "", []).append(request)

    def _is_new(self, patient: str | None) -> bool:
        return patient is not None and self.case.patients[patient].new

    # In which order

    def skeleton(self) -> None:
        """Place what a legal plan must have."""
        booked = [b for b in self.case.week.bookings if b.locked]
        for booking in booked:
            self._keep(booking)
        musts = [need for need in self.case.needs.values() if need.must]
        for need in musts:
            if isinstance(need, Group):
                self.serve(need, must=True)
        self._crisis()
        for clinician in self.case.clinicians:
            for week in range(self.case.week.weeks):
                self.diary.protect(clinician, week)
        for need in (*(self.case.needs[b.request] for b in booked), *musts):
            if isinstance(need, Request) and need.after is not None:
                self.serve(self.case.requests[need.after.request], must=True)
        for need in musts:
            self.serve(need, must=True)

    def everything(self) -> None:
        """Place the rest, the sickest first, and once more what the share of remote contacts kept out."""
        for need in sorted(self.case.needs.values(), key=self._urgency):
            self.serve(need)
        again, self.deferred = list(self.deferred.values()), {}
        for need in again:
            if time.monotonic() < self.until:
                self._fill(need, must=False)

    def _urgency(self, need: Need) -> tuple[int, bool, int]:
        longest = max((kind.minutes for kind in self.ground.kinds(need)), default=0)
        return need.priority, isinstance(need, Request), -longest

    def _keep(self, booking: Booking) -> None:
        need, start = self.case.needs[booking.request], self.case.minute(booking.start)
        ways = [way for way in self.ground.ways(need) if booking.clinician in way.team]
        for way in sorted(ways, key=lambda way: way.cost):
            if self._try(need, way, start // DAY, (start, start), booking.room):
                return

    def _crisis(self) -> None:
        crisis = self.case.rulebook.crisis
        for day in self.case.crisis_days if crisis is not None else ():
            for _ in range(crisis.slots_per_day if crisis is not None else 0):
                ways = sorted(self.ground.crisis_ways(), key=lambda way: self._price(way, day))
                self._first_that_fits(None, [(way, day) for way in ways])

    def serve(self, need: Need, must: bool = False) -> None:
        """Place a need as often as it is asked for, what has to come before it first."""
        if need.id in self.tried or time.monotonic() > self.until:
            return
        self.tried.add(need.id)
        if isinstance(need, Request) and need.after is not None:
            self.serve(self.case.requests[need.after.request], must)
        for first in (first for patient in self._patients(need) for first in self.firsts.get(patient, ())):
            self.serve(first, must)
        self._fill(need, must)

    def _fill(self, need: Need, must: bool) -> None:
        asked = need.count if isinstance(need, Request) else 1
        while len(self.diary.of_need[need.id]) < asked:
            if not self._first_that_fits(need, self._own(need, must)) and not self._colleague(need, must):
                return

    def _patients(self, need: Need) -> tuple[str, ...]:
        if isinstance(need, Group):
            return self.case.members(need)
        return (need.patient,) if need.patient else ()

    # Who and which day

    def _own(self, need: Need, must: bool) -> list[Option]:
        """Return the ways of the patient's own clinician, or of teams where a team is needed, cheapest first."""
        own = {self.case.patients[p].clinician for p in self._patients(need)}
        named = self.ground.named(need)
        days, tied = self._open_days(need)
        ways: list[Way] = []
        for step, kind in enumerate(self.ground.kinds(need)):
            teams = self.ground.teams(kind, named)
            if kind.leaders == 1 and isinstance(need, Request):
                teams = self.ground.teams(kind, tuple(c for c in own if c and (named is None or c in named)))
            ways += [self.ground.way(need, step, t) for t in islice(teams, MOST_TEAMS) if tied in (None, set(t))]
        return self._worth_it(need, ways, days, must)

    def _colleague(self, need: Need, must: bool) -> bool:
        """Try one colleague after the other, those furthest from their targets first."""
        if isinstance(need, Group):
            return False
        days, tied = self._open_days(need)
        for step, kind in enumerate(self.ground.kinds(need)):
            name = need.contact_types[step]
            able = self.ground.able(kind, need.clinicians) if kind.leaders == 1 else []
            able = [c for c in able if tied in (None, {c}) and any((name, c, day) not in self.full for day in days)]
            for clinician in sorted(able, key=lambda c: self.diary.booked[c] - self.target[c]):
                if kind.lead_roles is None or self.case.clinicians[clinician].role in kind.lead_roles:
                    way = self.ground.way(need, step, (clinician,))
                    if self._first_that_fits(need, self._worth_it(need, [way], days, must)):
                        return True
        return False

    def _worth_it(self, need: Need, ways: Iterable[Way], days: Sequence[int], must: bool) -> list[Option]:
        heads = self.case.participants(need) if isinstance(need, Group) else 1
        saved = self.case.rulebook.prices.unserved.get(need.priority, 0) * heads
        options = [(self._price(way, day), day, way) for way in ways for day in days]
        return [(way, day) for cost, day, way in sorted(options, key=lambda o: o[:2]) if must or cost < saved]

    def _price(self, way: Way, day: int) -> int:
        """Return what a contact adds to the cost: type, colleague, load, and weights gained or past the target."""
        prices, price = self.case.rulebook.prices, way.cost
        for clinician in way.team:
            booked, target = self.diary.booked[clinician], self.target[clinician]
            after = booked + way.weights.get(clinician, 0)
            if prices.shortfall is not None:
                price += priced(target, after, prices.shortfall) - priced(target, booked, prices.shortfall)
            free = max(booked, target * 105 // 100)
            price += (prices.overshoot or 0) * max(0, after - free)
            soft, load = self.diary.limits[clinician].soft_load_per_day, self.diary.days[clinician, day].load
            if soft is not None:
                price += (prices.load_over_soft or 0) * max(0, load + way.kind.load - max(soft, load))
        return price

    def _open_days(self, need: Need) -> tuple[list[int], set[str] | None]:
        """Return the days that dates, tag and follow-ups leave to a need, and the team where one is settled."""
        days, team = self.ground.days(need), None
        if need.same_day in self.tags:
            days = [day for day in days if day == self.tags[need.same_day]]
        for after, held, sign in self._neighbours(need) if isinstance(need, Request) else ():
            if not held or after.after is None:
                return [], None
            least, most = after.after.min_days, after.after.max_days
            apart = {day: sign * (day - held[0][0] // DAY) for day in days}
            days = [day for day in days if apart[day] >= least and (most is None or apart[day] <= most)]
            if after.same_clinician:
                if team not in (None, set(held[0][1].team)):
                    return [], None
                team = set(held[0][1].team)
        return days, team

    def _neighbours(self, request: Request) -> Iterator[tuple[Request, list[tuple[int, Way]], int]]:
        """Yield (the later of the two, the other's contacts, 1 where the request itself is the later)."""
        if request.after is not None:
            yield request, self.diary.of_need[request.after.request], 1
        for follower in self.followers.get(request.id, ()):
            if self.diary.of_need[follower.id]:
                yield follower, self.diary.of_need[follower.id], -1

    # The gap

    def _first_that_fits(self, need: Need | None, options: Iterable[Option]) -> bool:
        for way, day in options:
            key = way.name, way.team[0], day
            if len(way.team) == 1 and key in self.full:
                continue
            since = self._since(need, way)
            if since is not None and self._try(need, way, day, (since, self.case.day_count * DAY), None):
                return True
            if len(way.team) == 1 and self.diary.closed(way, day):
                self.full.add(key)
        return False

    def _since(self, need: Need | None, way: Way) -> int | None:
        """Return the minute from which new patients may have a contact, None where they may not yet."""
        earliest = 0
        for patient in way.patients:
            if self._is_new(patient) and not way.kind.first:
                alone = isinstance(need, Group)
                moments = [start for start, first in self.diary.moments[patient] if first or alone]
                if not moments:
                    return None
                earliest = max(earliest, min(moments))
        return earliest

    def _try(self, need: Need | None, way: Way, day: int, between: Stretch, room: str | None) -> bool:
        if not self.diary.remote_fits(way, day):
            if need is not None:
                self.deferred[need.id] = need
            return False
        found = self.diary.start(way, day, need, between, room)
        if found is None:
            return False
        self.diary.place(way, *found)
        if need is not None and need.same_day is not None:
            self.tags[need.same_day] = day
        return True


def solve(case: Case, *, time_limit: float, workers: int, seed: int, on_plan: OnPlan) -> Plan:
    """Return the plan made by hand. One hand (`workers` is not used) and no dice (nor is `seed`)."""
    manager = Greedy(case, time.monotonic() + 0.9 * time_limit)
    manager.skeleton()
    on_plan(manager.diary.plan())
    manager.everything()
    plan = manager.diary.plan()
    on_plan(plan)
    return answer(case, plan, None)
