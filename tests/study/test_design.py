"""Which scenarios a study has, and what is said of one that cannot be."""

import weakref
from collections.abc import Callable
from typing import Any

import pytest

from tests.study.conftest import AS_IS, week_of_two
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.study import scenarios
from weightplan.study.design import scenario_id
from weightplan.study.scenarios import Prepared
from weightplan.study.sound import case_of

Ready = Callable[..., Prepared]
TARGETS: dict[str, Any] = AS_IS | {
    "high": {"targets": {"psychologist": 8.0}},
    "low": {"targets": {"psychologist": 1.0}},
}
WEIGHTS: dict[str, Any] = AS_IS | {"calls": {"weights": {"call": 0.3}}}


def ids(ready: Prepared) -> list[str]:
    return [scenario_id(choice) for choice in ready.choices]


def complaint(ready: Ready, **fields: Any) -> str:
    with pytest.raises(InputError) as raised:
        ready(**fields)
    return str(raised.value)


def test_a_full_cross_has_every_combination_once(ready: Ready) -> None:
    """3 levels × 2 levels, the base first."""
    found = ids(ready(factors={"target": TARGETS, "weight": WEIGHTS}))
    assert len(found) == len(set(found)) == 6
    assert found[0] == "target=as_is,weight=as_is"


def test_the_base_comes_first_whichever_level_it_is(ready: Ready) -> None:
    assert ids(ready(factors={"target": TARGETS}, base={"target": "low"})) == [
        "target=low",
        "target=as_is",
        "target=high",
    ]


def test_a_list_has_what_it_lists_and_the_base(ready: Ready) -> None:
    """A factor left out is at its base level; a scenario listed twice is there once."""
    listed = [{"target": "high"}, {"target": "high", "weight": "as_is"}, {"weight": "calls"}]
    assert ids(ready(factors={"target": TARGETS, "weight": WEIGHTS}, design={"list": listed})) == [
        "target=as_is,weight=as_is",
        "target=high,weight=as_is",
        "target=as_is,weight=calls",
    ]


def test_a_latin_hypercube_spreads_every_level_evenly(ready: Ready) -> None:
    """Three points over three levels of each of two factors: each level once. The base may come on top."""
    both = {"target": TARGETS, "weight": AS_IS | {f"w{n}": {"weights": {"call": n / 10}} for n in (1, 2)}}
    made = ready(factors=both, design={"latin_hypercube": 3, "seed": 4})
    cube = made.choices[1:] if len(made.choices) == 4 else made.choices
    for factor, levels in both.items():
        assert {choice[factor] for choice in cube} == set(levels)
    assert ids(made) == ids(ready(factors=both, design={"latin_hypercube": 3, "seed": 4}))


def test_unknown_factors_and_levels_get_the_nearest_name(ready: Ready) -> None:
    assert "base: no factor 'taget', did you mean 'target'?" in complaint(ready, base={"taget": "high"})
    said = complaint(ready, design={"list": [{"target": "hihg"}]})
    assert "design.list[0].target: no level 'hihg', did you mean 'high'?" in said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (
            "rulebook.contact_types.phisical.weight",
            "rulebook.contact_types has no 'phisical', did you mean 'physical'?",
        ),
        ("clinicians[ana].fte", "clinicians has no 'ana', did you mean 'anna'?"),
        ("clinicians[anna].ftee", "clinicians.anna has no 'ftee', did you mean 'fte'?"),
        ("rulebook.limits.pause_minute", "rulebook.limits has no 'pause_minute', did you mean 'pause_minutes'?"),
        ("rulebook.crisis.slots_per_day", "rulebook.crisis is not set; set the whole of it"),
        ("rulebook.name.first", "rulebook.name is a value and has no 'first'"),
        ("clinicians[", "is no path"),
    ],
)
def test_a_path_that_the_week_does_not_have_gets_the_nearest_name(ready: Ready, path: str, said: str) -> None:
    found = complaint(ready, factors={"x": AS_IS | {"wrong": {"set": {path: 1}}}})
    assert "factors.x.wrong: " in found
    assert said in found


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ({"set": {"clinicians[anna].fte": 9}}, "clinicians[0].fte"),
        ({"targets": {"psycologist": 3.0}}, "did you mean 'psychologist'?"),
        ({"weights": {"cal": 3.0}}, "did you mean 'call'?"),
        ({"remove": [{"role": "psychologist", "number": 3}]}, "the week has 2 of the role 'psychologist'"),
        ({"add": [{"role": "nurse"}]}, "give hours"),
        ({"add": [{"role": "psychologist", "like": "bertt"}]}, "did you mean 'bert'?"),
        ({"change": [{"role": "psychologist", "fte": 1.2}]}, "more than the hours hold"),
        ({"rooms": {"consulting": -3}}, "the week has 2 of the kind 'consulting'"),
        ({"rooms": {"consultin": 1}}, "did you mean 'consulting'?"),
        ({"rulebook": "stockholm-psychiatri"}, "did you mean 'stockholm-psychiatry'?"),
        ({"rulebook": "stockholm-psychiatry"}, "no contact type 'physical'"),
    ],
)
def test_a_level_that_makes_no_week_is_named(ready: Ready, level: dict[str, Any], said: str) -> None:
    """Before any solve, with what is wrong in the week it would make."""
    found = complaint(ready, factors={"x": AS_IS | {"wrong": level}})
    assert "factors.x.wrong: " in found
    assert said in found


def test_levels_that_clash_only_together_are_named_as_a_scenario(ready: Ready) -> None:
    """Each takes one of the two away; a week without clinicians is none."""
    one: dict[str, Any] = AS_IS | {"less": {"remove": [{"role": "psychologist"}]}}
    said = complaint(ready, factors={"a": one, "b": one})
    assert "scenario a=less,b=less: " in said
    assert "scenario a=less,b=as_is" not in said


def test_two_factors_may_not_set_the_same_field(ready: Ready) -> None:
    by_path = {"set": {"rulebook.roles.psychologist.weekly_target": 5.0}}
    said = complaint(ready, factors={"target": TARGETS, "again": AS_IS | {"path": by_path}})
    assert "factors.again: sets rulebook.roles.psychologist.weekly_target, as factor 'target' does" in said


def test_repetitions_that_draw_nothing_are_refused(ready: Ready) -> None:
    assert "nothing varies" in complaint(ready, varies={}, repetitions=2)
    assert ready(varies={}, repetitions=1).study.repetitions == 1


def test_every_role_needs_a_salary_once_one_has(ready: Ready) -> None:
    assert "no salary of the role 'psychologist'" in complaint(ready, salaries={"nurse": 50000.0})


def test_small_roles_are_pooled_and_never_shown_alone(ready: Ready) -> None:
    """Of 2 psychologists and 1 nurse at least 2 are shown together: the nurse takes the psychologists along."""
    week = week_of_two()
    week["clinicians"].append(week["clinicians"][0] | {"id": "nora", "role": "nurse"})
    assert ready(week).pools == (("nurse", "psychologist"),)
    assert ready().pools == (("psychologist",),)
    week["rulebook"]["min_group_size"] = 4
    assert ready(week).pools == ()


def test_a_full_cross_of_too_many_scenarios_is_refused_before_it_is_made(ready: Ready) -> None:
    """20 factors of 3 levels are 3,486,784,401 scenarios; 10,000 are allowed."""
    factors = {f"f{n}": AS_IS | {"a": {}, "b": {}} for n in range(20)}
    said = complaint(ready, factors=factors)
    assert "design: full makes 3486784401 scenarios, at most 10000 are allowed; leave factors or levels out" in said
    assert len(ready(factors=factors, design={"latin_hypercube": 5}).choices) in (5, 6)


def test_no_scenarios_week_is_kept_once_it_is_tried(ready: Ready, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 81 cases two are there at once at most: the one that is tried, and the one before it."""
    made: list[weakref.ref[Case]] = []
    there: list[int] = []

    def watched(tree: dict[str, Any]) -> Case:
        case = case_of(tree)
        made.append(weakref.ref(case))
        there.append(sum(case() is not None for case in made))
        return case

    monkeypatch.setattr(scenarios, "case_of", watched)
    factors = {f"f{n}": AS_IS | {"a": {}, "b": {}} for n in range(4)}
    assert len(ready(factors=factors).choices) == len(made) == 81
    assert max(there) <= 2


@pytest.mark.parametrize("limits", [{}, {"gap": 0.01}])
def test_a_study_without_a_limit_is_refused(ready: Ready, limits: dict[str, float]) -> None:
    """A gap alone may never be reached."""
    assert "limits: give seconds or deterministic: a solve without either may never end" in complaint(
        ready, limits=limits
    )
