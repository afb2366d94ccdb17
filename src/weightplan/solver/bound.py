"""A lower bound for the cost of any legal plan: a linear relaxation of who does what on which day.

Time of day is left out, needs that are alike are merged, and fractions are allowed, so no plan can
cost less. It is valid only for the rules posted here: need, duration, working_hours, competence,
acceptable_type, deadline, patient_time (one patient alone), room (minutes per day), site, group_size,
supervised, crisis_slots, contact_minutes, meal_break and no_overlap (minutes per day), heavy_contacts,
first_visits, remote_share, admin_time, supervision_kept, follow_up (same clinician), must, and the soft rules
shortfall, overshoot, unserved, less_preferred_type, load, load_imbalance and other_clinician; the others
only add cost, and other hard rules only forbid.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextvars import copy_context
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, inf

from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules import admin_time, meal_break, supervision_kept
from weightplan.rules.remote_share import REMOTE
from weightplan.solver.allotment import Guide, allotted
from weightplan.solver.areas import areas
from weightplan.solver.budget import Budget
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import LinearProgram
from weightplan.solver.profile import measured, stage
from weightplan.week import After, Booking, Group, Request

Term = tuple[int, float]
Crowd = tuple[str, tuple[str, ...] | None, int]
ANY_DAY = -1
STRANGERS: tuple[str, ...] = ()

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bound:
    """`cost` is a lower bound (None: the relaxation was not solved).

    `allotted` rounds the relaxation's answer: which team serves a need, for those that it serves.
    `crisis` is how much of a crisis slot it gives a team on a day, `guide` what other answers would cost.
    """

    cost: int | None
    allotted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    crisis: Mapping[tuple[tuple[str, ...], int], float] = field(default_factory=dict)
    guide: Guide | None = None


@dataclass
class Relaxation:
    """Builds the linear program. Amounts are contacts, minutes, load points and 0.01 weights.

    A `loose` one lets strangers follow what only the owner can have served.
    """

    case: Case
    catalogue: Catalogue
    loose: bool = False
    lp: LinearProgram = field(default_factory=LinearProgram)
    # Amounts by clinician and day (or ANY_DAY) of one contact type.
    counts: dict[tuple[str, int, str], list[Term]] = field(default_factory=lambda: defaultdict(list))
    booked: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    served: dict[str, list[Term]] = field(default_factory=dict)
    # What strangers serve, by class; and how much of it each of them takes.
    crowds: dict[Crowd, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[Crowd, dict[str, int]] = field(default_factory=dict)
    by_team: dict[tuple[str, tuple[str, ...]], list[tuple[int, Term]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    crisis: dict[tuple[tuple[str, ...], int], int] = field(default_factory=dict)

    @measured("building")
    def __post_init__(self) -> None:
        self.prices = self.case.rulebook.prices
        self.classes = self._merged()
        for key, needs in self.classes.items():
            self._serve(key, needs)
        self._share_out_crowds()
        self._follow_ups()
        self._crisis()
        self._days()
        self._weeks()

    def _merged(self) -> dict[str, NeedClass]:
        """Merge needs further than the search does: ties between needs are kept only as far as classes go."""
        case = self.case
        followed = {r.after.request: r for r in case.requests.values() if r.after}
        alike: dict[object, list[str]] = defaultdict(list)
        self.locked = {b.request: b for b in case.week.bookings if b.locked}
        signature = {
            r.id: (self.catalogue.outline(r), r.id if r.id in self.locked else None) for r in case.requests.values()
        }
        for r in case.requests.values():
            before = signature[r.after.request] if r.after else None
            after = signature[followed[r.id].id] if r.id in followed else None
            lag = (r.after.min_days, r.after.max_days, r.same_clinician) if r.after else None
            alike[signature[r.id], before, lag, after].append(r.id)
        merged = {
            names[0]: NeedClass(tuple(names), case.requests[names[0]], sum(case.requests[n].count for n in names), True)
            for names in alike.values()
        }
        self.class_of = {name: key for key, needs in merged.items() for name in needs.ids}
        for group in case.groups.values():
            merged[group.id] = NeedClass((group.id,), group, 1, True)
        self.ordered = {r.id for r in case.requests.values() if r.after or r.id in followed}
        return merged

    def _serve(self, key: str, needs: NeedClass) -> None:
        need = needs.need
        assert need is not None
        heads = self.case.participants(need) if isinstance(need, Group) else 1
        price = self.prices.unserved.get(need.priority, 0) * heads
        taken: list[Term] = []
        for contact_type, team, days in self._ways(needs):
            for day, candidate in days:
                var = self.lp.variable(needs.asked)
                taken.append((var, 1.0))
                self.by_team[key, team].append((day, (var, 1.0)))
                self.lp.cost(var, self._price(candidate) - price)
                for clinician in team:
                    self.counts[clinician, day, contact_type].append((var, 1.0))
                    weight = candidate.weight_of.get(clinician, 0)
                    if weight:
                        self.booked[clinician].append((var, float(weight)))
        taken += self._by_strangers(key, needs, price)
        self.lp.offset += price * needs.asked
        self.served[key] = taken
        low = float(needs.asked) if need.must or (key in self.locked and needs.asked == 1) else 0.0
        self.lp.row(taken, low, needs.asked)

    def _ways(self, needs: NeedClass) -> list[tuple[str, tuple[str, ...], list[tuple[int, Candidate]]]]:
        """Return the ways to serve a class; where all days are alike, they are one."""
        found: dict[tuple[str, tuple[str, ...]], list[tuple[int, Candidate]]] = defaultdict(list)
        booking = self.locked.get(needs.key)
        for candidate in self._candidates(needs):
            if booking is not None and needs.asked == 1 and not self._stands(booking, candidate):
                continue
            found[candidate.contact_type, candidate.team].append((candidate.day, candidate))
        ways = []
        for (contact_type, team), days in found.items():
            alike = self.case.week.weeks == 1 and len(team) == 1 and needs.key not in self.ordered
            everywhere = alike and len(days) == self.case.worked_days(team[0])
            ways.append((contact_type, team, [(ANY_DAY, days[0][1])] if everywhere else days))
        return ways

    def _candidates(self, needs: NeedClass) -> list[Candidate]:
        """Return what is told apart: the patient's own clinician and teams; strangers are one crowd."""
        staff, owner = tuple(self.case.clinicians), self._owner(needs)
        if owner is None:
            return self.catalogue.ways(needs, staff)
        teams = [c for c in self.catalogue.ways(needs, staff) if len(c.team) > 1] if self._is_co_led(needs) else []
        return [*self.catalogue.ways(needs, (owner,)), *teams]

    def _owner(self, needs: NeedClass) -> str | None:
        """Return the clinician whose patient it is, where others are only strangers to it."""
        request = needs.need
        if not isinstance(request, Request) or self.case.week.weeks > 1 or needs.key in self.locked:
            return None
        patient = self.case.patients.get(request.patient or "")
        return patient.clinician if patient is not None and patient.clinician in self.case.clinicians else None

    def _is_co_led(self, needs: NeedClass) -> bool:
        kinds = self.case.rulebook.contact_types
        return isinstance(needs.need, Request) and any(kinds[t].leaders > 1 for t in needs.need.contact_types)

    def _by_strangers(self, key: str, needs: NeedClass, price: float) -> list[Term]:
        """Let other clinicians serve a class, as one crowd per contact type that shares its contacts out."""
        request, owner = needs.need, self._owner(needs)
        if owner is None or not isinstance(request, Request) or request.clinicians == (owner,):
            return []
        taken: list[Term] = []
        for contact_type in dict.fromkeys(request.contact_types):
            kind = self.case.rulebook.contact_types[contact_type]
            if kind.leaders > 1:
                continue
            probe = self.catalogue.candidate(needs, contact_type, (owner,), 0)
            crowd = (contact_type, request.clinicians, self.case.request_weight(request, kind))
            var = self.lp.variable(needs.asked)
            self.crowds[crowd].append((key, (var, 1.0)))
            taken.append((var, 1.0))
            self.by_team[key, STRANGERS].append((ANY_DAY, (var, 1.0)))
            stranger = float(self.prices.other_clinician or 0)
            self.lp.cost(var, self._price(probe) + stranger - price)
        return taken

    def _share_out_crowds(self) -> None:
        for crowd, parts in self.crowds.items():
            contact_type, named, weight = crowd
            needs = self.classes[parts[0][0]]
            self.shares[crowd] = {}
            for clinician in named if named is not None else self.case.clinicians:
                if self.catalogue.is_able(needs, contact_type, clinician) and self.case.worked_days(clinician):
                    var = self.lp.variable()
                    self.shares[crowd][clinician] = var
                    self.counts[clinician, ANY_DAY, contact_type].append((var, 1.0))
                    self.booked[clinician].append((var, float(weight)))
            taken = [(var, -1.0) for var in self.shares[crowd].values()]
            self.lp.row([*(term for _, term in parts), *taken], 0, 0)

    def _stands(self, booking: Booking, candidate: Candidate) -> bool:
        day = self.case.minute(booking.start) // MINUTES_PER_DAY
        return set(booking.team) <= set(candidate.team) and candidate.day == day

    def _price(self, candidate: Candidate) -> float:
        need = candidate.need
        if not isinstance(need, Request):
            return 0.0
        step = need.contact_types.index(candidate.contact_type)
        price = (self.prices.less_preferred_type or 0) * step
        patient = self.case.patients.get(need.patient or "")
        if patient is not None and patient.clinician is not None and patient.clinician not in candidate.team:
            price += self.prices.other_clinician or 0
        return float(price)

    def _follow_ups(self) -> None:
        """No more follow-ups by any day than contacts that they can follow: in all, or with each team."""
        for key, needs in self.classes.items():
            need = needs.need
            if not isinstance(need, Request) or need.after is None:
                continue
            before = self.class_of[need.after.request]
            if any(self._precedes(name) != before for name in needs.ids):
                continue
            if need.same_clinician:
                for team in dict.fromkeys(frozenset(team) for (_, team), _ in self._teams_of[key]):
                    self._in_order(need.after, self._may_precede(before, needs, team), self._of_team(key, team))
            else:
                self._in_order(need.after, self._of_team(before, None), self._of_team(key, None))

    def _precedes(self, name: str) -> str | None:
        after = self.case.requests[name].after
        return self.class_of[after.request] if after else None

    def _of_team(self, key: str, team: frozenset[str] | None) -> list[tuple[int, Term]]:
        return [
            dated
            for (name, members), terms in self._teams_of[key]
            if team is None or frozenset(members) == team
            for dated in terms
        ]

    def _may_precede(self, key: str, later: NeedClass, team: frozenset[str]) -> list[tuple[int, Term]]:
        """Return what a team may have served before: its own, and, unless it is the owner, the crowd's."""
        owner = self._owner(self.classes[key])
        if team == frozenset(STRANGERS):
            # Whoever is a stranger to the later need is not its owner, and so has not served the first as such.
            known = self._owner(later) if not self.loose or owner == self._owner(later) else None
            own = {id(dated) for dated in self._of_team(key, frozenset([known]))} if known else set()
            return [dated for dated in self._of_team(key, None) if id(dated) not in own]
        if team == frozenset([owner]):
            return self._of_team(key, team)
        return self._of_team(key, team) + self._of_team(key, frozenset(STRANGERS))

    @cached_property
    def _teams_of(self) -> dict[str, list[tuple[tuple[str, tuple[str, ...]], list[tuple[int, Term]]]]]:
        index: dict[str, list[tuple[tuple[str, tuple[str, ...]], list[tuple[int, Term]]]]] = defaultdict(list)
        for pair, terms in self.by_team.items():
            index[pair[0]].append((pair, terms))
        return index

    def _in_order(self, after: After, earlier: list[tuple[int, Term]], later: list[tuple[int, Term]]) -> None:
        self.lp.row([*(t for _, t in later), *((v, -f) for _, (v, f) in earlier)], -inf, 0)
        for last in sorted({day for day, _ in later} - {ANY_DAY}):
            done = [t for day, t in earlier if day <= last - after.min_days or day == ANY_DAY]
            due = [t for day, t in later if ANY_DAY < day <= last]
            self.lp.row([*due, *((v, -f) for v, f in done)], -inf, 0)
        if after.max_days is not None and after.max_days < self.case.day_count - 1:
            for first in sorted({day for day, _ in later} - {ANY_DAY}):
                done = [t for day, t in earlier if day >= first - after.max_days or day == ANY_DAY]
                due = [t for day, t in later if day >= first]
                self.lp.row([*due, *((v, -f) for v, f in done)], -inf, 0)

    def _crisis(self) -> None:
        crisis = self.case.rulebook.crisis
        if crisis is None or not crisis.slots_per_day:
            return
        needs = self.catalogue.classes([CRISIS])[0]
        per_day: dict[int, list[Term]] = {day: [] for day in self.case.crisis_days}
        for candidate in self.catalogue.ways(needs, tuple(self.case.clinicians)):
            var = self.lp.variable(crisis.slots_per_day)
            per_day[candidate.day].append((var, 1.0))
            self.crisis[candidate.team, candidate.day] = var
            for clinician in candidate.team:
                self.counts[clinician, candidate.day, candidate.contact_type].append((var, 1.0))
        for terms in per_day.values():
            self.lp.row(terms, crisis.slots_per_day, crisis.slots_per_day)

    def _days(self) -> None:
        """Spread what may fall on any day over the days, and keep each day within its limits."""
        case = self.case
        self.daily: dict[tuple[str, int], list[tuple[str, Term]]] = defaultdict(list)
        for (clinician, day, contact_type), terms in list(self.counts.items()):
            if day != ANY_DAY:
                self.daily[clinician, day].extend((contact_type, term) for term in terms)
                continue
            days = [d for d in range(case.day_count) if case.hours(clinician, d)]
            parts = [self.lp.variable() for _ in days]
            self.lp.row([*terms, *((p, -1.0) for p in parts)], 0, 0)
            for d, part in zip(days, parts, strict=True):
                self.daily[clinician, d].append((contact_type, (part, 1.0)))
        # Minutes of admin time and supervision together.
        self.protected: dict[tuple[str, int], list[int]] = defaultdict(list)
        for clinician in case.clinicians:
            for day in range(case.day_count):
                free = self._free_minutes(clinician, day)
                if free:
                    self._limit_day(clinician, day, free)
        self._rooms()

    def _limit_day(self, clinician: str, day: int, free: int) -> None:
        kinds, limits = self.case.rulebook.contact_types, self.case.limits(clinician)
        held = self.daily.get((clinician, day), [])
        protected = self.lp.variable()
        self.protected[clinician, day // 7].append(protected)
        busy = [(v, f * (kinds[k].minutes + kinds[k].documentation_minutes)) for k, (v, f) in held]
        self.lp.row([*busy, (protected, 1.0)], -inf, free)
        self._limit([(v, f * kinds[k].minutes) for k, (v, f) in held], limits.max_contact_minutes_per_day)
        self._limit([t for k, t in held if kinds[k].heavy], limits.max_heavy_per_day)
        self._limit([t for k, t in held if kinds[k].first], limits.max_first_per_day)
        if limits.soft_load_per_day is not None and self.prices.load_over_soft:
            load = [(v, f * kinds[k].load) for k, (v, f) in held if kinds[k].load]
            over = self.lp.variable()
            self.lp.cost(over, float(self.prices.load_over_soft))
            self._limit([*load, (over, -1.0)], limits.soft_load_per_day)

    def _free_minutes(self, clinician: str, day: int) -> int:
        """Return the minutes of a day outside blocks and lunch."""
        case = self.case
        minutes = {m for start, end in case.hours(clinician, day) for m in range(start, end)}
        for start, end in case.blocks(clinician):
            minutes -= set(range(start, end))
        # The part of a lunch that lies in a gap of the hours takes no time from anybody.
        lunches = [
            sum(m in minutes for m in range(start, start + offer.shortest))
            for offer in meal_break.rests(case, clinician, day)
            for first, last in offer.starts
            for start in range(first, last + 1)
        ]
        return max(0, len(minutes) - min(lunches, default=0))

    def _rooms(self) -> None:
        """Rooms hold no more minutes than they have while somebody works."""
        case, kinds = self.case, self.case.rulebook.contact_types
        for kind in sorted({k.room for k in kinds.values() if k.room is not None}):
            for day in range(case.day_count):
                users: dict[frozenset[str], list[Term]] = defaultdict(list)
                for clinician in case.clinicians:
                    rooms = frozenset(self._rooms_at(clinician, day, kind))
                    terms = self.daily.get((clinician, day), [])
                    # A co-led contact counts for each leader and holds one room: it is shared out.
                    minutes = [
                        (v, f * kinds[k].minutes / kinds[k].leaders) for k, (v, f) in terms if kinds[k].room == kind
                    ]
                    users[rooms].extend(minutes)
                opened = self._opened(day)
                for rooms in users:
                    inside = [t for other, terms in users.items() if other <= rooms for t in terms]
                    if inside:
                        self._limit(inside, len(rooms) * opened)

    def _rooms_at(self, clinician: str, day: int, kind: str) -> list[str]:
        site = self.case.clinicians[clinician].site
        weekday = self.case.date_of(day).strftime("%a").lower()
        here = site.get(weekday) if isinstance(site, dict) else site  # type: ignore[call-overload]
        return [
            r.id
            for r in self.case.week.rooms
            if r.kind == kind
            and here in (None, r.site, *([here] if r.site is None else []))
            and (r.hours is None or weekday in r.hours)
        ]

    def _opened(self, day: int) -> int:
        """Return the minutes of a day in which at least one clinician works."""
        worked = {m for c in self.case.clinicians for start, end in self.case.hours(c, day) for m in range(start, end)}
        return len(worked)

    def _weeks(self) -> None:
        case, kinds = self.case, self.case.rulebook.contact_types
        for week in range(case.week.weeks):
            days = range(7 * week, 7 * week + 7)
            spread = self._spread(week)
            for clinician in case.clinicians:
                limits = case.limits(clinician)
                terms = [t for d in days for t in self.daily.get((clinician, d), [])]
                self._limit([t for k, t in terms if kinds[k].heavy], limits.max_heavy_per_week)
                self._limit([t for k, t in terms if kinds[k].first], limits.max_first_per_week)
                if limits.max_remote_share is not None:
                    share = limits.max_remote_share
                    remote = [
                        (v, f * kinds[k].minutes * ((kinds[k].modality in REMOTE) - share)) for k, (v, f) in terms
                    ]
                    self._limit(remote, 0)
                protected = self.protected.get((clinician, week), [])
                due = sum(rule.minutes_due(case, clinician, week) for rule in (admin_time, supervision_kept))
                if due:
                    self.lp.row([(p, 1.0) for p in protected], due, inf)
                if spread is not None:
                    self._within(spread, clinician, week, [(v, f * kinds[k].load) for k, (v, f) in terms])
        for clinician in case.clinicians:
            self._target(clinician)

    def _target(self, clinician: str) -> None:
        target, booked = self.case.target(clinician), self.booked[clinician]
        if self.prices.shortfall is not None:
            tenth, fifth = target // 10, target // 5
            # Weights may be less than nothing, and then more than the whole target is short.
            steps = [self.lp.variable(u) for u in (tenth, fifth - tenth, inf)]
            self.lp.row([*booked, *((s, 1.0) for s in steps)], target, inf)
            for step, price in zip(steps, self.prices.shortfall, strict=True):
                self.lp.cost(step, float(price))
        if self.prices.overshoot:
            over = self.lp.variable()
            self.lp.cost(over, float(self.prices.overshoot))
            self._limit([*booked, (over, -1.0)], target * 105 // 100)

    def _spread(self, week: int) -> tuple[int, int] | None:
        if not self.prices.load_imbalance:
            return None
        most, least = self.lp.variable(), self.lp.variable()
        self.lp.row([(least, 1.0), (most, -1.0)], -inf, 0)
        self.lp.cost(most, float(self.prices.load_imbalance))
        self.lp.cost(least, -float(self.prices.load_imbalance))
        return most, least

    def _within(self, spread: tuple[int, int], clinician: str, week: int, load: list[Term]) -> None:
        time = Fraction(str(self.case.clinicians[clinician].fte)) * self.case.worked_share(clinician, week)
        if not time:
            return
        scaled = [(v, f * time.denominator) for v, f in load]
        most, least = spread
        self._limit([*scaled, (most, -float(time.numerator))], time.numerator - 1)
        self._limit([(least, float(time.numerator)), *((v, -f) for v, f in scaled)], 0)

    def _limit(self, terms: list[Term], most: float | None) -> None:
        if most is not None and terms:
            self.lp.row(terms, -inf, most)


def lower_bound(case: Case, catalogue: Catalogue, budget: Budget | None = None) -> Bound:
    """Solve the relaxation, within a budget's time if one is given.

    The bound is rounded up to the next integer, less what floats may err.
    """
    budget = budget or Budget(None, None)
    relaxation = Relaxation(case, catalogue)
    solution = relaxation.lp.solve(budget.seconds_left())
    if solution is None:
        return Bound(None)
    cost = max(0, ceil(min(solution.cost, solution.bound) - 1e-4))
    if len(areas(case)) == 1:
        # A looser answer is the better guide: plans of holiday-week cost 9,869 against 10,550 (RESULTS.md).
        loose = Relaxation(case, catalogue, loose=True)
        relaxation, solution = loose, loose.lp.solve(budget.seconds_left()) or solution
    crisis = {key: solution.values[var] for key, var in relaxation.crisis.items()}
    guide = Guide(relaxation, solution.reduced)
    return Bound(cost, allotted(relaxation, solution.values), crisis, guide)


class Relaxing:
    """Solves the relaxation before the search, or for a large unit `beside` it; `tell` hears of the bound.

    With a deterministic limit never beside it: the search would not repeat.
    """

    def __init__(
        self,
        case: Case,
        catalogue: Catalogue,
        budget: Budget,
        tell: Callable[[int], None],
        beside: bool | None = None,
    ) -> None:
        self.so_far, self.budget = Bound(None), budget
        self._done = threading.Event()

        def relax() -> None:
            try:
                with stage("bound"):
                    self.so_far = lower_bound(case, catalogue, budget)
                tell(self.so_far.cost or 0)
            except RuntimeError as error:  # math_opt's word for an error inside a solver
                log.warning("no bound: %s", error)
            finally:
                self._done.set()

        large = len(areas(case)) > 1 if beside is None else beside
        if large and budget.deterministic is None:
            # Nobody waits for a solver that cannot be interrupted.
            threading.Thread(target=copy_context().run, args=(relax,), daemon=True).start()
        else:
            relax()

    def wait(self, stopped: threading.Event) -> Bound:
        """Return the bound once it is known; without one when the time is over, or the search stopped, before."""
        while not (self._done.wait(0.1) or stopped.is_set() or self.budget.used_up):
            pass
        return self.so_far
