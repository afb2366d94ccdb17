"""`weightplan trust`: figures on the screen, as JSON and as a page."""

import json
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small
from tests.builders import plan, request, visit
from tests.cli.conftest import Run
from weightplan.answers.trust import Trust


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A call was wished for, a visit was planned, and a limit was set by hand with a reason."""
    problem = small(
        on_monday("annika", "10:00-12:00", limits={"max_first_per_day": 1}),
        requests=[request("q1", "call", "visit")],
        min_group_size=1,
    )
    tree = json.loads(problem.week.model_dump_json(exclude_unset=True))
    tree["overrides"] = [{"what": "clinicians[annika].limits.max_first_per_day", "reason": "new at work"}]
    tree["clinicians"][0]["limits"] = {"max_first_per_day": 1}
    week, path = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(json.dumps(tree))
    path.write_text(plan(problem, visit("q1", "annika", "mon 10:00", "visit", "r1")).model_dump_json())
    return week, path


def test_json_is_the_whole_answer(asked: tuple[Path, Path], run: Run) -> None:
    result = run("trust", *asked, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    found = Trust.model_validate_json(result.stdout)
    assert [(s.wished, s.chosen, s.requests) for s in found.switches] == [("call", "visit", ("q1",))]
    assert [h.reason for h in found.by_hand] == ["new at work"]
    assert found.untargeted is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["1 contact has a heavier type", "new at work", "Protected time", "it takes a second plan"]),
        ("sv", ["1 kontakt har en tyngre kontakttyp", "new at work", "Skyddad tid", "kräver en andra plan"]),
    ],
)
def test_people_read_sentences_and_tables(asked: tuple[Path, Path], run: Run, language: str, words: list[str]) -> None:
    result = run("trust", *asked, "--language", language)
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert all(word in told for word in words), told


def test_answers_plan_the_week_without_the_target(asked: tuple[Path, Path], run: Run) -> None:
    """The patient's call is 30 minutes of contact, as the visit is."""
    result = run("trust", *asked, "--answers", "--time-limit", 5, "--json")
    found = Trust.model_validate_json(result.stdout)
    assert found.untargeted == "optimal"
    assert {share.group: share.untargeted for share in found.equity} == {"level.none": 30.0, "returning": 30.0}


def test_the_page_holds_the_same(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    page = tmp_path / "trust.html"
    result = run("trust", *asked, "--html", page, "--language", "sv")
    assert result.stderr == f"{page}: written\n"
    text = page.read_text()
    assert '<html lang="sv">' in text
    assert "new at work" in text
    assert "Går planen att lita på?" in text


def test_an_override_of_nothing_is_one_line(asked: tuple[Path, Path], run: Run) -> None:
    week, plan = asked
    week.write_text(week.read_text().replace("clinicians[annika]", "clinicians[anika]"))
    result = run("trust", week, plan)
    assert result.exit_code == 1
    assert result.stderr == f"{week}: overrides[0].what: no name 'anika', did you mean 'annika'?\n"
