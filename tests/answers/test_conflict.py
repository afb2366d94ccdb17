"""A clash is proven, none of its parts can be left out, no clash has fewer, and its ways out work."""

import importlib
import json
from itertools import combinations
from typing import Any

import pytest

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_brute_force import MOST_PLANS, WEEKS, on_monday, small, tiny, visits
from tests.builders import booking, case, clinician, group, kind, request, room, span
from weightplan.answers.conflict import Conflict, conflict
from weightplan.answers.conflict.demands import Demand, demands, without
from weightplan.answers.conflict.minimal import Clash, minimised, smallest
from weightplan.answers.conflict.nearby import Nearby
from weightplan.answers.conflict.trials import Trials
from weightplan.case import Case
from weightplan.files import load_case
from weightplan.solver.budget import Budget
from weightplan.solver.feasible import feasible
from weightplan.week import Request


def planted(busy: bool = True) -> Case:
    """Return a Tuesday of 240 minutes with a meeting of 120, or none, and two bookings and a must of 55 each.

    120 + 3 × 55 = 285 minutes do not fit; without the meeting the 165 do.
    """
    meeting = [span("tue 09:00", "tue 11:00") | {"label": "team meeting"}] if busy else []
    return case(
        clinicians=[clinician(hours={"tue": ["08:00-12:00"]}, blocks=meeting)],
        requests=[request("q1"), request("q2", patient="p2"), request("q3", patient="p3", must=True)],
        bookings=[booking("q1", "psy1", "tue 08:00"), booking("q2", "psy1", "tue 11:00")],
    )


def three_groups() -> Case:
    """Return three groups of 105 minutes that must be held in the one group room within 240 minutes."""
    window = [span("tue 08:00", "tue 12:00")]
    return case(
        clinicians=[clinician(f"psy{n}") for n in range(6)],
        rooms=[room("g1", "group")],
        groups=[group(f"dbt{n}", must=True, windows=window) for n in range(3)],
    )


def clash_of(case: Case) -> Clash:
    trials = Trials(case, Budget(30, None))
    return smallest(trials, Nearby(trials), minimised(trials, trials.all))


def has_plan(case: Case, kept: tuple[Demand, ...]) -> bool:
    """Say whether a legal plan meets these demands alone, by looking at every plan."""
    eased = without(case, [demand for demand in demands(case) if demand not in kept])
    return next(legal_plans(eased, MOST_PLANS), None) is not None


def agrees(case: Case) -> int | None:
    """Assert that no clash is smaller and that every part is needed; return the size, None if too much to look at."""
    clash = clash_of(case)
    size = len(clash.demands)
    assert (clash.irreducible, clash.least) == (True, size)
    try:
        assert not has_plan(case, clash.demands)
        for fewer in combinations(demands(case), size - 1):
            assert has_plan(case, fewer)
    except TooManyError:
        return None
    return size


def compare(first: int, number: int) -> list[int]:
    sizes: list[int] = []
    seed = first
    while len(sizes) < number:
        made = tiny(seed)
        seed += 1
        if made is not None and feasible(made, 20).status == "infeasible":
            size = agrees(made)
            sizes += [size] if size is not None else []
    return sizes


def test_no_clash_of_a_tiny_week_is_smaller() -> None:
    """On 60 random weeks, with clashes of one part and of several."""
    sizes = compare(0, 60)
    assert {1, 2} <= set(sizes)


@pytest.mark.nightly
def test_no_clash_of_many_tiny_weeks_is_smaller() -> None:
    assert len(compare(2_000, 200)) == 200


def test_feasible_decides_as_looking_at_every_plan_does() -> None:
    """On 60 random weeks, legal and not; the needs that nobody has to serve are looked at too."""
    found = set()
    for seed in range(5_000, 5_120):
        made = tiny(seed)
        if made is None:
            continue
        try:
            legal = next(legal_plans(made, MOST_PLANS), None) is not None
        except TooManyError:
            continue
        assert feasible(made, 20).status == ("feasible" if legal else "infeasible"), f"tiny({seed})"
        found.add(legal)
    assert found == {True, False}


@pytest.mark.parametrize("visit", [True, False])
def test_a_visit_nobody_must_have_can_make_room_for_a_call(visit: bool) -> None:
    """A call of 30 minutes is at most half of the contact minutes only beside a visit of 30."""
    week = small(
        on_monday("a", "10:00-12:00"),
        requests=[request("q1", "call", must=True), *([request("q2", "visit", patient="p2")] if visit else [])],
        limits={"max_remote_share": 0.5},
    )
    assert feasible(week, 20).status == ("feasible" if visit else "infeasible")


def test_a_rest_can_clash_with_two_musts() -> None:
    """An hour on Monday evening and one on Tuesday at 07:00: ten hours between them are no eleven."""
    hours = {"mon": ["20:00-21:00"], "tue": ["07:00-08:00"]}
    calls = {"visit": kind(minutes=60, documentation=0), "call": kind("phone", 60, 0)}
    week = small(
        clinician("a", hours=hours),
        contact_types=calls,
        requests=visits("p1", "p2", must=True),
        limits={"min_rest_hours_per_day": 11},
    )
    clash = conflict(week)
    assert clash.status == "conflict"
    assert "at least 11 hours of daily rest for a" in [d.text for d in clash.demands]
    assert "minst 11 timmars dygnsvila för a" in [d.text_sv for d in clash.demands]
    assert clash.irreducible


def test_phone_hours_can_clash_with_a_must() -> None:
    """A call that must be had on a day without phone hours."""
    week = small(
        on_monday("a", "10:00-11:00"),
        requests=[request("q1", "call", must=True)],
        limits={"phone_hours": {"tue": ["10:00-11:00"]}},
    )
    clash = conflict(week)
    assert [d.text for d in clash.demands][1:] == ["the phone hours of a"]
    assert [d.text_sv for d in clash.demands][1:] == ["telefontiderna för a"]


def test_time_that_ran_out_is_neither_word() -> None:
    assert feasible(planted(), 0).status == "unknown"
    answer = conflict(planted(), 1e-9)
    assert (answer.status, answer.proof.proven, answer.demands) == ("unknown", False, ())


def test_who_stops_early_keeps_the_smallest_clash_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped after each question to the solver in turn: what is told clashes, and is called smallest only if proven.

    The meeting, the two bookings and the must clash: four of the demands, which all questions find in the end.
    """
    trials = importlib.import_module("weightplan.answers.conflict.trials")
    asked = 0

    def counted(*question: Any) -> Any:
        nonlocal asked
        asked += 1
        return feasible(*question)

    monkeypatch.setattr(trials, "feasible", counted)
    week, told = planted(), []
    for most in range(1, 60):
        asked = 0
        answer = conflict(week, 60, stop=lambda most=most: asked >= most)  # noqa: B023
        told.append((answer.status, answer.proof.proven, len(answer.demands)))
        unsettled = " Not yet proven smallest."
        assert answer.text.endswith(unsettled) == (answer.status == "conflict" and not answer.proof.proven)
        assert answer.proof.proven == answer.smallest
        if answer.smallest:
            break
    assert told[-1] == ("conflict", True, 4)
    early = [size for status, proven, size in told if status == "conflict" and not proven]
    assert early == sorted(early, reverse=True)
    assert early[0] > 4 and early[-1] == 4


def test_a_clash_that_was_cut_short_is_a_clash_all_the_same() -> None:
    """On 12 tiny weeks, stopped after a clash was found: no legal plan meets the demands told, by brute force."""
    seen = 0
    for seed in range(3_000):
        made = tiny(seed)
        if seen == 12:
            break
        if made is None or feasible(made, 20).status != "infeasible":
            continue
        made_trials = Trials(made, Budget(30, None), stop=lambda: bool(made_trials.clashing))  # noqa: B023
        first = next(d for d in [frozenset(made_trials.all)] if made_trials.holds(d) is False)
        clash = minimised(made_trials, [d for d in made_trials.all if d in first])
        try:
            assert not has_plan(made, clash.demands), f"tiny({seed})"
        except TooManyError:
            continue
        seen += 1
    assert seen == 12


def test_a_week_with_a_plan_has_no_conflict() -> None:
    """Without the meeting 09:00-10:00 holds the must: 08:55 to 09:50, say."""
    answer = conflict(planted(busy=False))
    assert (answer.status, answer.proof.proven, answer.proof.bound) == ("none", True, 0.0)


def test_bookings_a_meeting_and_a_must_clash() -> None:
    """No part can go: every free stretch of 55 minutes is taken by exactly one of the three."""
    answer = conflict(planted())
    assert (answer.status, answer.irreducible, answer.smallest) == ("conflict", True, True)
    assert [part.text.split(" (")[0] for part in answer.demands] == [
        "the locked booking q1 with psy1 on Tue 24 Nov at 08:00",
        "the locked booking q2 with psy1 on Tue 24 Nov at 11:00",
        "the must q3",
        "team meeting of psy1 on Tue 24 Nov, 09:00–11:00",
    ]
    assert "On Tue 24 Nov psy1 has" in answer.text
    assert answer.text.endswith("08:00–12:00 holds 240 minutes, they need 285.")
    assert answer.text_sv.endswith("Kl. 08:00–12:00 rymmer 240 minuter, det behövs 285.")


def test_ways_out_come_cheapest_first_and_leave_lunch_and_limits_alone() -> None:
    """Missing are 45 minutes, but 11:55 to 12:45 holds no visit of 55: 60 do."""
    ways = [way.text for way in conflict(planted()).ways_out]
    assert ways[0] == "psy1 works 60 minutes longer on Tue 24 Nov, until 13:00"
    assert "psy1 is excused from team meeting on Tue 24 Nov, 09:00–11:00" in ways
    assert len(ways) == 3


def test_three_groups_want_one_room() -> None:
    """3 × 105 = 315 minutes in a room that is open 240 minutes while they may be held."""
    answer = conflict(three_groups())
    assert (len(answer.demands), answer.smallest) == (3, True)
    assert "g1: the rooms hold 240 minutes when the contacts can be held, they need 315." in answer.text


@pytest.mark.parametrize("absent", [True, False])
def test_a_must_whose_only_clinician_is_absent_clashes_alone(absent: bool) -> None:
    away = [span("mon 00:00", "fri 23:55")] if absent else []
    week = case(
        clinicians=[clinician("a", absences=away), clinician("b")],
        requests=[request("q1", must=True, clinicians=["a"])],
    )
    answer = conflict(week)
    assert answer.status == ("conflict" if absent else "none")
    if absent:
        assert len(answer.demands) == 1
        assert "no time suits" in answer.text
        assert [way.text for way in answer.ways_out] == [
            "let any colleague with the right role and skills hold q1",
            "q1 is no longer a must",
        ]


@pytest.mark.parametrize("week", ["a must too many", "no lunch will do", "nobody may come"])
def test_clashes_of_small_weeks(week: str) -> None:
    answer = conflict(WEEKS[week])
    legal = next(legal_plans(WEEKS[week], 50_000), None) is not None
    assert answer.status == ("none" if legal else "conflict")


def test_several_clashes_want_several_changes() -> None:
    """Two musts, each of a clinician who is away: no single change makes the week legal, giving up both does."""
    away = [span("mon 00:00", "fri 23:55")]
    week = case(
        clinicians=[clinician(name, absences=away) for name in ("a", "b")],
        requests=[request(f"q{name}", patient=f"p-{name}", must=True, clinicians=[name]) for name in ("a", "b")],
    )
    answer = conflict(week)
    assert (len(answer.demands), answer.smallest) == (1, True)
    assert [way.text for way in answer.ways_out] == ["together: qa is no longer a must and qb is no longer a must"]
    assert [way.text_sv for way in answer.ways_out] == [
        "tillsammans: qa är inte längre ett måste och qb är inte längre ett måste"
    ]


def test_no_patient_is_named() -> None:
    for week in (planted(), three_groups()):
        text = conflict(week).model_dump_json()
        assert not any(f'"{p}"' in text or f" {p} " in text for p in week.patients)


def with_plant(week: Case) -> Case:
    """Return a shipped week with a must for the late Friday afternoon, when psy1 is booked."""
    window = span("2026-12-04T14:00", "2026-12-04T16:30")
    asked = request("planted", "first_visit", patient="p23", must=True, clinicians=["psy1"], windows=[window])
    must = Request.model_validate_json(json.dumps(asked))
    return Case(week.week.model_copy(update={"requests": (*week.week.requests, must)}), week.rulebook)


def test_a_clash_in_a_clinic_is_found_in_time() -> None:
    """psy1 is booked at 15:00 on Friday: 14:00 to 16:30 holds no first visit of 90 minutes beside it."""
    answer: Conflict = conflict(with_plant(load_case("clinic-12")), 40)
    assert (answer.status, answer.irreducible) == ("conflict", True)
    assert [part.text.split(" (")[0] for part in answer.demands] == [
        "the locked booking q604 with psy1 on Fri 4 Dec at 15:00",
        "the must planted",
    ]


def test_five_visits_in_a_morning_for_four_are_told_as_just_these() -> None:
    """Of a unit of twelve: five musts of 55 minutes that psy3 alone may hold on Thursday from 08:30 to 12:00."""
    week = load_case("clinic-12")
    window = span("2026-12-03T08:30", "2026-12-03T12:00")
    patients = [name for name, patient in week.patients.items() if not patient.new and not patient.available][:5]
    fields = {"must": True, "clinicians": ["psy3"], "windows": [window]}
    asked = [request(f"planted-{n}", "physical_visit", patient=name, **fields) for n, name in enumerate(patients)]
    musts = tuple(Request.model_validate_json(json.dumps(need)) for need in asked)
    planted_week = week.week.model_copy(update={"requests": (*week.week.requests, *musts)})
    trials = Trials(Case(planted_week, week.rulebook), Budget(60, None))
    found = next(part for part in Nearby(trials).around(4) if trials.holds(part) is False)
    clash = minimised(trials, [d for d in trials.all if d in found])
    assert {d.about for d in clash.demands} <= {*(f"planted-{n}" for n in range(5)), "psy3"}
    assert clash.irreducible and 4 <= len(clash.demands) <= 5
