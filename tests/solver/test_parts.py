"""The solver's parts one by one: needs that are merged, teams, rooms that are alike, states, one solve."""

import threading
import time
from itertools import pairwise

import pytest
from ortools.sat.python import cp_model

from tests.builders import admin, at, booking, case, clinician, group, kind, patient, plan, request, room, span, visit
from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import LinearProgram
from weightplan.solver.look_alikes import LookAlikes
from weightplan.solver.possible_starts import intersect
from weightplan.solver.read import read_change
from weightplan.solver.scope import Scope
from weightplan.solver.start import from_plan
from weightplan.solver.state import Change, Held, Placed, State, as_plan, missing
from weightplan.solver.subsolve import Engine

# --- classes of needs


def classes(case: Case) -> list[tuple[str, ...]]:
    return [c.ids for c in Catalogue(case).classes([*case.requests, *case.groups])]


def test_needs_that_are_alike_are_one_class() -> None:
    """Three patients without a word of their own, and one with another priority."""
    alike = [request(f"q{n}", patient=f"p{n}") for n in range(3)]
    assert classes(case(requests=[*alike, request("q9", patient="p9", priority=1)])) == [("q0", "q1", "q2"), ("q9",)]


@pytest.mark.parametrize(
    "apart",
    [
        pytest.param({"contact_types": ["video"]}, id="type"),
        pytest.param({"clinicians": ["psy1"]}, id="clinicians"),
        pytest.param({"earliest": "2026-11-24"}, id="earliest"),
        pytest.param({"latest": "2026-11-24"}, id="latest"),
        pytest.param({"windows": [span("mon 09:00", "mon 12:00")]}, id="window"),
        pytest.param({"rooms": ["r1"]}, id="room"),
        pytest.param({"must": True}, id="must"),
        pytest.param({"count": 2}, id="count"),
        pytest.param({"same_day": "x"}, id="tag"),
        pytest.param({"patient": None}, id="nobody"),
        pytest.param({"patient": "p0"}, id="same patient"),
        pytest.param({"after": {"request": "q2"}}, id="follow-up"),
    ],
)
def test_needs_that_differ_are_not_merged(apart: dict[str, object]) -> None:
    """One difference keeps two requests apart."""
    needs = [request("q0", patient="p0"), request("q1", **{"patient": "p1"} | apart), request("q2", patient="p2")]
    if "contact_types" in apart:
        needs[1] = request("q1", "video", patient="p1")
    assert not any({"q0", "q1"} <= set(ids) for ids in classes(case(requests=needs)))


def test_a_booking_and_an_earlier_promise_keep_a_need_apart() -> None:
    """Both name the need itself."""
    requests = [request(f"q{n}", patient=f"p{n}") for n in range(4)]
    week = case(requests=requests, bookings=[booking("q0", "psy1", "mon 09:00")])
    told = plan(week, visit("q1", "psy1", "tue 09:00", room="r1"))
    week = Case(week.week, week.rulebook, told)
    assert classes(week) == [("q0",), ("q1",), ("q2", "q3")]
    assert LookAlikes(week).tied == {"q0", "q1"}


def test_a_group_ties_the_needs_of_its_members() -> None:
    """Their times must differ from the group's."""
    week = case(
        requests=[request(f"q{n}", patient=f"p{n}") for n in range(3)], groups=[group("dbt", ["p0", "p1", "p8"])]
    )
    catalogue = Catalogue(week)
    assert LookAlikes(week).tied == {"q0", "q1", "dbt"}
    assert catalogue.related(["q0"]) == {"q0", "dbt"}
    assert catalogue.related(["q2"]) == {"q2"}


def test_a_follow_up_and_a_tag_relate_needs() -> None:
    """What is tied must be looked at together."""
    week = case(
        requests=[
            request("q0", patient="p0", same_day="x"),
            request("q1", patient="p1", same_day="x"),
            request("q2", patient="p2"),
            request("q3", patient="p3", after={"request": "q2"}),
        ]
    )
    catalogue = Catalogue(week)
    assert catalogue.related(["q0"]) == {"q0", "q1"}
    assert catalogue.related(["q3"]) == {"q2", "q3"}


def test_crisis_slots_are_one_class() -> None:
    """Two slots on each of five days: ten in all."""
    week = case(crisis={"contact_type": "crisis", "slots_per_day": 2})
    (slots,) = Catalogue(week).classes([CRISIS])
    assert (slots.key, slots.asked, slots.need, slots.single) == (CRISIS, 10, None, True)


# --- teams and candidates


@pytest.mark.parametrize(("share", "teams"), [("split", 1), ("full", 1), ("lead", 2)])
def test_a_team_has_one_order_for_each_way_to_share_the_weight(share: str, teams: int) -> None:
    """2.40 for four participants can be halved; only who leads alone makes two teams of two people."""
    course = kind("group", 60, 0, weight=2.4, leaders=2, leader_share=share, participants=[1, 9])
    week = case(
        clinicians=[clinician("a"), clinician("b")],
        groups=[group("d1", contact_type="course")],
        types={"course": course},
    )
    catalogue = Catalogue(week)
    ways = catalogue.ways(catalogue.classes(["d1"])[0], ["a", "b"])
    assert len({way.team for way in ways}) == teams


def test_an_odd_hundredth_makes_two_orders_of_a_split() -> None:
    """0.25 for two leaders: 0.13 goes to the first named."""
    course = kind("group", 60, 0, weight=0.25, leaders=2, participants=[1, 9])
    week = case(
        clinicians=[clinician("a"), clinician("b"), clinician("c")],
        groups=[group("d1", contact_type="course", leaders_from=["a", "b"])],
        types={"course": course},
    )
    catalogue = Catalogue(week)
    ways = catalogue.ways(catalogue.classes(["d1"])[0], ["a", "b", "c"])
    assert {way.team: way.weight_of for way in ways} == {("a", "b"): {"a": 13, "b": 12}, ("b", "a"): {"b": 13, "a": 12}}


def test_a_candidate_starts_where_hours_and_patient_meet() -> None:
    """Notes lie within the clinician's hours; only the contact within the patient's."""
    week = case(
        clinicians=[clinician(hours={"mon": ["08:00-12:00"]})],
        patients=[patient("p1", available={"mon": ["09:00-12:00"]})],
        requests=[request()],
    )
    catalogue = Catalogue(week)
    (way,) = catalogue.ways(catalogue.classes(["q1"])[0], ["psy1"])
    assert way.starts == ((9 * 60, 12 * 60 - 55),)
    assert (way.rooms, way.busy) == (("r1", "r2"), 55)
    assert catalogue.most_of(way) == 3


def test_limits_cap_how_many_a_day_holds() -> None:
    """Contact minutes, heavy contacts and first visits each."""
    for limits, most in (
        ({"max_contact_minutes_per_day": 200}, 2),
        ({"max_heavy_per_day": 1}, 1),
        ({"max_first_per_day": 3}, 3),
    ):
        week = case(requests=[request("q1", "first")], limits=limits)
        catalogue = Catalogue(week)
        assert catalogue.most_of(catalogue.ways(catalogue.classes(["q1"])[0], ["psy1"])[0]) == most


def test_stretches_meet_in_what_both_hold() -> None:
    """Both ends are included."""
    assert intersect([(0, 10), (20, 30)], [(10, 20), (25, 40)]) == ((10, 10), (20, 20), (25, 30))


# --- rooms


def test_rooms_that_are_alike_are_one_class() -> None:
    """Kind, site, hours, a booking or a need that names a room keep it apart."""
    week = case(
        rooms=[
            *(room(f"r{n}") for n in range(5)),
            room("g1", "group"),
            room("s1", site="south"),
            room("h1", hours={"mon": ["08:00-12:00"]}),
        ],
        requests=[request("q0", patient="p0", rooms=["r2"]), request("q1", patient="p1")],
        bookings=[booking("q1", "psy1", "mon 09:00", room="r3")],
    )
    catalogue = Catalogue(week)
    assert catalogue.room_classes(["r4", "r0", "r3"]) == [("r0", "r1", "r4"), ("r3",)]
    assert catalogue.room_classes(["g1", "h1", "r2", "s1"]) == [("g1",), ("h1",), ("r2",), ("s1",)]


# --- states


def two_served() -> tuple[Case, Catalogue, State]:
    mornings = {"mon": ["08:00-12:00"], "tue": ["08:00-12:00"]}
    week = case(
        clinicians=[clinician("a", hours=mornings), clinician("b", hours=mornings)],
        requests=[request(f"q{n}", patient=f"p{n}") for n in range(3)],
    )
    catalogue = Catalogue(week)
    state = from_plan(
        week,
        catalogue,
        plan(
            week,
            visit("q0", "a", "mon 09:00", room="r1"),
            visit("q1", "b", "tue 09:00", room="r2"),
            admin("a", "mon 11:00", "mon 12:00"),
        ),
    )
    assert state is not None
    return week, catalogue, state


def test_a_plan_becomes_a_state_and_a_plan_again() -> None:
    """Rooms are handed out anew within their class; all else is the same."""
    week, _, state = two_served()
    again = as_plan(week, state)
    assert check(week, again).legal
    assert [(a.request, a.start, a.room) for a in again.appointments] == [
        ("q0", at("mon 09:00"), "r1"),
        ("q1", at("tue 09:00"), "r1"),
    ]
    assert [(b.clinician, b.start) for b in again.breaks] == [("a", at("mon 11:00"))]
    assert missing(week, state, week.requests) == ["q2"]


def test_a_change_replaces_only_what_it_names() -> None:
    """Contacts by identity, breaks by clinician and day; the state before stays as it was."""
    _, _, state = two_served()
    gone = next(p for p in state.placed if p.need == "q0")
    later = Placed("q0", gone.candidate, gone.start, gone.rooms)
    noon = Held("a", 12 * 60, 13 * 60, "admin", 0)
    new = state.apply(Change(("a",), frozenset({0}), frozenset({id(gone)}), (later,), (noon,)))
    assert {id(p) for p in new.placed} == {id(p) for p in state.placed} - {id(gone)} | {id(later)}
    assert new.held == (noon,)
    assert len(state.held) == 1
    elsewhere = state.apply(Change(("b",), frozenset({0}), frozenset(), (), ()))
    assert (elsewhere.placed, elsewhere.held) == (state.placed, state.held)
    assert state.served == {"q0": 1, "q1": 1}
    assert (state.load("a", 0), state.load("b", 0), state.load("a", 1)) == (2, 2, 0)


def test_a_room_too_few_leaves_a_contact_without_one() -> None:
    """Two changes made side by side can meet in one room: the checker then refuses the plan."""
    week, _, state = two_served()
    (first, second) = state.placed
    one_room = tuple(Placed(p.need, p.candidate, first.start, ("r1",)) for p in (first, second))
    rooms = [a.room for a in as_plan(week, State(one_room)).appointments]
    assert sorted(rooms, key=str) == [None, "r1"]


def test_a_contact_without_a_time_is_in_no_plan() -> None:
    """Its day is chosen, its time still to be found."""
    week, _, state = two_served()
    untimed = State((Placed("q0", state.placed[0].candidate, None, None),))
    assert as_plan(week, untimed).appointments == ()


# --- the builder


def test_a_scope_leaves_everything_else_as_it_is() -> None:
    """With only a's Monday free, b's visit keeps its time and room, and what is offered is served."""
    week, catalogue, state = two_served()
    builder = Builder(week, catalogue, state, Scope(("a",), frozenset({0}), ("q2",)), week.grid)
    assert [p.need for p in builder.free] == ["q0"]
    # q0 and q2 are alike, hence one class of the model.
    assert builder.members["q0"] == ["q0", "q2"]
    builder.model.cp.maximize(builder.model.total(builder.model.choices_of_need["q0"]))
    outcome = Engine().solve(builder.model.cp, deterministic=2.0)
    new = state.apply(read_change(builder, outcome.value))
    assert [p for p in new.placed if p.need == "q1"] == [p for p in state.placed if p.need == "q1"]
    assert all(p.candidate.day == 0 for p in new.placed if p.need == "q2")
    assert new.served["q2"] == 1
    assert check(week, as_plan(week, new)).legal


def test_pinned_needs_stand() -> None:
    """They are not for a scope to move."""
    week, catalogue, state = two_served()
    scope = Scope(("a", "b"), frozenset(range(7)), (), pinned=frozenset({"q0"}))
    builder = Builder(week, catalogue, state, scope, week.grid)
    assert [p.need for p in builder.free] == ["q1"]
    assert [p.need for p in builder.standing] == ["q0"]


# --- one solve


def hard_model() -> cp_model.CpModel:
    """Return a model that CP-SAT does not settle in seconds: a long Golomb ruler."""
    model = cp_model.CpModel()
    marks = [model.new_int_var(0, 400, "") for _ in range(16)]
    for first, second in pairwise(marks):
        model.add(second > first)
    gaps = []
    for place, first in enumerate(marks):
        for second in marks[place + 1 :]:
            gap = model.new_int_var(1, 400, "")
            model.add(gap == second - first)
            gaps.append(gap)
    model.add_all_different(gaps)
    model.minimize(marks[-1])
    return model


def test_an_engine_says_what_it_found() -> None:
    """Status, cost, bound and values of a solved model."""
    model = cp_model.CpModel()
    number = model.new_int_var(0, 10, "")
    model.add(number >= 3)
    model.minimize(2 * number)
    outcome = Engine().solve(model, deterministic=1.0)
    assert (outcome.status, outcome.found, outcome.cost, outcome.bound) == ("optimal", True, 6, 6)
    assert outcome.value(number) == 3


def test_an_engine_tells_infeasible_from_unknown() -> None:
    """A contradiction is proven; a hard model with no time, or less, is not."""
    model = cp_model.CpModel()
    model.add(model.new_int_var(0, 10, "") >= 11)
    assert Engine().solve(model, deterministic=1.0).status == "infeasible"
    outcome = Engine().solve(hard_model(), deterministic=-1.0)
    assert (outcome.status, outcome.found, outcome.cost) == ("unknown", False, None)


def test_an_invalid_model_raises() -> None:
    """A coefficient that would overflow is our defect, never "no plan"."""
    model = cp_model.CpModel()
    number = model.new_int_var(-(2**62), 2**62, "")
    model.add(number * 2**10 <= 5)
    with pytest.raises(ValueError, match="the model is invalid"):
        Engine().solve(model, deterministic=1.0)


@pytest.mark.parametrize("wait", [0.0, 0.5])
def test_stop_ends_a_solve_from_another_thread(wait: float) -> None:
    """Also where it comes before the search has begun."""
    engine = Engine()
    timer = threading.Timer(wait, engine.stop)
    begun = time.monotonic()
    timer.start()
    outcome = engine.solve(hard_model(), deterministic=1e9, wall=60)
    assert time.monotonic() - begun < wait + 3.0
    assert outcome.status in ("feasible", "unknown")
    timer.join()


# --- the linear program


def test_a_linear_program_gives_cost_and_values() -> None:
    """Terms of one variable in one row add up; the offset is part of the cost."""
    lp = LinearProgram()
    taken = lp.variable(4)
    lp.cost(taken, -3.0)
    lp.offset = 10.0
    lp.row([(taken, 1.0), (taken, 1.0)], 0.0, 6.0)
    solved = lp.solve()
    assert solved is not None
    assert solved.cost == pytest.approx(1.0)
    assert solved.values[taken] == pytest.approx(3.0)


def test_a_linear_program_without_a_solution_gives_none() -> None:
    """A row that asks for more than its variable can be."""
    lp = LinearProgram()
    lp.row([(lp.variable(1), 1.0)], 2.0, 3.0)
    assert lp.solve() is None
