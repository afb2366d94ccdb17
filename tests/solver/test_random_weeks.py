"""Whatever the week: a plan of the solver breaks no rule and costs what it says."""

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.solver.weeks import assert_sound
from tests.strategies import cases
from weightplan.case import Case
from weightplan.solver import solve

# 50 weeks a chunk, so that workers share them: 1,000 in all. Each chunk draws from its own seed.
CHUNKS = range(20)
HEALTH = [HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large]


def draw_and_solve(chunk: int, number: int, days: int, requests: int) -> int:
    """Solve `number` drawn weeks; return how many of them."""
    solved = []

    @seed(chunk)
    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=HEALTH)
    @given(cases(days=days, requests=requests))
    def every_answer_is_sound(case: Case) -> None:
        plan = solve(case, time_limit=None, deterministic_limit=1, workers=1)
        assert_sound(case, plan)
        solved.append(plan.status)

    every_answer_is_sound()
    return len(solved)


@pytest.mark.parametrize("chunk", CHUNKS)
def test_the_checker_agrees_with_every_answer(chunk: int) -> None:
    """On 1,000 random weeks: no violation, the checker's cost, a bound below it, the design's gap."""
    assert draw_and_solve(chunk, 50, days=3, requests=6) >= 50


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", CHUNKS)
def test_the_checker_agrees_with_every_answer_to_larger_weeks(chunk: int) -> None:
    """On 1,000 more weeks, of five days and up to ten requests."""
    assert draw_and_solve(1_000 + chunk, 50, days=5, requests=10) >= 50
