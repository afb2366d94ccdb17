"""`weightplan show`: pages with places for answers, and a clinician's own page."""

import shlex
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small
from tests.builders import group, request
from tests.cli.conftest import Run
from weightplan.plan import Plan
from weightplan.solver import solve


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A week of two clinicians who lead a group together, with one visit each, and its best plan."""
    problem = small(
        on_monday("annika", "10:00-13:00", target=3.0),
        on_monday("bosse", "10:00-13:00"),
        requests=[
            request("q1", "visit", patient="pat-one", clinicians=["annika"]),
            request("q2", "call", patient="pat-two", clinicians=["bosse"]),
        ],
        groups=[group("dbt", 3, contact_type="course")],
    )
    course = problem.rulebook.contact_types["course"]
    assert course.leaders == 2
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(problem.week.model_dump_json(exclude_none=True))
    plan.write_text(solve(problem, time_limit=5, workers=1).model_dump_json())
    return week, plan


def test_a_page_without_answers_names_the_command_that_gets_them(
    asked: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    week, plan = asked
    page = tmp_path / "page.html"
    result = run("show", plan, "--week", week, "--html", page)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{page}: written\n")
    text = page.read_text()
    files = shlex.join([str(plan), "--week", str(week), "--html", str(page)])
    assert text.count(f"weightplan show {files} --language en --answers") == 4  # ceilings, prices, chances, equity
    assert "Can the plan be trusted?" in text


def test_answers_fill_their_places(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    week, plan = asked
    page = tmp_path / "page.html"
    result = run("show", plan, "--week", week, "--html", page, "--answers", "--time-limit", 15, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert "annika: " in result.stderr  # told as they come
    text = page.read_text()
    assert "Vad som går att nå" in text
    assert ", bevisat</td>" in text
    assert "--answers" not in text
    assert "Planen utan viktmål är bevisat optimal" in text


@pytest.mark.parametrize("extra", [(), ("--answers", "--time-limit", 10)])
def test_an_own_page_tells_nothing_of_colleagues(
    asked: tuple[Path, Path], run: Run, tmp_path: Path, extra: tuple[object, ...]
) -> None:
    week, plan = asked
    page = tmp_path / "bosse.html"
    for who, other, patient, stranger in (
        ("annika", "bosse", "pat-one", "pat-two"),
        ("bosse", "annika", "pat-two", "pat-one"),
    ):
        result = run("show", plan, "--week", week, "--html", page, "--clinician", who, *extra)
        assert result.exit_code == 0, result.stderr
        text = page.read_text()
        assert who in text
        assert patient in text
        assert "with one colleague" in text
        assert other not in text
        assert stranger not in text
        assert ("--answers" in text) is not bool(extra)
        assert "The whole team" not in text


def test_an_own_page_of_a_broken_plan_names_nobody(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    """bosse's call stands twice at one time; annika reads that the plan is broken, not by whose contact."""
    week, plan = asked
    made = Plan.model_validate_json(plan.read_text())
    twice = [a for a in made.appointments if a.clinicians == ("bosse",)]
    plan.write_text(made.model_copy(update={"appointments": (*made.appointments, *twice)}).model_dump_json())
    page = tmp_path / "own.html"
    result = run("show", plan, "--week", week, "--html", page, "--clinician", "annika", "--answers")
    assert result.exit_code == 0, result.stderr
    text = page.read_text()
    assert "so no answer would hold" in text
    assert "bosse" not in text
    assert "pat-two" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--answers"], 2, "say where with --html page.html"),
        (["--clinician", "annika"], 2, "say where with --html page.html"),
        (["--html", "page.html"], 2, "a page needs the plan's week: name it with --week"),
        (["--week", "WEEK", "--html", "page.html", "--clinician", "anika"], 1, "did you mean 'annika'?"),
        (["--week", "WEEK", "--html", "PLAN"], 1, "is what the plan is made from"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(
    asked: tuple[Path, Path],
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    named = {"WEEK": str(asked[0]), "PLAN": str(asked[1])}
    result = run("show", asked[1], *(named.get(word, word) for word in arguments))
    assert result.exit_code == code
    assert line in " ".join(result.stderr.replace("│", " ").split())
    assert not (tmp_path / "page.html").exists()
