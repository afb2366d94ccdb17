"""Patients at level 4: no margin for no-shows is booked with them.

Booking past the target counts on some patients staying away. Of the most severely ill nobody may
count on that: a unit looks for those who stay away, and they keep their time. So a plan with a
margin leaves them the contacts of the plan without it: as many, of the same type, with the same
clinicians. Only the times may differ.
"""

from collections import Counter, defaultdict

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.week import Group, Request

SEVERE = 4
Contacts = Counter[tuple[str, str, tuple[str, ...]]]


def contacts_of_severe(case: Case, plan: Plan) -> Contacts:
    """Return how often a plan serves each need of a patient at level 4, by contact type and clinicians."""
    needs = _needs(case)
    return Counter((a.request, a.contact_type, a.clinicians) for a in plan.appointments if a.request in needs)


def with_severe_as_in(case: Case, plan: Plan) -> Case:
    """Return the case in which needs of level 4 are served as often as in a legal plan, and only in its ways.

    The plan is legal there too, and every plan that is legal there is legal in the case.
    """
    needs, served = _needs(case), defaultdict[str, list[tuple[str, tuple[str, ...]]]](list)
    for name, contact_type, clinicians in contacts_of_severe(case, plan).elements():
        served[name].append((contact_type, clinicians))
    part = {
        "patients": tuple(case.patients.values()),
        "requests": tuple(_as_served(r, served[r.id]) if r.id in needs else r for r in case.requests.values()),
        "groups": tuple(_held(g, served[g.id]) if g.id in needs else g for g in case.groups.values()),
        "demand": (),
    }
    return Case(case.week.model_copy(update=part), case.rulebook, case.earlier)


def _needs(case: Case) -> frozenset[str]:
    severe = {p.id for p in case.patients.values() if p.level == SEVERE}
    requests = (r.id for r in case.requests.values() if r.patient in severe)
    return frozenset((*requests, *(g.id for g in case.groups.values() if severe.intersection(case.members(g)))))


def _as_served(request: Request, ways: list[tuple[str, tuple[str, ...]]]) -> Request:
    if not ways:
        return request.model_copy(update={"clinicians": ()})
    types = {contact_type for contact_type, _ in ways}
    fields = {
        "contact_types": tuple(t for t in request.contact_types if t in types),
        "clinicians": tuple(dict.fromkeys(c for _, clinicians in ways for c in clinicians)),
        "count": len(ways),
        "must": True,
    }
    return request.model_copy(update=fields)


def _held(group: Group, ways: list[tuple[str, tuple[str, ...]]]) -> Group:
    leaders = tuple(c for _, clinicians in ways for c in clinicians)
    return group.model_copy(update={"leaders_from": leaders, "must": bool(ways)})
