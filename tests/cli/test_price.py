"""`weightplan price`: rules with what they cost, in a table or as data."""

import json
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
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
    meetings = {
        "rule": "meetings",
        "room_kind": None,
        "weekday": None,
        "least": 1.0,
        "most": 1.0,
        "proven": True,
        "for_trade": True,
    }
    assert meetings in answer["prices"]
    assert answer["proof"]["proven"] is True


def test_an_unknown_clinician_gets_one_clear_line(asked: tuple[Path, Path], run: Run) -> None:
    result = run("price", *asked, "--clinician", "b")
    assert result.exit_code == 1
    assert "--clinician: no clinician 'b'" in result.stderr


def test_the_unit_is_asked_for_with_all(asked: tuple[Path, Path], run: Run) -> None:
    """One clinician is no unit that may be summed: one clear line says from how many on."""
    result = run("price", *asked, "--all", "--time-limit", 10)
    assert result.exit_code == 1
    assert "1 of them; figures of a unit are shown from 5" in result.stderr


def test_a_unit_gets_a_table_and_data(tmp_path: Path, run: Run) -> None:
    """Five clinicians, an hour each, and one room on Monday for two visits at ten: the second is a call instead."""
    case = small(*(on_monday(name, "10:00-11:00") for name in "abcde"), requests=visits("p1", "p2"))
    week, plan = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(case.week.model_dump_json(exclude_none=True))
    plan.write_text(solve(case, time_limit=5, workers=1).model_dump_json())
    shown = run("price", week, plan, "--all", "--time-limit", 20)
    assert shown.exit_code == 0, shown.stderr
    (monday,) = [line for line in shown.stdout.splitlines() if line.startswith("│ One more room (consulting)")]
    assert "may be changed" in monday and monday.count("0.6") == 2
    answer = json.loads(run("price", week, plan, "--all", "--time-limit", 20, "--json").stdout)
    assert answer["clinician"] is None
    assert {p["least"] for p in answer["prices"] if p["weekday"] == "mon" and p["room_kind"] == "consulting"} == {0.6}


@pytest.mark.parametrize("options", [(), ("--all", "--clinician", "a")])
def test_one_or_all_must_be_said(asked: tuple[Path, Path], run: Run, options: tuple[str, ...]) -> None:
    assert run("price", *asked, *options).exit_code == 2
