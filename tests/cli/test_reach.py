"""`weightplan reach`: sets of levers, in a table or as data."""

import json
from pathlib import Path

import pytest

from tests.answers.test_reach import met, only
from tests.cli.conftest import Run
from weightplan.solver import solve


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A meeting that takes the place of a visit, and two levers: to give it up, or to ask for less."""
    case = only(met("team meeting"), "meeting", "lower_target")
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    whole = case.week.model_copy(update={"rulebook": case.rulebook})
    week.write_text(whole.model_dump_json(exclude_none=True))
    plan.write_text(solve(case, time_limit=5, workers=1).model_dump_json())
    return week, plan


def test_people_read_each_lever_with_the_set_s_figures(asked: tuple[Path, Path], run: Run) -> None:
    result = run("reach", *asked, "--clinician", "a", "--target", 2, "--time-limit", 10, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert "a har 0,8 av 2,0. Det som krävs kostar 25, och inget billigare räcker." in result.stdout
    text = " ".join(result.stdout.replace("│", " ").split())
    assert "Vad som krävs" in text
    assert "slipper team meeting" in text


def test_json_has_the_sets_with_cost_weights_and_proof(asked: tuple[Path, Path], run: Run) -> None:
    result = run("reach", *asked, "--clinician", "a", "--target", 2, "--time-limit", 10, "--json")
    answer = json.loads(result.stdout)
    assert (answer["status"], answer["target"], answer["booked"], answer["levers"]) == ("found", 2.0, 0.8, 2)
    first = answer["sets"][0]
    assert (first["cost"], first["weights"], first["proof"]["bound"], first["proof"]["proven"]) == (25, 2.0, 25.0, True)
    assert first["levers"][0]["question"] is False


def test_what_no_set_reaches_is_said_and_is_an_answer(asked: tuple[Path, Path], run: Run) -> None:
    """Three visits do not fit, nor does the week reach three weights less one."""
    result = run("reach", *asked, "--clinician", "a", "--target", 9, "--time-limit", 10)
    assert result.exit_code == 0
    assert "No set of these levers lets a reach 9.0" in " ".join(result.stdout.split())


def test_nothing_found_in_time_is_exit_code_4(
    asked: tuple[Path, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weightplan.answers.reach.search.Search.run", lambda self: None)
    result = run("reach", *asked, "--clinician", "a", "--target", 2, "--time-limit", 10)
    assert result.exit_code == 4
    assert "That there is none is not shown." in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--clinician", "b"], "--clinician: no clinician 'b'"),
        (["--clinician", "a", "--target", "0"], "should be greater than or equal to 0.01"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(
    asked: tuple[Path, Path], run: Run, arguments: list[str], line: str
) -> None:
    result = run("reach", *asked, *arguments)
    assert result.exit_code in (1, 2)
    assert line in " ".join(result.stderr.replace("│", " ").split())
