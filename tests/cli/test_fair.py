"""`weightplan fair`: a sentence, data, and the plan in a file."""

import json
from pathlib import Path

import pytest

from tests.answers.test_fairness import one_sided, two
from tests.cli.conftest import Run


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A plan in which one of two has next to nothing."""
    case = two()
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(case.week.model_dump_json(exclude_none=True))
    plan.write_text(one_sided(case).model_dump_json())
    return week, plan


def test_people_read_the_level_and_nobody_is_named(asked: tuple[Path, Path], run: Run) -> None:
    result = run("fair", *asked, "--time-limit", 20, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert "50,0" in result.stdout
    assert "anna" not in result.stdout
    assert "bert" not in result.stdout


def test_the_plan_is_written_and_legal(asked: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    made = tmp_path / "fair.json"
    result = run("fair", *asked, "--time-limit", 20, "--json", "-o", made)
    answer = json.loads(result.stdout)
    assert (answer["lowest"], answer["people"], answer["proof"]["proven"]) == (0.5, 1, True)
    assert run("check", asked[0], made).exit_code == 0


def test_the_plan_itself_is_never_written_over(asked: tuple[Path, Path], run: Run) -> None:
    result = run("fair", *asked, "-o", asked[1])
    assert result.exit_code == 1
    assert "is what the plan is made from" in result.stderr


def test_a_broken_plan_gets_one_clear_line(asked: tuple[Path, Path], run: Run) -> None:
    tree = json.loads(asked[1].read_text())
    tree["appointments"][0]["room"] = None
    asked[1].write_text(json.dumps(tree))
    result = run("fair", *asked)
    assert result.exit_code == 1
    assert "the plan breaks a rule" in result.stderr
