"""Where a contact with a colleague could be, the clinician's own week left open."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from weightplan.answers.reach.lever import Situation
from weightplan.case import Case, share_of_leaders
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Plan
from weightplan.solver.ceiling import of_others
from weightplan.week import Request

MOST = 3  # places of one contact: another one seldom changes what the clinician's week holds
MOST_CHECKED = 60


def without_need(plan: Plan, name: str) -> Plan:
    return plan.model_copy(update={"appointments": tuple(a for a in plan.appointments if a.request != name)})


def places(
    situation: Situation, name: str, contact_type: str, team: tuple[str, ...], clinician: str
) -> Iterator[Situation]:
    """Yield situations in which a team holds a need, nearest to the planned time first, no more than MOST.

    The checker must find nothing wrong that it did not find before, the clinician's own contacts left out.
    """
    case, bare = situation.case, without_need(situation.plan, name)
    planned = next((case.minute(a.start) for a in situation.plan.appointments if a.request == name), None)
    others = of_others(bare, clinician)
    known = set(check(case, others).violations)
    fitting = (
        appointment
        for appointment in islice(_appointments(case, name, contact_type, team, others, planned), MOST_CHECKED)
        if set(check(case, _with(others, appointment)).violations) <= known
    )
    for appointment in islice(fitting, MOST):
        yield Situation(case, _with(bare, appointment))


def _appointments(
    case: Case, name: str, contact_type: str, team: tuple[str, ...], others: Plan, planned: int | None
) -> Iterator[Appointment]:
    """Yield one appointment for each start at which nothing that stands keeps the team away, and each site's room."""
    kind = case.rulebook.contact_types[contact_type]
    busy = kind.minutes + kind.documentation_minutes
    days = [d for d in range(case.day_count) if all(case.hours(member, d) for member in team)]
    minutes = [m for d in days for m in range(d * MINUTES_PER_DAY, (d + 1) * MINUTES_PER_DAY, case.grid)]
    for start in sorted(minutes, key=lambda m: (abs(m - (planned or 0)), m)):
        if not all(_is_free(case, others, member, start, start + busy) for member in team):
            continue
        for room in _rooms(case, name, kind.room, others, start, start + kind.minutes) if kind.room else (None,):
            yield _appointment(case, name, contact_type, team, start, room)


def _is_free(case: Case, plan: Plan, member: str, start: int, end: int) -> bool:
    at_work = any(first <= start and end <= last for first, last in case.hours(member, start // MINUTES_PER_DAY))
    taken = [*case.blocks(member)]
    taken += [(case.minute(b.start), case.minute(b.end)) for b in plan.breaks if b.clinician == member]
    taken += [(case.minute(a.start), case.minute(a.busy_until)) for a in plan.appointments if member in a.clinicians]
    return at_work and not any(first < end and start < last for first, last in taken)


def _rooms(case: Case, name: str, kind: str, plan: Plan, start: int, end: int) -> Iterator[str]:
    held = {a.room for a in plan.appointments if case.minute(a.start) < end and start < case.minute(a.end)}
    named = case.needs[name].rooms
    sites = set()
    for room in case.week.rooms:
        if room.kind == kind and room.id not in held and (named is None or room.id in named) and room.site not in sites:
            sites.add(room.site)
            yield room.id


def _appointment(
    case: Case, name: str, contact_type: str, team: tuple[str, ...], start: int, room: str | None
) -> Appointment:
    need, kind = case.needs[name], case.rulebook.contact_types[contact_type]
    patients: tuple[str, ...]
    if isinstance(need, Request):
        patients, total = (need.patient,) if need.patient else (), case.request_weight(need, kind)
    else:
        patients, total = case.members(need), case.group_weight(need, kind)
    begins, length = case.moment(start), timedelta(minutes=kind.minutes)
    return Appointment(
        request=name,
        contact_type=contact_type,
        clinicians=team,
        patients=patients,
        room=room,
        start=begins,
        end=begins + length,
        busy_until=begins + length + timedelta(minutes=kind.documentation_minutes),
        weights={c: w / 100 for c, w in share_of_leaders(total, team, kind).items()},
    )


def _with(plan: Plan, appointment: Appointment) -> Plan:
    return plan.model_copy(update={"appointments": (*plan.appointments, appointment)})
