"""`weightplan moves`: the table, the verdict, the JSON, and the errors of the user's making."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from tests.cli.conftest import APPOINTMENT, Run
from weightplan.cli.errors import PlainGroup
from weightplan.cli.moves import moves


@pytest.fixture
def run() -> Run:
    """Run a command line that has this command only, and `new`, which makes the week."""
    from weightplan.cli.new import new

    app = typer.Typer(cls=PlainGroup)
    app.command()(moves)
    app.command()(new)
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The booking of q1, which is locked, and the first of two visits of q5."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"appointments": [APPOINTMENT, visit("23")]}))
    return path


def visit(day: str) -> dict[str, Any]:
    times = {"start": "10:00", "end": "10:45", "busy_until": "10:55"}
    fields = {"request": "q5", "clinicians": ["nurse1"], "patients": ["p4"], "weights": {"nurse1": 1.0}}
    return APPOINTMENT | fields | {name: f"2026-11-{day}T{clock}" for name, clock in times.items()}


def test_help_starts_with_a_runnable_example(run: Run) -> None:
    lines = [line.strip() for line in run("moves", "--help").stdout.splitlines() if line.strip()]
    assert lines[1] == "weightplan moves clinic-12 plan.json --appointment q17"


def test_the_places_come_as_a_table_under_a_sentence(run: Run, week: Path, made: Path) -> None:
    result = run("moves", week, made, "--appointment", "q5", "--limit", "2")
    assert result.exit_code == 0
    assert result.stdout.startswith("q5 (Mon 23 Nov 10:00, nurse1) can move to ")
    assert sum("23 Nov" in line for line in result.stdout.splitlines()[1:]) == 2


def test_json_holds_the_answer_with_its_proof(run: Run, week: Path, made: Path) -> None:
    answer = json.loads(run("moves", week, made, "--appointment", "q5", "--limit", "3", "--json").stdout)
    assert (answer["request"], answer["start"], len(answer["moves"])) == ("q5", "2026-11-23T10:00", 3)
    assert answer["proof"]["proven"] is True
    assert answer["moves"][0]["cost"] == answer["proof"]["bound"] <= answer["moves"][1]["cost"]


def test_a_place_is_refused_in_the_readers_language(run: Run, week: Path, made: Path) -> None:
    """Nobody works at 23:00. The checker's own sentences follow."""
    at = ("--at", "2026-11-23T23:00")
    swedish = run("moves", week, made, "--appointment", "q5", *at, "--language", "sv")
    assert swedish.exit_code == 0
    assert "kan inte flyttas till mån 23 nov 23:00 hos nurse1" in swedish.stdout
    assert "\nworking_hours: q5 at 2026-11-23 23:00 is outside the hours of nurse1\n" in swedish.stdout
    verdict = json.loads(run("moves", week, made, "--appointment", "q5", *at, "--json").stdout)
    assert (verdict["legal"], verdict["cost"]) == (False, None)
    assert "working_hours" in [b["rule"] for b in verdict["broken"]]


def test_a_legal_place_says_what_it_does(run: Run, week: Path, made: Path) -> None:
    """The best move that the table names is legal when asked for by itself, at the same cost."""
    listed = json.loads(run("moves", week, made, "--appointment", "q5", "--limit", "1", "--json").stdout)["moves"][0]
    where = ["--at", listed["start"], "--type", listed["contact_type"]]
    where += [word for c in listed["clinicians"] for word in ("--with", c)]
    where += ["--room", listed["rooms"][0]] if listed["rooms"] else []
    result = run("moves", week, made, "--appointment", "q5", *where)
    assert "can move to" in result.stdout.splitlines()[0]
    assert "→" in result.stdout
    verdict = json.loads(run("moves", week, made, "--appointment", "q5", *where, "--json").stdout)
    assert (verdict["legal"], verdict["cost"]) == (True, listed["cost"])


def test_bad_names_are_one_line_and_exit_code_1(run: Run, week: Path, made: Path) -> None:
    for arguments, line in (
        (["--appointment", "q55"], "the plan holds no appointment for 'q55', did you mean 'q5'?\n"),
        (["--appointment", "q5", "--at", "2026-11-23T10:00", "--with", "psy"], "clinicians: no clinician 'psy'"),
        (["--appointment", "q5", "--at", "2026-11-23T10:00", "--room", "r0"], "room: no room 'r0'"),
        (["--appointment", "q1"], "q1 with psy1 at 2026-11-23 09:00 was promised: a locked booking does not move"),
        (["--appointment", "q5", "--start", "2026-11-23T12:00"], "'q5' does not start at 2026-11-23T12:00"),
    ):
        result = run("moves", week, made, *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(line)
        assert result.stderr.count("\n") == 1


def test_a_place_without_a_start_is_a_usage_error(run: Run, week: Path, made: Path) -> None:
    assert run("moves", week, made, "--appointment", "q5", "--room", "r1").exit_code == 2
    assert run("moves", week, made, "--appointment", "q5", "--limit", "0").exit_code == 2


def test_which_of_several_is_said_on_stderr(run: Run, week: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.json"
    path.write_text(json.dumps({"appointments": [visit("24"), visit("23")]}))
    result = run("moves", week, path, "--appointment", "q5", "--json")
    assert result.stderr == "q5 has 2 appointments; this is about 2026-11-23T10:00\n"
    chosen = run("moves", week, path, "--appointment", "q5", "--start", "2026-11-24T10:00", "--json")
    assert (chosen.stderr, json.loads(chosen.stdout)["start"]) == ("", "2026-11-24T10:00")
