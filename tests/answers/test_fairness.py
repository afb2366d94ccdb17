"""The fairest plan is what brute force over every legal plan of a tiny week finds; larger weeks claim no more."""

import importlib
from fractions import Fraction

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
from tests.answers.test_ceiling import booked, weeks
from tests.builders import plan, request, visit
from weightplan.answers.fairness import fair
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan

FAIRNESS = importlib.import_module("weightplan.solver.fairness")


def shares(case: Case, made: Plan) -> list[Fraction]:
    """Return booked ÷ target of everybody with a target, lowest first."""
    people = [c for c in case.clinicians if case.target(c)]
    return sorted(Fraction(booked(made, c), case.target(c)) for c in people)


def left(case: Case, made: Plan) -> int:
    return check(case, made).per_rule["unserved"]


def compared(first: int, number: int) -> None:
    """Compare exact answers: the lexicographically highest shares of all plans that leave no more unserved."""
    raised = together = 0
    for seed, case, plans in weeks(first, number):
        given = plans[seed % len(plans)]
        best = max(shares(case, p) for p in plans if left(case, p) <= left(case, given))
        answer = fair(case, given, seconds=30)
        assert check(case, answer.plan).legal, seed
        assert left(case, answer.plan) <= left(case, given), seed
        assert (shares(case, answer.plan), answer.proof.proven) == (best, True), seed
        if best:
            assert answer.proof.bound == answer.lowest == float(best[0]), seed
            assert answer.people == best.count(best[0]), seed
        raised += best > shares(case, given)
        together += len(best) > 1
    assert min(raised, together) >= number // 12


def test_the_fairest_plan_is_what_brute_force_finds() -> None:
    """On 60 tiny weeks."""
    compared(300_000, 60)


@pytest.mark.nightly
def test_the_fairest_plan_is_what_brute_force_finds_on_many_weeks() -> None:
    compared(400_000, 200)


@pytest.mark.untraced
def test_a_larger_week_claims_no_more_than_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 20 tiny weeks taken for large: never fairer than the best, no bound too low, nothing proven of all."""
    monkeypatch.setattr(FAIRNESS, "is_small", lambda case: False)
    reached = 0
    for seed, case, plans in weeks(500_000, 20):
        given = plans[seed % len(plans)]
        best = max(shares(case, p) for p in plans if left(case, p) <= left(case, given))
        found = FAIRNESS.fairest(case, given, seconds=0.8)
        assert check(case, found.plan).legal, seed
        assert left(case, found.plan) <= left(case, given), seed
        assert shares(case, given) <= list(found.shares) <= best, seed
        assert found.shares == tuple(shares(case, found.plan)), seed
        assert found.bound is None or found.bound >= best[0], seed
        assert found.settled == 0
        reached += list(found.shares) == best
    assert reached > 10


def two(target: float = 2.0) -> Case:
    """Return two people with two hours each, and three patients who accept a visit of an hour or a call."""
    people = [on_monday(name, "10:00-12:00", target=target) for name in ("anna", "bert")]
    return small(*people, requests=visits("p1", "p2", "p3"))


def one_sided(case: Case) -> Plan:
    """Return the plan in which anna has both visits, and bert a call of 0.4."""
    parts = [visit("qp1", "anna", "mon 10:00", room="r1"), visit("qp2", "anna", "mon 11:00", room="r1")]
    return plan(case, *parts, visit("qp3", "bert", "mon 10:00", "call"))


def test_the_one_left_behind_is_raised_and_nobody_is_named() -> None:
    """Three visits of weight 1 against two targets of 2: one and two of them, 50 % and 100 %."""
    case = two()
    answer = fair(case, one_sided(case), seconds=20)
    assert (answer.before, answer.lowest, answer.people) == (0.2, 0.5, 1)
    assert (answer.proof.proven, answer.proof.bound) == (True, 0.5)
    assert shares(case, answer.plan) == [Fraction(1, 2), Fraction(1)]
    assert answer.text == (
        "The lowest attained share of a target is 50.0% (it was 20.0%); 1 person stands there. "
        "Nobody can be raised without lowering someone worse off."
    )
    assert answer.text_sv == (
        "Den lägsta uppnådda andelen av ett viktmål är 50,0\u00a0% (tidigare 20,0\u00a0%); där ligger 1 person. "
        "Ingen kan lyftas utan att någon som har det sämre sänks."
    )


def test_needs_come_first() -> None:
    """An hour holds an urgent call of 0.4 or a visit of 1.0: who has the call keeps it, though the visit earns more."""
    requests = [request("q1", "call", priority=1), request("q2", "visit", patient="p2", priority=4)]
    case = small(on_monday("anna", "10:00-11:00", target=2.0), requests=requests)
    called = fair(case, plan(case, visit("q1", "anna", "mon 10:00", "call")), seconds=10)
    assert (called.lowest, called.proof.proven) == (0.2, True)
    visited = fair(case, plan(case, visit("q2", "anna", "mon 10:00", room="r1")), seconds=10)
    assert (visited.lowest, visited.proof.proven) == (0.5, True)


def test_without_targets_there_is_nothing_to_share_out() -> None:
    case = two(0.0)
    answer = fair(case, one_sided(case), seconds=5)
    assert (answer.lowest, answer.people, answer.proof.bound) == (None, 0, None)
    assert answer.text == "Nobody has a target: there is nothing to share out."


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    week = small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True))
    with pytest.raises(InputError, match="breaks a rule"):
        fair(week, Plan(), seconds=1)
