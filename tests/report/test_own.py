"""A clinician's own page holds the own week, and nothing from which colleagues could be known."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.plans import planned
from tests.builders import case, clinician, group, patient, plan, request, span, visit
from tests.strategies import cases, plans
from tests.test_strategies import CALM
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.report.html import render
from weightplan.report.own import render_own
from weightplan.report.words import LANGUAGES, Language
from weightplan.week import Week

from .test_html import Page


def renamed(problem: Case, made: Plan, seed: int = 0) -> tuple[Case, Plan]:
    """Return the same with clinicians and patients called what no other text can hold by chance."""
    dice = Random(seed)
    book = problem.rulebook
    names = {name: f"zq{dice.getrandbits(40):010x}" for name in (*problem.clinicians, *problem.patients)}

    def walked(node: Any) -> Any:
        if isinstance(node, dict):
            return {names.get(key, key): walked(value) for key, value in node.items()}
        if isinstance(node, list):
            return [walked(value) for value in node]
        return names.get(node, node) if isinstance(node, str) else node

    # Patients of a case mix get their names from it, so those are written out.
    whole = problem.week.model_copy(
        update={
            "rulebook": "book",
            "patients": tuple(problem.patients.values()),
            "requests": tuple(problem.requests.values()),
            "demand": (),
        }
    )
    week = Week.model_validate_json(json.dumps(walked(json.loads(whole.model_dump_json(exclude_unset=True)))))
    plan = Plan.model_validate_json(json.dumps(walked(json.loads(made.model_dump_json(exclude_unset=True)))))
    return Case(week, book), plan


def leaked(problem: Case, made: Plan, who: str, page: str) -> set[str]:
    """Return the ids on a page that are another clinician's, or of a patient whom this clinician does not see."""
    own = {p for a in made.appointments if who in a.clinicians for p in a.patients}
    secret = ({*problem.clinicians} - {who}) | ({*problem.patients} - own)
    return {name for name in secret if name in page}


@pytest.mark.parametrize("week", ["team-4", "clinic-12", "holiday-week"])
def test_no_own_page_of_a_week_that_ships_tells_of_others(week: str) -> None:
    problem, made = renamed(*planned(week))
    for place, who in enumerate(problem.clinicians):
        page = render_own(problem, made, who, LANGUAGES[place % 2])
        assert who in page
        assert leaked(problem, made, who, page) == set()
    everything = render(problem, made)
    assert leaked(problem, made, who, everything), "the scan must find what a page for the whole unit tells"


@settings(CALM, max_examples=30)
@given(cases(days=4, requests=6).flatmap(lambda c: st.tuples(st.just(c), plans(c, 4))), st.sampled_from(LANGUAGES))
def test_no_own_page_of_a_random_week_tells_of_others(given_plan: tuple[Case, Plan], language: Language) -> None:
    """Also of plans that break rules, name strangers and have contacts twice."""
    problem, made = renamed(*given_plan)
    for who in problem.clinicians:
        page = render_own(problem, made, who, language)
        assert leaked(problem, made, who, page) == set()
        assert Page(page).open == []


def shared(**fields: Any) -> tuple[Case, Plan]:
    """anna and bosse lead a group together; anna sees p1, bosse p2."""
    hours = {"mon": ["08:00-12:00"], "tue": ["08:00-12:00"], "wed": ["08:00-12:00"]}
    people = [
        clinician("anna", hours=hours, **fields),
        clinician("bosse", hours={"tue": ["08:00-12:00"], "sat": ["06:00-10:00"]}),
    ]
    problem = case(
        clinicians=people,
        patients=[patient("p1"), patient("p2", clinician="bosse")],
        requests=[request("q1"), request("q2", "call", patient="p2", clinicians=["bosse"])],
        groups=[group(participants=4, leaders_from=["anna", "bosse"])],
    )
    made = plan(
        problem,
        visit("q1", "anna", "mon 09:00", room="r1"),
        visit("q2", "bosse", "sat 06:00"),
        visit("dbt", "anna bosse", "tue 09:00", room="g1"),
    )
    return problem, made


@pytest.mark.parametrize(("language", "words"), [("en", "with one colleague"), ("sv", "med en kollega")])
def test_who_leads_with_somebody_reads_with_one_colleague(language: Language, words: str) -> None:
    page = render_own(*shared(), "anna", language)
    assert page.count(words) >= 2  # in the picture and in the table
    assert "bosse" not in page
    assert "4 pati" in page


def test_what_a_colleague_works_is_not_drawn() -> None:
    """bosse works on Saturday from 06:00; anna's page has five days that begin at 08:00."""
    page = Page(render_own(*shared(), "anna", "en"))
    assert "Sat 28 Nov" not in page.text
    assert "06:00" not in page.text
    assert "Sat 28 Nov" in Page(render_own(*shared(), "bosse", "en")).text


@pytest.mark.parametrize(
    ("label", "shown"), [("supervision", True), ("supervision with Bosse", False), ("bosses möte", False)]
)
def test_a_block_named_after_a_colleague_is_only_taken(label: str, shown: bool) -> None:
    block = span("wed 09:00", "wed 10:00") | {"label": label}
    page = render_own(*shared(blocks=[block]), "anna", "en")
    assert (label in page) is shown
    assert ("Taken" in page) is not shown


def test_own_figures_are_those_of_the_checker_and_the_unit_s_are_absent() -> None:
    """1.0 for the visit, 1.2 of the group's 2.4, of a target of 3.0; load 2 + 3; 55 + 135 true minutes."""
    page = Page(render_own(*shared(target=3.0), "anna", "en"))
    assert "2.2 of 3.0, 0.8 short" in page.text
    assert "Load 5 " in page.text
    assert "3 h 10 min" in page.text
    assert "The whole team" not in page.text
    assert "Team figures" not in page.text


def test_a_plan_that_breaks_a_rule_says_so_and_not_whose() -> None:
    problem, made = shared()
    assert "cannot be used" not in render_own(problem, made, "anna", "en")
    twice = Plan(appointments=(*made.appointments, made.appointments[1]))
    page = render_own(problem, twice, "anna", "en")
    assert "The plan breaks a hard rule and cannot be used as it stands." in page
    assert "bosse" not in page


def test_the_page_is_whole_in_either_language() -> None:
    for language in LANGUAGES:
        page = Page(render_own(*shared(), "anna", language))
        assert page.open == []
        assert page.headings[0] == 1
        assert ("html", {"lang": language}) in page.tags
        assert not {"script", "link", "img"} & {tag for tag, _ in page.tags}
