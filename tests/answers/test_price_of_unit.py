"""The unit's price of a rule is what brute force finds for all clinicians together, with and without it."""

import logging
from collections import Counter

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.plans import shown
from tests.answers.test_ceiling import weeks
from tests.builders import request, room
from weightplan.answers.price import Easing, Price, Prices, eased, name_of, price_of_unit
from weightplan.answers.price.easing import easings
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver import solve
from weightplan.solver.bound import lower_bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import clockless_bound
from weightplan.solver.start import from_plan
from weightplan.solver.together import most_together
from weightplan.solver.weights import for_weights_of


def together(plan: Plan) -> int:
    return sum(round(100 * weight) for a in plan.appointments for weight in a.weights.values())


def asked(case: Case, seconds: float = 20) -> Prices:
    return price_of_unit(shown(case), solve(case, time_limit=5, workers=1), seconds=seconds)


def the(answer: Prices, rule: str, kind: str | None = None, weekday: str | None = None) -> Price:
    (found,) = [p for p in answer.prices if (p.rule, p.room_kind, p.weekday) == (rule, kind, weekday)]
    return found


def compare(first: int, number: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed, case, plans in weeks(first, number):
        answer = price_of_unit(shown(case), plans[seed % len(plans)], seconds=120)
        now = max(map(together, plans))
        assert answer.complete and answer.proof.proven, seed
        for found in answer.prices:
            changed = eased(case, Easing(found.rule, found.room_kind, found.weekday), tuple(case.clinicians))
            assert changed is not None
            try:
                more = max(together(p) for p, _ in legal_plans(changed, MOST_PLANS)) - now
            except TooManyError:
                continue
            assert (round(100 * found.least), round(100 * found.most)) == (more, more), (seed, found)
            seen[found.rule] += more > 0
            seen["rooms of a day"] += more > 0 and found.weekday is not None
    return seen


@pytest.mark.parametrize("chunk", range(4))
@pytest.mark.untraced
def test_no_price_is_above_or_below_what_brute_force_finds(chunk: int, caplog: pytest.LogCaptureFixture) -> None:
    """On 200 weeks, every rule and every room of a day; and no bound was thrown away on the way."""
    with caplog.at_level(logging.ERROR):
        seen = compare(210_000 + 10_000 * chunk, 50)
    assert sum(seen.values()) > 1, seen
    assert not caplog.records


@pytest.mark.parametrize("chunk", range(2))
@pytest.mark.untraced
def test_no_bound_of_a_large_week_is_below_what_brute_force_finds(chunk: int) -> None:
    """On 200 weeks, the two relaxations asked directly: as the weeks are, and with a room more on one weekday."""
    roomier = 0
    for seed, case, plans in weeks(410_000 + 10_000 * chunk, 100):
        assert _least_bound(case, plans[0]) >= max(map(together, plans)), seed
        easing = next((e for e in easings(case) if e.weekday is not None), None)
        changed = eased(case, easing, ()) if easing is not None else None
        try:
            more = [plan for plan, _ in legal_plans(changed, MOST_PLANS)] if changed is not None else []
        except TooManyError:
            continue
        if changed is not None:
            assert _least_bound(changed, plans[0]) >= max(map(together, more)), seed
            roomier += 1
    assert roomier


def _least_bound(case: Case, plan: Plan) -> int:
    """Return the least of what the relaxations say that no week passes, in 0.01."""
    counted, top = for_weights_of(case, *case.clinicians)
    catalogue = Catalogue(counted)
    state = from_plan(counted, catalogue, plan)
    bounds = [lower_bound(counted, catalogue).cost or 0]
    if state is not None:
        bounds.append(clockless_bound(counted, catalogue, state, 5.0) or 0)
    return top - max(bounds)


def crowded(**fields: object) -> Case:
    """Return two clinicians with an hour each on Monday, one room, and two visits of an hour in it or calls of 0.4."""
    people = [on_monday(name, "10:00-11:00") for name in "ab"]
    return small(*people, requests=visits("p1", "p2"), **fields)


def test_one_more_room_on_mondays_earns_what_a_call_earns_less_than_a_visit() -> None:
    """A visit is half an hour and half an hour of notes: both begin at ten. 1.4 with one room, 2.0 with two."""
    answer = asked(crowded())
    monday = the(answer, "room", "consulting", "mon")
    assert (monday.least, monday.most, monday.for_trade) == (0.6, 0.6, True)
    assert the(answer, "room") == monday.model_copy(update={"room_kind": None, "weekday": None})
    assert answer.clinician is None
    assert answer.text == (
        "What the unit could book more without one rule, at least: "
        "Rooms 0.6, One more room (consulting) on Mondays 0.6."
    )
    assert answer.text_sv == (
        "Vad enheten minst kunde boka mer utan en regel: Rum 0,6, Ett rum till (consulting) på måndagar 0,6."
    )


def test_rooms_enough_cost_nothing_and_that_is_proven() -> None:
    monday = the(asked(crowded(rooms=[room("r1"), room("r2")])), "room", "consulting", "mon")
    assert (monday.least, monday.most, monday.proven) == (0.0, 0.0, True)


def test_a_limit_is_out_of_the_way_for_everybody_at_once() -> None:
    """Both may phone, and nobody does more than half an hour a day: two calls of 0.4 more without that limit."""
    limits = {"limits": {"max_contact_minutes_per_day": 30}}
    people = [on_monday(name, "10:00-11:00", **limits) for name in "ab"]
    week = small(*people, requests=[request(f"q{n}", "call", patient=f"p{n}") for n in range(5)])
    limit = the(asked(week), "contact_minutes")
    assert (limit.least, limit.most, limit.proven, limit.for_trade) == (0.8, 0.8, True, False)


def test_the_sums_of_a_unit_too_small_are_not_told() -> None:
    """Five is what a rulebook asks for unless it says otherwise: six clinicians get an answer, these two do not."""
    week = crowded()
    with pytest.raises(InputError, match="2 of them; figures of a unit are shown from 5"):
        price_of_unit(week, solve(week, time_limit=5, workers=1))
    enough = small(*(on_monday(name, "10:00-11:00") for name in "abcde"), requests=visits("p1"))
    assert price_of_unit(enough, solve(enough, time_limit=5, workers=1), seconds=20).prices


def test_who_stops_keeps_what_was_found_and_nothing_is_claimed_of_the_rest() -> None:
    week = shown(crowded())
    answer = price_of_unit(week, solve(week, time_limit=5, workers=1), seconds=20, stop=lambda: True)
    assert (answer.prices, answer.complete, answer.proof.proven, answer.proof.bound) == ((), False, False, None)
    assert answer.text.endswith("Not every rule had its turn.")
    assert answer.text_sv.endswith("Alla regler hann inte prövas.")


def test_without_time_the_bound_is_every_need_at_its_best() -> None:
    """Two visits of 1.0: no week holds more than 2.0, whatever was solved."""
    week = crowded()
    found = most_together(week, solve(week, time_limit=5, workers=1), seconds=20, stop=lambda: True)
    assert found is not None
    assert found.weights <= 140 <= found.bound <= 200


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    week = shown(small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True)))
    with pytest.raises(InputError, match="breaks a rule"):
        price_of_unit(week, Plan())


def test_a_room_on_a_day_is_named_as_people_do() -> None:
    tuesday = Price(
        rule="room", room_kind="group_room", weekday="tue", least=0.0, most=0.0, proven=True, for_trade=True
    )
    assert name_of(tuesday, "en") == "One more room (group room) on Tuesdays"
    assert name_of(tuesday, "sv") == "Ett rum till (group room) på tisdagar"
