"""Rules on courses, weeks, notice and supervision: answers and bounds against every plan of a tiny week."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.plans import Thrown
from tests.agreement.seasoning import WEEKS
from tests.agreement.test_brute_force import MOST_PLANS, agree
from tests.solver.weeks import as_big, assert_sound
from tests.strategies import _PlanMaker, _WeekMaker
from weightplan.case import Case
from weightplan.check import Report
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.rules import supervision_kept
from weightplan.solver import solve
from weightplan.solver.bound import lower_bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import clockless_bound
from weightplan.solver.start import from_plan
from weightplan.validate import problems_of
from weightplan.week import Week

RULES = ("intensity_floor", "front_loaded", "measurement", "week_balance", "late_change")
Known = list[tuple[Plan, Report]]


def seasoned(rule: str, seed: int) -> Case | None:
    """Return a tiny week in which a rule has a price, None if the dice give none."""
    dice = Thrown(f"seasoned {rule} {seed}")
    maker = _WeekMaker(dice, days=2, requests=4)
    maker.slots, maker.weeks = dice.number(3, 5), 1
    maker.clinicians, maker.rooms = maker.clinicians[:2], maker.rooms[:2]
    tree = maker.week()
    WEEKS[rule](dice, tree)
    if maker.grid < 15 or len(tree["requests"]) < 2:
        return None
    week = Week.model_validate_json(json.dumps(tree))
    assert isinstance(week.rulebook, Rulebook)
    made = Case(week, week.rulebook)
    if problems_of(made):
        return None
    told = rule == "late_change" or dice.sometimes(3)
    return Case(week, week.rulebook, _PlanMaker(dice, made, wild=0).plan() if told else None)


def enumerated(rule: str, first: int, number: int) -> Iterator[tuple[int, Case, Known]]:
    """Yield tiny weeks with a legal plan in which the rule tells plans apart, with every legal plan."""
    seed = first
    while number:
        made = seasoned(rule, seed)
        seed += 1
        if made is None:
            continue
        try:
            known = list(legal_plans(made, MOST_PLANS))
        except TooManyError:
            continue
        if len({report.per_rule[rule] for _, report in known}) > 1:
            number -= 1
            yield seed - 1, made, known


def supervised(first: int, number: int) -> Iterator[tuple[int, Case, Known]]:
    """Yield tiny weeks in which supervision is due beside the blocks, with every legal plan."""
    seed = first
    while number:
        made = seasoned("supervision_kept", seed)
        seed += 1
        if made is None or not any(supervision_kept.minutes_due(made, c, 0) for c in made.clinicians):
            continue
        try:
            known = list(legal_plans(made, MOST_PLANS))
        except TooManyError:
            continue
        number -= 1
        yield seed - 1, made, known


def compare_supervised(first: int, number: int) -> None:
    outcomes: Counter[bool] = Counter()
    for seed, case, known in supervised(first, number):
        try:
            if known:
                _compared(case, known)
            else:
                agree(case, None)
        except AssertionError as error:
            error.add_note(f"seasoned('supervision_kept', {seed})")
            raise
        outcomes[bool(known)] += 1
    assert min(outcomes[True], outcomes[False]) >= number // 20, outcomes


def compare(rule: str, first: int, number: int) -> None:
    paid: Counter[bool] = Counter()
    for seed, case, known in enumerated(rule, first, number):
        try:
            paid[_compared(case, known).per_rule[rule] > 0] += 1
        except AssertionError as error:
            error.add_note(f"seasoned({rule!r}, {seed})")
            raise
    assert min(paid[True], paid[False]) >= number // 20, paid


def _compared(case: Case, known: Known) -> Report:
    """Assert that the proven optimum is that of all plans, and that no bound is above it; return its report."""
    best, report = min(known, key=lambda pair: pair[1].cost)
    agree(case, report.cost)
    catalogue = Catalogue(case)
    rough = lower_bound(case, catalogue).cost
    assert rough is not None
    assert rough <= report.cost
    state = from_plan(case, catalogue, best)
    sharper = clockless_bound(case, catalogue, state, None) if state is not None else None
    assert sharper is None or sharper <= report.cost
    with pytest.MonkeyPatch.context() as patch:
        as_big(patch)
        plan = solve(case, time_limit=None, deterministic_limit=0.05, workers=1, gap=0.0)
    assert_sound(case, plan)
    assert plan.cost is None or plan.cost >= report.cost >= (plan.bound or 0)
    return report


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.untraced
def test_no_plan_of_a_tiny_week_is_better(rule: str) -> None:
    """On 20 weeks for each rule in which it tells legal plans apart."""
    compare(rule, 0, 20)


def test_supervision_is_placed_where_it_can_be() -> None:
    """On 20 weeks in which some is due, some of which cannot hold it."""
    compare_supervised(0, 20)


@pytest.mark.nightly
def test_supervision_is_placed_where_it_can_be_in_many_weeks() -> None:
    compare_supervised(10_000, 200)


@pytest.mark.nightly
@pytest.mark.parametrize("rule", RULES)
def test_no_plan_of_many_tiny_weeks_is_better(rule: str) -> None:
    compare(rule, 10_000, 200)
