"""What it would take is what brute force over every set of levers and every legal plan finds."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.test_ceiling import booked, colleagues, weeks
from tests.builders import group, patient, request, span
from weightplan.answers.reach import levers_of, reach
from weightplan.answers.reach.judge import Judge
from weightplan.answers.reach.lever import Lever, Situation, includes, lowered, relaxed, ways
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.rulebook import Levers
from weightplan.solver import solve

Sets = list[tuple[Lever, ...]]


def with_levers(case: Case, **levers: dict[str, Any]) -> Case:
    given = Levers.model_validate(levers)
    return replace(case, rulebook=case.rulebook.model_copy(update={"levers": given}))


def highest(case: Case, plan: Plan, clinician: str) -> int | None:
    """Return the most weights of a legal plan beside the colleagues' contacts; None where no plan is legal."""
    stands = colleagues(plan, clinician)
    plans = (p for p, _ in legal_plans(case, MOST_PLANS) if colleagues(p, clinician) == stands)
    return max((booked(p, clinician) for p in plans), default=None)


def all_sets(levers: list[Lever], most: int) -> Iterator[tuple[Lever, ...]]:
    """Yield the sets of at most so many levers, of which no two share a slot."""
    for size in range(most + 1):
        for chosen in combinations(levers, size):
            slots = [lever.slot for lever in chosen if lever.slot is not None]
            if len(slots) == len(set(slots)):
                yield chosen


def cost_of(levers: tuple[Lever, ...]) -> int:
    return sum(lever.cost for lever in levers)


def reaching(case: Case, plan: Plan, clinician: str, levers: list[Lever], target: int) -> Sets:
    """Return every set that reaches a target and includes no other one that does, cheapest first."""
    found: Sets = []
    for chosen in sorted(all_sets(levers, len(levers)), key=cost_of):
        if any(includes(chosen, other) for other in found):
            continue
        for after in ways(Situation(case, plan), chosen):
            most = highest(after.case, after.plan, clinician)
            if most is not None and most >= target - lowered(chosen):
                found.append(chosen)
                break
    return found


def asked(seed: int, case: Case) -> Case:
    """Return the case with a few levers, other ones for other seeds: few enough to try every set."""
    step = case.grid
    every: list[dict[str, Any]] = [
        {"longer_hours": {"cost": 3, "step": step}, "lower_target": {"cost": 2, "step": 0.4, "most": 2}},
        {"moved_hours": {"cost": 2, "step": step}, "room": {"cost": 3}},
        {"meeting": {"cost": 2}, "room": {"cost": 1}, "lower_target": {"cost": 5, "step": 0.7, "most": 1}},
        {"question": {"cost": 1, "contact_types": sorted(case.rulebook.contact_types)[:1]}, "room": {"cost": 2}},
    ]
    people = tuple(
        p.model_copy(update={"blocks": tuple(b.model_copy(update={"label": "round"}) for b in p.blocks)})
        for p in case.week.clinicians
    )
    return with_levers(replace(case, week=case.week.model_copy(update={"clinicians": people})), **every[seed % 4])


MOST_LEVERS = 5


def compare(first: int, number: int) -> Counter[str]:
    """Compare so many weeks with brute force: what is told, what is proven, and that nothing is reached."""
    seen: Counter[str] = Counter()
    for seed, bare, plans in weeks(first, 10 * number):
        if seen["weeks"] == number:
            break
        case = asked(seed, bare)
        plan, clinician = plans[seed % len(plans)], list(case.clinicians)[seed % len(case.clinicians)]
        now = highest(case, plan, clinician)
        assert now is not None
        target = now + (0, 25, 60, 100)[seed // 4 % 4]
        levers = list(levers_of(case, plan, clinician, target))
        if not levers or len(levers) > MOST_LEVERS or booked(plan, clinician) >= target:
            continue
        try:
            truth = reaching(case, plan, clinician, levers, target)
        except TooManyError:
            continue
        seen["weeks"] += 1
        answer = reach(case, plan, clinician, target=target / 100, seconds=60)
        told = [(s.cost, s.proof.bound, s.proof.proven) for s in answer.sets]
        if not truth:
            assert (answer.status, answer.proof.proven) == ("unreachable", True), seed
        else:
            costs = [cost_of(chosen) for chosen in truth[:3]]
            assert answer.status == "found", seed
            assert told == [(cost, cost, True) for cost in costs], seed
        seen[f"{len(truth[:3])} sets"] += 1
        seen["with levers"] += any(chosen for chosen in truth)
    return seen


@pytest.mark.parametrize("chunk", range(2))
def test_no_set_is_missed_and_none_is_told_that_does_not_reach(chunk: int) -> None:
    """On 50 weeks: the cheapest sets, their cost proven; or the proof that none reaches."""
    seen = compare(200_000 + 10_000 * chunk, 25)
    assert seen["0 sets"] > 2 and seen["with levers"] > 2, seen


@pytest.mark.nightly
def test_no_set_of_many_weeks_is_missed() -> None:
    compare(300_000, 200)
