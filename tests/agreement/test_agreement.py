"""Solver and checker agree on every rule: what one half forbids or prices, the other does too."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreement.given import verdict
from tests.agreement.plans import Planned, drawn, thrown
from tests.builders import case, plan, request, room, span, visit
from weightplan.check import check
from weightplan.rules import HARD_RULES, SOFT_RULES

RULES = {**HARD_RULES, **SOFT_RULES}
PLANS, FEW = 120, 8
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


@pytest.mark.parametrize("hours", [{}, {"hours": {"mon": ["08:00-11:00"], "tue": ["08:00-11:00"]}}])
def test_a_lost_room_is_lost_to_both_halves_to_the_minute(hours: dict[str, object]) -> None:
    """A visit of 45 minutes in a room that is lost 09:00-10:00 on the first Monday: every start of three mornings.

    Starts of five minutes from 08:00 to 11:55; on Monday 08:20 to 09:55 are lost, with hours 10:20 to 11:55 too.
    """
    lost = room("r1", absences=[span("mon 09:00", "mon 10:00")], **hours)
    week = case(weeks=2, rooms=[lost], requests=[request()])
    legal: Counter[str] = Counter()
    for day in ("2026-11-23", "2026-11-24", "2026-11-30"):
        for minute in range(8 * 60, 12 * 60, 5):
            start = f"{day}T{minute // 60:02d}:{minute % 60:02d}"
            planned = week, plan(week, visit("q1", "psy1", start, room="r1"))
            expected = said("room", planned)
            assert verdict(*planned, RULES["room"]) == expected, start
            legal[day] += expected == 0
    whole = 28 if hours else 48
    assert legal == {"2026-11-23": whole - 20, "2026-11-24": whole, "2026-11-30": whole}


@pytest.mark.nightly
@pytest.mark.parametrize("name", RULES)
def test_solver_and_checker_agree_on_any_plan(name: str) -> None:
    """The same, on other plans every night, the least of those that do not shown."""

    @settings(CALM, max_examples=500)
    @given(drawn(name) | st.integers(0).map(lambda seed: thrown(name, seed)))
    def on_any(planned: Planned) -> None:
        assert verdict(*planned, RULES[name]) == said(name, planned)

    on_any()
