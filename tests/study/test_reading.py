"""The figures of a row, worked out by hand."""

from typing import Any

import pytest

from tests.builders import OFFICE, case, clinician, group, kind, patient, plan, request, room, visit
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger
from weightplan.study.draws import chance
from weightplan.study.reading import attended, figures
from weightplan.study.row import Figures


def week(**fields: Any) -> Case:
    """Two psychologists (one at half time) and a nurse; visits, calls, first visits and a group of four."""
    return case(
        clinicians=[
            clinician("anna"),
            clinician("bert", fte=0.5, hours={day: OFFICE[day] for day in ("mon", "tue")}),
            clinician("nora", role="nurse"),
        ],
        rooms=[
            room("r1", hours={"mon": ["08:00-12:00"]}),
            room("r2"),
            room("g1", "group", hours={"mon": ["08:00-12:00"]}),
        ],
        patients=[patient("p1", level=1), patient("p2", level=2), patient("p3", level=3, new=True), patient("p4")],
        requests=[
            request("visit", "physical", patient="p1", count=2, priority=1),
            request("call", "call", patient="p2", priority=2),
            request("first", "first", patient="p3", priority=3),
            request("other", "call", patient="p4", priority=4),
        ],
        groups=[group("dbt", 4, priority=2)],
        roles={"psychologist": {"weekly_target": 1.0}, "nurse": {}},
        **{"min_group_size": 1} | fields,
    )


def read(made: Case, *parts: Any, **fields: Any) -> Figures:
    given: dict[str, Any] = {"pools": [("psychologist",), ("nurse",)], "least": 1, "salaries": {}, "no_show_seed": None}
    return figures(made, plan(made, *parts), **given | fields)


def test_what_is_served_and_what_is_not() -> None:
    """Asked: 2 visits, 2 calls, a first visit, a group. Placed: one visit and one call."""
    found = read(week(), visit("visit", "anna", "mon 09:00", room="r1"), visit("call", "bert", "mon 09:00"))
    assert found.unserved == 4  # visit, first, other, dbt
    assert (found.unserved_level_1, found.unserved_level_2, found.unserved_level_3, found.unserved_level_4) == (
        1,
        0,
        1,
        0,
    )
    assert found.unserved_level_none == 2  # p4 has no level, nor has a group
    by_priority = [getattr(found, f"unserved_priority_{n}") for n in (1, 2, 3, 4)]
    assert by_priority == [1, 1, 1, 1]
    assert found.first_visits_waiting == 1
    assert read(week(), visit("first", "anna", "mon 09:00", room="r1")).first_visits_waiting == 0


def test_weights_targets_and_who_reaches_them() -> None:
    """Targets: anna 1.00, bert half of it, nora none. A visit is 1, a call 0.4: bert is 0.1 short."""
    found = read(week(), visit("visit", "anna", "mon 09:00", room="r1"), visit("call", "bert", "mon 09:00"))
    assert (found.clinicians, found.with_target, found.at_target) == (3, 2, 1)
    assert (found.target, found.booked, found.expected, found.reportable) == (1.5, 1.4, 1.4, 1.4)


def test_load_is_per_full_time_week() -> None:
    """Points: anna 2 (a visit), bert 1 (a call) at half time, so 2; nora 0. Gini: 2·10/(3·4) − 4/3 = 1/3."""
    found = read(week(), visit("visit", "anna", "mon 09:00", room="r1"), visit("call", "bert", "mon 09:00"))
    assert (found.load_mean, found.load_max) == (1.3333, 2.0)
    assert found.load_gini == pytest.approx(1 / 3, abs=1e-6)


def test_room_minutes() -> None:
    """Open: r1 and g1 four hours on Monday, r2 whenever somebody works, 5 × 9 h. Used: a visit of 45 minutes."""
    found = read(week(), visit("visit", "anna", "mon 09:00", room="r1"))
    assert (found.room_used, found.room_open) == (45, 240 + 240 + 5 * 540)


def test_salaries_are_of_the_horizon() -> None:
    """1.5 psychologists at 52,000 and a nurse at 26,000 a month are 104,000; 12 months of 52 weeks: 24,000 a week."""
    salaries = {"psychologist": 52000.0, "nurse": 26000.0}
    assert read(week(), salaries=salaries).salary_cost == 24000.0
    assert read(week()).salary_cost is None


def test_pools_sum_roles() -> None:
    """A visit (45 + 10), a call (15 + 5) and a first visit (90 + 30): 195 minutes, 150 of them in contact."""
    found = read(
        week(),
        visit("visit", "anna", "mon 09:00", room="r1"),
        visit("call", "bert", "mon 09:00"),
        visit("first", "anna", "tue 09:00", room="r2"),
    )
    psychologists, nurses = found.pools
    assert (psychologists.roles, psychologists.people, psychologists.at_target) == ("psychologist", 2, 1)
    assert (psychologists.true_minutes, psychologists.contact_minutes, psychologists.phone_minutes) == (195, 150, 15)
    assert (psychologists.load, psychologists.first_visits, psychologists.booked) == (7, 1, 3.4)
    assert (nurses.people, nurses.true_minutes) == (1, 0)


def test_too_few_people_are_not_summed() -> None:
    """Three with a least of four: need and rooms are told, weights, loads and targets are not."""
    found = read(week(), visit("visit", "anna", "mon 09:00", room="r1"), least=4, pools=[])
    hidden = ("at_target", "booked", "expected", "reportable", "target", "load_mean", "load_max", "load_gini")
    assert {getattr(found, name) for name in hidden} == {None}
    assert (found.unserved, found.pools) == (5, ())
    assert read(week(), least=3).booked == 0.0


def test_nobody_is_named() -> None:
    text = read(week(), visit("visit", "anna", "mon 09:00", room="r1")).model_dump_json()
    assert not [name for name in ("anna", "bert", "nora", "p1", "visit") if f'"{name}"' in text]


def test_who_stays_away_is_drawn_with_the_weeks_chances() -> None:
    """A chance of 1 always comes, of 0 never; between them the draw decides, the same for the same seed."""
    for chance_of, weights in ((1.0, {100}), (0.0, {0}), (0.5, {0, 100})):
        made = case(
            patients=[patient("p1", attendance=chance_of)],
            requests=[request()],
            roles={"psychologist": {}},
            min_group_size=1,
        )
        placed = Ledger(made, plan(made, visit("q1", "psy1", "mon 09:00", room="r1")))
        assert {attended(placed, seed)["psy1"] for seed in range(30)} == weights
        assert all(
            attended(placed, seed)["psy1"] == 100 * (chance(seed, "no_show", "q1/0") < chance_of) for seed in range(30)
        )


def test_a_group_paid_by_the_head_pays_who_comes() -> None:
    """Six heads at 0.5: the weights are 0.6 for each that comes; paid for the session it pays the same always."""
    clinicians = [clinician("anna"), clinician("bert")]
    by_head: dict[str, Any] = {"groups": [group("dbt", 6)], "clinicians": clinicians}
    by_head["types"] = {
        "skills": kind("group", 105, 30, weight=None, weight_per_participant=0.6, attendance=0.5, leaders=2)
    }
    by_head["types"]["skills"] |= {"participants": [3, 9], "room": "group"}
    made = case(**by_head)
    placed = Ledger(made, plan(made, visit("dbt", "anna bert", "mon 09:00", room="g1")))
    for seed in range(20):
        heads = sum(chance(seed, "no_show", f"dbt/0/{place}") < 0.5 for place in range(6))
        assert sum(attended(placed, seed).values()) == 60 * heads
    by_head["types"]["skills"] |= {"weight": 3.0, "weight_per_participant": None}
    made = case(**by_head)
    placed = Ledger(made, plan(made, visit("dbt", "anna bert", "mon 09:00", room="g1")))
    assert {sum(attended(placed, seed).values()) for seed in range(20)} == {300}


def test_who_reaches_the_target_after_no_shows_is_counted() -> None:
    made = week()
    found = read(made, visit("visit", "anna", "mon 09:00", room="r1"), no_show_seed=1)
    assert (found.attended, found.at_target_attended) == (1.0, 1)
    assert read(made, no_show_seed=1).at_target_attended == 0
    assert figures(made, Plan(), pools=[], least=1, salaries={}, no_show_seed=None).attended is None
