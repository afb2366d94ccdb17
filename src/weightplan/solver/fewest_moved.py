"""Solve a model of a repair for the fewest people moved, then for the least cost of those plans that move no more."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.parts import Expr
from weightplan.solver.promises import people, promises
from weightplan.solver.read import read_change
from weightplan.solver.start import NO_LIMIT
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine, Outcome
from weightplan.solver.told import Told

FOR_FEWEST, FOR_CHEAPEST, FOR_PROOF = 0.4, 0.3, 0.6  # of the time that is left


@dataclass(frozen=True)
class Found:
    """A legal state (None: none found), and how many it moves.

    Of the model that was solved: the least moved by any of its plans, and how far the cost may be from the least.
    """

    state: State | None
    least_moved: int
    slack: int | None
    infeasible: bool
    moved: int = 0


class FewestMoved:
    """Solves the models of one repair, each within a share of the time that is left."""

    def __init__(self, told: Told, engine: Engine, budget: Budget, workers: int) -> None:
        self.case, self.told = told.case, told
        self.engine, self.budget, self.workers = engine, budget, workers

    def solved(self, builder: Builder) -> Found:
        """Solve a model for the fewest moved, then for the least cost among those that move no more."""
        cp, heads = builder.model.cp, self._moving(builder)
        self._hint(builder)
        cp.minimize(heads)
        fewest = self._run(cp, FOR_FEWEST)
        if fewest.cost is None:
            return Found(None, 0, None, fewest.status == "infeasible")
        cp.add(heads <= fewest.cost)
        cp.clear_hints()  # type: ignore[no-untyped-call]
        for place, value in enumerate(fewest.values):
            cp.add_hint(cp.get_int_var_from_proto_index(place), value)
        cp.minimize(sum(builder.model.charges))
        cheapest = self._run(cp, FOR_CHEAPEST)
        best = cheapest if cheapest.found else fewest
        state = builder.state.apply(read_change(builder, best.value))
        plan = as_plan(self.case, state)
        if not check(self.case, plan).legal:
            return Found(None, 0, None, False)
        proven = cheapest.cost is not None and fewest.bound == fewest.cost
        slack = (cheapest.cost or 0) - cheapest.bound if proven else None
        return Found(state, fewest.bound, slack, False, self.told.moved_by(plan.appointments))

    def below(self, builder: Builder, moved: int) -> Outcome:
        """Solve a model for a plan that moves fewer than `moved`: where the model is complete, none is a proof."""
        heads = self._moving(builder)
        self._hint(builder)
        builder.model.cp.add(heads <= moved - 1)
        builder.model.cp.minimize(heads)
        return self._run(builder.model.cp, FOR_PROOF)

    def _run(self, cp: cp_model.CpModel, share: float) -> Outcome:
        left = self.budget.seconds_left()
        wall = share * left if left is not None else None
        return self.engine.solve(cp, deterministic=NO_LIMIT, wall=wall, workers=self.workers)

    def _hint(self, builder: Builder) -> None:
        """Tell the solver where everything was told to be."""
        times = {p[0]: p[1:] for p in promises(self.case, self.told.appointments)}
        for request, (start, contact_type, team) in times.items():
            for slot in builder.model.slots_of_need.get(request, ()):
                if slot.standing:
                    continue
                here = (slot.candidate.contact_type, frozenset(slot.candidate.team)) == (contact_type, team)
                as_told = here and slot.candidate.day == start // MINUTES_PER_DAY
                builder.model.cp.add_hint(slot.presence, as_told)
                if as_told:
                    builder.model.cp.add_hint(slot.start, builder.model.units(start))

    def _moving(self, builder: Builder) -> Expr:
        """Return how many people a model moves: whose promises it may break, and those whose it must."""
        free = {name for names in builder.members.values() for name in names}
        broken: dict[str, tuple[int, list[list[cp_model.IntVar]]]] = {}
        for promise in promises(self.case, self.told.appointments):
            request, start, contact_type, team = promise
            if start < self.told.now or request not in free:
                continue
            stands = [
                builder.model.stands_at(slot, start, None)
                for slot in builder.model.slots_of_need.get(request, ())
                if (slot.candidate.contact_type, frozenset(slot.candidate.team)) == (contact_type, team)
            ]
            for person, heads in people(self.case, request).items():
                broken.setdefault(person, (heads, []))[1].append([s for s in stands if s is not None])
        terms = []
        for heads, kept in broken.values():
            moves = builder.model.cp.new_bool_var("")
            for places in kept:
                builder.model.cp.add_bool_or([moves, *places])
            terms.append(heads * moves)
        return sum(terms)
