"""`weightplan equity`: a sentence and two tables, data, or a page, and errors that name the file."""

import json
from pathlib import Path

import pytest

from tests.answers.test_equity import visits
from tests.cli.conftest import Run
from weightplan.answers.equity import Equity

LISTED = """\
sites:
  north: {listed: 3000, levels: {1: 40}, travel_minutes: {home: 30}, origin: measured}
  south: {listed: 1500, levels: {1: 20}, origin: measured}
"""


@pytest.fixture
def asked(tmp_path: Path) -> list[object]:
    """Two home visits a site, for twice as many listed in the north, who are further away."""
    problem, made = visits(2, 2, "home", level=1)
    week, plan, listed = tmp_path / "week.json", tmp_path / "plan.json", tmp_path / "listed.yaml"
    week.write_text(problem.week.model_dump_json(exclude_unset=True))
    plan.write_text(made.model_dump_json())
    listed.write_text(LISTED)
    return [week, plan, "--listed", listed]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Per 1,000 of the 4,500 who are listed", "│ north │ 3,000 │ 1.0 │", "│ All sites │", "│ 75% │"]),
        ("sv", ["av de 4\u202f500 listade", "│ south │ 1\u202f500 │ 2,0 │", "│ Alla │", "│ 75\u00a0% │"]),
    ],
)
def test_people_read_a_sentence_and_two_tables(asked: list[object], run: Run, language: str, words: list[str]) -> None:
    """Three weights for 3,000 listed are 1.0 for 1,000; the north has half of the contacts and is due two thirds."""
    result = run("equity", *asked, "--language", language)
    assert (result.exit_code, result.stderr) == (0, "")
    told = " ".join(part for part in result.stdout.split(" ") if part)
    assert all(word in told for word in words), told


def test_json_is_the_whole_answer(asked: list[object], run: Run) -> None:
    found = Equity.model_validate_json(run("equity", *asked, "--json").stdout)
    assert [(place.sites, place.travel) for place in found.places] == [(("north",), 60), (("south",), 0)]
    assert (found.examples, found.by_level, found.proof.proven) == (0, True, True)


def test_the_page_holds_both_tables_and_names_nobody(asked: list[object], run: Run, tmp_path: Path) -> None:
    page = tmp_path / "equity.html"
    result = run("equity", *asked, "--html", page, "--language", "sv")
    assert (result.exit_code, result.stderr) == (0, f"{page}: written\n")
    text = page.read_text(encoding="utf-8")
    assert all(word in text for word in ("Jämlik vård mellan mottagningar", "varav resor", "Kontaktminuter"))
    assert "anna" not in text


def test_what_is_wrong_names_the_file(asked: list[object], run: Run) -> None:
    listed, plan = Path(str(asked[3])), Path(str(asked[1]))
    listed.write_text(LISTED.replace("  south", "  suoth"))
    result = run("equity", *asked)
    assert result.exit_code == 1
    assert f"{listed}: sites.suoth: the week has no site 'suoth', did you mean 'south'?" in result.stderr
    listed.write_text(LISTED)
    tree = json.loads(plan.read_text())
    plan.write_text(json.dumps(tree | {"appointments": []}))
    result = run("equity", *asked)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{plan}: contacts at sites: of 0 clinicians and 0 patients; ")
