"""What a colleague can do: lead a group together with the clinician, or take a first visit."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weightplan.answers.conflict.demands import with_need, with_week
from weightplan.answers.reach.lever import Lever, Situation
from weightplan.answers.reach.places import places, without_need
from weightplan.answers.reach.wording import led_text, taken_text
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver.alone import led_alone
from weightplan.validate.needs import able
from weightplan.week import Group, Request


def first_visit_levers(case: Case, plan: Plan, clinician: str) -> Iterator[Lever]:
    """Yield, for each first visit of the clinician's, every colleague who could hold it."""
    given, kinds = case.rulebook.levers.first_visit, case.rulebook.contact_types
    if given is None:
        return
    for appointment in plan.appointments:
        request, kind = case.requests.get(appointment.request), kinds[appointment.contact_type]
        mine = appointment.clinicians == (clinician,)
        if request is None or not mine or not kind.first or request.count > 1:
            continue
        for colleague in able(case, kind, None):
            if colleague != clinician:
                yield _taken(request, appointment.contact_type, clinician, colleague, given.cost)


def _taken(request: Request, contact_type: str, clinician: str, colleague: str, cost: int) -> Lever:
    named = None if request.clinicians is None else tuple(dict.fromkeys((*request.clinicians, colleague)))

    def ways(before: Situation) -> Iterator[Situation]:
        opened = replace(before, case=with_need(before.case, request.id, clinicians=named))
        yield from places(opened, request.id, contact_type, (colleague,), clinician)

    return Lever(
        "first_visit",
        cost,
        ways,
        lambda before: replace(before, case=_as_if_held(before.case, request.id)),
        lambda plan: taken_text(plan, request.id, clinician, colleague),
        slot=("need", request.id),
    )


def _as_if_held(case: Case, name: str) -> Case:
    """Return the case in which nothing waits for a first visit: whoever holds it, and whenever."""
    case = _waived(case, name)
    request = case.requests[name]
    patients = tuple(p.model_copy(update={"new": False}) if p.id == request.patient else p for p in case.week.patients)
    requests = tuple(
        r.model_copy(update={"after": None}) if r.after is not None and r.after.request == name else r
        for r in case.week.requests
    )
    return with_week(case, case.week.model_copy(update={"patients": patients, "requests": requests}))


def _waived(case: Case, name: str, **fields: object) -> Case:
    """Return the case in which a need is no must and has no booking."""
    open_case = with_need(case, name, must=False, **fields)
    bookings = tuple(b for b in case.week.bookings if b.request != name)
    return with_week(open_case, open_case.week.model_copy(update={"bookings": bookings}))


def co_leader_levers(case: Case, plan: Plan, clinician: str) -> Iterator[Lever]:
    """Yield, for each group that the clinician could lead and does not, every colleague to lead it with.

    Of a group that is planned, one of its leaders stays. A group of one leader is opened to the clinician
    if nobody holds it.
    """
    given, kinds = case.rulebook.levers.co_leader, case.rulebook.contact_types
    if given is None:
        return
    planned = {a.request: a.clinicians for a in plan.appointments}
    for group in case.groups.values():
        kind, leaders = kinds[group.contact_type], planned.get(group.id, ())
        if clinician in leaders or clinician not in able(case, kind, None):
            continue
        if kind.leaders == 1 and not leaders and group.leaders_from is not None:
            yield _led(case, group, clinician, None, given.cost)
        elif kind.leaders == 2:
            for colleague in leaders or able(case, kind, None):
                if colleague != clinician:
                    yield _led(case, group, clinician, colleague, given.cost)


def _led(case: Case, group: Group, clinician: str, colleague: str | None, cost: int) -> Lever:
    team = (clinician, colleague) if colleague is not None else (clinician,)
    named = None if group.leaders_from is None else tuple(dict.fromkeys((*group.leaders_from, *team)))

    def ways(before: Situation) -> Iterator[Situation]:
        opened = replace(before, case=with_need(before.case, group.id, leaders_from=named))
        if colleague is None:
            yield opened
            return
        for order in (team, team[::-1]):
            yield from places(opened, group.id, group.contact_type, order, clinician)

    return Lever(
        "co_leader",
        cost,
        ways,
        lambda before: _as_if_alone(before, group, clinician),
        lambda plan: led_text(plan, group.id, clinician, colleague),
        slot=("need", group.id),
    )


def _as_if_alone(before: Situation, group: Group, clinician: str) -> Situation:
    """Return the situation in which the clinician may lead a group alone at any time, for the most a leader gets."""
    rulebook = before.case.rulebook
    name = f"{group.contact_type} led alone"
    kinds = {**rulebook.contact_types, name: led_alone(rulebook.contact_types[group.contact_type])}
    book = rulebook.model_copy(update={"contact_types": kinds})
    fields: dict[str, Any] = {"leaders_from": (clinician,), "contact_type": name}
    case = _waived(replace(before.case, rulebook=book), group.id, **fields)
    # Colleagues without the group's minutes may have too large a share of calls; that is not the question.
    people = tuple(
        p
        if p.id == clinician
        else p.model_copy(update={"limits": p.limits.model_copy(update={"max_remote_share": None})})
        for p in case.week.clinicians
    )
    case = with_week(case, case.week.model_copy(update={"clinicians": people}))
    return Situation(case, without_need(before.plan, group.id))
