"""The front is what brute force over every legal plan of a tiny week finds; no bound lies below a legal plan."""

import importlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from tests.agreement.enumeration import legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.plans import shown
from tests.answers.test_ceiling import weeks
from tests.answers.test_staffing import scarce, sure
from tests.builders import plan, request, visit
from weightplan.answers.frontier import Frontier
from weightplan.answers.frontier import frontier as front_of
from weightplan.answers.frontier.chart import page
from weightplan.case import Case
from weightplan.check import Report, check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.relaxed import Relaxed
from weightplan.solver.sums import with_needs_alone
from weightplan.week import Request

FRONT = importlib.import_module("weightplan.solver.frontier")
LINEAR = importlib.import_module("weightplan.solver.linear")
PAIRS = tuple(product(("weights", "attainment"), ("load", "unserved")))
Values = list[tuple[int, int]]


def frontier(case: Case, made: Plan, *pair: Any, **limits: Any) -> Frontier:
    """Return the front of a unit however small it is."""
    return front_of(shown(case), made, *pair, **limits)


def test_a_unit_of_few_has_no_front() -> None:
    """Its sums would be figures of persons: one person and two, where figures are shown from two."""
    few, enough = (small(*(on_monday(n, "10:00-11:00") for n in names), requests=visits("p1")) for names in ("a", "ab"))
    least_two = [
        replace(case, rulebook=case.rulebook.model_copy(update={"min_group_size": 2})) for case in (few, enough)
    ]
    with pytest.raises(InputError, match="1 of them; figures of a unit are shown from 2"):
        front_of(least_two[0], Plan(), seconds=2)
    assert front_of(least_two[1], Plan(), seconds=2).points


def gained(case: Case, report: Report, gain: str) -> int:
    """Return hundredths of weights, or how many book a target that they have."""
    booked = [(round(100 * c.booked), case.target(c.id)) for c in report.clinicians]
    return sum(b for b, _ in booked) if gain == "weights" else sum(0 < t <= b for b, t in booked)


def lost(report: Report, loss: str) -> int:
    return sum(c.load for c in report.clinicians) if loss == "load" else report.per_rule["unserved"]


def values(case: Case, plans: list[Plan], given: Plan, gain: str, loss: str, kept: int = 4) -> Values:
    """Return gain and loss of every plan that counts: against load none that leaves more unserved than `given`."""
    most = left(case, given, kept)
    counting = [p for p in plans if loss == "unserved" or left(case, p, kept) <= most]
    reports = [check(case, p) for p in counting]
    return [(gained(case, r, gain), lost(r, loss)) for r in reports]


def left(case: Case, made: Plan, kept: int) -> int:
    """Return the price of needs of the first `kept` priorities that a plan leaves unserved."""
    served = Counter(a.request for a in made.appointments)
    prices, total = case.rulebook.prices.unserved, 0
    for name, need in case.needs.items():
        if need.priority <= kept:
            asked, heads = (need.count, 1) if isinstance(need, Request) else (1, case.participants(need))
            total += prices.get(need.priority, 0) * heads * (asked - served[name])
    return total


def asked(first: int, number: int) -> Iterator[tuple[int, Case, list[Plan], Plan, str, str]]:
    """Yield tiny weeks whose plans differ, with one to begin from, and what is weighed against what."""
    for seed, case, plans in weeks(first, 4 * number):
        # From a plan that serves little there is more to weigh.
        given = min(plans, key=lambda p: len(p.appointments)) if seed // 4 % 2 else plans[seed % len(plans)]
        pair = PAIRS[seed % len(PAIRS)]
        if len(set(values(case, plans, given, *pair))) > 1:
            yield seed, case, plans, given, *pair
            number -= 1
        if not number:
            return


def dominated(points: Values) -> bool:
    return any(beaten(point, points) for point in points)


def beaten(point: tuple[int, int], others: Values) -> bool:
    return any(other != point and other[0] >= point[0] and other[1] <= point[1] for other in others)


def compared(first: int, number: int) -> None:
    longer = 0
    for seed, case, plans, given, gain, loss in asked(first, number):
        kept = (4, 2)[seed // 8 % 2]
        answer = frontier(case, given, gain, loss, points=6, seconds=30, workers=1, kept=kept)  # type: ignore[arg-type]
        all_values = values(case, plans, given, gain, loss, kept)
        unit = 100 if gain == "weights" else 1
        found = [(round(unit * p.gain), p.loss) for p in answer.points]
        assert all(check(case, p.plan).legal for p in answer.points), seed
        assert set(found) <= set(all_values), seed
        assert not dominated(found), seed
        assert answer.least_lost == min(b for _, b in all_values), seed
        for limit in answer.limits:
            best = max(a for a, b in all_values if b <= limit.limit)
            assert (round(unit * limit.bound), best) == (best, max(a for a, b in found if b <= limit.limit)), seed
        assert all(p.proven for p in answer.points), seed
        # On the front of all plans, not only of those that were found.
        for a, b in found:
            assert not any(c >= a and d <= b and (c, d) != (a, b) for c, d in all_values), seed
        longer += len(found) > 1
    assert longer >= number // 8


@pytest.mark.untraced
def test_the_front_is_what_brute_force_finds() -> None:
    """On 100 tiny weeks: at every limit the best gain, and nothing dominated."""
    compared(600_000, 100)


@pytest.mark.nightly
def test_the_front_is_what_brute_force_finds_on_many_weeks() -> None:
    compared(650_000, 300)


@pytest.mark.untraced
def test_no_legal_plan_passes_the_relaxation() -> None:
    """On 100 tiny weeks, at every loss that a legal plan has, and one below; asked of the relaxation itself."""
    near = 0
    for seed, case, plans, given, gain, loss in asked(700_000, 100):
        counted = with_needs_alone(case)
        most = None if loss == "unserved" else check(case, given).per_rule["unserved"]
        relaxed = Relaxed(counted, Catalogue(counted), gain, loss, most)  # type: ignore[arg-type]
        all_values = values(case, plans, given, gain, loss)
        assert relaxed.least_lost(None) <= min(b for _, b in all_values), seed
        for limit in sorted({b for _, b in all_values})[:6]:
            best = max(a for a, b in all_values if b <= limit)
            bound = relaxed.most_gained(limit, None)
            assert bound is not None and bound >= best, (seed, gain, loss, limit)
            near += bound == best
    # Often the bound is the best itself: a bound of everything would pass the line above too.
    assert near > 100


@pytest.mark.untraced
def test_larger_weeks_claim_no_more_than_they_know(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 16 tiny weeks taken for large ones: legal plans, no bound too low, nothing dominated, most points shown."""
    monkeypatch.setattr(FRONT, "is_small", lambda case: False)
    reached = shown_points = on_the_front = 0
    for seed, case, plans, given, gain, loss in asked(750_000, 16):
        found = FRONT.front(case, given, gain, loss, points=4, seconds=1.0, workers=1)
        all_values = values(case, plans, given, gain, loss)
        points = [(a, b) for _, a, b in found.plans]
        assert set(points) <= set(all_values) and not dominated(points), seed
        shown_points += len(points)
        on_the_front += min(4, sum(not beaten(value, all_values) for value in set(all_values)))
        for within in found.limits:
            best = max((a for a, b in all_values if b <= within.limit), default=None)
            assert best is None or within.bound is None or within.bound >= best, seed
            reached += best is not None and best == max((a for a, b in points if b <= within.limit), default=None)
    assert reached > 30
    assert shown_points > 0.9 * on_the_front


def test_no_legal_plan_makes_more_sure_than_the_front_says() -> None:
    """On 40 tiny weeks whose patients may stay away: what is found is true, no bound is too low, most is found."""
    best_found = asked_for = 0
    for seed in range(800_000, 800_040):
        case = scarce(seed)
        plans = [p for p, _ in legal_plans(case, MOST_PLANS)]
        level = (0.4, 0.8)[seed % 2]
        answer = frontier(case, Plan(), "confidence", "unserved", points=5, seconds=20, confidence=level)
        all_values = [(sure(case, p, level), lost(check(case, p), "unserved")) for p in plans]
        found = [(round(p.gain), p.loss) for p in answer.points]
        assert set(found) <= set(all_values) and not dominated(found), seed
        for limit in answer.limits:
            best = max(a for a, b in all_values if b <= limit.limit)
            assert limit.bound is not None and limit.bound >= best, seed
            best_found += best == max(a for a, b in found if b <= limit.limit)
            asked_for += 1
    assert best_found > 0.7 * asked_for


def one_hour() -> Case:
    """Return an hour of one person, and two patients who accept a visit of an hour or a call of half an hour."""
    return small(on_monday("anna", "10:00-11:00", target=1.0), requests=visits("p1", "p2"))


def weights_and_needs() -> Frontier:
    case = one_hour()
    return frontier(case, Plan(), "weights", "unserved", points=21, seconds=20, workers=1)


def test_two_calls_or_one_visit() -> None:
    """Two calls leave nobody and earn 0.8; one visit earns 1.0 and leaves a patient of priority 3, at 10."""
    answer = weights_and_needs()
    assert [(p.gain, p.loss, p.bound, p.proven) for p in answer.points] == [(0.8, 0, 0.8, True), (1.0, 10, 1.0, True)]
    assert (answer.least_lost, answer.most_unserved, answer.proof.proven, answer.proof.bound) == (0, None, True, 1.0)
    assert answer.text == (
        "2 plans, each of which gains more only by losing more: from 0.8 weights with unserved needs priced at 0 "
        "to 1.0 weights with unserved needs priced at 10. "
        "Each is proven: no legal plan that loses as little gains more."
    )
    assert answer.text_sv.startswith("2 planer där mer bara fås till ett högre pris: från 0,8 vikter med")


def test_the_target_is_reached_only_by_leaving_a_patient() -> None:
    answer = frontier(one_hour(), Plan(), "attainment", "unserved", points=21, seconds=20, workers=1)
    assert [(p.gain, p.loss) for p in answer.points] == [(0, 0), (1, 10)]


def test_against_load_needs_come_first() -> None:
    """A visit has load 2, a call 1. Who begins from two calls may not earn more by leaving a patient."""
    case = one_hour()
    calls = plan(case, visit("qp1", "anna", "mon 10:00", "call"), visit("qp2", "anna", "mon 10:30", "call"))
    answer = frontier(case, calls, points=5, seconds=20, workers=1)
    assert [(p.gain, p.loss) for p in answer.points] == [(0.8, 2)]
    assert answer.most_unserved == 0
    assert answer.text.startswith("One plan is best in both: 0.8 weights with a load of 2. Each is proven")
    assert answer.text_sv.startswith("En plan är bäst i båda: 0,8 vikter med belastningen 2. Det är bevisat")
    # From a plan that leaves both, all may be left: nothing, a call, two calls or a visit (the same load), in order.
    answer = frontier(case, Plan(), points=5, seconds=20, workers=1)
    assert [(p.gain, p.loss) for p in answer.points] == [(0.0, 0), (0.4, 1), (1.0, 2)]


def test_of_urgent_needs_alone_none_is_left() -> None:
    """An hour: a call for the urgent need stays in every plan, the other half an hour may be left empty."""
    requests = [request("q1", "call", priority=1), request("q2", "call", patient="p2", priority=4)]
    case = small(on_monday("anna", "10:00-11:00"), requests=requests)
    both = plan(case, visit("q1", "anna", "mon 10:00", "call"), visit("q2", "anna", "mon 10:30", "call"))
    assert [(p.gain, p.loss) for p in frontier(case, both, points=5, seconds=20).points] == [(0.8, 2)]
    answer = frontier(case, both, points=5, seconds=20, kept=2)
    assert [(p.gain, p.loss, p.left) for p in answer.points] == [(0.4, 1, 5), (0.8, 2, 0)]
    assert "of priorities 1 to 2 no plan leaves more unserved, by price, than 0." in answer.text


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    week = small(on_monday("a", "10:00-11:00"), requests=[request("q1", "visit", must=True)])
    with pytest.raises(InputError, match="breaks a rule"):
        frontier(week, Plan(), seconds=1)


def test_the_page_draws_each_point_once_and_links_to_its_week() -> None:
    text = page(one_hour(), weights_and_needs(), ["points/point-1.html", "points/point-2.html"], "en")
    assert text.count("<circle") == 2
    assert text.count('href="points/point-1.html"') == text.count('href="points/point-2.html"') == 2
    # Up to a loss of 0 no more than 0.8, up to 10 no more than 1.0: two corners of a step, not a slope between them.
    line = text.split('points="')[1].split('"')[0].split()
    assert len({y.split(",")[1] for y in line}) == 2
    assert '<a href="points' not in page(one_hour(), weights_and_needs(), None, "sv")


def test_without_time_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FRONT, "is_small", lambda case: False)
    case = one_hour()
    answer = frontier(case, plan(case, visit("qp1", "anna", "mon 10:00", "call")), points=5, seconds=0.0)
    assert (answer.points[0].gain, answer.points[0].loss) == (0.4, 1)
    assert all((p.bound, p.proven) == (None, False) for p in answer.points)
    assert (answer.proof.proven, answer.proof.bound) == (False, None)
    assert answer.text.startswith(
        "One plan was found: 0.4 weights with a load of 1. How much more could be had was not shown"
    )
    assert answer.text_sv.startswith("En plan hittades: 0,4 vikter med belastningen 1. Hur mycket mer")


@pytest.mark.parametrize("of", ["weights", "attainment"])
def test_a_linear_solver_that_fails_costs_the_bounds_and_no_plan(of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("an error inside the solver")

    monkeypatch.setattr(FRONT, "is_small", lambda case: False)
    monkeypatch.setattr(LINEAR, "_solve", fails)
    case = one_hour()
    begun = plan(case, visit("qp1", "anna", "mon 10:00", "call"))
    answer = frontier(case, begun, of, "load", points=3, seconds=2.0)
    assert answer.points[-1].gain >= 0.4 * (of == "weights")
    assert (answer.least_lost, answer.proof.bound, answer.proof.proven) == (0, None, False)
    assert "was not shown" in answer.text


def test_where_time_ends_every_point_has_at_least_the_bound_of_the_highest_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first limit that is asked for has half of what is left of the time; the others find no time here."""
    asked_for: list[float] = []

    def once(relaxed: Relaxed, limit: int, seconds: float) -> int | None:
        asked_for.append(seconds)
        return most_gained(relaxed, limit, seconds) if len(asked_for) == 1 else None

    most_gained = Relaxed.most_gained
    monkeypatch.setattr(Relaxed, "most_gained", once)
    monkeypatch.setattr(FRONT, "is_small", lambda case: False)
    answer = frontier(one_hour(), Plan(), "weights", "unserved", points=4, seconds=3.0)
    assert len(asked_for) > 1 and asked_for[0] <= 1.5
    assert answer.points and all(point.bound is not None for point in answer.points)
    assert "at most" in answer.text or "Each is proven" in answer.text


def test_how_little_can_be_lost_takes_a_small_part_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is given up without an answer, plans are sought and bounded."""

    def slow(_: Relaxed, seconds: float) -> int:
        time.sleep(seconds)
        return 0

    monkeypatch.setattr(Relaxed, "least_lost", slow)
    monkeypatch.setattr(FRONT, "is_small", lambda case: False)
    answer = frontier(one_hour(), Plan(), "weights", "unserved", points=4, seconds=3.0)
    assert answer.points[-1].gain >= 0.8 and answer.proof.bound is not None
