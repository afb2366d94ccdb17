"""What a whole plan is judged by when one thing is weighed against another: by the checker, and in a model.

Gains are `weights` (booked by all clinicians, in 0.01), `attainment` (clinicians who book their target) and
`confidence` (clinicians who are sure enough to attend it; who is, the caller says, and they have all booked it);
losses are `load` (load points of all clinicians) and `unserved` (needs left, as the rulebook prices them).
"""

from fractions import Fraction
from math import ceil
from typing import Literal

from weightplan.case import CRISIS, Case
from weightplan.check import Report, cost_of_nothing
from weightplan.fields import hundredths
from weightplan.rulebook import Prices
from weightplan.solver.build import Builder
from weightplan.solver.parts import Expr
from weightplan.solver.state import State
from weightplan.week import Group, Request

Gain = Literal["weights", "attainment", "confidence"]
Loss = Literal["load", "unserved"]
NEEDS_FIRST = 20  # times a need's price: where they come first, a plan that leaves more would not count


def with_needs_alone(case: Case, priorities: int = 4) -> Case:
    """Return the case in which only needs of these first priorities cost anything, when left unserved."""
    kept = {priority: price for priority, price in case.rulebook.prices.unserved.items() if priority <= priorities}
    prices = Prices(unserved=kept)
    return Case(case.week, case.rulebook.model_copy(update={"prices": prices}), case.earlier)


def with_targets(case: Case, needs: int) -> Case:
    """Return the case in which only weights short of a target cost, and needs left unserved, so many times as much."""
    unserved = {priority: needs * price for priority, price in case.rulebook.prices.unserved.items()}
    prices = Prices(shortfall=(1, 1, 1), unserved=unserved)
    return Case(case.week, case.rulebook.model_copy(update={"prices": prices}), case.earlier)


def gained(case: Case, report: Report, gain: Gain) -> int:
    """Return weights or attainment of a plan from what the checker found."""
    if gain == "weights":
        return sum(hundredths(person.booked) for person in report.clinicians)
    return sum(0 < case.target(p.id) <= hundredths(p.booked) for p in report.clinicians)


def lost(report: Report, loss: Loss) -> int:
    """Return a loss of a plan from what the checker found."""
    return sum(person.load for person in report.clinicians) if loss == "load" else report.per_rule["unserved"]


def most_lost(case: Case, loss: Loss) -> int:
    """Return what no legal plan loses more than."""
    if loss == "unserved":
        return cost_of_nothing(with_needs_alone(case))
    kinds, crisis = case.rulebook.contact_types, case.rulebook.crisis
    load = {name: kind.load * kind.leaders for name, kind in kinds.items()}
    asked = sum(
        need.count * max(load[t] for t in need.contact_types) if isinstance(need, Request) else load[need.contact_type]
        for need in case.needs.values()
    )
    return asked + (crisis.slots_per_day * len(case.crisis_days) * load[crisis.contact_type] if crisis else 0)


def gain_in(builder: Builder, state: State, gain: Gain, margin: Fraction = Fraction(1)) -> Expr:
    """Return a gain of the whole plan in a model of some clinicians; the others stand as in the state.

    To count, a target is to be booked `margin` times.
    """
    case, model = builder.case, builder.model
    booked = {c: model.booked(c) for c in builder.scope.staff}
    for clinician in (c for c in case.clinicians if c not in builder.scope.staff):
        booked[clinician] = sum(p.candidate.weight_of.get(clinician, 0) for p in state.placed)
    if gain == "weights":
        return sum(booked.values())
    reached = []
    for clinician, weights in booked.items():
        if case.target(clinician):
            reached.append(model.cp.new_bool_var(""))
            model.cp.add(weights >= ceil(margin * case.target(clinician))).only_enforce_if(reached[-1])
    return model.literals(reached) if reached else 0


def loss_in(builder: Builder, state: State, loss: Loss) -> Expr:
    """Return a loss of the whole plan in a model of some clinicians; only needs left may have a price in its case."""
    model, staff = builder.model, builder.scope.staff
    if loss == "unserved":
        return sum(model.charges) + _price_of_all_left(builder.case, state) - price_left(builder, state)
    load: Expr = sum(p.candidate.kind.load for p in state.placed for c in p.candidate.team if c not in staff)
    for clinician in staff:
        load += model.total(model.choices_of_clinician.get(clinician, ()), "load")
    return load


def price_left(builder: Builder, state: State) -> int:
    """Return the price of what a state leaves of the needs that a model serves anew."""
    return sum(
        _price(builder.case, key) * (builder.model.asked[key] - sum(state.served.get(name, 0) for name in names))
        for key, names in builder.members.items()
        if key != CRISIS
    )


def _price_of_all_left(case: Case, state: State) -> int:
    return sum(
        _price(case, name) * ((need.count if isinstance(need, Request) else 1) - state.served.get(name, 0))
        for name, need in case.needs.items()
    )


def _price(case: Case, name: str) -> int:
    need = case.needs[name]
    heads = case.participants(need) if isinstance(need, Group) else 1
    return case.rulebook.prices.unserved.get(need.priority, 0) * heads
