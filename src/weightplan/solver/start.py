"""A legal plan to begin from: what must be placed, and nothing else; or the proof that there is none."""

from dataclasses import dataclass

from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver.bound import Bound
from weightplan.solver.build import Builder, Scope
from weightplan.solver.candidates import Catalogue
from weightplan.solver.parts import Expr
from weightplan.solver.read import read_change
from weightplan.solver.state import Held, Placed, State, as_plan
from weightplan.solver.subsolve import Engine

QUICK = 4.0
NEAR = 1.2


@dataclass(frozen=True)
class Start:
    """A legal state, or none: `infeasible` says that none exists, and is proven."""

    state: State | None
    infeasible: bool
    deterministic_time: float


def find_start(case: Case, catalogue: Catalogue, engine: Engine, bound: Bound, limits: tuple[float | None, float], workers: int) -> Start:
    """Place the musts, the locked bookings, the crisis slots and the contacts that need a team.

    `limits` are seconds and deterministic time. Contacts that need a team follow the relaxation's
    answer; where they stand in the way they are left out. Only the complete model, with every
    need and every way to meet it, proves that no plan is legal.
    """
    wall, deterministic = limits
    spent = 0.0
    teams = tuple(n for n, team in bound.allotted.items() if len(team) > 1)
    for wanted in dict.fromkeys((teams, ())):
        needs = tuple(dict.fromkeys((*required(case), *wanted)))
        builder = Builder(case, catalogue, State(), Scope(tuple(case.clinicians), _all_days(case), needs, pieces=2), case.grid)
        builder.model.cp.minimize(_distance(builder, bound))
        for key in builder.members.keys() & set(wanted):
            builder.model.cp.add(builder.model.total(builder.model.choices_of_need.get(key, ())) >= 1)
        near = min(NEAR, deterministic - spent)
        outcome = engine.solve(builder.model.cp, deterministic=near, wall=wall, workers=workers, linear=0)
        spent += outcome.deterministic_time
        if not outcome.found:
            left = min(QUICK, deterministic - spent)
            outcome = engine.solve(builder.model.cp, deterministic=left, wall=wall, any_solution=True)
            spent += outcome.deterministic_time
        if outcome.found:
            state = State().apply(read_change(builder, outcome.value))
            if check(case, as_plan(case, state)).legal:
                return Start(state, False, spent)
    return _complete(case, catalogue, engine, wall, deterministic, spent)


def _complete(
    case: Case, catalogue: Catalogue, engine: Engine, wall: float | None, deterministic: float, spent: float
) -> Start:
    builder = whole(case, catalogue, State())
    builder.model.cp.clear_objective()
    outcome = engine.solve(builder.model.cp, deterministic=deterministic - spent, wall=wall, any_solution=True)
    spent += outcome.deterministic_time
    if outcome.found:
        return Start(State().apply(read_change(builder, outcome.value)), False, spent)
    return Start(None, outcome.status == "infeasible", spent)


def whole(case: Case, catalogue: Catalogue, state: State) -> Builder:
    """Return the complete model: every clinician, day and need, and every way to meet it."""
    needs = (*case.requests, *case.groups)
    return Builder(case, catalogue, state, Scope(tuple(case.clinicians), _all_days(case), needs), case.grid)


def required(case: Case) -> list[str]:
    """Return the needs that every legal plan serves, and those that these follow."""
    needs = {**case.requests, **case.groups}
    names = [name for name, need in needs.items() if need.must]
    names += [b.request for b in case.week.bookings if b.locked]
    for name in names:
        request = case.requests.get(name)
        if request is not None and request.after is not None:
            names.append(request.after.request)
    new = {p.id for p in case.patients.values() if p.new}
    touched = {case.requests[n].patient for n in names if n in case.requests}
    touched |= {p for n in names if n in case.groups for p in case.members(case.groups[n])}
    names += [r.id for r in case.requests.values() if r.patient in new & touched]
    return list(dict.fromkeys(names))


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
    placed: list[Placed] = []
    report = check(case, plan)
    if not report.legal:
        return None
    for appointment in plan.appointments:
        needs = catalogue.classes([appointment.request])[0]
        day, start = divmod(case.minute(appointment.start), 1440)
        minute = day * 1440 + start
        fitting = [
            c
            for c in catalogue.ways(needs, appointment.clinicians)
            if c.contact_type == appointment.contact_type and c.day == day and set(c.team) == set(appointment.clinicians)
        ]
        if not fitting or (fitting[0].kind.room is not None) != (appointment.room is not None):
            return None
        rooms = catalogue.room_classes([appointment.room]) if appointment.room else []
        placed.append(Placed(appointment.request, fitting[0], minute, rooms[0] if rooms else None))
    held = [
        Held(b.clinician, case.minute(b.start), case.minute(b.end), b.kind, case.minute(b.start) // 1440)
        for b in plan.breaks
        if case.minute(b.start) % case.grid == 0 and case.minute(b.end) % case.grid == 0
    ]
    state = State(tuple(placed), tuple(held))
    return state if check(case, as_plan(case, state)).legal else None


def _all_days(case: Case) -> frozenset[int]:
    return frozenset(range(case.day_count))
