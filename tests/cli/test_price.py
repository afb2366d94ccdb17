"""`weightplan price`: rules with what they cost, in a table or as data."""

import json
from pathlib import Path

import pytest

from tests.answers.test_price import day
from tests.cli.conftest import Run
from weightplan.solver import solve


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A meeting that takes the place of a visit."""
    case = day()
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(case.week.model_dump_json(exclude_none=True))
    plan.write_text(solve(case, time_limit=5, workers=1).model_dump_json())
    return week, plan


def test_people_read_what_may_be_changed_and_what_is_not_for_trade(asked: tuple[Path, Path], run: Run) -> None:
    result = run("price", *asked, "--clinician", "a", "--time-limit", 10, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    rows = {line.split()[1]: line for line in result.stdout.splitlines() if line.startswith("│")}
    assert "kan ändras" in rows["Möten"]
    assert rows["Möten"].count("1,0") == 2
    assert "inte till salu" in rows["Lunchrast"]


def test_json_has_every_price_with_its_bounds(asked: tuple[Path, Path], run: Run) -> None:
    result = run("price", *asked, "--clinician", "a", "--time-limit", 10, "--json")
    answer = json.loads(result.stdout)
    meetings = {"rule": "meetings", "least": 1.0, "most": 1.0, "proven": True, "for_trade": True}
    assert meetings in answer["prices"]
    assert answer["proof"]["proven"] is True


def test_an_unknown_clinician_gets_one_clear_line(asked: tuple[Path, Path], run: Run) -> None:
    result = run("price", *asked, "--clinician", "b")
    assert result.exit_code == 1
    assert "--clinician: no clinician 'b'" in result.stderr
