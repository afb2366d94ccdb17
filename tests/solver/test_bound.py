"""No lower bound claims more than the proven optimum."""

import pytest

from tests.builders import case, clinician, kind, request
from tests.solver.weeks import for_each, many
from weightplan.case import Case
from weightplan.check import check
from weightplan.solver import solve
from weightplan.solver.bound import Bound, lower_bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import clockless_bound
from weightplan.solver.start import from_plan


def bound_of(case: Case) -> Bound:
    return lower_bound(case, Catalogue(case))


def assert_below_the_optimum(case: Case) -> None:
    catalogue = Catalogue(case)
    bound = lower_bound(case, catalogue).cost
    plan = solve(case, time_limit=None, deterministic_limit=2, workers=1)
    if bound is None:
        # Without a relaxed plan there is no plan.
        assert plan.status == "infeasible"
    elif plan.cost is not None:
        assert bound <= plan.cost
        state = from_plan(case, catalogue, plan)
        sharper = clockless_bound(case, catalogue, state, None) if state is not None else None
        assert sharper is None or sharper <= plan.cost


@pytest.mark.parametrize("chunk", range(8))
def test_no_bound_is_above_the_optimum(chunk: int) -> None:
    """On 480 weeks, some of which have no plan at all: those alone may have no relaxed one."""
    for_each(many(10_000 * chunk, 60), assert_below_the_optimum)


@pytest.mark.parametrize("chunk", range(2))
def test_no_bound_is_above_the_optimum_of_a_longer_week(chunk: int) -> None:
    """On 60 weeks of five days and up to nine requests."""
    for_each(many(100_000 + 10_000 * chunk, 30, days=5, requests=9), assert_below_the_optimum)


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(20))
def test_no_bound_is_above_the_optimum_of_many_weeks(chunk: int) -> None:
    """On 5,000 weeks."""
    for_each(many(1_000_000 + 10_000 * chunk, 250, days=4, requests=8), assert_below_the_optimum)


VISIT = {"visit": kind(minutes=60, documentation=0)}
PRICES = {"unserved": {1: 100, 2: 40, 3: 10, 4: 5}}


def test_the_bound_counts_what_no_day_can_hold() -> None:
    """Three hours of visits in two hours leave one visit of priority 3 unserved: 10."""
    short = case(
        clinicians=[clinician(hours={"mon": ["08:00-10:00"]})],
        requests=[request(f"q{n}", "visit", patient=f"p{n}") for n in range(3)],
        types=VISIT,
        prices=PRICES,
    )
    assert bound_of(short).cost == 10


def test_the_bound_counts_what_a_target_lacks() -> None:
    """One visit of 1.00 against a target of 2.00: the first 20 % of it cost 1 and 2, the rest 4 a hundredth."""
    lacking = case(
        clinicians=[clinician(target=2.0)],
        requests=[request("q0", "visit")],
        types=VISIT,
        prices=PRICES | {"shortfall": [1, 2, 4]},
    )
    assert bound_of(lacking).cost == 20 * 1 + 20 * 2 + 60 * 4


def test_what_has_no_relaxed_plan_has_no_bound() -> None:
    """A must of three hours in two hours."""
    short = case(
        clinicians=[clinician(hours={"mon": ["08:00-10:00"]})],
        requests=[request("q0", "visit", count=3, must=True)],
        types=VISIT,
    )
    assert bound_of(short).cost is None


def test_a_week_without_needs_is_bound_by_its_targets_alone() -> None:
    """An empty plan costs the bound."""
    empty = case(clinicians=[clinician(target=1.0)], prices=PRICES | {"shortfall": [1, 2, 4]})
    plan = solve(empty, time_limit=None, deterministic_limit=1, workers=1)
    assert bound_of(empty).cost == plan.cost == check(empty, plan).cost == 10 * 1 + 10 * 2 + 80 * 4


def test_the_bound_holds_where_weights_are_less_than_nothing() -> None:
    """One hour with a weight of −1 and a target of nothing: serving it is short by a weight, 100 against 300 unserved.

    A shortfall that could not pass the target would forbid the visit, or call the week without a plan.
    """
    fields = {"types": {"costly": kind(weight=-1.0)}, "prices": {"shortfall": [1, 1, 1], "unserved": {3: 300}}}
    may = case(clinicians=[clinician(target=0.0)], requests=[request("q1", "costly")], **fields)
    must = case(clinicians=[clinician(target=0.0)], requests=[request("q1", "costly", must=True)], **fields)
    assert (bound_of(may).cost, bound_of(must).cost) == (100, 100)
