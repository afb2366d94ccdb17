"""Mend a plan after a disruption: first as few patients moved as can be, then at the least cost.

What a disruption does not touch stands, and what it takes away is placed anew around it: where that
gives a legal plan, nobody moves but those who must, which proves the number. Where it does not, a
small week is solved as a whole; in a larger one the days of those who could help are opened too.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from ortools.sat.python import cp_model

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import moved as moves
from weightplan.rules.ledger import Ledger
from weightplan.solver.bound import Bound, Relaxing
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.candidates import Candidate, Catalogue, NeedClass
from weightplan.solver.exact import is_small
from weightplan.solver.gaps import Gaps
from weightplan.solver.parts import Expr
from weightplan.solver.promises import moved_patients, people, promises
from weightplan.solver.read import read_change
from weightplan.solver.scope import Scope
from weightplan.solver.search import Search
from weightplan.solver.solve import watching
from weightplan.solver.start import NO_LIMIT, as_state, required
from weightplan.solver.state import State, as_plan, missing
from weightplan.solver.subsolve import Engine, Outcome
from weightplan.solver.tasks import Tasks

HELPERS_OF_A_NEED = 3
MOST_FOR_PROOF, MOST_FOR_BOUND = 2_000, 30_000  # needs times clinicians
FOR_FEWEST, FOR_CHEAPEST, FOR_PROOF = 0.4, 0.3, 0.6  # of the time that is left


@dataclass(frozen=True)
class Mended:
    """The plan (None: none was found), how many patients it moves and the least that any plan moves.

    `cost_bound` limits the cost of plans that move no more (None: nothing was proven of it).
    """

    plan: Plan | None
    moved: int
    least_moved: int
    cost_bound: int | None
    infeasible: bool = False


def mend(
    case: Case,
    now: int,
    asked: Iterable[str] = (),
    *,
    seconds: float,
    workers: int = 2,
    stop: Callable[[], bool] | None = None,
) -> Mended:
    """Return a legal plan for a case whose `earlier` plan no longer fits.

    `now` in minutes: what begins before it stands. `asked` are new needs that others make room for.
    """
    engine = Engine()
    with watching(engine, stop):
        return _Repair(case, now, tuple(asked), engine, Budget(seconds, None), workers).mended()


class _Repair:
    def __init__(
        self, case: Case, now: int, asked: tuple[str, ...], engine: Engine, budget: Budget, workers: int
    ) -> None:
        assert case.earlier is not None
        self.asked = asked
        self.case, self.now, self.engine, self.budget, self.workers = case, now, engine, budget, workers
        self.catalogue = Catalogue(case, since=now)
        self.told = case.earlier.appointments
        self.standing = [a for a in self.told if self._can_stand(a)]
        # Where only a room is lost another may do: that alone moves nobody for certain.
        self.least = sum(moved_patients(case, self.told, filter(self._has_its_people, self.told)).values())
        breaks = tuple(b for b in case.earlier.breaks if self._may_rest(b))
        state = as_state(case, Catalogue(case), Plan(appointments=tuple(self.standing), breaks=breaks))
        if state is None:
            raise InputError(["the plan holds a contact that the week as it is now does not offer at all"])
        self.state = state
        self.relaxing: Relaxing | None = None

    def _is_worked(self, clinician: str, start: object, end: object) -> bool:
        first, last = self.case.minute(start), self.case.minute(end)  # type: ignore[arg-type]
        return any(a <= first and last <= b for a, b in self.case.hours(clinician, first // MINUTES_PER_DAY))

    def _may_rest(self, rest: Break) -> bool:
        """Say whether a break has begun already, or lies in hours that are still worked."""
        return self.case.minute(rest.start) < self.now or self._is_worked(rest.clinician, rest.start, rest.end)

    def _has_its_people(self, a: Appointment) -> bool:
        """Say whether a contact has been, or all who lead it will be there."""
        return self.case.minute(a.start) < self.now or all(
            self._is_worked(c, a.start, a.busy_until) for c in a.clinicians
        )

    def _can_stand(self, a: Appointment) -> bool:
        """Say whether a contact can be as told: it has been, or all who lead it are there, and its room is open."""
        if self.case.minute(a.start) < self.now:
            return True
        if not self._has_its_people(a):
            return False
        if a.room is None or a.room not in self.case.rooms:
            return True
        first, last = self.case.minute(a.start), self.case.minute(a.end)
        return any(x <= first and last <= y for x, y in self.case.room_hours(a.room, first // MINUTES_PER_DAY))

    def mended(self) -> Mended:
        if is_small(self.case):
            return self._as_a_whole(self.state)
        if len(self.case.needs) * len(self.case.clinicians) <= MOST_FOR_BOUND:
            self.relaxing = Relaxing(self.case, Catalogue(self.case), self.budget, lambda _: None, beside=True)
        found = self._solved(self._around_what_stands(self.state))
        if found.state is None:
            if found.infeasible and self._needs_others_to_move():
                self.least += 1
            found = self._helped(self.state)
        if found.state is None:
            return Mended(None, 0, self.least, None)
        if found.moved > self.least and len(self.case.needs) * len(self.case.clinicians) <= MOST_FOR_PROOF:
            found = self._with_fewer(self.state, found)
        assert found.state is not None
        return self._told(self._improved(found.state), None)

    @cached_property
    def _least_cost(self) -> int | None:
        """What any legal plan costs at least: the relaxation's bound, if it is there, and what breaks for certain."""
        bound = self.relaxing.so_far.cost if self.relaxing is not None else None
        if bound is None:
            return None
        # A shorter contact of another type may still begin as told: only who is away by then breaks a promise.
        there = [
            a
            for a in self.told
            if self.case.minute(a.start) < self.now or all(self._is_worked(c, a.start, a.start) for c in a.clinicians)
        ]
        return bound + moves.cost(self.case, Ledger(self.case, Plan(appointments=tuple(there))))

    def _with_fewer(self, state: State, found: "_Found") -> "_Found":
        """Ask the complete model for a plan that moves fewer; that there is none is a proof."""
        builder = self._complete(state)
        heads = self._moving(builder)
        self._hint(builder)
        builder.model.cp.add(heads <= found.moved - 1)
        builder.model.cp.minimize(heads)
        outcome = self._run(builder.model.cp, FOR_PROOF)
        if outcome.status == "infeasible":
            self.least = found.moved
        if not outcome.found:
            return found
        self.least = max(self.least, outcome.bound)
        better = builder.state.apply(read_change(builder, outcome.value))
        return replace(found, state=better) if check(self.case, as_plan(self.case, better)).legal else found

    def _as_a_whole(self, state: State) -> Mended:
        """Solve the complete model of what is still to come: what it proves holds."""
        found = self._solved(self._complete(state))
        self.least = max(self.least, found.least_moved)
        if found.state is None:
            return Mended(None, 0, self.least, None, found.infeasible)
        return self._told(found.state, found.slack)

    def _complete(self, state: State) -> Builder:
        offered = tuple(missing(self.case, state, self.case.needs))
        scope = Scope(tuple(self.case.clinicians), self._days, offered)
        return Builder(self.case, self.catalogue, state, scope, self.case.grid)

    def _told(self, state: State, slack: int | None) -> Mended:
        plan = as_plan(self.case, state)
        moved = sum(moved_patients(self.case, self.told, plan.appointments).values())
        bound = check(self.case, plan).cost - slack if slack is not None else self._least_cost
        return Mended(plan, moved, min(self.least, moved), bound)

    @cached_property
    def _days(self) -> frozenset[int]:
        return frozenset(range(max(0, self.now // MINUTES_PER_DAY), self.case.day_count))

    def _around_what_stands(self, state: State) -> Builder:
        """Free what was lost and what is tied to it; all else stands."""
        gaps = Gaps(self.case, State(tuple(p for p in state.placed if p.need not in self._freed)))
        ways = [w for n in self.catalogue.classes(self._offered) for w in self._all_ways(n)]
        able = {c for way in ways if gaps.hold(way) for c in way.team}
        able |= {c for p in state.placed if p.need in self._freed for c in p.candidate.team}
        able |= {c for c in self.case.clinicians if self._lacks_rest(c)}
        staff = tuple(c for c in self.case.clinicians if c in able)
        pinned = frozenset(state.served) - self._freed
        scope = Scope(staff, self._days, self._offered, pinned, allows=gaps.hold)
        return Builder(self.case, self.catalogue, state, scope, self.case.grid)

    def _all_ways(self, needs: NeedClass) -> list[Candidate]:
        return self.catalogue.ways(needs, tuple(self.case.clinicians))

    @cached_property
    def _freed(self) -> frozenset[str]:
        """What was lost, with all that shares a patient, a day or an order with it."""
        standing = {id(a) for a in self.standing}
        lost = {a.request for a in self.told if id(a) not in standing}
        return frozenset(self.catalogue.related(lost - {CRISIS}))

    @cached_property
    def _urgent(self) -> tuple[str, ...]:
        """What a legal plan needs and what is asked for, as far as it is not met now."""
        return tuple(missing(self.case, self.state, dict.fromkeys([*required(self.case), *self.asked])))

    @cached_property
    def _offered(self) -> tuple[str, ...]:
        lost = [a.request for a in self.told if a.request != CRISIS]
        tied = sorted(self.catalogue.related([*self._freed, *self._urgent]))
        return tuple(missing(self.case, self.state, dict.fromkeys([*lost, *self._urgent, *tied])))

    def _needs_others_to_move(self) -> bool:
        """Say whether more must move than what was lost, after no plan was found around what stands.

        Of contacts that were not offered there only visits could have helped, by making room for calls:
        if nothing is possible without that limit either, nothing is.
        """
        limited = [c for c in self.case.clinicians if self.case.limits(c).max_remote_share is not None]
        if not limited:
            return True
        people = tuple(
            c.model_copy(update={"limits": c.limits.model_copy(update={"max_remote_share": None})})
            for c in self.case.week.clinicians
        )
        week = self.case.week.model_copy(update={"clinicians": people})
        free = Case(week, self.case.rulebook, self.case.earlier)
        other = _Repair(free, self.now, self.asked, self.engine, self.budget, self.workers)
        return other._solved(other._around_what_stands(other.state)).infeasible

    def _helped(self, state: State) -> "_Found":
        """Let one colleague after the other make room for what has to be met, then all together."""
        asked = list(self._urgent)
        if any(v.rule == "crisis_slots" for v in check(self.case, as_plan(self.case, state)).violations):
            asked.append(CRISIS)
        able = [self._free_first(name, state) for name in asked]
        helpers = tuple(dict.fromkeys(c for names in able for c in names))
        few = tuple(dict.fromkeys(c for names in able for c in names[:HELPERS_OF_A_NEED]))
        best = _Found(None, 0, None, False)
        for staff in dict.fromkeys([*((c,) for c in helpers), few, helpers]):
            if self.budget.used_up or self.engine.stopped.is_set() or (best.state is not None and len(staff) > 1):
                break
            found = self._solved(self._with_helpers(state, staff))
            if found.state is not None and (best.state is None or found.moved < best.moved):
                best = found
            if best.state is not None and best.moved <= self.least:
                break
        return best

    def _free_first(self, name: str, state: State) -> list[str]:
        """Return who could meet a need, whoever has least to do first."""
        busy: dict[str, int] = defaultdict(int)
        for placed in state.placed:
            for clinician in placed.candidate.team:
                busy[clinician] += placed.candidate.busy
        ways = self._all_ways(self.catalogue.classes([name])[0])
        return sorted({c for way in ways for c in way.team}, key=lambda c: (busy[c], c))

    def _with_helpers(self, state: State, helpers: tuple[str, ...]) -> Builder:
        """Open some clinicians' weeks: what they have stays on its day with them, or goes."""
        told = {(a.request, a.contact_type, frozenset(a.clinicians), a.start.date()) for a in self.told}
        stay = {p.need for p in state.placed} - self._freed - {CRISIS}

        def allows(candidate: Candidate) -> bool:
            name, team = candidate.needs.key, frozenset(candidate.team)
            as_told = (name, candidate.contact_type, team, self.case.date_of(candidate.day)) in told
            return name not in stay or as_told

        pinned = {p.need for p in state.placed if not set(helpers) & set(p.candidate.team)}
        scope = Scope(helpers, self._days, self._offered, frozenset(pinned) - {CRISIS}, allows=allows)
        return Builder(self.case, self.catalogue, state, scope, self.case.grid)

    def _solved(self, builder: Builder) -> "_Found":
        """Solve a model for the fewest moved, then for the least cost among those that move no more."""
        cp, heads = builder.model.cp, self._moving(builder)
        self._hint(builder)
        cp.minimize(heads)
        fewest = self._run(cp, FOR_FEWEST)
        if fewest.cost is None:
            return _Found(None, 0, None, fewest.status == "infeasible")
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
            return _Found(None, 0, None, False)
        proven = cheapest.cost is not None and fewest.bound == fewest.cost
        slack = (cheapest.cost or 0) - cheapest.bound if proven else None
        moved = sum(moved_patients(self.case, self.told, plan.appointments).values())
        return _Found(state, fewest.bound, slack, False, moved)

    def _run(self, cp: cp_model.CpModel, share: float) -> Outcome:
        left = self.budget.seconds_left()
        wall = share * left if left is not None else None
        return self.engine.solve(cp, deterministic=NO_LIMIT, wall=wall, workers=self.workers)

    def _hint(self, builder: Builder) -> None:
        """Tell the solver where everything was told to be."""
        times = {p[0]: p[1:] for p in promises(self.case, self.told)}
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
        for promise in promises(self.case, self.told):
            request, start, contact_type, team = promise
            if start < self.now or request not in free:
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

    def _improved(self, state: State) -> State:
        """Fill what time is left without moving anybody who was not moved."""
        told = promises(self.case, self.told)
        plan = as_plan(self.case, state)
        pinned = frozenset(request for request, *_ in told & promises(self.case, plan.appointments))
        tasks = Tasks(self.case, self.catalogue, Bound(None), random.Random(0), min(self._days, default=0))
        parts = self.case, self.catalogue, self.engine, self.budget, tasks
        cost = check(self.case, plan).cost
        search = Search(*parts, state, cost, self.workers, lambda *_: None, lambda _: False, pinned)
        search.improve(tuple(self.case.clinicians))
        return search.state

    def _lacks_rest(self, clinician: str) -> bool:
        """Say whether a break of a clinician, who still works, fell into what is lost."""
        assert self.case.earlier is not None
        lost = any(b.clinician == clinician and not self._may_rest(b) for b in self.case.earlier.breaks)
        return lost and any(self.case.hours(clinician, day) for day in self._days)


@dataclass(frozen=True)
class _Found:
    """A legal state (None: none found), and how many it moves.

    Of the model that was solved: the least moved by any of its plans, and how far the cost may be from the least.
    """

    state: State | None
    least_moved: int
    slack: int | None
    infeasible: bool
    moved: int = 0
