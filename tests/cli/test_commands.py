"""The commands that do not solve, and what all commands share."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import APPOINTMENT, Run
from weightplan import __version__
from weightplan.check import check as check_plan
from weightplan.cli import app
from weightplan.files import load_case, read_plan
from weightplan.plan import Plan

COMMANDS = {
    "solve": "weightplan solve clinic-12 -o plan.json --html week.html",
    "check": "weightplan check clinic-12 plan.json",
    "show": "weightplan show plan.json",
    "why": "weightplan why clinic-12 plan.json --clinician psy1",
    "price": "weightplan price clinic-12 plan.json --clinician psy1",
    "reach": "weightplan reach clinic-12 plan.json --clinician psy1 --target 47",
    "frontier": "weightplan frontier clinic-12 -o points --html front.html",
    "staff": "weightplan staff clinic-12 --reach 0.9 --confidence 0.8",
    "capa": "weightplan capa clinic-12 plan.json",
    "equity": "weightplan equity clinic-40 plan.json --listed listed.yaml",
    "moves": "weightplan moves clinic-12 plan.json --appointment q17",
    "replan": "weightplan replan clinic-12 plan.json --absent psy1 --from 2026-12-01",
    "conflict": "weightplan conflict clinic-12",
    "confidence": "weightplan confidence clinic-12 plan.json",
    "trust": "weightplan trust clinic-12 plan.json",
    "diff": "weightplan diff monday.json tuesday.json --week clinic-12",
    "fair": "weightplan fair clinic-12 plan.json -o fair.json",
    "validate": "weightplan validate week.yaml",
    "convert": "weightplan convert clinic-12 week.xlsx",
    "new": "weightplan new my-unit",
    "year": "weightplan year a-phone-heavy-year -o year",
    "serve": "weightplan serve",
    "worker": "weightplan worker",
    "token": "weightplan token --unit north --role planner --name Kim",
    "schema": "weightplan schema week > week.schema.json",
}


@pytest.fixture
def made(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(plan.model_dump_json())
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_starts_with_a_runnable_example(command: str, run: Run) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    words = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    assert words[1] == COMMANDS[command]


def test_every_command_is_listed(run: Run) -> None:
    assert {command.callback.__name__ for command in app.registered_commands if command.callback} == set(COMMANDS)
    assert all(command in run("--help").stdout for command in COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, weightplan.cli, weightplan.plan; print({'ortools', 'pandas', 'holidays'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"weightplan {__version__}\n"


def test_usage_is_exit_code_2(run: Run) -> None:
    for arguments in (["solve"], ["check", "a"], ["nothing"], ["schema", "day"], []):
        assert run(*arguments).exit_code == 2


def test_check_prints_exactly_the_report_as_json(week: Path, made: Path, run: Run) -> None:
    result = run("check", week, made, "--json")
    report = json.loads(result.stdout)
    assert list(report) == ["violations", "cost", "per_rule", "clinicians"]
    assert report == json.loads(json.dumps(check_plan(load_case(week), read_plan(made)).as_json()))
    assert sum(report["per_rule"].values()) == report["cost"]
    assert result.exit_code == (1 if report["violations"] else 0)


def test_check_says_which_rules_are_broken(week: Path, made: Path, run: Run) -> None:
    result = run("check", week, made)
    assert result.exit_code == 1
    assert "must: " in result.stdout
    assert "broken rules." in result.stdout
    assert "shortfall" in result.stdout
    assert result.stderr == ""


def test_check_of_a_legal_plan_is_done_and_doubts_a_wrong_cost(tmp_path: Path, week: Path, run: Run) -> None:
    book = week.with_name("rulebook.yaml")
    text = (
        book.read_text().replace("slots_per_day: 1", "slots_per_day: 0").replace("min_admin_minutes_per_week: 120", "")
    )
    book.write_text(text.replace("max_hours_without_break: 5", "max_hours_without_break: 24"))
    week.write_text(week.read_text().replace("must: true", "must: false"))
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"cost": 3, "appointments": [APPOINTMENT]}))
    result = run("check", week, plan)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("No rule is broken.")
    assert result.stderr.startswith(f"{plan}: states a cost of 3; it is ")


def test_check_against_an_earlier_plan_prices_what_moved(tmp_path: Path, week: Path, made: Path, run: Run) -> None:
    (tmp_path / "nothing.json").write_text("{}")
    result = run("check", week, tmp_path / "nothing.json", "--earlier", made, "--json")
    assert json.loads(result.stdout)["per_rule"]["moved"] == 50


def test_check_of_a_broken_plan_file_is_one_line(tmp_path: Path, week: Path, run: Run) -> None:
    plan = tmp_path / "plan.json"
    for content, line in (
        ('{"appointments": [{}]}', "appointments[0].request: is missing"),
        ('{"cost": NaN}', "cost: NaN is no number to plan with"),
        ('{"status": "best"}', "status: 'best' is none of optimal, feasible, infeasible, unknown"),
    ):
        plan.write_text(content)
        result = run("check", week, plan)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines()[0] == f"{plan}: {line}"


def test_show_needs_the_plan_alone(week: Path, made: Path, run: Run) -> None:
    alone, with_week = run("show", made), run("show", made, "--week", week, "--language", "sv")
    assert (alone.exit_code, with_week.exit_code) == (0, 0)
    assert "psy1" in alone.stdout
    assert "psy2" in with_week.stdout
    assert run("show", made.with_name("none.json")).exit_code == 1


def test_new_makes_a_week_that_holds(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "my" / "unit"
    result = run("new", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(folder / "week.yaml"), str(folder / "rulebook.yaml")]
    assert load_case(folder / "week.yaml").rulebook.name == "my-unit"


def test_new_overwrites_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "rulebook.yaml").write_text("mine")
    result = run("new", tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path}/rulebook.yaml: is there already; nothing was written\n"
    assert [path.name for path in tmp_path.iterdir()] == ["rulebook.yaml"]
    assert run("new", tmp_path / "rulebook.yaml").exit_code == 1


def test_schema_is_json_schema_of_one_file_or_all(run: Run) -> None:
    week = json.loads(run("schema", "week").stdout)
    assert week["$schema"].startswith("https://json-schema.org/")
    assert "clinicians" in week["properties"]
    every = json.loads(run("schema").stdout)
    assert list(every) == ["rulebook", "week", "plan"]
    assert every["week"] == week


def test_validate_sums_up_or_lists(week: Path, run: Run) -> None:
    assert run("validate", week).stdout.startswith(f"{week}: fine; 3 clinicians, 3 rooms, ")
    assert json.loads(run("validate", week, "--json").stdout) == {"problems": []}
    week.write_text(week.read_text().replace("role: nurse", "role: nurs"))
    told, listed = run("validate", week), run("validate", week, "--json")
    assert (told.exit_code, told.stdout, listed.exit_code, listed.stderr) == (1, "", 1, "")
    assert json.loads(listed.stdout) == {"problems": told.stderr.splitlines()}


def test_a_week_that_ships_is_found_by_name(run: Run) -> None:
    assert run("validate", "team-4").exit_code == 0
    assert run("validate", "teem-4").stderr.endswith("scenarios/, did you mean 'team-4'?\n")
