"""The strategies themselves, and what holds of the checker for any plan at all."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import case, request, visit
from tests.builders import report as made
from tests.strategies import planned_cases, weeks
from weightplan.case import Case
from weightplan.check import Report, check, cost_of_nothing
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.rules import HARD_RULES
from weightplan.validate import problems_of
from weightplan.week import Week

CALM = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def sorted_report(report: Report) -> tuple[object, ...]:
    found = sorted((v.rule, v.about, v.text) for v in report.violations)
    return found, report.cost, report.per_rule, report.clinicians


@settings(CALM, max_examples=50)
@given(weeks())
def test_weeks_are_valid_and_survive_the_file(week: Week) -> None:
    """Every drawn week passes validation and reads back from JSON as itself."""
    assert isinstance(week.rulebook, Rulebook)
    assert problems_of(Case(week, week.rulebook)) == []
    assert Week.model_validate_json(week.model_dump_json()) == week


@pytest.mark.untraced
@settings(CALM, max_examples=300)
@given(planned_cases(), st.integers(0, 2**32))
def test_the_checker_reads_any_plan_in_any_order(planned: tuple[Case, Plan], seed: int) -> None:
    """No plan, however wrong, crashes the checker, and the order of its appointments and breaks does not matter."""
    case, plan = planned
    report = check(case, plan)
    shuffled = random.Random(seed)
    appointments, breaks = list(plan.appointments), list(plan.breaks)
    shuffled.shuffle(appointments)
    shuffled.shuffle(breaks)
    other = check(case, plan.model_copy(update={"appointments": tuple(appointments), "breaks": tuple(breaks)}))
    assert sorted_report(other) == sorted_report(report)


@settings(CALM, max_examples=100)
@given(planned_cases(wild=0))
def test_tame_plans_are_wrong_only_together(planned: tuple[Case, Plan]) -> None:
    """Without wild choices an appointment has the minutes, weights, patients and type that the rulebook gives."""
    report = check(*planned)
    assert not {"duration", "acceptable_type"} & {v.rule for v in report.violations}


@settings(CALM, max_examples=100)
@given(planned_cases())
def test_reports_add_up(planned: tuple[Case, Plan]) -> None:
    """The cost is the sum over the rules, violations name rules, and an empty plan breaks no rule of contacts."""
    case, plan = planned
    report = check(case, plan)
    assert report.cost == sum(report.per_rule.values())
    assert {v.rule for v in report.violations} <= set(HARD_RULES)
    assert report.legal is (not report.violations)
    nothing = check(case, Plan())
    assert nothing.cost == cost_of_nothing(case)
    lacking = {"meal_break", "crisis_slots", "admin_time", "supervision_kept", "locked", "must"}
    # Meetings alone may leave too little rest.
    assert {v.rule for v in nothing.violations} <= lacking | {"daily_rest", "weekly_rest"}


def test_the_report_lists_ties_in_one_order() -> None:
    """The same contact twice, in no room and in an unknown one, is reported in the same order either way."""
    c = case(requests=[request("q1", count=2)])
    parts = visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "mon 09:00", room="cellar")
    assert made(c, *parts) == made(c, *reversed(parts))
