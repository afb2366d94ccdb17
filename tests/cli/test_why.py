"""`weightplan why`: ceilings for one clinician or for all."""

import json
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
from tests.cli.conftest import Run
from weightplan.plan import Plan
from weightplan.solver import solve


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A week of two clinicians for two visits, and its best plan."""
    case = small(on_monday("a", "10:00-12:00"), on_monday("b", "10:00-12:00"), requests=visits("p1", "p2"))
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(case.week.model_dump_json(exclude_none=True))
    plan.write_text(solve(case, time_limit=5, workers=1).model_dump_json())
    return week, plan


def test_json_has_both_ceilings_in_weights_with_their_proof(asked: tuple[Path, Path], run: Run) -> None:
    result = run("why", *asked, "--clinician", "a", "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    alone = answer["ceiling"]["alone"]
    assert (alone["weights"], alone["bound"], alone["proven"]) == (2.0, 2.0, True)
    assert answer["ceiling"]["given_plan"]["seconds"] >= 0
    assert answer["proof"]["proven"] is True
    assert answer["text"].startswith(f"{answer['booked']:g} of 0.")


def test_all_tells_everybody_in_the_order_of_the_week(asked: tuple[Path, Path], run: Run) -> None:
    result = run("why", *asked, "--all", "--time-limit", 10, "--json")
    assert [answer["clinician"] for answer in json.loads(result.stdout)] == ["a", "b"]
    assert "a: " in result.stderr
    assert "b: " in result.stderr


def test_people_read_a_sentence_and_a_table_in_their_language(asked: tuple[Path, Path], run: Run) -> None:
    result = run("why", *asked, "--clinician", "a", "--language", "sv")
    assert "Ingen tillåten vecka ger mer än 2;" in " ".join(result.stdout.split())
    assert "Medarbetare" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--clinician", "bb"], "no clinician 'bb', did you mean 'b'?"),
        ([], "name a clinician with --clinician, or ask for everybody with --all"),
        (["--clinician", "a", "--all"], "name a clinician with --clinician, or ask for everybody with --all"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(
    asked: tuple[Path, Path], run: Run, arguments: list[str], line: str
) -> None:
    result = run("why", *asked, *arguments)
    assert result.exit_code in (1, 2)
    assert line in " ".join(result.stderr.replace("│", " ").split())


def test_a_plan_that_is_not_legal_is_named(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    week, plan = asked
    lame = Plan.model_validate_json(plan.read_text())
    plan.write_text(lame.model_copy(update={"appointments": lame.appointments * 2}).model_dump_json())
    result = run("why", week, plan, "--clinician", "a")
    assert result.exit_code == 1
    assert f"{plan}: the plan breaks a rule" in result.stderr
