"""One clinician's week as if nobody else had needs to meet: every legal week of the unit is, cut down, one of these.

So what no week of this case reaches, no legal week of the unit reaches. Whatever colleagues may do
is left to them: a contact that a need follows, a first visit, a crisis slot, the second leader.
"""

from math import ceil

from weightplan.case import CRISIS, Case
from weightplan.fields import hundredths
from weightplan.rulebook import ContactType, Rulebook
from weightplan.solver.catalogue import Catalogue
from weightplan.week import Group, Request

OPEN_SLOT = "an open crisis slot"


def alone(case: Case, clinician: str) -> Case:
    """Return the case of one clinician with all needs that name or allow them, and no need that has to be met."""
    catalogue = Catalogue(case)
    rulebook, slots = _without_second_leaders(case.rulebook), _crisis_slots(case, catalogue, clinician)
    if slots:
        # Who need not hold a slot may: it earns nothing, and its minutes make room for calls.
        kind = rulebook.contact_types[str(case.crisis_type)].model_copy(
            update={"weight": 0.0, "weight_per_participant": None}
        )
        rulebook = rulebook.model_copy(update={"contact_types": {**rulebook.contact_types, OPEN_SLOT: kind}})
    rulebook = rulebook.model_copy(update={"crisis": None})
    able = {name for name in case.needs if _may_serve(case, catalogue, clinician, name)}
    requests = tuple(_freed(case.requests[name], clinician) for name in case.requests if name in able)
    kept = {r.id for r in requests if _can_follow(r, able)}
    update = {
        "clinicians": (case.clinicians[clinician],),
        "patients": tuple(p.model_copy(update={"clinician": None, "new": False}) for p in case.patients.values()),
        "requests": (*(r for r in requests if r.id in kept), *slots),
        "groups": tuple(_led_by(case.groups[name], clinician) for name in case.groups if name in able),
        "bookings": tuple(
            b.model_copy(update={"clinician": clinician, "co_leaders": ()})
            for b in case.week.bookings
            if b.locked and clinician in b.team and b.request in kept
        ),
        "demand": (),
    }
    return Case(case.week.model_copy(update=update), rulebook)


def _without_second_leaders(rulebook: Rulebook) -> Rulebook:
    kinds = {name: led_alone(kind) for name, kind in rulebook.contact_types.items()}
    return rulebook.model_copy(update={"contact_types": kinds})


def led_alone(kind: ContactType) -> ContactType:
    """Return a contact type with one leader, who gets what a leader may get at most."""
    if kind.leaders == 1:
        return kind
    parts = kind.leaders if kind.leader_share == "split" else 1

    def share(weight: float | None) -> float | None:
        return None if weight is None else ceil(hundredths(weight) / parts) / 100

    update = {"weight": share(kind.weight), "weight_per_participant": share(kind.weight_per_participant)}
    return kind.model_copy(update={**update, "leaders": 1, "lead_roles": None})


def _crisis_slots(case: Case, catalogue: Catalogue, clinician: str) -> tuple[Request, ...]:
    """Return the crisis slots of each day as needs that the clinician may meet; none where it never could."""
    crisis = case.rulebook.crisis
    if crisis is None or not catalogue.is_able(catalogue.classes([CRISIS])[0], crisis.contact_type, clinician):
        return ()
    days = {day: case.date_of(day) for day in case.crisis_days if crisis.slots_per_day}
    return tuple(
        Request(
            id=f"{OPEN_SLOT}-{day}",
            contact_types=(OPEN_SLOT,),
            clinicians=(clinician,),
            count=crisis.slots_per_day,
            earliest=date,
            latest=date,
        )
        for day, date in days.items()
    )


def _may_serve(case: Case, catalogue: Catalogue, clinician: str, name: str) -> bool:
    need, needs = case.needs[name], catalogue.classes([name])[0]
    types = need.contact_types if isinstance(need, Request) else (need.contact_type,)
    alone = all(case.rulebook.contact_types[t].leaders == 1 for t in types)
    if alone and isinstance(need, Request) and need.count == 1 and name in _promised_by_others(case, clinician):
        return False
    return any(catalogue.is_able(needs, contact_type, clinician) for contact_type in types)


def _promised_by_others(case: Case, clinician: str) -> set[str]:
    return {b.request for b in case.week.bookings if b.locked and b.clinician != clinician}


def _freed(request: Request, clinician: str) -> Request:
    """Return a request that only this clinician serves; what others may serve before it is left to them."""
    ties = request.same_clinician and request.after is not None
    update = {"clinicians": (clinician,), "must": False, "priority": 1, "after": request.after if ties else None}
    return request.model_copy(update=update)


def _can_follow(request: Request, able: set[str]) -> bool:
    """Say whether the clinician could have served what a request follows."""
    return request.after is None or request.after.request in able


def _led_by(group: Group, clinician: str) -> Group:
    return group.model_copy(update={"leaders_from": (clinician,), "must": False, "priority": 1})
