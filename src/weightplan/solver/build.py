"""Build the constraint model of a scope: some clinicians and days are free, the rest stands."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ortools.sat.python import cp_model

from weightplan.case import CRISIS, Case
from weightplan.rules import (
    HARD_RULES,
    SOFT_RULES,
    admin_time,
    context_switches,
    crisis_slots,
    daily_rest,
    first_visit_is_long,
    group_after_first,
    heavy_after_heavy,
    heavy_late,
    late_change,
    load_imbalance,
    locked,
    meal_break,
    moved,
    must,
    no_overlap,
    patient_time,
    room,
    row_of_contacts,
    supervision_kept,
    weekly_rest,
)
from weightplan.rules.base import OffersRests, Posts, RestOffer
from weightplan.solver import capacity
from weightplan.solver.candidates import Candidate, NeedClass, changed
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Literal, Pool, Rest, RoomClass, Slot
from weightplan.solver.profile import measured
from weightplan.solver.state import Held, Placed, State
from weightplan.week import Request

OFFERING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, OffersRests))
PRICE_OF_MUST = 100_000
PRICE_OF_PROTECTED = 2_000
Pick = tuple[str, str, tuple[str, ...], int]
POSTING = tuple(rule for rule in (*HARD_RULES.values(), *SOFT_RULES.values()) if isinstance(rule, Posts))
CLOCKED = {
    no_overlap,
    meal_break,
    room,
    patient_time,
    first_visit_is_long,
    group_after_first,
    row_of_contacts,
    heavy_after_heavy,
    daily_rest,
    weekly_rest,
    heavy_late,
    context_switches,
    locked,
    moved,
    late_change,
}
CLOCKLESS = tuple(rule for rule in POSTING if rule not in CLOCKED)


@dataclass(frozen=True)
class Scope:
    """What a model may change: the weeks of `staff` on `days`; `offered` are unserved needs to consider.

    Contacts of `pinned` needs stand. Without `clock` the model counts minutes and asks no times.
    Only candidates that it `allows` are offered (None: all). `unbalanced` leaves the balance of
    loads out, for as long as others have none; `lenient` lets musts, crisis slots and protected time wait.
    `protected` sets the minutes of admin time and supervision by clinician, day and kind, instead of the
    week's sum. Without
    a clock the `staying` needs keep their days.
    `pieces` caps the pieces of protected time of a kind a day, `copies` the contacts of one kind a day (None:
    as many as could help): without caps the model is complete, with them it is faster.
    """

    staff: tuple[str, ...]
    days: frozenset[int]
    offered: tuple[str, ...]
    pinned: frozenset[str] = frozenset()
    pieces: int | None = None
    copies: int | None = None
    clock: bool = True
    allows: Callable[[Candidate], bool] | None = None
    unbalanced: bool = False
    lenient: bool = False
    protected: Mapping[tuple[str, int, str], int] | None = None
    staying: frozenset[str] = frozenset()


@dataclass
class Builder:
    """Turns a state and a scope into a model with every rule posted, and a solution back into a state."""

    case: Case
    catalogue: Catalogue
    state: State
    scope: Scope
    unit: int
    model: Model = field(init=False)
    members: dict[str, list[str]] = field(default_factory=dict)
    open_pools: list[Pool] = field(default_factory=list)
    open_rests: list[Rest] = field(default_factory=list)
    open_days: dict[int, Literal] = field(default_factory=dict)

    @measured("building")
    def __post_init__(self) -> None:
        self.model = Model(unit=self.unit, case=self.case, staff=self.scope.staff, days=self.scope.days)
        self._free()
        self._standing()
        self._rests()
        for rule in POSTING if self.scope.clock else CLOCKLESS:
            if not self._is_left_out(rule):
                rule.post(self.model)
        if self.scope.lenient:
            self._ask_for_musts()
        if self.scope.protected is not None:
            self._set_protected(self.scope.protected)
        if not self.scope.clock:
            capacity.post(self.model, self.scope.days, lenient=self.scope.lenient)
        self.model.cp.minimize(sum(self.model.charges))

    def _is_left_out(self, rule: Posts) -> bool:
        if rule is load_imbalance:
            return self.scope.unbalanced
        if rule in (must, crisis_slots):
            return self.scope.lenient
        return rule in (admin_time, supervision_kept) and self.scope.protected is not None

    def _ask_for_musts(self) -> None:
        """Let a must, or a crisis slot, wait for another day or area, at a price that nothing else outweighs."""
        for key, asked in self.model.asked.items():
            need = self.case.requests.get(key) or self.case.groups.get(key)
            if need is not None and need.must:
                self.model.charge(PRICE_OF_MUST, asked - self.model.total(self.model.choices_of_need.get(key, ())))
        crisis = self.case.rulebook.crisis
        if crisis is None:
            return
        for day in self.case.crisis_days:
            slots = [c for c in self.model.choices_of_need.get(CRISIS, ()) if c.candidate.day == day]
            late = self.model.cp.new_int_var(0, crisis.slots_per_day, "")
            self.model.cp.add(self.model.total(slots) + late == crisis.slots_per_day)
            self.model.charge(PRICE_OF_MUST, late)

    def _set_protected(self, minutes: Mapping[tuple[str, int, str], int]) -> None:
        for asked, due in minutes.items():
            rests = [r for r in self.open_rests if (r.clinician, r.day, r.kind) == asked]
            if due and rests:
                late = self.model.cp.new_int_var(0, due if self.scope.lenient else 0, "")
                self.model.cp.add(self.unit * self.model.literals(r.size for r in rests) + late >= due)
                self.model.charge(PRICE_OF_PROTECTED, late)

    @cached_property
    def free(self) -> list[Placed]:
        staff, days, pinned = set(self.scope.staff), self.scope.days, self.scope.pinned
        return [
            p
            for p in self.state.placed
            if p.candidate.day in days
            and p.need not in pinned
            and staff.issuperset(p.candidate.team)
            and (p.start is None or p.start >= self.catalogue.since)
        ]

    @cached_property
    def standing(self) -> list[Placed]:
        """What stays as it is and yet matters: the staff's own, and what is tied to a free need."""
        free = {id(p) for p in self.free}
        staff = set(self.scope.staff)
        needs = {name for names in self.members.values() for name in names}
        needs |= {p.need for p in self.state.placed if p.start is None}
        related = self.catalogue.related(needs)
        return [
            p
            for p in self.state.placed
            if id(p) not in free and (p.need in related or p.need == CRISIS or not staff.isdisjoint(p.candidate.team))
        ]

    def _free(self) -> None:
        needs = dict.fromkeys([p.need for p in self.free] + list(self.scope.offered))
        if self.case.crisis_type and CRISIS not in needs:
            needs[CRISIS] = None
        pools: dict[object, list[tuple[NeedClass, Candidate, int]]] = defaultdict(list)
        classes = self.catalogue.classes(needs)
        self.members |= {needs_class.key: list(needs_class.ids) for needs_class in classes}
        for needs_class in classes:
            key = needs_class.key
            self.model.asked[key] = needs_class.asked
            most = needs_class.asked
            for candidate in self.catalogue.ways(needs_class, self.scope.staff):
                if candidate.day in self.scope.days and (self.scope.allows is None or self.scope.allows(candidate)):
                    limit = self._limit(candidate, most)
                    if limit:
                        pools[self._alike(candidate)].append((needs_class, candidate, min(most, limit)))
        for parts in pools.values():
            self.open_pools.append(self._pool(parts))
        self.model.pools.extend(self.open_pools)
        if not self.scope.clock:
            self._keep_staying()

    def keep_choices(self) -> None:
        """Keep to what the state says of days and types: only times are still to be found."""
        for pool in self.open_pools:
            for choice in pool.choices:
                self.model.cp.add(choice.count == self._current[pick(choice.candidate)])
        for kept in self.open_days.values():
            self.model.cp.add(kept == 1)

    def hint_choices(self) -> None:
        """Tell the solver what the state says of days and types."""
        for pool in self.open_pools:
            for choice in pool.choices:
                self.model.cp.add_hint(choice.count, self._current[pick(choice.candidate)])

    def _keep_staying(self) -> None:
        for pool in self.open_pools:
            for choice in pool.choices:
                if choice.candidate.needs.key in self.scope.staying and self._is_placed(choice.candidate.needs):
                    self.model.cp.add(choice.count >= choice.most)

    def _limit(self, candidate: Candidate, most: int) -> int:
        """Return how often a candidate may be used: what stays on its day is used as now."""
        if not self.scope.clock and candidate.needs.key in self.scope.staying and self._is_placed(candidate.needs):
            return self._current[pick(candidate)]
        return most

    def _is_placed(self, needs: NeedClass) -> bool:
        return not set(needs.ids).isdisjoint(p.need for p in self.free)

    @cached_property
    def _current(self) -> Counter[Pick]:
        """How often each candidate is used now, in terms of this model's classes."""
        class_of = {name: key for key, names in self.members.items() for name in names}
        return Counter(
            (class_of[p.need], p.candidate.contact_type, p.candidate.team, p.candidate.day) for p in self.free
        )

    def _alike(self, candidate: Candidate) -> object:
        own = candidate.needs.key if self._has_own_time(candidate) else None
        return (candidate.contact_type, candidate.team, candidate.day, candidate.starts, candidate.rooms, own)

    def _has_own_time(self, candidate: Candidate) -> bool:
        return candidate.needs.single and self.catalogue.needs_own_time(candidate)

    def _pool(self, parts: list[tuple[NeedClass, Candidate, int]]) -> Pool:
        cp = self.model.cp
        candidate = parts[0][1]
        fits = self.catalogue.most_of(candidate)
        choices = []
        for _, alike, asked in parts:
            most = min(asked, fits)
            count = cp.new_bool_var("") if most == 1 else cp.new_int_var(0, most, "")
            choices.append(Choice(alike, count, most))
        if not self.scope.clock:
            return Pool(tuple(choices), ())
        number = min(sum(choice.most for choice in choices), fits)
        if self.scope.copies is not None:
            number = min(number, max(self.scope.copies, sum(self._current[pick(c.candidate)] for c in choices)))
        if len(choices) == 1 and number == 1:
            return Pool(tuple(choices), (self._slot(candidate, choices[0].count),))
        slots = [self._slot(candidate, cp.new_bool_var("")) for _ in range(number)]
        for first, second in pairwise(slots):
            cp.add_implication(second.presence, first.presence)
            cp.add(second.start >= first.start + self.model.units(candidate.busy)).only_enforce_if(second.presence)
        cp.add(self.model.literals(c.count for c in choices) == self.model.literals(s.presence for s in slots))
        return Pool(tuple(choices), tuple(slots))

    def _slot(self, candidate: Candidate, presence: Literal) -> Slot:
        start = self.model.cp.new_int_var_from_domain(self.model.domain(candidate.starts), "")
        rooms = self._room_literals(candidate, presence)
        return self._timed(candidate, presence, start, rooms, self._has_own_time(candidate))

    def _timed(
        self,
        candidate: Candidate,
        presence: Literal,
        start: cp_model.IntVar,
        rooms: tuple[tuple[RoomClass, Literal], ...],
        own: bool,
    ) -> Slot:
        cp, units = self.model.cp, self.model.units
        busy = cp.new_optional_fixed_size_interval_var(start, units(candidate.busy), presence, "")
        contact = cp.new_optional_fixed_size_interval_var(start, units(candidate.minutes), presence, "")
        return Slot(candidate, presence, start, busy, contact, rooms, own)

    def _room_literals(self, candidate: Candidate, presence: Literal) -> tuple[tuple[RoomClass, Literal], ...]:
        if candidate.kind.room is None:
            return ()
        classes = self.catalogue.room_classes(candidate.rooms)
        if len(classes) == 1:
            return ((classes[0], presence),)
        literals = [self.model.cp.new_bool_var("") for _ in classes]
        self.model.cp.add(self.model.literals(literals) == presence)
        return tuple(zip(classes, literals, strict=True))

    def _standing(self) -> None:
        cp, model = self.model.cp, self.model
        counts: dict[str, int] = defaultdict(int)
        for placed in self.standing:
            counts[placed.need] += 1
            if placed.start is None:
                kept = cp.new_bool_var("")
                self.open_days[id(placed)] = kept
                model.pools.append(Pool((Choice(placed.candidate, kept, 1),), self._some_time(placed, kept)))
                continue
            candidate = self.catalogue.at(placed.candidate, placed.start)
            one = cp.new_constant(1)
            rooms = ((placed.rooms, one),) if placed.rooms is not None else ()
            slot = self._timed(candidate, one, cp.new_constant(model.units(placed.start)), rooms, True)
            slots = (replace(slot, standing=True),) if self.scope.clock else ()
            model.pools.append(Pool((Choice(candidate, one, 1, standing=True),), slots))
        for need, count in counts.items():
            model.asked.setdefault(need, count)
        self._rooms_of_others()
        if not self.scope.unbalanced:
            for week in range(self.case.week.weeks):
                model.outside_load |= self._extreme_loads(week)

    def _extreme_loads(self, week: int) -> dict[tuple[str, int], int]:
        """Return the load of the least and of the most loaded of those who are not in the model."""
        staff, full_time = set(self.scope.staff), self.catalogue.full_time(week)
        others = [c for c in full_time if c not in staff]
        ratio = {c: self.state.load(c, week) / full_time[c] for c in others}
        extremes = (min(others, key=ratio.__getitem__), max(others, key=ratio.__getitem__)) if others else ()
        return {(c, week): self.state.load(c, week) for c in extremes}

    def _some_time(self, placed: Placed, kept: Literal) -> tuple[Slot, ...]:
        """Return a stand-in for a contact that has a day and no time yet: nobody's time, only its patients'."""
        if not self.scope.clock:
            return ()
        candidate = changed(placed.candidate, needs=changed(placed.candidate.needs, single=True), team=())
        start = self.model.cp.new_int_var_from_domain(self.model.domain(candidate.starts), "")
        return (self._timed(candidate, kept, start, (), True),)

    def _rooms_of_others(self) -> None:
        known = {id(p) for p in (*self.free, *self.standing)}
        for placed in self.state.placed:
            if id(placed) not in known and placed.rooms is not None and placed.start is not None:
                stretch = (placed.start, placed.start + placed.candidate.minutes)
                self.model.outside_rooms.setdefault(placed.rooms, []).append(stretch)

    def _rests(self) -> None:
        had = {(held.clinician, held.day) for held in self.begun if held.kind == "lunch"}
        for clinician in self.scope.staff:
            for day in sorted(self.scope.days):
                for rule in OFFERING:
                    for offer in rule.rests(self.case, clinician, day):
                        if offer.kind != "lunch" or (clinician, day) not in had:
                            self._offer(clinician, day, offer)
        staff = set(self.scope.staff)
        for held in self.state.held:
            if held.clinician in staff and (held.day not in self.scope.days or held in self.begun):
                self.model.rests.append(self.given_rest(held))

    @cached_property
    def begun(self) -> frozenset[Held]:
        """The staff's breaks, on days that are free, that have begun already: they stand."""
        staff, days, since = set(self.scope.staff), self.scope.days, self.catalogue.since
        return frozenset(h for h in self.state.held if h.clinician in staff and h.day in days and h.start < since)

    def _offer(self, clinician: str, day: int, offer: RestOffer) -> None:
        cp, model = self.model.cp, self.model
        starts = model.domain((max(first, self.catalogue.since), last) for first, last in offer.starts)
        if starts.is_empty():
            return
        last = -(-offer.within[1] // self.unit)
        pieces = offer.pieces if self.scope.pieces is None else min(offer.pieces, self.scope.pieces)
        shortest, longest = -(-offer.shortest // self.unit), -(-offer.longest // self.unit)
        previous: Rest | None = None
        for _ in range(pieces):
            presence = cp.new_bool_var("")
            start = cp.new_int_var_from_domain(starts, "")
            end = cp.new_int_var(offer.within[0] // self.unit, last, "")
            size = cp.new_int_var(0, longest, "")
            cp.add(size >= shortest).only_enforce_if(presence)
            cp.add(size == 0).only_enforce_if(~presence)
            interval = cp.new_optional_interval_var(start, size, end, presence, "")
            rest = Rest(clinician, day, offer.kind, offer.shortest, offer.within, presence, start, size, end, interval)
            if previous is not None:
                cp.add_implication(presence, previous.presence)
                cp.add(start >= previous.end).only_enforce_if(presence)
            model.rests.append(rest)
            self.open_rests.append(rest)
            previous = rest

    def given_rest(self, held: Held) -> Rest:
        """Return a break that stands."""
        cp, units = self.model.cp, self.model.units
        start, end = cp.new_constant(units(held.start)), cp.new_constant(units(held.end))
        size, one = cp.new_constant(units(held.end - held.start)), cp.new_constant(1)
        interval = cp.new_fixed_size_interval_var(units(held.start), units(held.end - held.start), "")
        reach = (held.start, held.end)
        minutes = held.end - held.start
        return Rest(held.clinician, held.day, held.kind, minutes, reach, one, start, size, end, interval)


def missing(case: Case, state: State, needs: Iterable[str]) -> list[str]:
    """Return those of the needs that are not fully served."""

    def asked(name: str) -> int:
        need = case.requests.get(name)
        return need.count if isinstance(need, Request) else 1

    return [name for name in needs if state.served.get(name, 0) < asked(name)]


def pick(candidate: Candidate) -> Pick:
    """Return what tells one candidate of a model from another."""
    return candidate.needs.key, candidate.contact_type, candidate.team, candidate.day
