"""A legal plan to begin from: what must be placed, and nothing else; or the proof that there is none."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Plan
from weightplan.solver.areas import areas, homes
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.candidates import Candidate
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import DayByDay
from weightplan.solver.parts import Expr
from weightplan.solver.read import read_change
from weightplan.solver.scope import Scope
from weightplan.solver.state import Held, Placed, State, as_plan, missing
from weightplan.solver.subsolve import Engine
from weightplan.week import Group

NO_LIMIT = 1e9
FOR_DAYS = 0.5
TEAMS_FOR_A_MUST = 6
MOST_COMPLETE = 200_000  # needs times clinicians: beyond, the complete model takes more memory than there is
PRICE_OF_WANTED = 20_000
FOR_TIMES = 0.5


@dataclass(frozen=True)
class Start:
    """A legal state, or none: `infeasible` says that none exists, and is proven."""

    state: State | None
    infeasible: bool


def find_start(case: Case, catalogue: Catalogue, engine: Engine, bound: Bound, budget: Budget) -> Start:
    """Place the musts, the locked bookings, the crisis slots, the groups and the contacts that need a team.

    A large unit begins area by area, and without groups and teams: a plan that is legal is there
    sooner. Groups and teams follow the relaxation's answer; where they stand in the way they are
    left out. Only the complete model, with every need and every way to meet it, proves that no plan
    is legal.
    """
    starting = _Starting(case, catalogue, engine, bound, budget, areas(case))
    near = partial(_is_near, bound)
    shared = tuple(n for n, team in bound.allotted.items() if len(team) > 1 or n in case.groups)
    known = partial(_is_known, case)
    tries = ((shared, near), ((), near), ((), None)) if bound.allotted else (((), known), ((), None))
    locked = starting.with_locked()
    for wanted, allows in dict.fromkeys(tries):
        if locked is None or engine.stopped.is_set() or budget.used_up:
            break
        state = starting.with_required(locked, wanted, allows)
        if state is not None:
            state = _with_musts(case, catalogue, engine, budget, state)
            if check(case, as_plan(case, state)).legal:
                return Start(state, False)
    return _complete(case, catalogue, engine, budget)


@dataclass
class _Starting:
    case: Case
    catalogue: Catalogue
    engine: Engine
    bound: Bound
    budget: Budget
    parts: Sequence[tuple[str, ...]]

    def with_locked(self) -> State | None:
        """Place the locked bookings, each in a room; None where that was not found: nothing else will be then."""
        case = self.case
        names = tuple(dict.fromkeys(b.request for b in case.week.bookings if b.locked))
        state = State()
        for staff, mine in zip(self.parts, homes(case, self.parts, names), strict=True):
            if not mine:
                continue
            people = self._with_teams(staff, mine)
            needs = with_followed(case, mine)
            scope = Scope(people, _all_days(case), needs, pieces=1, lenient=True, protected={}, unbalanced=True)
            builder = Builder(case, self.catalogue, self._around(state, people, needs), scope, case.grid)
            most, left = min(FOR_TIMES, self.budget.deterministic_left()), self.budget.seconds_left()
            outcome = self.engine.solve(builder.model.cp, deterministic=most, wall=left, any_solution=True)
            self.budget.spend(outcome.deterministic_time)
            if not outcome.found:
                return None
            change = read_change(builder, outcome.value)
            state = State((*state.placed, *(p for p in change.placed if p.need in mine)))
        return state

    def _with_teams(self, staff: tuple[str, ...], needs: Collection[str]) -> tuple[str, ...]:
        """Return an area's clinicians and all others who are named or promised for needs that take several people."""
        case, kinds = self.case, self.case.rulebook.contact_types
        others: dict[str, None] = {}
        for name in needs:
            request = case.requests.get(name)
            if request is not None and any(kinds[t].leaders > 1 for t in request.contact_types):
                others |= dict.fromkeys(request.clinicians or case.clinicians)
        wanted = frozenset(needs)
        for booking in case.week.bookings:
            if booking.locked and booking.request in wanted:
                others |= dict.fromkeys(booking.team)
        return (*staff, *(c for c in others if c not in staff))

    def with_required(
        self, state: State, wanted: tuple[str, ...], allows: Callable[[Candidate], bool] | None
    ) -> State | None:
        """Place what every legal plan has, in one area after the other; None where an area finds no times for it."""
        case = self.case
        names = with_first_visits(case, (*required(case), *wanted))
        for staff, mine in zip(self.parts, homes(case, self.parts, names), strict=True):
            if self.engine.stopped.is_set() or self.budget.used_up:
                return None
            needs = tuple(missing(case, state, mine))
            pinned = frozenset(state.served) - {CRISIS}
            lenient = replace(
                Scope(staff, _all_days(case), needs, pinned, pieces=1, allows=allows, lenient=True),
                unbalanced=len(self.parts) > 1,
            )
            around = self._around(state, staff, needs)
            anew = DayByDay(case, self.catalogue, self.engine, self.budget, around, lenient)
            rough = anew.without_clock()
            _ask_for(rough, wanted)
            rough.model.cp.minimize(10 * _distance(rough, self.bound) + sum(rough.model.charges))
            chosen = anew.solve(rough, min(FOR_DAYS, self.budget.deterministic_left()), 0.0)
            days = anew.read(rough, chosen)
            change = anew.time(days, around, FOR_TIMES) if days is not None else None
            self.budget.spend(anew.spent)
            if change is None:
                return None
            state = state.apply(change)
        return state

    def _around(self, state: State, staff: tuple[str, ...], needs: Iterable[str]) -> State:
        return state.near(staff, self.catalogue.related(needs), self.catalogue.rooms_near(staff))


def _with_musts(case: Case, catalogue: Catalogue, engine: Engine, budget: Budget, state: State) -> State:
    """Place the musts that found no time on the day chosen for them: in the week of whoever can hold them."""
    for name in missing(case, state, required(case)):
        needs = catalogue.classes([name])[0]
        teams = dict.fromkeys(c.team for c in catalogue.ways(needs, tuple(case.clinicians)))
        for team in list(teams)[:TEAMS_FOR_A_MUST]:
            if engine.stopped.is_set() or budget.used_up:
                return state
            offered = tuple(missing(case, state, sorted(catalogue.related([name]) & set(required(case)))))
            builder = Builder(case, catalogue, state, Scope(team, _all_days(case), offered, pieces=1), case.grid)
            most, left = min(FOR_TIMES, budget.deterministic_left()), budget.seconds_left()
            outcome = engine.solve(builder.model.cp, deterministic=most, wall=left, any_solution=True)
            budget.spend(outcome.deterministic_time)
            if outcome.found:
                state = state.apply(read_change(builder, outcome.value))
                break
    return state


def _complete(case: Case, catalogue: Catalogue, engine: Engine, budget: Budget) -> Start:
    too_large = len(case.needs) * len(case.clinicians) > MOST_COMPLETE
    if too_large or engine.stopped.is_set() or budget.used_up:
        return Start(None, False)
    builder = whole(case, catalogue, State())
    builder.model.cp.clear_objective()  # type: ignore[no-untyped-call]
    left = budget.seconds_left()
    limit = min(NO_LIMIT, budget.deterministic_left())
    outcome = engine.solve(builder.model.cp, deterministic=limit, wall=left, any_solution=True)
    budget.spend(outcome.deterministic_time)
    if outcome.found:
        return Start(State().apply(read_change(builder, outcome.value)), False)
    return Start(None, outcome.status == "infeasible")


def whole(case: Case, catalogue: Catalogue, state: State) -> Builder:
    """Return the complete model: every clinician, day and need, and every way to meet it."""
    needs = (*case.requests, *case.groups)
    return Builder(case, catalogue, state, Scope(tuple(case.clinicians), _all_days(case), needs), case.grid)


def with_followed(case: Case, needs: Iterable[str]) -> tuple[str, ...]:
    """Return needs and all that they follow."""
    names = list(needs)
    for name in names:
        request = case.requests.get(name)
        if request is not None and request.after is not None:
            names.append(request.after.request)
    return tuple(dict.fromkeys(names))


def required(case: Case) -> list[str]:
    """Return the needs that every legal plan serves, and those that these follow."""
    names = [name for name, need in case.needs.items() if need.must]
    names += [b.request for b in case.week.bookings if b.locked]
    return list(with_first_visits(case, with_followed(case, names)))


def with_first_visits(case: Case, needs: Iterable[str]) -> tuple[str, ...]:
    """Return needs and, where a new patient is among theirs, all that this patient asks for."""
    names = list(dict.fromkeys(needs))
    new = {p.id for p in case.patients.values() if p.new}
    touched = {case.requests[n].patient for n in names if n in case.requests}
    touched |= {p for n in names if n in case.groups for p in case.members(case.groups[n])}
    names += [r.id for r in case.requests.values() if r.patient in new & touched]
    return tuple(dict.fromkeys(names))


def _ask_for(builder: Builder, needs: tuple[str, ...]) -> None:
    """Let a need be left out where it stands in the way, at a price below that of time that is not there."""
    asked = set(needs)
    for key in (key for key in builder.members if key in asked):
        missed = builder.model.cp.new_bool_var("")
        builder.model.cp.add(builder.model.total(builder.model.choices_of_need.get(key, ())) + missed >= 1)
        builder.model.charge(PRICE_OF_WANTED, missed)


def _is_near(bound: Bound, candidate: Candidate) -> bool:
    """Say whether a candidate is one that the relaxation's answer uses, or of a need it says nothing of."""
    if candidate.is_crisis:
        return bound.crisis.get((candidate.team, candidate.day), 0.0) > 0.05
    team = bound.allotted.get(candidate.needs.key)
    return team is None or set(team) == set(candidate.team)


def _is_known(case: Case, candidate: Candidate) -> bool:
    """Say whether a candidate leaves patients with their own clinician."""
    patients = (case.patients.get(p) for p in candidate.patients)
    owners = {patient.clinician for patient in patients if patient is not None and patient.clinician is not None}
    anyone = candidate.is_crisis or isinstance(candidate.need, Group) or not owners
    return anyone or not owners.isdisjoint(candidate.team)


def _distance(builder: Builder, bound: Bound) -> Expr:
    """Return how far a start is from the teams and crisis days of the relaxation's answer, in hundredths."""
    choices, factors = [], []
    for choice in builder.model.choices:
        candidate = choice.candidate
        if candidate.is_crisis:
            share = min(1.0, bound.crisis.get((candidate.team, candidate.day), 0.0))
        else:
            share = float(set(bound.allotted.get(candidate.needs.key, ())) == set(candidate.team))
        choices.append(choice.count)
        factors.append(round(100 * (1 - share)))
    return builder.model.weighted(choices, factors)


def from_plan(case: Case, catalogue: Catalogue, plan: Plan) -> State | None:
    """Return a plan as a state to begin from, or None where it is not legal or not ours to express."""
    state = as_state(case, catalogue, plan) if check(case, plan).legal else None
    return state if state is not None and check(case, as_plan(case, state)).legal else None


def as_state(case: Case, catalogue: Catalogue, plan: Plan) -> State | None:
    """Return a plan, legal or not, as a state; None where a contact is none that the rules admit."""
    placed: list[Placed] = []
    for appointment in plan.appointments:
        needs = catalogue.classes([appointment.request])[0]
        minute = case.minute(appointment.start)
        day = minute // MINUTES_PER_DAY
        fitting = [
            c
            for c in catalogue.ways(needs, appointment.clinicians)
            if c.contact_type == appointment.contact_type
            and c.day == day
            and set(c.team) == set(appointment.clinicians)
        ]
        if not fitting or (fitting[0].kind.room is not None) != (appointment.room is not None):
            return None
        rooms = catalogue.room_classes([appointment.room]) if appointment.room else []
        placed.append(Placed(appointment.request, fitting[0], minute, rooms[0] if rooms else None))
    held = [
        Held(b.clinician, case.minute(b.start), case.minute(b.end), b.kind, case.minute(b.start) // MINUTES_PER_DAY)
        for b in plan.breaks
        if case.minute(b.start) % case.grid == 0 and case.minute(b.end) % case.grid == 0
    ]
    return State(tuple(placed), tuple(held))


def _all_days(case: Case) -> frozenset[int]:
    return frozenset(range(case.day_count))
