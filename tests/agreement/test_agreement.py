"""Solver and checker agree on every rule: what one half forbids or prices, the other does too."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreement.given import verdict
from tests.agreement.plans import Planned, drawn, thrown
from weightplan.check import check
from weightplan.rules import HARD_RULES, SOFT_RULES

RULES = {**HARD_RULES, **SOFT_RULES}
PLANS, FEW = 100, 8
CALM = settings(deadline=None, database=None, suppress_health_check=list(HealthCheck))


def said(name: str, planned: Planned) -> int | None:
    """Return what the checker says of a plan by one rule: its cost, None if it is broken."""
    report = check(*planned)
    if name in SOFT_RULES:
        return report.per_rule[name]
    return None if any(v.rule == name for v in report.violations) else 0


@pytest.mark.parametrize("name", RULES)
def test_solver_and_checker_agree(name: str) -> None:
    """On plans of which many are legal and many not, or many cost and many do not."""
    outcomes: Counter[bool] = Counter()
    for seed in range(PLANS):
        planned = thrown(name, seed)
        expected = said(name, planned)
        assert verdict(*planned, RULES[name]) == expected, f"thrown({name!r}, {seed})"
        outcomes[expected == 0] += 1
    assert min(outcomes[True], outcomes[False]) >= FEW, outcomes


@pytest.mark.nightly
@pytest.mark.parametrize("name", RULES)
def test_solver_and_checker_agree_on_any_plan(name: str) -> None:
    """The same, on other plans every night, the least of those that do not shown."""

    @settings(CALM, max_examples=500)
    @given(drawn(name) | st.integers(0).map(lambda seed: thrown(name, seed)))
    def on_any(planned: Planned) -> None:
        assert verdict(*planned, RULES[name]) == said(name, planned)

    on_any()
