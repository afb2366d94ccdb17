"""Two plans side by side: what changed, and what it is worth under either rulebook."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.plans import planned
from tests.builders import KINDS, Fields, Visit, case, clinician, group, patient, plan, request, visit
from tests.strategies import cases, plans
from tests.test_strategies import CALM
from weightplan.answers.diff import Change, Compared, Diff, diff
from weightplan.answers.weights import reckoned
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.rules import SOFT_RULES

Planned = tuple[Case, Plan, Plan]


def week(**fields: Any) -> Case:
    """Return two clinicians, p1 at level 3 with two visits, p2 without a level, and a group of four heads."""
    return case(
        clinicians=[clinician("psy1", target=2.0), clinician("psy2", target=1.0)],
        patients=[patient("p1", level=3), patient("p2")],
        requests=[request("q1", "physical", "video", count=2), request("q2", patient="p2")],
        groups=[group("dbt", 4)],
        **fields,
    )


ONE = visit("q1", "psy1", "mon 09:00", room="r1")
TWO = visit("q1", "psy1", "tue 09:00", room="r1")
THREE = visit("q2", "psy2", "mon 13:00", room="r2")
SESSION = visit("dbt", "psy1 psy2", "wed 09:00", room="g1")


def compared(a: tuple[Visit, ...], b: tuple[Visit, ...], **fields: Any) -> Diff:
    problem = week(**fields)
    return diff(problem, plan(problem, *a), problem, plan(problem, *b))


def told(change: Change) -> tuple[object, ...]:
    return change.kind, change.request, change.patients, change.changed


def test_a_plan_against_itself_is_empty() -> None:
    found = compared((ONE, TWO, THREE, SESSION), (SESSION, THREE, TWO, ONE))
    assert found.changes == found.patients == ()
    assert all(figure.difference == 0 for figure in (found.cost, *found.per_rule.values()))
    assert found.text.startswith("Every appointment stands as it was. Plan A costs 0, plan B 0.")
    assert found.text_sv.startswith("Varje kontakt står kvar som den var.")
    assert (found.proof.proven, found.proof.bound) == (True, None)


@pytest.mark.parametrize(
    ("moved", "changed"),
    [
        (visit("q1", "psy1", "mon 09:05", room="r1"), ("time",)),
        (visit("q1", "psy1", "mon 09:00", room="r1", busy_until=ONE.start.replace(hour=10)), ("time",)),
        (visit("q1", "psy2", "mon 09:00", room="r1"), ("clinician",)),
        (visit("q1", "psy1", "mon 09:00", room="r2"), ("room",)),
        (visit("q1", "psy1", "mon 09:00", "video"), ("room", "type")),
        (visit("q1", "psy1", "mon 09:00", room="r1", patients=("p2",)), ("patients",)),
        (visit("q1", "psy2", "fri 09:00", "video", "r2"), ("time", "clinician", "room", "type")),
    ],
)
def test_what_moved_names_every_aspect_that_differs(moved: Visit, changed: tuple[str, ...]) -> None:
    (change,) = compared((ONE, TWO, THREE), (TWO, THREE, moved)).changes
    assert (change.kind, change.request, change.changed) == ("moved", "q1", changed)
    assert change.a is not None
    assert change.b is not None
    assert (change.a.start, change.b.start) == (ONE.start, moved.start)


def test_the_order_in_which_leaders_are_named_moves_nobody() -> None:
    """But it may move a hundredth of weight, which the figures show."""
    types = {"skills": KINDS["skills"] | {"leader_share": "lead"}}
    found = compared((SESSION,), (visit("dbt", "psy2 psy1", "wed 09:00", room="g1"),), types=types)
    assert found.changes == ()
    assert [person.booked.difference for person in found.clinicians] == [-2.4, 2.4]


def test_added_dropped_and_moved_are_told_apart_and_counted_by_patient() -> None:
    """One of p1's two visits moves, the other stays; p2's is dropped; the group is added."""
    other = visit("q1", "psy1", "thu 09:00", room="r1")
    found = compared((ONE, TWO, THREE), (ONE, other, SESSION))
    assert [told(change) for change in found.changes] == [
        ("dropped", "q2", ("p2",), ()),
        ("moved", "q1", ("p1",), ("time",)),
        ("added", "dbt", (), ()),
    ]
    assert [tuple(p.model_dump().values()) for p in found.patients] == [("p2", 0, 0, 1), ("p1", 1, 0, 0)]
    assert found.text.startswith("1 appointment moved, 1 added, 1 dropped; 2 patients are touched.")
    assert found.text_sv.startswith("1 kontakt ändrad, 1 ny, 1 struken; 2 patienter berörs.")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["psy1 mon 09:00", "psy1 tue 09:00"], ["psy1 fri 08:00", "psy1 tue 15:00"]),  # Tuesday's stays on its day
        (["psy1 mon 09:00", "psy1 tue 09:00"], ["psy2 fri 08:00", "psy2 tue 15:00"]),  # so too with a colleague
        (["psy1 mon 09:00", "psy2 mon 10:00"], ["psy1 fri 09:00", "psy2 thu 10:00"]),  # each keeps the clinician
        (["psy1 mon 09:00", "psy1 mon 10:00"], ["psy1 mon 14:00", "psy1 mon 15:00"]),  # the earlier with the earlier
        (["psy1 mon 09:00", "psy1 tue 09:00"], ["psy1 tue 15:00", "psy2 tue 09:00"]),  # one keeps its time
    ],
)
def test_contacts_of_one_need_are_matched_with_those_most_alike(before: list[str], after: list[str]) -> None:
    """The first goes with the first, the second with the second."""
    problem = week()
    old, new = ([visit("q1", *text.split(" ", 1), room="r1") for text in texts] for texts in (before, after))
    found = diff(problem, plan(problem, *old), problem, plan(problem, *new)).changes
    pairs = [(change.a.start, change.b.start) for change in found if change.a and change.b]
    assert sorted(pairs) == sorted((a.start, b.start) for a, b in zip(old, new, strict=True))


def test_figures_of_everybody_in_the_weeks_order() -> None:
    """psy1 loses a visit of 1.0 and 55 minutes; psy2 gains it. Worked out by hand."""
    found = compared((ONE, THREE), (visit("q1", "psy2", "mon 09:00", room="r1"), THREE))
    first, second = found.clinicians
    assert [first.clinician, second.clinician] == ["psy1", "psy2"]
    assert first.booked.model_dump() == {"a": 1.0, "b": 0.0, "difference": -1.0}
    assert (first.target.difference, first.load.difference, first.true_minutes.difference) == (0, -2, -55)
    assert (second.booked.difference, second.expected.b, second.reportable.b) == (1.0, 2.0, 2.0)
    assert second.true_minutes == Compared(a=55, b=110)


def test_a_new_contract_is_reckoned_from_the_rulebook() -> None:
    """A visit earns 1.0 by the old book and 0.7 by the new, whatever the file says; no appointment moves."""
    old = week(prices={"shortfall": [1, 1, 1]})
    new = week(prices={"shortfall": [1, 1, 1]}, types={"physical": KINDS["physical"] | {"weight": 0.7}})
    made = plan(old, ONE, THREE)
    found = diff(old, made, new, made)
    assert found.changes == ()
    assert [person.booked for person in found.clinicians] == [Compared(a=1.0, b=0.7)] * 2
    assert found.per_rule["shortfall"] == Compared(a=100, b=130 + 30)
    assert found.cost == found.per_rule["shortfall"]
    assert "Plan A costs 100, plan B 160." in found.text


def test_patient_minutes_by_level_form_and_modality() -> None:
    """p1 (level 3) loses 45 minutes to a call of 15, p2 has 45 either way, four heads gain 105 each."""
    types = {"video": KINDS["video"] | {"minutes": 15}}
    a, b = (ONE, THREE), (visit("q1", "psy1", "mon 09:00", "video"), THREE, SESSION)
    care = compared(a, b, types=types).care
    assert {k: v.difference for k, v in care.levels.items()} == {"1": 0, "2": 0, "3": -30, "4": 0, "none": 420}
    assert care.forms == {"individual": Compared(a=90, b=60), "group": Compared(a=0, b=420)}
    assert list(care.modalities) == ["physical", "video", "group", "phone", "digital"]
    assert [v.difference for v in care.modalities.values()] == [-45, 15, 420, 0, 0]


def test_crisis_slots_have_no_patient_minutes() -> None:
    problem = case(crisis={"contact_type": "crisis", "slots_per_day": 1})
    found = diff(problem, Plan(), problem, plan(problem, visit("crisis", "psy1", "mon 09:00", room="r1")))
    assert [told(change) for change in found.changes] == [("added", "crisis", (), ())]
    assert not any(figure.b for figure in found.care.modalities.values())
    assert found.text.startswith("0 appointments moved, 1 added, 0 dropped; 0 patients are touched.")


@pytest.mark.parametrize(("least", "shown"), [(2, True), (3, False)])
def test_the_unit_is_summed_from_min_group_size_on(least: int, shown: bool) -> None:
    found = compared((ONE, THREE), (ONE,), min_group_size=least)
    assert (found.unit is not None) is shown
    if found.unit is not None:
        assert found.unit.booked == Compared(a=2.0, b=1.0)
        assert found.unit.true_minutes == Compared(a=110, b=55)
        assert found.text.endswith("The unit has 2.0 booked weights in A, 1.0 in B.")
    else:
        assert found.text.endswith("Team figures are shown from 3 clinicians.")


def test_who_is_in_one_week_only_has_nothing_in_the_other() -> None:
    """psy2 leaves and psy3 comes: A's order first, then who is new."""
    before, after = (
        case(clinicians=[clinician("psy2"), clinician("psy1")]),
        case(clinicians=[clinician("psy3"), clinician("psy1")]),
    )
    found = diff(before, Plan(), after, plan(after, visit("q", "psy3", "mon 09:00", "call")))
    assert [person.clinician for person in found.clinicians] == ["psy2", "psy1", "psy3"]
    assert found.clinicians[2].true_minutes == Compared(a=0, b=20)


def test_weeks_of_other_days_do_not_compare() -> None:
    with pytest.raises(
        InputError, match=r"week: 2026-11-23 \(weeks: 2\), but that of plan A is 2026-11-23 \(weeks: 1\)"
    ):
        diff(case(), Plan(), case(weeks=2), Plan())


def turned(found: Diff) -> Diff:
    """Return a diff with A and B in each other's place; sentences and seconds are not turned."""
    kinds = {"moved": "moved", "added": "dropped", "dropped": "added"}

    def swap(node: Any) -> Any:
        if isinstance(node, dict) and "a" in node:
            rest = {key: value for key, value in node.items() if key not in ("a", "b", "difference")}
            return rest | {"a": node["b"], "b": node["a"]} | ({"kind": kinds[node["kind"]]} if "kind" in node else {})
        if isinstance(node, dict) and "added" in node:
            return node | {"added": node["dropped"], "dropped": node["added"]}
        if isinstance(node, dict):
            return {key: swap(value) for key, value in node.items()}
        return [swap(value) for value in node] if isinstance(node, (list, tuple)) else node

    tree: Fields = swap(found.model_dump())
    return Diff.model_validate(tree | {"rulebook_a": found.rulebook_b, "rulebook_b": found.rulebook_a})


def bare(found: Diff) -> Fields:
    return found.model_dump(exclude={"text", "text_sv", "proof"})


def two_plans(wild: int) -> st.SearchStrategy[Planned]:
    """A random week with two random plans."""
    return cases(days=4, requests=6).flatmap(lambda c: st.tuples(st.just(c), plans(c, wild), plans(c, wild)))


@settings(CALM, max_examples=60)
@given(two_plans(wild=4))
def test_b_against_a_is_a_against_b_turned_round(planned: Planned) -> None:
    """Also for plans that break rules, name strangers and have contacts twice."""
    problem, a, b = planned
    assert bare(diff(problem, b, problem, a)) == bare(turned(diff(problem, a, problem, b)))
    assert diff(problem, a, problem, a).changes == ()


@settings(CALM, max_examples=60)
@given(two_plans(wild=0))
def test_totals_are_what_the_checker_says(planned: Planned) -> None:
    """Of each plan on its own; and as many appointments were added less dropped as B has more than A."""
    problem, a, b = planned
    found, ours, theirs = diff(problem, a, problem, b), check(problem, a), check(problem, b)
    assert (found.cost.a, found.cost.b) == (ours.cost, theirs.cost)
    assert {rule: (c.a, c.b) for rule, c in found.per_rule.items()} == {
        rule: (ours.per_rule[rule], theirs.per_rule[rule]) for rule in SOFT_RULES
    }
    for side, report in (("a", ours), ("b", theirs)):
        for person, result in zip(found.clinicians, report.clinicians, strict=True):
            shown = {name: getattr(getattr(person, name), side) for name in result.model_fields_set - {"id"}}
            assert shown == result.model_dump(exclude={"id"})
    kinds = [change.kind for change in found.changes]
    assert kinds.count("added") - kinds.count("dropped") == len(b.appointments) - len(a.appointments)
    for figures in (found.care.levels, found.care.forms, found.care.modalities):
        assert sum(f.difference for f in figures.values()) == sum(f.difference for f in found.care.forms.values())


@settings(CALM, max_examples=60)
@given(two_plans(wild=4))
def test_reckoned_plans_never_have_wrong_weights(planned: Planned) -> None:
    """Whatever weights a plan states, those put in their place are those that rule `duration` asks for."""
    problem, made, _ = planned
    texts = [v.text for v in check(problem, reckoned(problem, made)).violations if v.rule == "duration"]
    assert not [text for text in texts if "wrong weights" in text]


def test_a_large_week_is_compared_with_another_in_a_moment() -> None:
    """All 1,124 appointments of clinic-40 against none: everything is added, nothing else."""
    problem, made = planned("clinic-40")
    found = diff(problem, Plan(), problem, made)
    assert {change.kind for change in found.changes} == {"added"}
    assert len(found.changes) == len(made.appointments)
    assert found.unit is not None
    assert found.unit.booked.b == pytest.approx(sum(person.booked.b for person in found.clinicians))
    assert found.proof.seconds < 10
