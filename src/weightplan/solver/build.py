"""Build the constraint model of a scope: some clinicians and days are free, the rest stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from weightplan.rules.base import Posts
from weightplan.solver import capacity
from weightplan.solver.breaks import Breaks
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.contacts import Contacts
from weightplan.solver.model import Model
from weightplan.solver.parts import Literal, Pool, Rest
from weightplan.solver.profile import measured
from weightplan.solver.scope import Scope
from weightplan.solver.standing import Standing
from weightplan.solver.state import Held, Placed, State

PRICE_OF_MUST = 100_000
PRICE_OF_PROTECTED = 2_000
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


@dataclass
class Builder:
    """Turns a state and a scope into a model with every rule posted.

    Of the state, contacts that are `free` and the breaks in `open_rests` are placed anew; those that are `standing`,
    and breaks that have `begun`, stay. `members` are the needs of each class, `open_pools` what may serve them;
    `open_days` say, by the object's id, which contacts with a day and no time yet stay.
    """

    case: Case
    catalogue: Catalogue
    state: State
    scope: Scope
    unit: int
    model: Model = field(init=False)
    free: list[Placed] = field(init=False)
    standing: list[Placed] = field(init=False)
    begun: frozenset[Held] = field(init=False)
    members: dict[str, list[str]] = field(init=False)
    open_pools: list[Pool] = field(init=False)
    open_rests: list[Rest] = field(init=False)
    open_days: dict[int, Literal] = field(init=False)

    @measured("building")
    def __post_init__(self) -> None:
        self.model = Model(unit=self.unit, case=self.case, staff=self.scope.staff, days=self.scope.days)
        self._contacts()
        self._what_stands()
        self._breaks()
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

    def _contacts(self) -> None:
        self.free = self.scope.freed(self.state, self.catalogue.since)
        self._placing = Contacts(self.model, self.catalogue, self.scope, self.free)
        self._placing.post()
        self.members, self.open_pools = self._placing.members, self._placing.pools

    def _what_stands(self) -> None:
        standing = Standing(self.model, self.catalogue, self.state, self.scope, self.free, self.members)
        standing.post()
        self.standing, self.open_days = standing.placed, standing.open_days

    def _breaks(self) -> None:
        self.begun = self.scope.begun(self.state, self.catalogue.since)
        breaks = Breaks(self.model, self.catalogue, self.state, self.scope, self.begun)
        breaks.post()
        self.open_rests = breaks.open

    def keep_choices(self) -> None:
        """Keep to what the state says of days and types: only times are still to be found."""
        self._placing.keep()
        for kept in self.open_days.values():
            self.model.cp.add(kept == 1)

    def hint_choices(self) -> None:
        """Tell the solver what the state says of days and types."""
        self._placing.hint()

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
