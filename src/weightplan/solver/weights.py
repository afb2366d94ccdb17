"""A case in which nothing counts but the weights of some clinicians."""

from collections import Counter
from collections.abc import Collection
from math import gcd

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rulebook import Prices
from weightplan.solver.catalogue import Catalogue
from weightplan.week import Request


def for_weights_of(case: Case, *clinicians: str) -> tuple[Case, int]:
    """Return the case in which only some clinicians' weights count, and what the cost is reckoned down from.

    A plan of it that books w hundredths for them together costs that number less w. What only prices
    ask for is gone, so that more needs are alike: their priorities, and whose patients they are.
    """
    tops = {clinician: more_than_any(case, clinician) for clinician in clinicians}
    people = tuple(
        person.model_copy(update={"target": tops.get(person.id, 0) / 100, "balance": 0.0})
        for person in case.week.clinicians
    )
    part = {
        "clinicians": people,
        "patients": tuple(p.model_copy(update={"clinician": None}) for p in case.patients.values()),
        "requests": tuple(r.model_copy(update={"priority": 1}) for r in case.requests.values()),
        "demand": (),
    }
    rulebook = case.rulebook.model_copy(update={"prices": Prices(shortfall=(1, 1, 1))})
    return Case(case.week.model_copy(update=part), rulebook, case.earlier), sum(tops.values())


def more_than_any(case: Case, clinician: str) -> int:
    """Return more weight than fits, in 0.01: all minutes that are worked, at the best weight a minute."""
    kinds = case.rulebook.contact_types
    minutes = sum(end - start for day in range(case.day_count) for start, end in case.hours(clinician, day))
    rates = [
        case.request_weight(request, kinds[t]) / (kinds[t].minutes + kinds[t].documentation_minutes)
        for request in case.requests.values()
        for t in request.contact_types
    ]
    for group in case.groups.values():
        kind = kinds[group.contact_type]
        rates.append(case.group_weight(group, kind) / (kind.minutes + kind.documentation_minutes))
    return 100 * (int(minutes * max(rates, default=0.0)) // 100 + 1)


def step_of(case: Case, catalogue: Catalogue, clinicians: Collection[str]) -> int:
    """Return what every sum of these clinicians' weights can be divided by, in 0.01."""
    ways = (w for needs in catalogue.classes(case.needs) for w in catalogue.ways(needs, case.clinicians))
    return gcd(*(sum(weight for who, weight in way.weights if who in clinicians) for way in ways)) or 1


def adds_up(case: Case) -> bool:
    """Say whether no contact earns less than nothing, so that more contacts never lower anybody's weights."""
    catalogue = Catalogue(case)
    ways = (way for needs in catalogue.classes(case.needs) for way in catalogue.ways(needs, case.clinicians))
    return all(weight >= 0 for way in ways for _, weight in way.weights)


def with_only(case: Case, plan: Plan, clinician: str) -> Case:
    """Return the case without what a plan leaves unserved and the clinician alone could not serve either."""
    catalogue, served = Catalogue(case), Counter(a.request for a in plan.appointments)

    def stays(request: Request) -> bool:
        return bool(served[request.id] or catalogue.ways(catalogue.classes([request.id])[0], (clinician,)))

    requests = tuple(
        r if served[r.id] else r.model_copy(update={"clinicians": (clinician,)})
        for r in case.requests.values()
        if stays(r)
    )
    return Case(case.week.model_copy(update={"requests": requests}), case.rulebook, case.earlier)
