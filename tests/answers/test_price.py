"""The price of a rule is what brute force finds with and without it, the colleagues' weeks as planned."""

from collections import Counter

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.test_ceiling import booked, colleagues, weeks
from tests.builders import request, span
from weightplan.answers.price import FOR_TRADE, RULES, Easing, eased, price
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver import solve


def highest(case: Case, plan: Plan, clinician: str) -> int:
    stands = colleagues(plan, clinician)
    plans = [p for p, _ in legal_plans(case, MOST_PLANS)]
    return max(booked(p, clinician) for p in plans if colleagues(p, clinician) == stands)


@pytest.mark.parametrize("chunk", range(2))
@pytest.mark.untraced
def test_no_price_is_above_or_below_what_brute_force_finds(chunk: int) -> None:
    """On 200 weeks, every rule that there is."""
    seen: Counter[str] = Counter()
    for seed, case, plans in weeks(110_000 + 10_000 * chunk, 100):
        plan, clinician = plans[seed % len(plans)], list(case.clinicians)[seed % len(case.clinicians)]
        answer = price(case, plan, clinician, seconds=60)
        now = highest(case, plan, clinician)
        for found in answer.prices:
            changed = eased(case, Easing(found.rule, found.room_kind, found.weekday), [clinician])
            assert changed is not None
            try:
                more = highest(changed, plan, clinician) - now
            except TooManyError:
                continue
            assert (round(100 * found.least), found.proven) == (more, True), (seed, found)
            seen[found.rule] += more > 0
    assert sum(seen.values()) > 3, seen


def day(**fields: object) -> Case:
    """Return a's two hours for two visits of an hour each, a meeting in the first of them."""
    meeting = [span("mon 10:00", "mon 11:00") | {"label": "team meeting"}]
    return small(on_monday("a", "10:00-12:00", blocks=meeting, **fields), requests=visits("p1", "p2"))


def test_a_meeting_of_an_hour_costs_a_visit() -> None:
    week = day()
    answer = price(week, solve(week, time_limit=5, workers=1), "a", seconds=20)
    (meetings,) = [p for p in answer.prices if p.rule == "meetings"]
    assert (meetings.least, meetings.most, meetings.proven, meetings.for_trade) == (1.0, 1.0, True, True)
    assert answer.text == "What a could book more without one rule, at least: Meetings 1.0."
    assert answer.text_sv == "Vad a minst kunde boka mer utan en regel: Möten 1,0."
    assert answer.proof.proven


def test_safety_and_labour_rules_are_not_for_trade() -> None:
    week = day(limits={"max_minutes_in_a_row": 60, "pause_minutes": 10, "min_admin_minutes_per_week": 30})
    answer = price(week, solve(week, time_limit=5, workers=1), "a", seconds=20)
    trade = {p.rule: p.for_trade for p in answer.prices}
    assert trade["row_of_contacts"] is trade["admin_time"] is trade["meal_break"] is False
    assert set(FOR_TRADE) < set(RULES)


def test_a_rule_that_is_not_there_has_no_price() -> None:
    week = day()
    rules = {p.rule for p in price(week, solve(week, time_limit=5, workers=1), "a", seconds=20).prices}
    assert rules == {"meal_break", "meetings", "room"}


def test_phone_hours_and_rest_have_their_price() -> None:
    """Two calls of half an hour at 0.4, phone hours for one of them: without these hours the other fits."""
    week = small(
        on_monday("a", "10:00-11:00"),
        requests=[request(f"q{n}", "call", patient=f"p{n}") for n in (1, 2)],
        limits={"phone_hours": {"mon": ["10:30-11:30"]}, "min_rest_hours_per_week": 36},
    )
    found = price(week, solve(week, time_limit=5, workers=1), "a", seconds=20).prices
    prices = {p.rule: (p.least, p.most, p.for_trade) for p in found}
    assert prices["phone_hours"] == (0.4, 0.4, False)
    assert prices["weekly_rest"] == (0.0, 0.0, False)
    assert "daily_rest" not in prices


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    week = small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True))
    with pytest.raises(InputError, match="breaks a rule"):
        price(week, Plan(), "a")
