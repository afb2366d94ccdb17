"""The solver's model of a plan that is given: everything stands, one rule alone is posted."""

from math import gcd

from ortools.sat.python import cp_model

from weightplan.case import CRISIS, Case
from weightplan.fields import hundredths
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import HardRule, SoftRule
from weightplan.rules.base import Admits, AdmitsRoom, Narrows, Posts
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Pool, Rest, Slot
from weightplan.week import Request


def verdict(case: Case, plan: Plan, rule: HardRule | SoftRule) -> int | None:
    """Return what the solver charges for a plan by one rule alone, None if the rule forbids it."""
    model = given(case, plan, rule)
    model.cp.minimize(sum(model.charges))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 20
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return round(solver.objective_value)


def given(case: Case, plan: Plan, rule: HardRule | SoftRule) -> Model:
    """Return the model of a plan with one rule posted. Its contact types must be the rulebook's."""
    model = Model(unit=_unit(case, plan), case=case, staff=tuple(case.clinicians))
    model.asked = {r.id: r.count for r in case.requests.values()} | {g.id: 1 for g in case.groups.values()}
    if case.rulebook.crisis is not None:
        model.asked[CRISIS] = case.rulebook.crisis.slots_per_day * len(case.crisis_days)
    for appointment in plan.appointments:
        model.pools.append(_standing(model, _candidate(case, appointment), rule))
    model.rests = [_rest(model, held) for held in plan.breaks]
    if isinstance(rule, Posts):
        rule.post(model)
    return model


def _unit(case: Case, plan: Plan) -> int:
    moments = [m for a in plan.appointments for m in (a.start, a.end, a.busy_until)]
    moments += [m for b in plan.breaks for m in (b.start, b.end)]
    return gcd(case.grid, *(case.minute(moment) for moment in moments))


def _candidate(case: Case, appointment: Appointment) -> Candidate:
    need = case.requests.get(appointment.request) or case.groups.get(appointment.request)
    start, end, busy_until = (case.minute(m) for m in (appointment.start, appointment.end, appointment.busy_until))
    return Candidate(
        needs=NeedClass((appointment.request,), need, need.count if isinstance(need, Request) else 1, True),
        contact_type=appointment.contact_type,
        kind=case.rulebook.contact_types[appointment.contact_type],
        team=appointment.clinicians,
        day=start // 1440,
        minutes=end - start,
        documentation=busy_until - end,
        weights=tuple((c, hundredths(w)) for c, w in appointment.weights.items()),
        patients=appointment.patients,
        starts=((start, start),),
        room=appointment.room,
        room_is_given=True,
    )


def _standing(model: Model, candidate: Candidate, rule: HardRule | SoftRule) -> Pool:
    cp, units = model.cp, model.units
    minute = candidate.starts[0][0]
    room = model.case.rooms.get(candidate.room or "")
    admitted = not isinstance(rule, Admits) or rule.admits(model.case, candidate)
    if isinstance(rule, Narrows):
        admitted &= any(first <= minute <= last for first, last in rule.starts(model.case, candidate))
    if isinstance(rule, AdmitsRoom) and room is not None:
        admitted &= rule.admits_room(model.case, candidate, room)
    if not admitted:
        cp.add_bool_or([])
    one, start = cp.new_constant(1), cp.new_constant(units(minute))
    busy = cp.new_optional_fixed_size_interval_var(start, units(candidate.busy), one, "")
    contact = cp.new_optional_fixed_size_interval_var(start, units(candidate.minutes), one, "")
    rooms = (((room.id,), one),) if room is not None else ()
    return Pool((Choice(candidate, one, 1),), (Slot(candidate, one, start, busy, contact, rooms, own=True),))


def _rest(model: Model, held: Break) -> Rest:
    cp, units = model.cp, model.units
    first, last = model.case.minute(held.start), model.case.minute(held.end)
    start, size, end = (cp.new_constant(units(minutes)) for minutes in (first, last - first, last))
    interval = cp.new_fixed_size_interval_var(units(first), units(last - first), "")
    day, one = first // 1440, cp.new_constant(1)
    return Rest(held.clinician, day, held.kind, last - first, (first, last), one, start, size, end, interval)
