"""What stands as it is and yet matters to a model: contacts, and the rooms and loads of those outside it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from weightplan.case import CRISIS
from weightplan.solver.candidates import changed
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.contacts import timed
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Literal, Pool, Slot
from weightplan.solver.scope import Scope
from weightplan.solver.state import Placed, State


@dataclass
class Standing:
    """The part of a state that a scope does not free. `members` are the needs, by class, that the model serves anew.

    `open_days` are the literals of contacts that have a day and no time yet, by the object's id: they stay or go.
    """

    model: Model
    catalogue: Catalogue
    state: State
    scope: Scope
    free: Sequence[Placed]
    members: Mapping[str, Sequence[str]]
    open_days: dict[int, Literal] = field(default_factory=dict)

    @cached_property
    def placed(self) -> list[Placed]:
        """The staff's own contacts, and those that are tied to a free need."""
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

    def post(self) -> None:
        """Add it to the model as choices that are made, stretches of rooms and loads."""
        cp, model = self.model.cp, self.model
        counts: dict[str, int] = defaultdict(int)
        for placed in self.placed:
            counts[placed.need] += 1
            if placed.start is None:
                kept = cp.new_bool_var("")
                self.open_days[id(placed)] = kept
                model.pools.append(Pool((Choice(placed.candidate, kept, 1),), self._some_time(placed, kept)))
                continue
            candidate = self.catalogue.at(placed.candidate, placed.start)
            one = cp.new_constant(1)
            rooms = ((placed.rooms, one),) if placed.rooms is not None else ()
            slot = timed(model, candidate, one, cp.new_constant(model.units(placed.start)), rooms, own=True)
            slots = (replace(slot, standing=True),) if self.scope.clock else ()
            model.pools.append(Pool((Choice(candidate, one, 1, standing=True),), slots))
        for need, count in counts.items():
            model.asked.setdefault(need, count)
        self._rooms_of_others()
        if not self.scope.unbalanced:
            for week in range(model.case.week.weeks):
                model.outside_load |= self._extreme_loads(week)

    def _some_time(self, placed: Placed, kept: Literal) -> tuple[Slot, ...]:
        """Return a stand-in for a contact that has a day and no time yet: nobody's time, only its patients'."""
        if not self.scope.clock:
            return ()
        candidate = changed(placed.candidate, needs=changed(placed.candidate.needs, single=True), team=())
        start = self.model.cp.new_int_var_from_domain(self.model.domain(candidate.starts), "")
        return (timed(self.model, candidate, kept, start, (), own=True),)

    def _rooms_of_others(self) -> None:
        known = {id(p) for p in (*self.free, *self.placed)}
        for placed in self.state.placed:
            if id(placed) not in known and placed.rooms is not None and placed.start is not None:
                stretch = (placed.start, placed.start + placed.candidate.minutes)
                self.model.outside_rooms.setdefault(placed.rooms, []).append(stretch)

    def _extreme_loads(self, week: int) -> dict[tuple[str, int], int]:
        """Return the load of the least and of the most loaded of those who are not in the model."""
        staff, full_time = set(self.scope.staff), self.catalogue.full_time(week)
        others = [c for c in full_time if c not in staff]
        ratio = {c: self.state.load(c, week) / full_time[c] for c in others}
        extremes = (min(others, key=ratio.__getitem__), max(others, key=ratio.__getitem__)) if others else ()
        return {(c, week): self.state.load(c, week) for c in extremes}
