"""Plans with a margin: their chances against brute force and simulation, and what a margin may never do."""

import logging
import random
from collections import Counter
from collections.abc import Iterator
from itertools import chain

import numpy as np
import pytest

from tests.agreement.enumeration import legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.test_ceiling import weeks
from tests.builders import booking, group, patient, request, room
from weightplan.answers.confidence import Aimed, confidence, plan_for
from weightplan.answers.confidence.margin import chances_of
from weightplan.answers.confidence.severe import contacts_of_severe, with_severe_as_in
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver import solve


def attempt(case: Case, share: float, hint: Plan | None) -> Plan:
    return solve(case, time_limit=60 * share, workers=1, gap=0.0, hint=hint)


def aimed(case: Case, level: float) -> tuple[Plan, Aimed]:
    plan, answer = plan_for(case, level, attempt, seconds=60)
    assert answer is not None
    return plan, answer


def patients_of(case: Case, level: int | None, attendance: float) -> Case:
    """Return the case with all patients at one level and as likely to come."""
    people = tuple(p.model_copy(update={"level": level, "attendance": attendance}) for p in case.week.patients)
    return Case(case.week.model_copy(update={"patients": people}), case.rulebook, case.earlier)


def afternoons(first: int, number: int) -> Iterator[tuple[int, Case, list[Plan]]]:
    """Yield weeks of one or two clinicians' afternoons with all their legal plans.

    Unserved needs cost nothing. Some patients are at level 4, some needs are only one clinician's,
    and more can be booked than the targets ask for.
    """
    for seed in range(first, first + number):
        dice = random.Random(seed)
        staff = [
            on_monday(name, "12:00-15:00", target=dice.choice((0.4, 0.8, 1.0, 1.4))) for name in "ab"[: seed % 2 + 1]
        ]
        needs = [
            request(f"q{n}", *dice.choice((("visit",), ("call",), ("visit", "call"))), patient=f"p{n}",
                    priority=4, clinicians=dice.choice((None, None, ["a"])))
            for n in range(5 - len(staff))
        ]  # fmt: skip
        people = [
            patient(f"p{n}", level=dice.choice((1, 2, 3, 4)), attendance=dice.choice((0.5, 0.7, 0.85, 0.95)))
            for n in range(len(needs))
        ]
        prices = {"shortfall": [10, 20, 40], "overshoot": 1}
        case = small(*staff, patients=people, requests=needs, prices=prices)
        yield seed, case, [plan for plan, _ in legal_plans(case, 100 * MOST_PLANS)]


def afternoon(target: float, *, level: int | None = 2, attendance: float = 0.8) -> Case:
    """Return a with hours enough for four visits of an hour, of four patients; unserved needs cost nothing."""
    needs = [request(f"q{n}", "visit", patient=f"p{n}", priority=4) for n in range(4)]
    made = small(
        on_monday("a", "12:00-16:00", target=target),
        requests=needs,
        prices={"shortfall": [10, 20, 40], "overshoot": 1},
    )
    return patients_of(made, level, attendance)


def test_as_much_is_booked_as_the_chance_asks_for() -> None:
    """For a target of 1.0 one visit is enough with 0.8, two are with 1 - 0.2^2 = 0.96: a third is not needed."""
    case = afternoon(1.0)
    plan, answer = aimed(case, 0.9)
    (a,) = answer.clinicians
    assert (a.booked_before, a.before) == (1.0, 0.8)
    assert (a.booked, a.after, a.reached) == (2.0, 0.96, True)
    assert (answer.reached_before, answer.reached, answer.proof.proven, answer.proof.bound) == (0, 1, True, 1.0)
    assert answer.text == (
        "With a probability of at least 90%, 1 of 1 reach the target; in the plan without a margin, 0 did."
    )
    assert answer.text_sv.replace("\u00a0", " ") == (
        "Med minst 90 % sannolikhet når 1 av 1 målet; i planen utan marginal var det 0."
    )
    assert check(case, plan).legal


@pytest.mark.parametrize(("level", "booked"), [(0.8, 1.0), (0.81, 2.0), (0.96, 2.0), (0.97, 3.0)])
def test_a_chance_is_reached_from_its_own_value_on(level: float, booked: float) -> None:
    """One visit of two: 0.8; two: 0.96; three: 0.992. Both sides of each step."""
    _, answer = aimed(afternoon(1.0), level)
    assert (answer.clinicians[0].booked, answer.reached) == (booked, 1)


def test_the_plans_figures_are_those_of_the_real_target() -> None:
    """Two visits for a target of 1.0: 0.95 above 105 %, so 95 of overshoot and nothing short."""
    case = afternoon(1.0)
    plan, _ = aimed(case, 0.9)
    report = check(case, plan)
    assert (plan.cost, report.per_rule["overshoot"], report.per_rule["shortfall"]) == (report.cost, 95, 0)
    assert plan.clinicians == report.clinicians
    assert plan.clinicians[0].target == 1.0
    # Of the week as it is the best costs nothing: one visit. The bound is that one's, and the plan is not called best.
    assert (plan.status, plan.bound) == ("feasible", 0)
    assert plan.record is not None and plan.unserved


def test_where_no_margin_is_needed_the_plan_stays_and_stays_optimal() -> None:
    plan, answer = aimed(afternoon(1.0), 0.5)
    assert (plan.status, answer.reached_before, answer.reached) == ("optimal", 1, 1)


def test_nobody_is_claimed_to_be_out_of_reach_unless_no_week_books_the_target() -> None:
    """Four visits of 1.0 at most: a target of 5.0 is never attended; of 4.0 only if all come, 0.8^4 = 0.4096."""
    _, never = aimed(afternoon(5.0), 0.9)
    assert (never.clinicians[0].bound, never.proof.proven, never.proof.bound) == (0.0, True, 0.0)
    assert never.text.endswith("Of 1 it is proven that no legal week is enough.")
    assert never.text_sv.endswith("För 1 är det bevisat att ingen tillåten vecka räcker.")
    _, hardly = aimed(afternoon(4.0), 0.9)
    assert hardly.clinicians[0].after == pytest.approx(0.4096)
    assert (hardly.clinicians[0].bound, hardly.proof.proven, hardly.proof.bound) == (None, False, 1.0)
    assert hardly.text.endswith("Whether more could is not proven.")


def test_no_margin_is_booked_with_patients_at_level_4() -> None:
    """What helps at level 3 is not done at level 4: there, one visit for a target of 1.0 stays one."""
    _, three = aimed(afternoon(1.0, level=3), 0.9)
    _, four = aimed(afternoon(1.0, level=4), 0.9)
    assert (three.clinicians[0].booked, four.clinicians[0].booked) == (2.0, 1.0)


@pytest.mark.parametrize(("level", "kept"), [(3, False), (4, True)])
def test_nobody_at_level_4_loses_a_contact_to_somebodys_margin(level: int, kept: bool) -> None:
    """Two hours hold a call of 0.4 with p0 and a visit of 1.0, or two visits: 0.9 for a target of 1.0 asks for two."""
    case = small(
        on_monday("a", "12:00-14:00", target=1.0),
        patients=[patient(f"p{n}", level=level if n == 0 else 1, attendance=0.8) for n in range(3)],
        requests=[
            request("q0", "call", patient="p0", priority=1),
            *(request(f"q{n}", "visit", patient=f"p{n}") for n in (1, 2)),
        ],
        prices={"shortfall": [10, 20, 40], "overshoot": 1, "unserved": {1: 50}},
    )
    plan, answer = aimed(case, 0.9)
    assert ("q0" in {a.request for a in plan.appointments}) is kept
    assert answer.reached == (not kept)


def test_needs_of_level_4_are_held_as_the_plan_has_them() -> None:
    """A need served once of three times, one not at all, a group with and one without: each as in the plan."""
    case = small(
        on_monday("a", "10:00-12:00"),
        on_monday("b", "10:00-12:00"),
        patients=[patient("p1", level=4), patient("p2", level=4), patient("p3", level=1)],
        requests=[
            request("q1", "visit", "call", count=3),
            request("q2", "call", patient="p2"),
            request("q3", "call", patient="p3"),
        ],
        groups=[group("g", ["p2", "p3"], contact_type="course"), group("h", ["p3"], contact_type="course")],
        rooms=[room("r1"), room("g1", "group")],
        bookings=[booking("q1", "a", "mon 10:00", room="r1")],
    )
    plan = solve(case, time_limit=5, workers=1)
    served = [a for a in plan.appointments if a.request == "q1"]
    only = plan.model_copy(update={"appointments": tuple(served[:1])})
    held = with_severe_as_in(case, only)
    assert (held.requests["q1"].count, held.requests["q1"].must) == (1, True)
    assert held.requests["q1"].contact_types == (served[0].contact_type,)
    assert held.requests["q2"].clinicians == () and held.groups["g"].leaders_from == ()
    assert held.requests["q3"] == case.requests["q3"] and held.groups["h"] == case.groups["h"]


def best_count(case: Case, plans: list[Plan], first: Plan, level: float) -> int:
    """Return how many reach their target as surely as `level` in the best of plans that leave level 4 as it is."""
    severe = contacts_of_severe(case, first)
    allowed = [plan for plan in plans if contacts_of_severe(case, plan) == severe]
    return max((sum(c.reaches >= level for c in chances_of(case, plan).values()) for plan in allowed), default=0)


def compare(first: int, number: int, level: float) -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed, case, plans in chain(afternoons(first, number), weeks(first, number // 3)):
        made: list[Plan] = []

        def noting(changed: Case, share: float, hint: Plan | None, made: list[Plan] = made) -> Plan:
            made.append(attempt(changed, share, hint))
            return made[-1]

        plan, answer = plan_for(case, level, noting, seconds=60)
        assert answer is not None
        report = check(case, plan)
        assert report.legal and plan.cost == report.cost and plan.bound is not None and plan.bound <= report.cost, seed
        assert plan.bound == made[0].cost, seed
        assert contacts_of_severe(case, plan) == contacts_of_severe(case, made[0]), seed
        # Nothing is lost, nothing is claimed that is not so.
        reached = sum(o.attended.reaches >= level for o in confidence(case, plan).clinicians if o.target)
        best = best_count(case, plans, made[0], level)
        assert answer.reached_before <= answer.reached == reached <= best, seed
        assert answer.proof.bound is not None and answer.proof.bound >= best, seed
        for person in answer.clinicians:
            most = max(chances_of(case, p)[person.clinician].reaches for p in plans)
            assert person.after <= person.most_found <= most and (person.bound is None or most == person.bound), (
                seed,
                person,
            )
        seen["raised"] += answer.reached > answer.reached_before
        seen["could be more"] += best > answer.reached_before
        seen["missed"] += best > answer.reached
        seen["out of reach"] += any(p.bound is not None for p in answer.clinicians)
    return seen


@pytest.mark.parametrize("level", [0.6, 0.8])
@pytest.mark.untraced
def test_no_count_is_claimed_that_brute_force_does_not_find(level: float, caplog: pytest.LogCaptureFixture) -> None:
    """On 52 weeks; most of what can be won is won, and no bound is thrown away on the way."""
    with caplog.at_level(logging.ERROR):
        seen = compare(510_000 + round(1000 * level), 20, level)
    assert seen["raised"] > 2 * seen["missed"] and seen["out of reach"], seen
    assert not caplog.records


@pytest.mark.nightly
@pytest.mark.parametrize("level", [0.5, 0.6, 0.7, 0.8])
def test_no_count_is_claimed_that_brute_force_does_not_find_on_many_weeks(
    level: float, caplog: pytest.LogCaptureFixture
) -> None:
    """On 264 weeks."""
    with caplog.at_level(logging.ERROR):
        seen = compare(610_000 + round(10_000 * level), 50, level)
    assert seen["raised"] > 2 * seen["missed"] and seen["out of reach"], seen
    assert not caplog.records


def test_the_chances_are_those_of_a_simulation() -> None:
    """60,000 weeks of throws: the standard error of a chance is then 0.002 at most."""
    case = afternoon(2.0, attendance=0.7)
    plan, answer = aimed(case, 0.8)
    throws = np.random.default_rng(1).random((60_000, len(plan.appointments))) < 0.7
    weights = np.array([round(100 * a.weights["a"]) for a in plan.appointments])
    share = float(((throws * weights).sum(axis=1) >= 200).mean())
    assert answer.clinicians[0].after == pytest.approx(share, abs=0.01)
    assert answer.clinicians[0].after > answer.clinicians[0].before


def test_no_plan_no_answer() -> None:
    week = small(on_monday("a", "10:00-10:30"), requests=visits("p1", "p2", must=True))
    plan, answer = plan_for(week, 0.8, attempt, seconds=60)
    assert (plan.status, answer) == ("infeasible", None)


def test_who_stops_keeps_the_plan_without_a_margin() -> None:
    plan, answer = plan_for(afternoon(1.0), 0.9, attempt, seconds=60, stop=lambda: True)
    assert answer is not None
    assert (len(plan.appointments), answer.reached, answer.proof.proven) == (1, 0, False)
