"""The section `year`: what is wrong with it is said by file, path and value, before anything is solved."""

from typing import Any

import pytest

from tests.study.conftest import AS_IS, Write, week_of_two, year_of_two
from weightplan.errors import InputError
from weightplan.study.scenarios import prepared
from weightplan.study.year.scenarios import prepared_year, year_of


def course(**fields: Any) -> dict[str, Any]:
    """Return the courses of the small year, level 1's changed."""
    courses: dict[str, Any] = year_of_two()["courses"]
    return {"1": {k: v for k, v in (courses["1"] | fields).items() if v is not None}, "2": courses["2"]}


WRONG = {
    "a type": (
        {"courses": course(first=["frist"])},
        "year.courses.1.first: no contact type 'frist', did you mean 'first'",
    ),
    "no first visit": ({"courses": course(first=["call"])}, "year.courses.1.first: 'call' is no first visit"),
    "a group": (
        {"courses": course(steps=[{"contact_types": ["skills"], "days": 7}])},
        r"year.courses.1.steps\[0\]: 'skills' is a group",
    ),
    "a role": ({"places": {"psycologist": 8}}, "year.places: no role 'psycologist', did you mean 'psychologist'"),
    "nobody": ({"courses": course(roles=["nurse"])}, "year.courses.1.roles: nobody of the base week has a place"),
    "no end": ({"courses": course(contacts=None)}, r"year.courses.1: .*give contacts.* or mean_weeks"),
    "upside down": ({"courses": course(contacts=[5, 2])}, "year.courses.1: .*contacts: 5 is more than 2"),
    "no course": ({"referrals": {"1": 1.0, "3": 1.0}}, "year.referrals.3: level 3 has no course"),
    "a chance": (
        {"sick_leave": {"weekly": 1.5, "mean_days": 3}},
        "year.sick_leave.weekly: input should be less than 1, not 1.5",
    ),
    "stepping": ({"stepping": {"1": {"up": 0.7, "down": 0.6}}}, "year.stepping.1: .*more than 1"),
    "no limit": ({"limits": {"gap": 0.1}}, "year.limits: give seconds or deterministic"),
    "a field": ({"vacations": {}}, "year.vacations"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(write: Write, name: str) -> None:
    fields, text = WRONG[name]
    with pytest.raises(InputError, match=rf"study.json: {text}"):
        prepared_year(write(year=year_of_two(**fields)))


def test_a_level_that_changes_no_field_is_named(write: Write) -> None:
    factors = {"mix": AS_IS | {"phone": {"year": {"courses[1].step[0].contact_types": ["call"]}}}}
    with pytest.raises(InputError, match=r"study.json: factors.mix.phone.year: .*no 'step', did you mean 'steps'"):
        prepared_year(write(year=year_of_two(), factors=factors))


def test_a_level_that_makes_no_year_is_named(write: Write) -> None:
    """A value of the wrong kind, and a contact type that only the scenario asks for."""
    for value, text in (
        ("call", "factors.mix.phone.year.courses"),
        (["cal"], "scenario mix=phone: .*did you mean 'call'"),
    ):
        factors = {"mix": AS_IS | {"phone": {"year": {"courses[1].steps[0].contact_types": value}}}}
        with pytest.raises(InputError, match=f"study.json: {text}"):
            prepared_year(write(year=year_of_two(), factors=factors))


def test_a_level_has_no_repetitions_of_its_own(write: Write) -> None:
    factors = {"a": AS_IS | {"x": {"year": {"repetitions": 9}}}}
    with pytest.raises(InputError, match=r"factors\.a\.x\.year\.repetitions: every scenario has as many"):
        prepared_year(write(year=year_of_two(), factors=factors))


def test_two_factors_may_not_set_the_same(write: Write) -> None:
    level = {"year": {"referrals": {"1": 2.0}}}
    with pytest.raises(InputError, match=r"factors\.b: sets year.referrals, as factor 'a' does"):
        prepared_year(write(year=year_of_two(), factors={"a": AS_IS | {"x": level}, "b": AS_IS | {"y": level}}))


@pytest.mark.parametrize(
    ("level", "text"),
    [
        ({"absence": 0.1}, r"absence: changes nothing in a year; use `year: \{sick_leave"),
        ({"need": {"1": 1.5}}, r"need: changes nothing in a year; use `year: \{referrals"),
    ],
)
def test_a_level_that_does_nothing_in_a_year_is_refused(write: Write, level: dict[str, Any], text: str) -> None:
    """They change what a single week draws or asks; `study run` takes the same file."""
    path = write(year=year_of_two(), factors={"x": AS_IS | {"other": level}})
    with pytest.raises(InputError, match=rf"study\.json: factors\.x\.other\.{text}"):
        prepared_year(path)
    assert prepared(path).study.year is not None


def test_a_step_that_nobody_can_hold_is_named(write: Write) -> None:
    """By scenario, level and step: where the nurse goes, so does all that only nurses hold."""
    week = week_of_two()
    week["clinicians"].append(week["clinicians"][0] | {"id": "nina", "role": "nurse"})
    week["rulebook"]["contact_types"]["call"]["roles"] = ["nurse"]
    steps = [{"contact_types": ["physical"], "days": 7}, {"contact_types": ["call"], "days": 7}]
    fields = {"year": year_of_two(courses=course(steps=steps))}
    prepared_year(write(week, **fields, factors={"x": AS_IS}))
    factors = {"staff": AS_IS | {"without": {"remove": [{"role": "nurse"}]}}}
    text = r"scenario staff=without: year.courses.1.steps\[1\]: nobody of the week can hold 'call'"
    with pytest.raises(InputError, match=rf"study\.json: {text}"):
        prepared_year(write(week, **fields, factors=factors))
    week["clinicians"][-1]["hours"] = {}
    with pytest.raises(InputError, match=r"year.courses.1.steps\[1\]: nobody of the week can hold 'call'"):
        prepared_year(write(week, **fields, factors={"x": AS_IS}))


def test_nobody_without_hours_has_a_place(write: Write) -> None:
    week = week_of_two()
    week["clinicians"].append(week["clinicians"][0] | {"id": "nina", "role": "nurse", "hours": {}})
    with pytest.raises(InputError, match=r"year.courses.1.roles: nobody of the base week has a place"):
        prepared_year(write(week, year=year_of_two(courses=course(roles=["nurse"]), places={"nurse": 5})))


def test_a_patient_without_a_course_is_named(write: Write) -> None:
    week = week_of_two()
    week["patients"][3]["level"] = 4
    with pytest.raises(InputError, match=r"study\.json: week: 1 patients, the first 'p3', have no level of care"):
        prepared_year(write(week, year=year_of_two()))


@pytest.mark.parametrize(
    ("fields", "text"), [({"weeks": 2}, "2 from Monday"), ({"week": "2026-11-24"}, "1 from Tuesday")]
)
def test_the_base_is_one_week_from_a_monday(write: Write, fields: dict[str, Any], text: str) -> None:
    with pytest.raises(InputError, match=f"week: a year begins with one week from a Monday, not {text} on"):
        prepared_year(write(week_of_two() | fields, year=year_of_two()))


def test_a_study_without_a_year_has_none(write: Write) -> None:
    with pytest.raises(InputError, match=r"study\.json: year: the study has no such section"):
        prepared_year(write())


def test_a_study_of_weeks_does_not_mind_a_year(write: Write) -> None:
    """`study run` reads the same file, and its levels may change the year."""
    factors = {"mix": AS_IS | {"phone": {"year": {"courses[1].steps[0].contact_types": ["call"]}}}}
    path = write(year=year_of_two(), factors=factors)
    assert prepared(path).study.repetitions == 2
    ready = prepared_year(path)
    first, second = (year_of(ready, choice).courses[1].steps[0].contact_types for choice in ready.choices)
    assert (first, second) == (("physical", "call"), ("call",))
