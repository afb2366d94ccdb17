"""Answers in a page: between the week and its proof, whole, safe, and reachable from the contents."""

from pathlib import Path

import pytest

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.report.facts import FIRST_ROWS
from weightplan.report.html import render
from weightplan.report.sections import Figures, Section
from weightplan.report.sheet import write_sheet

from .conftest import SCRIPT
from .test_html import Page

TABLE = Figures("Ceilings", ("Clinician", "At most"), (("anna", "2.0"), ("bo", SCRIPT)))
SECTION = Section("ceilings", "What can be reached", (SCRIPT,), (TABLE,), "Proven. 1.0 s.", "weightplan show 'a b'")


def test_sections_stand_between_the_needs_left_and_the_proof(case: Case, plan: Plan) -> None:
    page = Page(render(case, plan, "en", [SECTION]))
    ids = [a["id"] for t, a in page.tags if t == "h2"]
    assert ids[3:6] == ["unserved", "ceilings", "proof"]
    assert "#ceilings" in [a.get("href") for t, a in page.tags if t == "a"]
    assert page.open == []
    assert "Proven. 1.0 s." in page.text
    assert "To get the answer: weightplan show 'a b'" in page.text


def test_what_an_answer_says_stays_text(case: Case, plan: Plan) -> None:
    text = render(case, plan, "en", [SECTION])
    assert SCRIPT not in text
    assert Page(text).text.count(SCRIPT) == 2


@pytest.mark.parametrize(("rows", "folded"), [(FIRST_ROWS, False), (FIRST_ROWS + 1, True)])
def test_a_long_table_is_folded(rows: int, folded: bool, case: Case, plan: Plan) -> None:
    long = Figures("Long", ("Name", "Value"), tuple((f"n{n}", str(n)) for n in range(rows)))
    text = render(case, plan, "en", [Section("long", "Title", (), (long,))])
    assert (f"<summary>Long ({rows})</summary>" in text) is folded
    assert text.count('<th scope="row">n') == rows


def test_a_caption_that_repeats_the_heading_is_for_listeners_alone(case: Case, plan: Plan) -> None:
    same = Section("same", "Ceilings", (), (TABLE,))
    assert '<caption class="unseen">Ceilings</caption>' in render(case, plan, "en", [same])
    assert "<caption>Ceilings</caption>" in render(case, plan, "en", [SECTION])


def test_a_sheet_holds_the_answers_and_nothing_of_the_week(case: Case, tmp_path: Path) -> None:
    page = Page(write_sheet(case, tmp_path / "a.html", "sv", [SECTION]).read_text(encoding="utf-8"))
    assert ("html", {"lang": "sv"}) in page.tags
    assert page.headings == [1, 2]
    assert page.open == []
    assert "patient-7" not in page.text
