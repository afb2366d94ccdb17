"""`weightplan confidence`, run as a command of its own."""

import json
from pathlib import Path

import pytest

from tests.answers.plans import planned
from tests.cli.test_diff import Command, command, written
from weightplan.answers.confidence import Confidence

__all__ = ["command"]


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return written(tmp_path / "plan.json", planned("clinic-12")[1])


def test_json_is_the_whole_answer(command: Command, made: Path) -> None:
    result = command("confidence", "clinic-12", made, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    tree = json.loads(result.stdout)
    assert [person["clinician"] for person in tree["clinicians"]] == list(planned("clinic-12")[0].clinicians)
    assert tree["unit"]["attended"].keys() == {"mean", "deviation", "p10", "p50", "p90", "reaches"}
    assert Confidence.model_validate_json(result.stdout).model_dump(mode="json") == tree


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["The unit reaches ", "Attended weights", "Probability", "The whole team"]),
        ("sv", ["Enheten når ", "Genomförda vikter", "Sannolikhet", "Hela enheten"]),
    ],
)
def test_it_is_told_in_either_language(language: str, words: list[str], command: Command, made: Path) -> None:
    result = command("confidence", "clinic-12", made, "--language", language)
    assert result.exit_code == 0
    assert all(word in result.stdout for word in words), result.stdout


def test_one_clinician_alone(command: Command, made: Path) -> None:
    """No colleague and no unit on the page; who has no target has a dash for the chance."""
    result = command("confidence", "clinic-12", made, "--clinician", "psy2")
    assert result.stdout.startswith("psy2 reaches ")
    assert "psy1" not in result.stdout
    assert "The whole team" not in result.stdout
    assert "–" in command("confidence", "clinic-12", made, "--clinician", "peer1").stdout


def test_an_unknown_clinician_is_one_line(command: Command, made: Path) -> None:
    result = command("confidence", "clinic-12", made, "--clinician", "psi1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "--clinician: no clinician 'psi1', did you mean 'psy1'?\n"


def test_a_plan_of_another_week_is_bad_input(command: Command, made: Path) -> None:
    result = command("confidence", "team-4", made)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{made}: appointments[0].")
