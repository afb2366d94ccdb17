"""Ceilings are what brute force over every legal plan of a tiny week finds, and never too low on larger ones."""

import importlib
from collections.abc import Iterator

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, tiny, visits
from tests.builders import clinician, request
from weightplan.answers.ceiling import why, why_all
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.fields import WEEKDAYS
from weightplan.plan import Plan
from weightplan.solver import solve

CEILING = importlib.import_module("weightplan.solver.ceiling")


def booked(plan: Plan, clinician: str) -> int:
    return sum(round(100 * a.weights.get(clinician, 0.0)) for a in plan.appointments)


def colleagues(plan: Plan, clinician: str) -> list[object]:
    """Return what stands beside a clinician's own contacts; which of two rooms alike is used does not matter."""
    others = (a for a in plan.appointments if a.clinicians != (clinician,))
    return sorted((a.request, a.contact_type, a.clinicians, str(a.start), a.room is None) for a in others)


def weeks(first: int, number: int) -> Iterator[tuple[int, Case, list[Plan]]]:
    """Yield tiny weeks that have a legal plan, with all of them."""
    seed = first
    while number:
        case = tiny(seed)
        seed += 1
        try:
            plans = [plan for plan, _ in legal_plans(case, MOST_PLANS // 4)] if case is not None else []
        except TooManyError:
            continue
        if case is not None and plans:
            number -= 1
            yield seed - 1, case, plans


@pytest.mark.parametrize("chunk", range(2))
def test_no_ceiling_is_above_or_below_what_brute_force_finds(chunk: int) -> None:
    """On 200 weeks: alone, and with the colleagues' weeks as planned."""
    checked = 0
    for seed, case, plans in weeks(20_000 + 10_000 * chunk, 100):
        plan, clinician = plans[seed % len(plans)], list(case.clinicians)[seed % len(case.clinicians)]
        answer = why(case, plan, clinician, seconds=20).ceiling
        stands = colleagues(plan, clinician)
        alone = max(booked(p, clinician) for p in plans)
        given = max(booked(p, clinician) for p in plans if colleagues(p, clinician) == stands)
        assert (round(100 * answer.alone.weights), answer.alone.proven) == (alone, True), seed
        assert (round(100 * answer.given_plan.weights), answer.given_plan.proven) == (given, True), seed
        checked += alone > given
    assert checked


@pytest.mark.parametrize("chunk", range(2))
def test_what_is_not_solved_as_a_whole_is_a_legal_week_and_no_bound_is_too_low(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 60 weeks, as larger ones are answered: without a clock, then by search."""
    monkeypatch.setattr(CEILING, "is_small", lambda case: False)
    exact = 0
    for seed, case, plans in weeks(60_000 + 10_000 * chunk, 30):
        plan, clinician = plans[seed % len(plans)], list(case.clinicians)[seed % len(case.clinicians)]
        most = max(booked(p, clinician) for p in plans)
        stands = colleagues(plan, clinician)
        given = max(booked(p, clinician) for p in plans if colleagues(p, clinician) == stands)
        found = CEILING.most_of_all(case, plan, clinician, seconds=0.6)
        beside = CEILING.most_given(case, plan, clinician, seconds=0.6)
        assert CEILING.bound_alone(case, clinician, 0.3, None) >= most, seed
        assert check(case, found.plan).legal and check(case, beside.plan).legal, seed
        assert found.weights <= most <= found.bound, seed
        assert beside.weights <= given <= beside.bound, seed
        exact += found.weights == found.bound
    assert exact


def test_a_colleague_who_took_the_visits_is_what_keeps_one_from_the_target() -> None:
    """One hour each and two visits of an hour: b has both patients' visits only if a has none."""
    week = small(on_monday("a", "10:00-12:00"), on_monday("b", "10:00-12:00"), requests=visits("p1", "p2"))
    plan = solve(week, time_limit=5, workers=1)
    both = [answer.ceiling for answer in why_all(week, plan, seconds=20)]
    assert [ceiling.alone.weights for ceiling in both] == [2.0, 2.0]
    # Beside the other's week, what is left is what each has already.
    assert [ceiling.given_plan.weights for ceiling in both] == [booked(plan, c) / 100 for c in "ab"]
    assert all(ceiling.alone.proven and ceiling.given_plan.proven for ceiling in both)


def test_the_sentences_say_what_is_booked_and_what_no_week_passes() -> None:
    week = small(on_monday("a", "10:00-11:00", target=3.0), requests=[request("q1", "call"), request("q2", "call")])
    answer = why(week, solve(week, time_limit=5, workers=1), "a", seconds=10)
    assert answer.text == (
        "0.8 of 3. No legal week gives more than 0.8; with the colleagues' weeks as planned, no more than 0.8."
    )
    assert answer.text_sv.startswith("0,8 av 3. Ingen tillåten vecka ger mer än 0,8;")
    assert answer.proof.proven
    assert answer.proof.bound == 0.8


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    week = small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True))
    with pytest.raises(InputError, match="breaks a rule"):
        why(week, Plan(), "a")


def test_crisis_slots_make_room_for_calls_in_a_ceiling_too() -> None:
    """a may phone as long as a sees people, and sees nobody but in crisis: three slots, three calls of 0.4.

    With k slots of an hour on k days, k calls of half an hour fit on the others: 2 (5 - k) >= k, so k = 3.
    """
    daily = {day: ["10:00-11:00"] for day in WEEKDAYS[:5]}
    case = small(
        clinician("a", hours=daily, limits={"max_remote_share": 0.5}),
        clinician("b", hours=daily),
        requests=[request(f"q{n}", "call", patient=None, clinicians=["a"]) for n in range(5)],
        crisis={"contact_type": "visit", "slots_per_day": 1},
    )
    plan = solve(case, time_limit=5, workers=1)
    assert CEILING.most_of_all(case, plan, "a", seconds=10).weights == 120
    # Asked for itself: a bound that a legal week passes is thrown away by `most_of_all`.
    assert CEILING.bound_alone(case, "a", 5.0, None) == 120
