"""Answers in their places: who is asked about, in which order, with which proof, and what is said where none is."""

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
from tests.builders import admin, patient, plan, request, visit
from weightplan.answers.page.answers import Answers, ask, ask_one
from weightplan.answers.page.places import command, unasked
from weightplan.answers.page.told import told, told_to_one
from weightplan.answers.page.trusted import trusted
from weightplan.answers.page.wording import _CATALOGUE, Say
from weightplan.answers.proof import Proof
from weightplan.answers.trust import trust
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.report.sections import Section
from weightplan.report.words import Words

EN, SV = Say(Words("en")), Say(Words("sv"))


@pytest.fixture(scope="module")
def unit() -> tuple[Case, Plan]:
    """b before a: b has a visit of a target of 2.0, a has none of a target of 0.5; one more patient is for a."""
    problem = small(
        on_monday("b", "10:00-11:00", target=2.0),
        on_monday("a", "10:00-11:00", target=0.5),
        requests=[*visits("p1", clinicians=["b"]), *visits("p2", clinicians=["a"])],
        min_group_size=2,
    )
    return problem, plan(problem, visit("qp1", "b", "mon 10:00", "visit", "r1"))


@pytest.fixture(scope="module")
def found(unit: tuple[Case, Plan]) -> Answers:
    return ask(*unit, seconds=20, workers=1)


def sections(found: Answers, say: Say = EN) -> dict[str, Section]:
    return {section.key: section for section in told(say, found, "ask again")}


def test_ceilings_stand_in_the_weeks_order_with_their_proof(found: Answers) -> None:
    """b holds one visit (1.0) at best. a can have p2: a call (0.4), as b's visit takes the only room."""
    shown = sections(found)["ceilings"]
    rows = [row[:5] for row in shown.figures[0].rows]
    assert rows == [
        ("b", "2.0", "1.0", "1.0, proven", "1.0, proven"),
        ("a", "0.5", "0.0", "1.0, proven", "0.4, proven"),
    ]
    assert shown.proof.startswith("Proven. ")
    assert shown.proof.endswith(" s.")


def test_prices_are_of_those_short_of_target_in_the_weeks_order(found: Answers) -> None:
    assert found.prices is not None
    assert [prices.clinician for prices in found.prices] == ["b", "a"]
    rows = {(row[0], row[1]): row[2:] for row in sections(found)["prices"].figures[0].rows}
    assert rows["a", "Rooms"] == ("yes", "0.6, proven")  # a visit of 1.0 in place of the call


def test_who_reaches_the_target_is_not_asked_about(unit: tuple[Case, Plan]) -> None:
    problem, made = unit
    both = Plan(appointments=(*made.appointments, *plan(problem, visit("qp2", "a", "mon 10:00", "call")).appointments))
    assert check(problem, both).legal
    answer = ask_one(problem, both, "a", seconds=10)
    assert [p.clinician for p in answer.prices or ()] == ["a"]  # 0.4 of 0.5
    aimed = problem.week.model_copy(
        update={"clinicians": tuple(c.model_copy(update={"target": 0.4}) for c in problem.week.clinicians)}
    )
    reached = ask_one(Case(aimed, problem.rulebook), both, "a", seconds=10)
    assert reached.prices == ()
    assert "Nobody is short of the target." in told_to_one(EN, reached, "")[1].lines


def test_a_legal_plan_has_no_conflict_and_that_is_proven(found: Answers) -> None:
    shown = sections(found)["conflict"]
    assert (shown.lines, shown.proof) == (("The plan keeps every hard rule, so nothing clashes.",), "Proven.")


def test_confidence_ends_with_the_unit_where_that_is_large_enough(found: Answers) -> None:
    rows = sections(found)["confidence"].figures[0].rows
    assert [row[0] for row in rows] == ["b", "a", "The whole team"]
    assert sections(found)["confidence"].proof.startswith("Proven. No bound is needed: reckoned exactly. ")


def test_musts_that_clash_are_told_with_the_ways_out() -> None:
    """Two musts of an hour each in one hour."""
    problem = small(
        on_monday("a", "10:00-11:00"), requests=[request(f"q{p}", "visit", patient=p, must=True) for p in ("p1", "p2")]
    )
    answer = ask(problem, plan(problem, visit("qp1", "a", "mon 10:00", "visit", "r1")), seconds=10, workers=1)
    assert answer.ceilings is None
    shown = sections(answer)
    assert [figures.caption for figures in shown["conflict"].figures] == ["What clashes", "Ways out, cheapest first"]
    assert shown["conflict"].proof.startswith("Proven. Bound: ")
    for key in ("ceilings", "prices"):
        assert shown[key].lines == ("The plan breaks a hard rule, so no answer would hold.",)
        assert shown[key].command == "ask again"


def test_a_broken_plan_with_every_must_is_not_searched_for_clashes() -> None:
    problem = small(on_monday("a", "10:00-11:00"), requests=visits("p1"))
    twice = plan(problem, *(visit("qp1", "a", "mon 10:00", "visit", "r1") for _ in range(2)))
    answer = ask(problem, twice, seconds=5)
    assert answer.conflict is None
    assert sections(answer)["conflict"].lines == ("Every must is served. No clash was looked for.",)


def test_a_legal_plan_off_the_grid_has_no_ceilings() -> None:
    """Admin time from 10:05 on a grid of thirty minutes keeps every rule, and the solver has no such time."""
    problem = small(on_monday("a", "10:00-12:00"), requests=visits("p1"), limits={"min_admin_minutes_per_week": 30})
    odd = plan(problem, admin("a", "mon 10:05", "mon 10:35"))
    assert check(problem, odd).legal
    for answer in (ask(problem, odd, seconds=5), ask_one(problem, odd, "a", seconds=5)):
        assert (answer.legal, answer.ceilings) == (True, None)
        assert "off the grid" in sections(answer)["ceilings"].lines[0]


def test_what_time_did_not_allow_is_said_and_how_to_get_it(unit: tuple[Case, Plan]) -> None:
    """Stopped at once: b's ceiling is no less than what is booked, and no price is there."""
    answer = ask(*unit, seconds=10, workers=1, stop=lambda: True)
    assert answer.prices == ()
    shown = sections(answer)["prices"]
    assert "Time ran out before 2 more could be reckoned." in shown.lines
    assert (shown.command, shown.proof, shown.figures) == ("ask again", "", ())


def test_a_range_is_never_told_as_a_proof() -> None:
    assert EN.ceiling(2.0, 2.0, True) == "2.0, proven"
    assert EN.ceiling(1.5, 2.25, False) == "found 1.5, at most 2.25; not proven"
    assert SV.price(0.0, 0.6, False) == "minst 0,0, högst 0,6; inte bevisat"
    assert EN.proof(Proof(proven=False, bound=None, seconds=1.25)) == "Not proven. No bound is known. 1.2 s."
    assert SV.proof(Proof(proven=True, bound=2.0, seconds=3)) == "Bevisat. Gräns: 2,0. 3,0 s."
    assert EN.proofs([True, False, True], 4.0) == "2 of 3 proven. 4.0 s."


def test_places_without_an_answer_say_how_to_get_it() -> None:
    line = command("my plan.json", "clinic-12", "page.html", rulebook=None, language="sv")
    assert line == "weightplan show 'my plan.json' --week clinic-12 --html page.html --language sv --answers"
    places = unasked(SV, False, line)
    assert [place.key for place in places] == ["ceilings", "prices", "conflict", "confidence"]
    assert all(place.command == line and place.lines for place in places)
    assert unasked(EN, True, line)[2].command == ""  # a legal plan shows it


def test_the_trust_section_says_what_is_hidden_and_what_is_missing(unit: tuple[Case, Plan]) -> None:
    problem, made = unit
    shown = trusted(problem, EN, trust(problem, made), "ask")
    assert shown.command == "ask"
    assert any("it takes a second plan" in line for line in shown.lines)
    assert "Nothing was set by hand." not in shown.lines  # both targets are
    large = [figures.caption for figures in shown.figures]
    assert "Protected time" in large
    hidden = Case(problem.week, problem.rulebook.model_copy(update={"min_group_size": 3}))
    small_unit = trusted(hidden, EN, trust(hidden, made), "ask")
    assert "Protected time is summed from 3 clinicians: too few people to show." in small_unit.lines
    assert "Protected time" not in [figures.caption for figures in small_unit.figures]
    assert {row[1] for f in small_unit.figures if f.caption.startswith("Load") for row in f.rows} == {
        "too few people to show"
    }
    with_other = trusted(problem, SV, trust(problem, made, made), "ask")
    assert with_other.command == ""
    assert any("inte bevisat optimal" in line for line in with_other.lines)


def test_groups_of_patients_have_names_in_both_languages() -> None:
    people = [patient("p1", level=2), patient("p2", new=True)]
    problem = small(on_monday("a", "10:00-11:00"), patients=people, requests=visits("p1", "p2"), min_group_size=1)
    for say, names in (
        (EN, ["Level 2", "No level given", "New", "Returning"]),
        (SV, ["Nivå 2", "Ingen nivå angiven", "Nya", "Återkommande"]),
    ):
        shown = trusted(problem, say, trust(problem, Plan()))
        assert [row[0] for figures in shown.figures[:1] for row in figures.rows] == names


def test_every_sentence_has_the_same_gaps_in_both_languages() -> None:
    from string import Formatter

    for key, pair in _CATALOGUE.items():
        gaps = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in pair]
        assert gaps[0] == gaps[1], key
        assert all(text.strip() for text in pair), key
