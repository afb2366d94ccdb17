"""`weightplan solve --confidence`: the plan with a margin, and what people and programs are told of it."""

import json
from pathlib import Path

import pytest

from tests.answers.test_aim import afternoon
from tests.cli.conftest import FakeSolver, Run
from weightplan.files import load_case, read_plan
from weightplan.plan import Plan


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    """A target of 1.0 and four visits of 1.0 that may be booked, each attended with 0.8."""
    path = tmp_path / "week.json"
    path.write_text(afternoon(1.0).week.model_dump_json(exclude_none=True))
    return path


def test_people_read_the_chances_without_and_with_the_margin(unsure: Path, run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    result = run("solve", unsure, "--confidence", 0.9, "--time-limit", 30, "-o", plan, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert "sannolikhet når 1 av 1 målet; i planen utan marginal var det 0." in " ".join(result.stdout.split())
    (row,) = [line for line in result.stdout.splitlines() if line.startswith("│ a ")]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    assert cells == ["a", "1,0", "2,0", "0,80", "0,96", "0,96", "–"]
    assert len(read_plan(plan).appointments) == 2
    assert run("check", unsure, plan).exit_code == 0


def test_json_is_the_plan_with_the_answer_beside_it(unsure: Path, run: Run) -> None:
    result = run("solve", unsure, "--confidence", 0.9, "--time-limit", 30, "--json")
    told = json.loads(result.stdout)
    assert (told["confidence"]["reached_before"], told["confidence"]["reached"]) == (0, 1)
    assert told["confidence"]["clinicians"][0]["after"] == 0.96
    assert len(Plan.model_validate_json(result.stdout).appointments) == 2


def test_a_deterministic_limit_makes_the_same_plan_again(unsure: Path, run: Run) -> None:
    limits = ("--deterministic-limit", 5, "--workers", 1, "--time-limit", 60)
    plans = [
        Plan.model_validate_json(run("solve", unsure, "--confidence", 0.9, *limits, "--json").stdout) for _ in range(2)
    ]
    assert plans[0].appointments == plans[1].appointments and len(plans[0].appointments) == 2


@pytest.mark.parametrize("level", ["0", "1.1", "nan"])
def test_a_probability_is_between_0_and_1(unsure: Path, run: Run, level: str) -> None:
    assert run("solve", unsure, "--confidence", level).exit_code == 2


def test_without_a_plan_nothing_is_told_of_confidence(
    week: Path, run: Run, solver: FakeSolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "plan", Plan(status="unknown"))
    result = run("solve", week, "--confidence", 0.8, "--json")
    assert result.exit_code == 4
    assert "confidence" not in json.loads(result.stdout)


def test_the_first_solve_gets_its_share_of_the_limits(week: Path, run: Run, solver: FakeSolver) -> None:
    """The fake plan has no cost, so there is one solve: 0.4 of 10 s, of the week as it is."""
    assert run("solve", week, "--confidence", 0.8, "--time-limit", 10).exit_code == 0
    assert solver.asked["time_limit"] == 4.0
    assert solver.asked["case"] == load_case(str(week), None)
