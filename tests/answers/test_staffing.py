"""The cheapest staffing, and the honest target, are what brute force over every legal plan of tiny weeks finds."""

import importlib
import random
import time
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.plans import shown
from tests.answers.test_ceiling import booked, weeks
from tests.builders import clinician, patient, plan, request, visit
from weightplan.answers.confidence import confidence
from weightplan.answers.staffing import honest_targets, staff
from weightplan.answers.staffing.answer import judged
from weightplan.answers.staffing.changes import changes, with_change
from weightplan.answers.staffing.model import Added
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.files.pricelist import PriceList
from weightplan.plan import Plan
from weightplan.solver.reaching import most_that_book, reaching

CARRYING = importlib.import_module("weightplan.solver.carrying")
REACHING = importlib.import_module("weightplan.solver.reaching")
ANSWER = importlib.import_module("weightplan.answers.staffing.answer")
LINEAR = importlib.import_module("weightplan.solver.linear")


def sure(case: Case, made: Plan, level: float) -> int:
    people = confidence(case, made).clinicians
    return sum(o.target > 0 and o.attended.reaches >= level for o in people)


def with_target(case: Case, seed: int) -> Case:
    """Return the case with targets that some plan may reach, and patients of whom some stay away."""
    people = tuple(
        c.model_copy(update={"target": (0.3, 0.6, 1.2)[(seed + n) % 3], "balance": 0.0})
        for n, c in enumerate(case.week.clinicians)
    )
    patients = tuple(
        p.model_copy(update={"attendance": (None, 0.5, 0.95)[(seed + n) % 3]})
        for n, p in enumerate(case.patients.values())
    )
    requests = tuple(case.requests.values())
    update = {"clinicians": people, "patients": patients, "requests": requests, "demand": ()}
    roles = {name: role.model_copy(update={"weekly_target": 0.5}) for name, role in case.rulebook.roles.items()}
    return Case(case.week.model_copy(update=update), case.rulebook.model_copy(update={"roles": roles}), case.earlier)


def listed(case: Case) -> PriceList:
    """Return a list with one step of staff like the first clinician, and a room."""
    first = case.week.clinicians[0]
    post = {"role": first.role, "fte": first.fte, "like": first.id, "cost": 30}
    kinds = [k.room for k in case.rulebook.contact_types.values() if k.room is not None]
    rooms = [{"kind": kinds[0], "cost": 10}] if kinds else []
    return PriceList.model_validate({"staff": [post], "rooms": rooms}, strict=False)


def enough(case: Case, plans: list[Plan], reach: float, level: float) -> bool:
    """Say whether enough people are sure of their targets in some plan, one by one."""
    people = sum(case.target(c) > 0 for c in case.clinicians)
    return bool(plans) and max(sure(case, p, level) for p in plans) >= ceil(Fraction(str(reach)) * people)


def scarce(seed: int) -> Case:
    """Return one or two people with an hour or two, targets that may be met, and patients of whom some stay away."""
    dice = random.Random(seed)
    people = [
        on_monday(name, dice.choice(("10:00-11:00", "10:00-11:00", "10:00-12:00")), target=dice.choice((0.4, 1.0)))
        for name in ("anna", "bert")[: dice.choice((1, 2, 2))]
    ]
    names = [f"p{n}" for n in range(dice.randint(2, 3))]
    patients = [patient(name, attendance=dice.choice((0.5, 0.9, 0.9, 1.0))) for name in names]
    requests = [request(f"q{n}", *dice.choice((("visit",), ("visit",), ("visit", "call"))), patient=n) for n in names]
    roles = {"psychologist": {"weekly_target": dice.choice((0.4, 1.0))}}
    return small(*people, patients=patients, requests=requests, roles=roles)


def searched(first: int, number: int) -> Iterator[tuple[int, Case, PriceList, list[tuple[int, Case, list[Plan]]]]]:
    """Yield tiny weeks with a price list, and every change of it with all its plans."""
    ruled = ((seed, with_target(case, seed)) for seed, case, _ in weeks(first, 50 * number))
    for seed in range(first, first + 50 * number):
        place, case = (seed, scarce(seed)) if seed % 4 else next(ruled)
        prices = listed(case)
        try:
            changed = [(cost, with_change(case, prices, change)) for cost, change in changes(prices)]
            tried = [(cost, c, [p for p, _ in legal_plans(c, MOST_PLANS)]) for cost, c in changed]
        except TooManyError:
            continue
        yield place, case, prices, tried
        number -= 1
        if not number:
            return


def compared(first: int, number: int) -> None:
    today = added = never = 0
    for seed, case, prices, tried in searched(first, number):
        reach, level = (0.5, 1.0)[seed % 2], (0.4, 0.8)[seed // 2 % 2]
        cheapest = next((cost for cost, c, plans in tried if enough(c, plans, reach, level)), None)
        answer = staff(case, prices, reach=reach, confidence=level, seconds=60)
        assert (answer.cost, answer.proof.proven) == (cheapest, True), (seed, reach, level)
        if answer.plan is not None and answer.added is not None:
            changed = with_change(case, prices, answer.added)
            assert check(changed, answer.plan).legal, seed
            assert enough(changed, [answer.plan], reach, level), seed
            assert answer.left == check(changed, answer.plan).per_rule["unserved"], seed
        for one, (_, c, plans) in zip(answer.tried, tried, strict=False):
            assert not (one.refuted and enough(c, plans, reach, level)), seed
        today, added, never = today + (cheapest == 0), added + bool(cheapest), never + (cheapest is None)
    assert min(today, never) >= number // 10 and added, (today, added, never)


@pytest.mark.untraced
def test_the_cheapest_change_is_what_brute_force_finds() -> None:
    """On 30 tiny weeks with four changes each."""
    compared(1_000_000, 30)


@pytest.mark.nightly
def test_the_cheapest_change_is_what_brute_force_finds_on_many_weeks() -> None:
    compared(1_100_000, 100)


def test_no_more_can_book_their_targets_than_the_relaxation_says() -> None:
    """On 60 tiny weeks; asked of the relaxation itself."""
    exact = 0
    for seed, tiny, plans in weeks(1_200_000, 60):
        case = with_target(tiny, seed)
        most = max(sum(case.target(c) <= booked(p, c) for c in case.clinicians) for p in plans)
        bound = most_that_book(case, None)
        assert bound >= most, seed
        exact += bound == most
    assert exact > 30


def carried(case: Case, plans: list[Plan], number: int) -> int:
    """Return the highest target of a full-time week that so many book in some plan, in 0.01."""
    best = 0
    for made in plans:
        shares = []
        for person in case.week.clinicians:
            time = Fraction(str(person.fte)) * case.week.weeks * case.worked_share(person.id)
            if time:
                shares.append((booked(made, person.id) + round(100 * person.balance)) / time)
        best = max(best, floor(sorted(shares, reverse=True)[number - 1]))
    return best


def one_role(case: Case) -> Case | None:
    """Return the case with everybody in the first clinician's role, where that changes no rule's answer."""
    roles = {c.role for c in case.week.clinicians}
    worked = [c for c in case.clinicians if case.worked_share(c)]
    if len(roles) > 1 or not worked:
        return None
    role = roles.pop()
    book = case.rulebook
    raised = {**book.roles, role: book.roles[role].model_copy(update={"weekly_target": 10.0})}
    return Case(case.week, book.model_copy(update={"roles": raised}), case.earlier)


def left(case: Case, made: Plan) -> int:
    """Return the price of the needs that a plan leaves unserved."""
    return check(case, made).per_rule["unserved"]


def compared_targets(first: int, number: int, *, exactly: bool, seconds: float) -> None:
    seen = positive = 0
    for seed, tiny, plans in weeks(first, 10 * number):
        case = one_role(tiny)
        if case is None:
            continue
        people = sum(case.worked_share(c) > 0 for c in case.clinicians)
        reach = (0.5, 1.0)[seed % 2]
        given = plans[seed % len(plans)]
        counting = [p for p in plans if left(case, p) <= left(case, given)]
        best = carried(case, counting, ceil(Fraction(str(reach)) * people))
        answer = honest_targets(shown(case), given, reach=reach, seconds=seconds)
        (role,) = (r for r in answer.roles if r.people == people)
        target, bound = round(100 * role.target), None if role.bound is None else round(100 * role.bound)
        assert check(case, role.plan).legal, seed
        assert target == carried(case, [role.plan], role.needed), seed
        assert role.left == left(case, role.plan) <= answer.most_unserved == left(case, given), seed
        if exactly:
            assert (target, bound, role.proven) == (best, best, True), seed
        else:
            assert target <= best and (bound is None or bound >= best), seed
        seen, positive = seen + 1, positive + (best > 0)
        if seen == number:
            break
    assert positive > number // 6


def test_the_honest_target_is_what_brute_force_finds() -> None:
    """On 60 tiny weeks."""
    compared_targets(1_300_000, 60, exactly=True, seconds=30)


@pytest.mark.nightly
def test_the_honest_target_is_what_brute_force_finds_on_many_weeks() -> None:
    compared_targets(1_400_000, 100, exactly=True, seconds=30)


def test_a_larger_week_carries_no_more_than_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 20 tiny weeks taken for large ones."""
    monkeypatch.setattr(CARRYING, "is_small", lambda case: False)
    compared_targets(1_500_000, 20, exactly=False, seconds=0.6)


def busy(**fields: Any) -> Case:
    """Return one person with an hour, a target of 2, and two patients who want a visit of an hour."""
    requests = [request(f"q{n}", "visit", patient=f"p{n}") for n in range(4)]
    return small(on_monday("anna", "10:00-12:00", target=2.0), requests=requests, **fields)


PRICES = PriceList.model_validate(
    {
        "staff": [{"role": "psychologist", "fte": 1.0, "like": "anna", "cost": 100}],
        "rooms": [{"kind": "consulting", "cost": 10}],
    },
    strict=False,
)


def test_two_sure_visits_reach_a_target_of_two() -> None:
    answer = staff(busy(), PRICES, reach=1.0, confidence=0.8, seconds=30)
    assert (answer.cost, answer.added, answer.proof.proven, answer.proof.bound) == (0, (), True, 0)
    assert answer.text == (
        "Today's staffing is enough, for 0, so that 100% of those with a target attend it with a probability of "
        "at least 80%: 1 of 1 do. The plan leaves unserved needs priced at 20. It is proven that nothing cheaper "
        "in the list is enough."
    )
    assert answer.left == 20
    assert answer.text_sv.startswith("Dagens bemanning räcker, för 0, för att 100")
    assert "Planen lämnar otillgodosedda behov för priset 20." in answer.text_sv


def test_where_patients_stay_away_no_staff_makes_it_sure() -> None:
    """Two visits each come with 0.8: both with 0.64, which is enough for 0.6 and not for 0.7, whoever is hired."""
    away = busy(patients=[patient(f"p{n}", attendance=0.8) for n in range(4)])
    assert staff(away, PRICES, reach=1.0, confidence=0.6, seconds=30).cost == 0
    answer = staff(away, PRICES, reach=1.0, confidence=0.7, seconds=30)
    assert (answer.cost, answer.plan, answer.proof.proven, answer.proof.bound) == (None, None, True, None)
    assert len(answer.tried) == 4 and all(one.refuted for one in answer.tried)
    assert "proven that none is" in answer.text


def test_a_room_is_what_is_missing() -> None:
    """Two people with two hours each and one room: two visits each need a second room, at 10."""
    requests = [request(f"q{n}", "visit", patient=f"p{n}") for n in range(4)]
    people = [on_monday(name, "10:00-12:00", target=2.0) for name in ("anna", "bert")]
    answer = staff(small(*people, requests=requests), PRICES, reach=1.0, seconds=30)
    assert (answer.cost, answer.proof.proven) == (10, True)
    assert answer.text.startswith("1 × room (consulting) is enough, for 10,")


def half_a_post(**fields: Any) -> PriceList:
    post = {"role": "psychologist", "fte": 0.5, "like": "anna", "cost": 50} | fields
    return PriceList.model_validate({"staff": [post]}, strict=False)


def test_half_a_post_works_half_the_hours() -> None:
    """Anna works from 10 to 12 on Mondays and Tuesdays: half of it is Monday, or Tuesday where only that is offered."""
    two_days = clinician("anna", hours={"mon": ["10:00-12:00"], "tue": ["10:00-12:00"]}, target=2.0)
    case = small(two_days, requests=visits("p1"))
    for fields, hours in (({}, {"mon": ("10:00-12:00",)}), ({"days": ("tue",)}, {"tue": ("10:00-12:00",)})):
        prices = half_a_post(**fields)
        changed = with_change(case, prices, (Added(line="staff[0]", number=1),))
        assert changed.clinicians["staff[0] 1"].hours == hours


def test_half_a_post_does_not_the_work_of_a_whole_one() -> None:
    """Half a post has a target of 2 and one hour of anna's two: one visit of 1.0."""
    requests = [request(f"q{n}", "visit", patient=f"p{n}") for n in range(4)]
    anna = on_monday("anna", "10:00-12:00", target=10.0)
    case = small(anna, requests=requests, roles={"psychologist": {"weekly_target": 4.0}})
    answer = staff(case, half_a_post(), reach=0.5, seconds=30)
    assert (answer.cost, answer.proof.proven, len(answer.tried)) == (None, True, 2)


def test_a_post_whose_days_hold_too_few_hours_is_refused() -> None:
    problem = r"staff\[0\].fte: 0.5 of 'anna' on tue takes 01:00 hours a week, and there are 00:00"
    with pytest.raises(InputError, match=problem):
        staff(busy(), half_a_post(days=("tue",)), seconds=1)


def test_no_time_leaves_everything_open() -> None:
    answer = staff(busy(), PRICES, seconds=0.0)
    assert (answer.cost, answer.proof.proven, answer.proof.bound) == (None, False, 0)
    assert "came closest has 0 of the 1 who are needed" in answer.text
    assert "kom närmast har 0 av de 1 som behövs" in answer.text_sv
    assert "was not shown" in answer.text


def test_a_bound_leaves_time_to_look_for_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it takes all the time that it is given."""
    for_plans: list[float] = []

    def slow(case: Case, seconds: float) -> int:
        time.sleep(seconds)
        return len(case.clinicians)

    def looked(case: Case, *asked: Any, seconds: float, **more: Any) -> Any:
        for_plans.append(seconds)
        return reaching(case, *asked, seconds=seconds, **more)

    monkeypatch.setattr(ANSWER, "most_that_book", slow)
    monkeypatch.setattr(ANSWER, "reaching", looked)
    assert staff(busy(), PRICES, reach=1.0, seconds=3.0).cost == 0
    assert for_plans[0] > 1.5


def test_a_change_begins_from_the_best_plan_that_is_legal_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today, a room, a post, both: a post alone does not begin from the plan in the new room, but from today's."""
    case = busy()
    today = Plan()
    in_the_room = plan(case, visit("q0", "anna", "mon 10:00", room="rooms[0] 1"))
    found = iter([(today, ()), (in_the_room, ("anna",)), (today, ()), (today, ())])
    begun_from: list[Plan | None] = []

    def looked(*_: object, known: Plan | None, **__: object) -> Any:
        begun_from.append(known)
        made, reached = next(found)
        return REACHING.Reaching(made, frozenset(reached), 2)

    monkeypatch.setattr(ANSWER, "reaching", looked)
    monkeypatch.setattr(ANSWER, "most_that_book", lambda case, seconds: 2)
    monkeypatch.setattr(ANSWER, "needed", lambda case, reach: 2)
    staff(case, PRICES, reach=1.0, seconds=5.0)
    assert begun_from == [None, today, today, in_the_room]


def test_a_linear_solver_that_fails_proves_nothing_and_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("an error inside the solver")

    for module in (REACHING, CARRYING):
        monkeypatch.setattr(module, "is_small", lambda case: False)
    monkeypatch.setattr(LINEAR, "_solve", fails)
    answer = staff(busy(), PRICES, reach=1.0, seconds=8.0)
    assert answer.cost == 0 and answer.tried[0].bound == 1
    hour = small(on_monday("a", "10:00-11:00"), requests=visits("p"), roles={"psychologist": {"weekly_target": 9.0}})
    (role,) = honest_targets(shown(hour), Plan(), seconds=5.0).roles
    assert (role.target, role.bound, role.proven) == (1.0, None, False)


@pytest.mark.untraced
def test_a_larger_week_finds_no_more_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """On 12 tiny weeks taken for large ones, from an empty plan; it finds some, though it tells no patients apart."""
    monkeypatch.setattr(REACHING, "is_small", lambda case: False)
    found = possible = 0
    for seed in range(1_600_000, 1_600_012):
        case = scarce(seed)
        plans = [p for p, _ in legal_plans(case, MOST_PLANS)]
        most, level = max(sure(case, p, 0.8) for p in plans), 0.8
        answer = reaching(case, lambda p, c=case: judged(c, p, 0.8), most, seconds=2.0, known=Plan(), workers=1)
        assert answer.plan is not None and check(case, answer.plan).legal, seed
        assert len(answer.reached) == sure(case, answer.plan, level) <= most, seed
        found, possible = found + len(answer.reached), possible + most
    assert found > possible / 3 > 1, (found, possible)


def test_a_list_of_too_many_combinations_is_refused() -> None:
    long = PriceList(staff=PRICES.staff * 11)
    with pytest.raises(InputError, match="2048 combinations"):
        staff(busy(), long, seconds=1)


def test_the_sentence_on_an_honest_target() -> None:
    """An hour holds one visit of 1.0 or two calls of 0.8: a target of 1 a week, not 10."""
    case = small(
        on_monday("anna", "10:00-11:00"), requests=visits("p1", "p2"), roles={"psychologist": {"weekly_target": 10.0}}
    )
    answer = honest_targets(shown(case), Plan(), seconds=20)
    assert answer.text == (
        "Psychologist: 1.0 weights a full-time week can be booked by 1 of 1 (today: 10.0), leaving unserved needs "
        "priced at 10. No legal week that counts carries more. Weights are booked ones: who stays away is not "
        "allowed for. Needs come first: only weeks count that leave no more unserved, by price, than 20."
    )
    assert answer.text_sv == (
        "Psychologist: 1,0 vikter per heltidsvecka kan bokas av 1 av 1 (i dag: 10,0); då lämnas otillgodosedda behov "
        "för priset 10. Ingen tillåten vecka som räknas bär mer. Vikterna är bokade: de som uteblir är inte avräknade. "
        "Behoven går först: bara veckor räknas som inte lämnar mer otillgodosett än till priset 20."
    )
    assert (answer.proof.proven, answer.proof.bound) == (True, 1.0)


@pytest.mark.parametrize("is_small", [True, False])
def test_no_target_is_carried_by_leaving_a_patient(is_small: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who begins from two calls of 0.4 that leave nobody is not told of the visit of 1.0 that leaves one at 10."""
    monkeypatch.setattr(CARRYING, "is_small", lambda case: is_small)
    case = small(
        on_monday("anna", "10:00-11:00"), requests=visits("p1", "p2"), roles={"psychologist": {"weekly_target": 10.0}}
    )
    calls = plan(case, visit("qp1", "anna", "mon 10:00", "call"), visit("qp2", "anna", "mon 10:30", "call"))
    answer = honest_targets(shown(case), calls, seconds=4)
    (role,) = answer.roles
    assert (role.target, role.left, answer.most_unserved) == (0.8, 0, 0)
    assert role.bound is not None and role.bound < 1.0


def test_a_role_of_few_people_is_not_shown() -> None:
    """Two nurses are enough where figures are shown from two, one psychologist is not."""
    people = [on_monday("anna", "10:00-11:00")]
    people += [on_monday(name, "10:00-11:00", role="nurse") for name in ("bert", "cia")]
    roles = {"psychologist": {"weekly_target": 10.0}, "nurse": {"weekly_target": 5.0}}
    case = small(*people, requests=visits("p1", "p2"), roles=roles, min_group_size=2)
    answer = honest_targets(case, Plan(), seconds=20)
    assert ([role.role for role in answer.roles], answer.hidden) == (["nurse"], ("psychologist",))
    assert answer.text.endswith("Psychologist: not shown, a role's figures are shown from 2 people.")
    alone = honest_targets(small(people[0], requests=visits("p1"), roles=roles, min_group_size=2), Plan(), seconds=5)
    assert (alone.roles, alone.hidden, alone.proof.proven) == ((), ("psychologist",), False)
