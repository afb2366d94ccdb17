"""What it would take is what brute force over every set of levers and every legal plan finds."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, on_monday, small, visits
from tests.answers.test_ceiling import booked, colleagues, weeks
from tests.builders import group, kind, patient, request, room, span
from weightplan.answers.conflict.demands import with_need
from weightplan.answers.reach import levers_of, reach
from weightplan.answers.reach.judge import Judge
from weightplan.answers.reach.lever import Lever, Situation, includes, lowered, ways
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.rulebook import Levers
from weightplan.solver import solve

Sets = list[tuple[Lever, ...]]


def with_levers(case: Case, **levers: dict[str, Any]) -> Case:
    given = Levers.model_validate_json(json.dumps(levers))
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


def heights(case: Case, plan: Plan, clinician: str, levers: list[Lever]) -> dict[tuple[Lever, ...], int]:
    """Return the most weights with each set of levers pulled; -1 where no plan is legal."""
    found = {}
    for chosen in all_sets(levers, len(levers)):
        most = [highest(after.case, after.plan, clinician) for after in ways(Situation(case, plan), chosen)]
        found[chosen] = max((weights for weights in most if weights is not None), default=-1)
    return found


def reaching(most: dict[tuple[Lever, ...], int], target: int) -> Sets:
    """Return every set that reaches a target and includes no other one that does, cheapest first."""
    found: Sets = []
    for chosen in sorted(most, key=cost_of):
        if most[chosen] >= target - lowered(chosen) and not any(includes(chosen, other) for other in found):
            found.append(chosen)
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
    """Compare so many weeks with brute force: what is told, what is proven, what no set passes."""
    seen: Counter[str] = Counter()
    for seed, bare, plans in weeks(first, 100 * number):
        if seen["weeks"] == number:
            break
        case = asked(seed, bare)
        plan, clinician = plans[seed % len(plans)], list(case.clinicians)[seed % len(case.clinicians)]
        levers = list(levers_of(case, plan, clinician, 10_000))
        if not levers or len(levers) > MOST_LEVERS:
            continue
        try:
            most = heights(case, plan, clinician, levers)
        except TooManyError:
            continue
        target = aim(seed, most)
        if target is None or target <= max(booked(plan, clinician), lowered(levers)):
            continue
        seen["weeks"] += 1
        judge = Judge(Situation(case, plan), clinician, target, 60, lambda: 60.0)
        for chosen in most:
            held = [weights for other, weights in most.items() if set(other) <= set(chosen)]
            assert judge.bound(chosen) >= max(held), (seed, chosen)
        compare_sets(case, plan, clinician, target, reaching(most, target), seed)
        seen[f"{len(reaching(most, target)[:3])} sets"] += 1
    return seen


def aim(seed: int, most: dict[tuple[Lever, ...], int]) -> int | None:
    """Return a target that some set reaches and none does without levers, or one that no set reaches."""
    reached = sorted({weights + lowered(chosen) for chosen, weights in most.items()} - {most[()]})
    if seed % 15 == 0:
        return max(*reached, most[()]) + 1 if reached else most[()] + 1
    above = [weights for weights in reached if weights > most[()]]
    return above[seed % len(above)] if above else None


def compare_sets(case: Case, plan: Plan, clinician: str, target: int, truth: Sets, seed: int) -> None:
    answer = reach(case, plan, clinician, target=target / 100, seconds=60)
    if not truth:
        assert (answer.status, answer.proof.proven) == ("unreachable", True), seed
        return
    assert answer.status == "found", seed
    told = [(s.cost, s.proof.bound, s.proof.proven) for s in answer.sets]
    assert told == [(cost_of(chosen), cost_of(chosen), True) for chosen in truth[:3]], seed
    assert all(s.weights >= s.target for s in answer.sets), seed


@pytest.mark.parametrize("chunk", range(2))
@pytest.mark.untraced
def test_no_set_is_missed_and_none_is_told_that_does_not_reach(chunk: int) -> None:
    """On 24 weeks: the cheapest sets, their cost proven; or the proof that none reaches. No bound is too low."""
    seen = compare(200_000 + 10_000 * chunk, 12)
    assert seen["0 sets"] and seen["1 sets"] + seen["2 sets"] + seen["3 sets"] >= 4, seen


@pytest.mark.nightly
def test_no_set_of_many_weeks_is_missed() -> None:
    compare(300_000, 200)


def shared(case: Case, plan: Plan, clinician: str, needs: tuple[str, ...]) -> int:
    """Return the most weights if anybody may hold some needs, at any time, and all else that colleagues do stands."""
    for name in needs:
        fields = {"clinicians": None} if name in case.requests else {"leaders_from": None}
        case = with_need(case, name, **fields)

    def rest(of: Plan) -> list[object]:
        kept = tuple(a for a in of.appointments if a.request not in needs)
        return colleagues(of.model_copy(update={"appointments": kept}), clinician)

    return max(booked(p, clinician) for p, _ in legal_plans(case, MOST_PLANS) if rest(p) == rest(plan))


def compare_shared(first: int, number: int) -> Counter[str]:
    """Compare groups and first visits that colleagues help with: nothing is refused that brute force reaches."""
    seen: Counter[str] = Counter()
    for seed, bare, plans in weeks(first, 1000 * number):
        if seen["weeks"] == number:
            break
        case = with_levers(bare, co_leader={"cost": 2}, first_visit={"cost": 3})
        for clinician in case.clinicians if len(case.clinicians) > 1 else ():
            plan = plans[seed % len(plans)]
            levers = list(levers_of(case, plan, clinician, 10_000))
            cost = {str(lever.slot[1]): lever.cost for lever in levers if lever.slot is not None}
            try:
                sets = [chosen for size in range(len(cost) + 1) for chosen in combinations(cost, size)]
                most = {chosen: shared(case, plan, clinician, chosen) for chosen in sets} if levers else {}
            except TooManyError:
                continue
            target = max(most.values(), default=0)
            if target <= booked(plan, clinician):
                continue
            seen["weeks"] += 1
            judge = Judge(Situation(case, plan), clinician, target, 20, lambda: 20.0)
            for chosen, weights in most.items():
                pulled = [lever for lever in levers if lever.slot is not None and lever.slot[1] in chosen]
                assert judge.bound(pulled) >= weights, (seed, chosen)
            least = min(sum(cost[name] for name in chosen) for chosen in most if most[chosen] >= target)
            answer = reach(case, plan, clinician, target=target / 100, seconds=20)
            assert answer.status in ("found", "unknown"), seed
            assert answer.proof.bound is not None and answer.proof.bound <= least, seed
            assert all(s.cost >= least for s in answer.sets), seed
            seen["helped"] += any(s.cost for s in answer.sets)
            seen[answer.status] += 1
    return seen


def test_no_bound_of_what_colleagues_help_with_is_too_low() -> None:
    """On 4 weeks with groups and first visits that a colleague could share or take."""
    seen = compare_shared(400_000, 4)
    assert seen["found"], seen


@pytest.mark.nightly
def test_no_bound_of_what_colleagues_help_with_is_too_low_on_many_weeks() -> None:
    assert compare_shared(500_000, 60)["helped"]


LEVERS: dict[str, dict[str, Any]] = {
    "longer_hours": {"cost": 30, "step": 30},
    "room": {"cost": 40},
    "meeting": {"cost": 25, "keep": ["supervision", "handledning"]},
    "co_leader": {"cost": 20},
    "first_visit": {"cost": 35},
    "question": {"cost": 15, "contact_types": ["call"]},
    "lower_target": {"cost": 60, "step": 1.0, "most": 2},
}


def only(case: Case, *kinds: str) -> Case:
    return with_levers(case, **{kind: LEVERS[kind] for kind in kinds})


def met(label: str) -> Case:
    """Return a's two hours for two visits of an hour each, a meeting in the first of them."""
    meeting = [span("mon 10:00", "mon 11:00") | {"label": label}]
    return small(on_monday("a", "10:00-12:00", blocks=meeting), requests=visits("p1", "p2"))


def test_a_meeting_given_up_is_a_visit_more() -> None:
    case = only(met("team meeting"), "meeting", "lower_target")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=2.0, seconds=20)
    first, second = answer.sets
    # The meeting lasts an hour: one piece of 25. A target of 1 is a piece of 60.
    assert [(s.cost, s.weights, s.target) for s in answer.sets] == [(25, 2.0, 2.0), (60, 1.0, 1.0)]
    assert first.text == "2.0 with this: a is excused from team meeting on Mon 23 Nov, 10:00–11:00."
    assert second.text_sv == "1,0 med detta: sänk målet med 1,0, till 1,0."
    assert first.proof.proven and second.proof.proven
    assert answer.text == "a has 0.8 of 2.0. What it would take costs 25, and nothing cheaper is enough."
    assert answer.text_sv == "a har 0,8 av 2,0. Det som krävs kostar 25, och inget billigare räcker."


@pytest.mark.parametrize("label", ["Supervision", "gruppHandledning", ""])
def test_supervision_and_what_has_no_name_is_never_given_up(label: str) -> None:
    case = only(met(label), "meeting")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=2.0, seconds=20)
    assert (answer.status, answer.levers) == ("unreachable", 0)
    assert answer.text == "No set of these levers lets a reach 2.0: with all of them no legal week gives more than 1.0."
    assert answer.proof.proven


def test_longer_hours_are_told_with_the_day_and_the_clock() -> None:
    """An hour and a half holds one visit of an hour; half an hour more, early or late, holds two."""
    case = only(small(on_monday("a", "10:00-11:30"), requests=visits("p1", "p2")), "longer_hours")
    plan = solve(case, time_limit=5, workers=1)
    answer = reach(case, plan, "a", target=2.0, seconds=20)
    assert [s.levers[0].text for s in answer.sets] == [
        "a works 30 minutes longer on Mon 23 Nov, until 12:00",
        "a works 30 minutes longer on Mon 23 Nov, from 09:30",
    ]
    assert answer.sets[0].levers[0].text_sv == "a arbetar 30 minuter längre mån 23 nov, till kl. 12:00"


def test_a_longer_day_that_is_due_a_lunch_is_not_worth_more() -> None:
    """Two hours without a lunch hold two visits; two and a half with one of half an hour hold no more."""
    case = small(
        on_monday("a", "10:00-12:00"),
        requests=visits("p1", "p2", "p3"),
        working_time={"lunch_minutes": 30, "lunch_between": ["10:30", "12:00"], "max_hours_without_break": 2},
    )
    case = only(case, "longer_hours")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=2.4, seconds=20)
    assert (answer.status, answer.proof.proven) == ("unreachable", True)


def test_a_question_is_marked_and_put_as_one() -> None:
    """Half an hour holds no visit of an hour; a call of half an hour it would."""
    case = only(small(on_monday("a", "10:00-10:30"), requests=[request("q1", "visit")]), "question")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=0.4, seconds=20)
    (pull,) = answer.sets[0].levers
    assert pull.question
    assert pull.text == "a question to whoever owns the care plan: could q1 also be met by Call?"
    assert pull.text_sv == "en fråga till den som ansvarar för vårdplanen: kan q1 också mötas med Call?"


@pytest.mark.parametrize("fields", [{"must": True}, {"clinicians": ["b"]}])
def test_a_must_and_what_others_hold_is_not_asked_about(fields: dict[str, Any]) -> None:
    case = small(
        on_monday("a", "10:00-11:00"), on_monday("b", "10:00-11:00"), requests=[request("q1", "visit", **fields)]
    )
    case = only(case, "question")
    assert not list(levers_of(case, Plan(), "a", 100))


def first_visit_week(hours: str) -> Case:
    """Return a's two hours, for visits of an hour: a first one that is a must (1.0) and two others (1.5 each)."""
    types = {
        "visit": kind(minutes=30, documentation=30, weight=1.5, room="consulting"),
        "first": kind(minutes=60, documentation=0, room="consulting", first=True),
    }
    return small(
        on_monday("a", "10:00-12:00"),
        on_monday("b", hours),
        patients=[patient("p9", new=True)],
        rooms=[room("r1"), room("r2")],
        contact_types=types,
        requests=[
            request("q9", "first", patient="p9", clinicians=["a"], must=True),
            *(request(f"q{p}", "visit", patient=p, clinicians=["a"]) for p in ("p1", "p2")),
        ],
    )


@pytest.mark.parametrize("hours", ["10:00-11:00", "11:00-12:00", "10:30-11:30", "10:00-10:30"])
def test_a_colleague_who_takes_a_first_visit_leaves_time_for_others(hours: str) -> None:
    """a holds the first visit and one other, 2.5; with b in the first, two others, 3.0. b needs an hour for it."""
    case = only(first_visit_week(hours), "first_visit")
    plan = solve(case, time_limit=5, workers=1)
    assert booked(plan, "a") == 250
    (lever,) = levers_of(case, plan, "a", 300)
    # Brute force: q9 may be anybody's, b does nothing else.
    opened = with_need(case, "q9", clinicians=None)
    plans = [p for p, _ in legal_plans(opened, MOST_PLANS)]
    truth = max(booked(p, "a") for p in plans)
    answer = reach(case, plan, "a", target=3.0, seconds=20)
    judge = Judge(Situation(case, plan), "a", 300, 20, lambda: 20.0)
    assert judge.bound((lever,)) >= truth
    if truth < 300:
        assert answer.status == "unknown"  # that b has no hour is not seen without a clock, and not claimed
        assert not answer.proof.proven
        return
    assert [(s.cost, s.weights, s.proof.proven) for s in answer.sets] == [(35, 3.0, True)]
    (pull,) = answer.sets[0].levers
    assert pull.text.startswith("b takes the first visit q9 instead of a, on Mon 23 Nov at ")
    assert pull.text_sv.startswith("b tar nybesöket q9 i stället för a, mån 23 nov kl. ")


def group_week(**fields: Any) -> Case:
    return small(
        on_monday("a", "10:00-12:00"),
        on_monday("b", "10:00-11:00"),
        on_monday("c", "11:00-12:00", role="psychologist"),
        requests=visits("p1", clinicians=["a"]),
        groups=[group("d1", 4, contact_type="course", **fields)],
    )


def test_a_colleague_to_lead_with_lets_a_group_begin() -> None:
    """Nobody but a is named for a group of two leaders: with b at ten or c at eleven, a has half its weight more."""
    case = only(group_week(leaders_from=["a"]), "co_leader")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=1.5, seconds=20)
    assert [pull.text for s in answer.sets for pull in s.levers] == [
        "a leads d1 with b, on Mon 23 Nov at 10:00",
        "a leads d1 with c, on Mon 23 Nov at 11:00",
    ]
    assert [(s.cost, s.weights, s.proof.proven) for s in answer.sets] == [(20, 1.5, True)] * 2


def test_half_a_group_is_all_that_a_second_leader_gives() -> None:
    case = only(group_week(leaders_from=["a"]), "co_leader")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=1.6, seconds=20)
    assert (answer.status, answer.most, answer.proof.proven) == ("unreachable", 1.5, True)


def test_what_is_reached_already_takes_nothing() -> None:
    case = only(met("team meeting"), "meeting")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=0.8, seconds=20)
    assert (answer.status, answer.sets, answer.proof.proven) == ("reached", (), True)
    assert answer.text == "a already reaches 0.8: 0.8 are booked."


def test_a_better_week_of_their_own_comes_before_any_lever() -> None:
    case = only(met("team meeting"), "meeting")
    answer = reach(case, Plan(), "a", target=1.0, seconds=20)
    (only_set,) = answer.sets
    assert (only_set.levers, only_set.cost, only_set.proof.proven) == ((), 0, True)
    assert answer.text_sv == "a kan nå 1,0 med en bättre egen vecka; ingen ändring behövs."


def test_a_stop_leaves_what_was_found_and_claims_nothing() -> None:
    case = only(met("team meeting"), "meeting")
    answer = reach(case, solve(case, time_limit=5, workers=1), "a", target=2.0, seconds=20, stop=lambda: True)
    assert (answer.status, answer.proof.proven, answer.sets) == ("unknown", False, ())


def test_one_day_longer_leaves_the_same_day_of_other_weeks() -> None:
    """Of two Mondays a lever each, and both together."""
    case = only(small(on_monday("a", "10:00-11:30"), weeks=2), "longer_hours")
    late = [lever for lever in levers_of(case, Plan(), "a", 100) if "until" in lever.told(Plan())[0]]
    hours = [(600, 690), (600, 720)]
    for chosen, expected in ((late[:1], hours[::-1]), (late[1:], hours), (late, [hours[1]] * 2)):
        (after,) = ways(Situation(case, Plan()), chosen)
        found = [after.case.hours("a", day)[0] for day in (0, 7)]
        assert [(start % 10080, end % 10080) for start, end in found] == expected


def test_a_plan_that_breaks_a_rule_gets_no_answer() -> None:
    case = small(on_monday("a", "10:00-11:00"), requests=visits("p1", must=True))
    with pytest.raises(InputError, match="breaks a rule"):
        reach(case, Plan(), "a")
