"""Equity between sites: worked out by hand, summing to the whole, and of enough people only."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.answers.plans import planned
from tests.builders import Fields, Visit, case, clinician, group, kind, patient, plan, request, room, visit
from weightplan.answers.diff.care import patient_minutes
from weightplan.answers.equity import Equity, equity
from weightplan.answers.equity.holding import Held
from weightplan.answers.equity.together import together
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import InputError
from weightplan.files import read_listed
from weightplan.files.listed import Listed
from weightplan.plan import Plan

HOME = {"home": kind(minutes=60, documentation=20, weight=1.5)}
TWO: Fields = {
    "north": {"listed": 1000, "levels": {1: 20, 3: 10}},
    "south": {"listed": 500, "levels": {1: 30}, "travel_minutes": {"home": 40}},
}


def who(sites: Fields) -> Listed:
    return Listed.model_validate({"sites": sites}, strict=False)


def two_sites(**fields: Any) -> Case:
    """Anna works in the north and bert in the south; p1 is of level 3, p2 and p3 of level 1, p4 of none."""
    return case(
        clinicians=[clinician("anna", site="north"), clinician("bert", site="south")],
        rooms=[room("r1", site="north"), room("r2", site="south"), room("g1", "group", site="north")],
        patients=[patient("p1", level=3), patient("p2", level=1), patient("p3", level=1), patient("p4")],
        types=HOME,
        **{"min_group_size": 1} | fields,
    )


def asked() -> Case:
    return two_sites(
        requests=[request("q1"), request("q2", "home", patient="p2"), request("q3", "call", patient="p3")],
        groups=[group("dbt", ["p1", "p2", "p3", "p4"])],
    )


def ways(answer: Equity) -> list[tuple[float | None, ...]]:
    return [(p.weights.ratio, p.contact.ratio, p.time.ratio) for p in answer.places]


def held() -> Equity:
    """A visit, a call and a group in the north, a home visit in the south."""
    parts = (
        visit("q1", "anna", "mon 09:00", room="r1"),
        visit("q2", "bert", "mon 09:00"),
        visit("q3", "anna", "mon 11:00"),
        visit("dbt", "anna bert", "tue 09:00", room="g1"),
    )
    return equity(asked(), plan(asked(), *parts), who(TWO))


def test_sums_by_hand() -> None:
    """North: weights 1.0 + 0.4 + 4 × 0.6, contact 45 + 15 + 4 × 105, time 55 + 20 + 2 × 135.

    South: 1.5, 60, and 60 + 20 + 40 of travel.
    """
    north, south = held().places
    assert (north.sites, north.listed, north.clinicians, north.patients) == (("north",), 1000, 2, 4)
    assert (north.weights.sum, north.contact.sum, north.time.sum, north.travel) == (3.8, 480, 345, 0)
    assert (south.sites, south.listed, south.clinicians, south.patients) == (("south",), 500, 1, 1)
    assert (south.weights.sum, south.contact.sum, south.time.sum, south.travel) == (1.5, 60, 120, 40)
    assert (south.weights.per_1000, south.contact.per_1000, south.time.per_1000) == (3, 120, 240)


def test_expected_by_hand() -> None:
    """Contact of level 1: 60 + 15 + 2 × 105 = 285 for 50 listed, of level 3: 45 + 105 = 150 for 10, of none:
    105 for 970 + 470. The north is due 285 × 20 ÷ 50 + 150 + 105 × 970 ÷ 1440 = 334.73, the south the rest of 540.

    Weights: level 1 has 1.5 + 0.4 + 1.2 = 3.1, level 3 has 1.6, none has 0.6: the north is due 3.24 of 5.3.
    """
    north, south = held().places
    assert (north.contact.expected, south.contact.expected) == (334.73, 205.27)
    assert (north.contact.ratio, south.contact.ratio) == (round(480 / 334.729167, 4), round(60 / 205.270833, 4))
    assert (north.weights.expected, south.weights.expected) == (3.24, 2.06)


def test_sums_and_means_over_sites_are_the_whole() -> None:
    """Of clinic-40: weights as the checker has them, minutes as every patient has them, and all that is expected."""
    problem, made = planned("clinic-40")
    answer = equity(problem, made, who(FORTY))
    assert [place.sites for place in answer.places] == [("north",), ("city",), ("south",)]
    assert answer.left_out == 0
    booked = sum(person.booked for person in check(problem, made).clinicians)
    assert answer.all.weights.sum == pytest.approx(booked)
    assert answer.all.contact.sum == sum(patient_minutes(problem, made).levels.values())
    for name in ("weights", "contact", "time"):
        parts, whole = [getattr(place, name) for place in answer.places], getattr(answer.all, name)
        assert whole.ratio == 1
        assert sum(part.sum for part in parts) == pytest.approx(whole.sum, abs=0.02)
        assert sum(part.expected for part in parts) == pytest.approx(whole.sum, abs=0.02)
    assert sum(place.travel for place in answer.places) == answer.all.travel > 0


FORTY: Fields = {
    name: {"listed": listed, "levels": {1: 400, 2: 300, 3: 200, 4: 50}, "travel_minutes": {"physical_visit": 10}}
    for name, listed in (("north", 9000), ("city", 14000), ("south", 11000))
}


def visits(north: int, south: int, kind: str = "physical", **fields: Any) -> tuple[Case, Plan]:
    """So many contacts at each site, each of a patient of their own; `level` is of those in the north."""
    level = fields.pop("level", None)
    names = [(f"{site[0]}{n}", site, n) for site, count in (("north", north), ("south", south)) for n in range(count)]
    problem = case(
        clinicians=[clinician("anna", site="north"), clinician("bert", site="south")],
        patients=[patient(name, level=level if site == "north" else 1) for name, site, _ in names],
        requests=[request(f"q{name}", kind, patient=name) for name, _, _ in names],
        types=HOME,
        **{"min_group_size": 1} | fields,
    )
    who_holds = {"north": "anna", "south": "bert"}
    parts: list[Visit] = [
        visit(f"q{name}", who_holds[site], f"{('mon', 'tue', 'wed', 'thu', 'fri')[n]} 09:00") for name, site, n in names
    ]
    return problem, plan(problem, *parts)


def test_equal_sites_have_a_ratio_of_one() -> None:
    """The same contacts for as many listed of the same levels, whatever they are; for twice as many it is 2 ÷ 3."""
    even = {"listed": 700, "levels": {1: 9}, "travel_minutes": {"physical": 20}}
    problem, made = visits(3, 3, level=1)
    assert ways(equity(problem, made, who({"north": even, "south": even}))) == [(1, 1, 1)] * 2
    twice = even | {"listed": 1400, "levels": {1: 18}}
    north, south = ways(equity(problem, made, who({"north": twice, "south": even})))
    assert north == pytest.approx((0.75,) * 3)
    assert south == pytest.approx((1.5,) * 3)


def test_levels_allow_for_need() -> None:
    """Four contacts against two, for as many listed: uneven, unless the north has four of level 4 and the south two
    of level 1, each with a contact."""
    problem, made = visits(4, 2, level=4)
    bare = {"listed": 100}
    assert ways(equity(problem, made, who({"north": bare, "south": bare}))) == [
        pytest.approx((4 / 3,) * 3, abs=1e-4),
        pytest.approx((2 / 3,) * 3, abs=1e-4),
    ]
    levels = who({"north": bare | {"levels": {4: 4}}, "south": bare | {"levels": {1: 2}}})
    assert ways(equity(problem, made, levels)) == [(1, 1, 1)] * 2


def test_travel_is_time_and_no_contact() -> None:
    """Three home visits of 80 minutes are as much time as two with 40 minutes of travel each: even in time alone."""
    problem, made = visits(3, 2, "home", level=1)
    even: Fields = {"listed": 100, "levels": {1: 10}}
    answer = equity(problem, made, who({"north": even, "south": even | {"travel_minutes": {"home": 40}}}))
    assert ways(answer) == [(1.2, 1.2, 1), (0.8, 0.8, 1)]
    assert [place.travel for place in answer.places] == [0, 80]
    assert "Travel takes 80 minutes, 17% of the time" in answer.text


def test_a_level_of_which_nobody_is_listed_is_expected_of_all() -> None:
    """The contacts of levels 4 and 1 fall on 100 and 300 listed: 1 ÷ 4 and 3 ÷ 4 of six contacts."""
    problem, made = visits(4, 2, level=4)
    levels = who({"north": {"listed": 100, "levels": {2: 5}}, "south": {"listed": 300, "levels": {2: 1}}})
    assert [place.contact.expected for place in equity(problem, made, levels).places] == [67.5, 202.5]


def test_a_site_that_holds_nothing_has_a_ratio_of_nought() -> None:
    problem, made = visits(2, 0, level=1, min_group_size=0)
    answer = equity(problem, made, who({"north": {"listed": 100}, "south": {"listed": 100}}))
    assert ways(answer) == [(1, 1, 1)]
    assert answer.places[0].sites == ("north", "south")


def test_what_is_at_no_site_is_left_out() -> None:
    """Bert has a site on Mondays alone. One contact of one clinician is not counted aloud below the group size."""
    for least, told in ((1, 1), (2, None)):
        problem = case(
            clinicians=[clinician("anna", site="north"), clinician("bert", site={"mon": "north"})],
            requests=[request(f"q{n}", "call", patient=f"p{n}") for n in range(3)],
            min_group_size=least,
        )
        monday, tuesday = visit("q1", "bert", "mon 09:00"), visit("q2", "bert", "tue 09:00")
        made = plan(problem, visit("q0", "anna", "mon 09:00"), monday, tuesday)
        answer = equity(problem, made, who({"north": {"listed": 10}}))
        assert (answer.left_out, answer.all.contact.sum) == (told, 30)
        assert ("at no site are left out: 1" in answer.text) is (least == 1)
        assert ("för få personer" in answer.text_sv) is (least == 2)


def test_a_room_says_where_a_contact_is_and_crisis_slots_are_no_part() -> None:
    problem = case(
        clinicians=[clinician("anna")],
        rooms=[room("r1", site="south")],
        requests=[request("q1")],
        crisis={"contact_type": "crisis", "slots_per_day": 1},
        min_group_size=1,
    )
    made = plan(problem, visit("q1", "anna", "mon 09:00", room="r1"), visit("crisis", "anna", "mon 11:00", room="r1"))
    answer = equity(problem, made, who({"south": {"listed": 10}}))
    assert (answer.all.contact.sum, answer.all.time.sum, answer.left_out) == (45, 55, 0)


def test_too_few_at_all_sites_are_refused() -> None:
    problem, made = visits(4, 2, level=1, min_group_size=3)
    with pytest.raises(InputError, match="of 2 clinicians and 6 patients; figures of sites are shown from 3 of each"):
        equity(problem, made, who({"north": {"listed": 10}, "south": {"listed": 10}}))


def people(clinicians: str, patients: int = 9) -> Held:
    return Held(clinicians=set(clinicians), patients=set(range(patients)))


@pytest.mark.parametrize(
    ("sites", "shown"),
    [
        ({"a": people("abc"), "b": people("def")}, [("a",), ("b",)]),
        ({"a": people("ab"), "b": people("cde"), "c": people("fg")}, [("a", "c"), ("b",)]),
        ({"a": people("abc"), "b": people("defg"), "c": people("h")}, [("a", "c"), ("b",)]),
        ({"a": people("ab"), "b": people("cd"), "c": people("ef")}, [("a", "b", "c")]),
        ({"a": people("ab"), "b": people("bc"), "c": people("ab"), "d": people("bc")}, [("a", "b"), ("c", "d")]),
        ({"a": people("abc"), "b": people("de"), "c": people("fg"), "d": people("h")}, [("a",), ("b", "c", "d")]),
        ({"a": people("abc", 2), "b": people("def")}, [("a", "b")]),
        ({"a": people("ab"), "b": people("ab")}, [("a", "b")]),
    ],
)
def test_small_sites_are_shown_together(sites: dict[str, Held], shown: list[tuple[str, ...]]) -> None:
    """From three clinicians and three patients on; who works at two sites counts once."""
    assert together(sites, 3) == tuple(shown)


def test_every_site_is_in_one_place_of_enough_people() -> None:
    """Random units that have enough people in all."""
    chance = random.Random(1)
    for _ in range(300):
        sites = {
            str(n): Held(clinicians={str(chance.randrange(9)) for _ in range(chance.randrange(6))}, patients={1, 2, 3})
            for n in range(chance.randint(1, 7))
        }
        if len(set().union(*(site.clinicians for site in sites.values()))) < 3:
            continue
        places = together(sites, 3)
        assert sorted(name for names in places for name in names) == sorted(sites)
        assert all(len(set().union(*(sites[name].clinicians for name in names))) >= 3 for names in places)


def test_the_sentences() -> None:
    answer = held()
    assert answer.text == (
        "Per 1,000 of the 1,500 who are listed, the plan holds 3.53 weights and 360 contact minutes. Beside what the"
        " unit's means by level would give the listed of each site, contact minutes are 29% to 143%, weights 73% to"
        " 117%, and clinicians' time, travel counted in, 64% to 124%. Travel takes 40 minutes, 9% of the time that"
        " clinicians spend on these contacts. 2 of 2 sites have figures that are marked example."
    )
    assert "är kontaktminuterna 29\u00a0% till 143\u00a0%" in answer.text_sv
    bare = {"listed": 10, "origin": "measured"}
    problem, made = visits(3, 3, level=1)
    assert equity(problem, made, who({"north": bare, "south": bare})).text.endswith(
        "contact minutes are 100%, weights 100%, and clinicians' time, travel counted in, 100%. The file gives no"
        " levels, so differences in need are not allowed for. The file gives no travel, so none is counted."
    )


def test_small_sites_alone_say_why_nothing_is_told_apart() -> None:
    problem, made = visits(4, 2, level=1, min_group_size=2)
    answer = equity(problem, made, who({"north": {"listed": 10}, "south": {"listed": 10}}))
    assert [place.sites for place in answer.places] == [("north", "south")]
    assert "fewer than 2 clinicians or patients, so all are shown together" in answer.text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("sites: {}", "sites: dictionary should have at least 1 item after validation, not 0"),
        ("sites: {north: {listed: 0}, south: {listed: 1}}", "sites.north.listed: input should be greater than or"),
        ("sites: {north: {listed: 5}, sout: {listed: 5}}", "sites.sout: the week has no site 'sout', did you mean "),
        ("sites: {north: {listed: 5}}", "sites: 'south' is missing, a site of the week"),
        (
            "sites: {north: {listed: 5, levels: {1: 4, 2: 3}}, south: {listed: 5, levels: {}}}",
            "sites.north.levels: 7 people, more than the 5 listed",
        ),
        (
            "sites: {north: {listed: 5, levels: {1: 4}}, south: {listed: 5}}",
            "sites.south.levels: is missing, though other sites have them",
        ),
        (
            "sites: {north: {listed: 5, travel_minutes: {hom: 4}}, south: {listed: 5}}",
            "sites.north.travel_minutes: no contact type 'hom', did you mean 'home'?",
        ),
        ("sites: {north: {listed: 5, levels: {5: 4}}, south: {listed: 5}}", "sites.north.levels.5"),
    ],
)
def test_a_file_that_does_not_fit_is_told_by_path_and_value(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "listed.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        read_listed(path, two_sites())
    assert any(problem.startswith(f"{path}: {line}") for problem in raised.value.problems), raised.value.problems
