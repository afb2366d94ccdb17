"""The contacts that a model may place: which candidate how often, and with a clock, when and in which rooms."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ortools.sat.python import cp_model

from weightplan.case import CRISIS
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Literal, Pool, RoomClass, Slot
from weightplan.solver.scope import Scope
from weightplan.solver.state import Placed

Pick = tuple[str, str, tuple[str, ...], int]


@dataclass
class Contacts:
    """Pools for what a scope frees and for what it offers. `free` are the contacts that are placed anew.

    `members` are the needs of each class by its key.
    """

    model: Model
    catalogue: Catalogue
    scope: Scope
    free: Sequence[Placed]
    members: dict[str, list[str]] = field(default_factory=dict)
    pools: list[Pool] = field(default_factory=list)

    def post(self) -> None:
        """Add the pools to the model."""
        needs = dict.fromkeys([p.need for p in self.free] + list(self.scope.offered))
        if self.model.case.crisis_type and CRISIS not in needs:
            needs[CRISIS] = None
        pools: dict[object, list[tuple[Candidate, int]]] = defaultdict(list)
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
                        pools[self._alike(candidate)].append((candidate, min(most, limit)))
        for parts in pools.values():
            self.pools.append(self._pool(parts))
        self.model.pools.extend(self.pools)
        if not self.scope.clock:
            self._keep_staying()

    def keep(self) -> None:
        """Keep to what the plan says of days and types: only times are still to be found."""
        for pool in self.pools:
            for choice in pool.choices:
                self.model.cp.add(choice.count == self._current[_pick(choice.candidate)])

    def hint(self) -> None:
        """Tell the solver what the plan says of days and types."""
        for pool in self.pools:
            for choice in pool.choices:
                self.model.cp.add_hint(choice.count, self._current[_pick(choice.candidate)])

    def _keep_staying(self) -> None:
        for pool in self.pools:
            for choice in pool.choices:
                if choice.candidate.needs.key in self.scope.staying and self._is_placed(choice.candidate.needs):
                    self.model.cp.add(choice.count >= choice.most)

    def _limit(self, candidate: Candidate, most: int) -> int:
        """Return how often a candidate may be used: what stays on its day is used as now."""
        if not self.scope.clock and candidate.needs.key in self.scope.staying and self._is_placed(candidate.needs):
            return self._current[_pick(candidate)]
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

    def _pool(self, parts: Sequence[tuple[Candidate, int]]) -> Pool:
        cp = self.model.cp
        candidate = parts[0][0]
        fits = self.catalogue.most_of(candidate)
        choices = []
        for alike, asked in parts:
            most = min(asked, fits)
            count = cp.new_bool_var("") if most == 1 else cp.new_int_var(0, most, "")
            choices.append(Choice(alike, count, most))
        if not self.scope.clock:
            return Pool(tuple(choices), ())
        number = min(sum(choice.most for choice in choices), fits)
        if self.scope.copies is not None:
            number = min(number, max(self.scope.copies, sum(self._current[_pick(c.candidate)] for c in choices)))
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
        return timed(self.model, candidate, presence, start, rooms, own=self._has_own_time(candidate))

    def _room_literals(self, candidate: Candidate, presence: Literal) -> tuple[tuple[RoomClass, Literal], ...]:
        if candidate.kind.room is None:
            return ()
        classes = self.catalogue.room_classes(candidate.rooms)
        if len(classes) == 1:
            return ((classes[0], presence),)
        literals = [self.model.cp.new_bool_var("") for _ in classes]
        self.model.cp.add(self.model.literals(literals) == presence)
        return tuple(zip(classes, literals, strict=True))


def timed(
    model: Model,
    candidate: Candidate,
    presence: Literal,
    start: cp_model.IntVar,
    rooms: tuple[tuple[RoomClass, Literal], ...],
    *,
    own: bool,
) -> Slot:
    """Return a slot with its intervals; see `Slot` for what the parts are."""
    cp, units = model.cp, model.units
    busy = cp.new_optional_fixed_size_interval_var(start, units(candidate.busy), presence, "")
    contact = cp.new_optional_fixed_size_interval_var(start, units(candidate.minutes), presence, "")
    return Slot(candidate, presence, start, busy, contact, rooms, own)


def _pick(candidate: Candidate) -> Pick:
    """Return what tells one candidate of a model from another."""
    return candidate.needs.key, candidate.contact_type, candidate.team, candidate.day
