"""The worst plan's cost must fit the solver's integers: beyond 2^31 − 1 answers have been wrong."""

from collections.abc import Iterator
from fractions import Fraction

from weightplan.case import Case
from weightplan.fields import LARGEST_COST
from weightplan.rulebook import ContactType


def problems(case: Case) -> Iterator[str]:
    """Yield one line if some plan could cost more than 2^31 − 1, naming the price that does most."""
    worst = worst_costs(case)
    total = sum(worst.values())
    if total > LARGEST_COST:
        name = max(worst, key=lambda price: worst[price])
        yield (
            f"rulebook.prices.{name}: the worst plan would cost {total}, {worst[name]} of it by this price; "
            f"at most {LARGEST_COST}: lower the price or the weights that it multiplies"
        )


def worst_costs(case: Case) -> dict[str, int]:
    """Return a bound on what any legal plan can cost, by the name of the price."""
    prices = case.rulebook.prices
    earned, lost, load, held = _extremes(case)
    requests = case.requests.values()
    times = [_time(case, c, week) for c in case.clinicians for week in range(case.week.weeks)]
    least_time = min((time for time in times if time > 0), default=None)
    owned = sum(r.count for r in requests if r.patient is not None and case.patients[r.patient].clinician)
    told = len(case.earlier.appointments) if case.earlier else 0
    asked = [(r.priority, r.count) for r in requests]
    asked += [(g.priority, case.participants(g)) for g in case.groups.values()]
    return {
        "shortfall": max(prices.shortfall or (0,)) * sum(case.target(c) - lost for c in case.clinicians),
        "overshoot": (prices.overshoot or 0) * earned,
        "unserved": sum(prices.unserved.get(priority, 0) * count for priority, count in asked),
        **_of_courses(case),
        "less_preferred_type": (prices.less_preferred_type or 0)
        * sum(r.count * (len(r.contact_types) - 1) for r in requests),
        "load_over_soft": (prices.load_over_soft or 0) * load,
        "load_imbalance": (prices.load_imbalance or 0) * int(load / least_time if least_time else 0),
        "heavy_in_last_hour": (prices.heavy_in_last_hour or 0) * held,
        "context_switch": (prices.context_switch or 0) * held,
        "same_type_a_day": (prices.same_type_a_day or 0) * held,
        "other_clinician": (prices.other_clinician or 0) * owned,
        "week_balance": (prices.week_balance or 0)
        * (earned - lost + sum(case.target(c) + case.week.weeks for c in case.clinicians)),
        "moved": (prices.moved or 0) * told,
        "late_change": (prices.late_change or 0) * told,
    }


def _of_courses(case: Case) -> dict[str, int]:
    prices, asked = case.rulebook.prices, sum(case.contacts_asked.values())
    since = sum(case.patients[patient].contacts_since_measurement for patient in case.contacts_asked)
    return {
        "intensity_floor": (prices.intensity_floor or 0) * asked,
        "front_loaded": (prices.front_loaded or 0) * asked,
        "measurement": (prices.measurement or 0) * (asked + since),
    }


def _extremes(case: Case) -> tuple[int, int, int, int]:
    """Return the most weights, the least (below zero by negative weights) and the most load of any plan.

    Last comes how many contacts clinicians have at most, each leader's counted.
    """
    earned = lost = load = held = 0
    for request in case.requests.values():
        kinds = [case.rulebook.contact_types[name] for name in request.contact_types]
        weights = [_leaders_share(kind) * case.request_weight(request, kind) for kind in kinds]
        earned += request.count * max(0, *weights)
        lost += request.count * min(0, *weights)
        load += request.count * max(kind.load * kind.leaders for kind in kinds)
        held += request.count * max(kind.leaders for kind in kinds)
    for group in case.groups.values():
        kind = case.rulebook.contact_types[group.contact_type]
        weight = _leaders_share(kind) * case.group_weight(group, kind)
        earned, lost = earned + max(0, weight), lost + min(0, weight)
        load, held = load + kind.load * kind.leaders, held + kind.leaders
    if case.rulebook.crisis:
        kind = case.rulebook.contact_types[case.rulebook.crisis.contact_type]
        slots = case.rulebook.crisis.slots_per_day * len(case.crisis_days) * kind.leaders
        load, held = load + slots * kind.load, held + slots
    return earned, lost, load, held


def _time(case: Case, clinician: str, week: int) -> Fraction:
    return Fraction(str(case.clinicians[clinician].fte)) * case.worked_share(clinician, week)


def _leaders_share(kind: ContactType) -> int:
    return kind.leaders if kind.leader_share == "full" else 1
