"""The breaks of a model: lunch, admin time and supervision to be placed, and those that stand."""

from dataclasses import dataclass, field

from weightplan.rules import HARD_RULES
from weightplan.rules.base import OffersRests, RestOffer
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.model import Model
from weightplan.solver.parts import Rest
from weightplan.solver.scope import Scope
from weightplan.solver.state import Held, State

OFFERING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, OffersRests))


@dataclass
class Breaks:
    """The breaks of a scope's staff. `begun` stand although their day is free, `open` are to be placed."""

    model: Model
    catalogue: Catalogue
    state: State
    scope: Scope
    begun: frozenset[Held]
    open: list[Rest] = field(default_factory=list)

    def post(self) -> None:
        """Add them to the model."""
        had = {(held.clinician, held.day) for held in self.begun if held.kind == "lunch"}
        for clinician in self.scope.staff:
            for day in sorted(self.scope.days):
                for rule in OFFERING:
                    for offer in rule.rests(self.model.case, clinician, day):
                        if offer.kind != "lunch" or (clinician, day) not in had:
                            self._offer(clinician, day, offer)
        staff = set(self.scope.staff)
        for held in self.state.held:
            if held.clinician in staff and (held.day not in self.scope.days or held in self.begun):
                self.model.rests.append(self._given(held))

    def _offer(self, clinician: str, day: int, offer: RestOffer) -> None:
        cp, model, unit = self.model.cp, self.model, self.model.unit
        starts = model.domain((max(first, self.catalogue.since), last) for first, last in offer.starts)
        if starts.is_empty():
            return
        last = -(-offer.within[1] // unit)
        pieces = offer.pieces if self.scope.pieces is None else min(offer.pieces, self.scope.pieces)
        shortest, longest = -(-offer.shortest // unit), -(-offer.longest // unit)
        previous: Rest | None = None
        for _ in range(pieces):
            presence = cp.new_bool_var("")
            start = cp.new_int_var_from_domain(starts, "")
            end = cp.new_int_var(offer.within[0] // unit, last, "")
            size = cp.new_int_var(0, longest, "")
            cp.add(size >= shortest).only_enforce_if(presence)
            cp.add(size == 0).only_enforce_if(~presence)
            interval = cp.new_optional_interval_var(start, size, end, presence, "")
            rest = Rest(clinician, day, offer.kind, offer.shortest, offer.within, presence, start, size, end, interval)
            if previous is not None:
                cp.add_implication(presence, previous.presence)
                cp.add(start >= previous.end).only_enforce_if(presence)
            model.rests.append(rest)
            self.open.append(rest)
            previous = rest

    def _given(self, held: Held) -> Rest:
        """Return a break that stands."""
        cp, units = self.model.cp, self.model.units
        start, end = cp.new_constant(units(held.start)), cp.new_constant(units(held.end))
        size, one = cp.new_constant(units(held.end - held.start)), cp.new_constant(1)
        interval = cp.new_fixed_size_interval_var(units(held.start), units(held.end - held.start), "")
        reach = (held.start, held.end)
        minutes = held.end - held.start
        return Rest(held.clinician, held.day, held.kind, minutes, reach, one, start, size, end, interval)
