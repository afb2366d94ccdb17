"""`weightplan conflict`: the verdict in words and as JSON, and its exit codes."""

import json
from pathlib import Path

import pytest

from tests.answers.test_conflict import planted
from tests.cli.conftest import Run


def written(folder: Path, busy: bool) -> Path:
    path = folder / "week.json"
    path.write_text(planted(busy).week.model_dump_json(exclude_none=True))
    return path


@pytest.mark.parametrize(("busy", "code", "status"), [(True, 3, "conflict"), (False, 0, "none")])
def test_the_exit_code_says_whether_a_conflict_is_proven(
    tmp_path: Path, run: Run, busy: bool, code: int, status: str
) -> None:
    result = run("conflict", written(tmp_path, busy), "--json")
    assert result.exit_code == code
    answer = json.loads(result.stdout)
    assert (answer["status"], answer["proof"]["proven"]) == (status, True)
    assert len(answer["demands"]) == (4 if busy else 0)


def test_out_of_time_is_exit_code_4(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no time to look at anything, neither a plan nor a conflict is shown."""
    monkeypatch.setattr("weightplan.solver.budget.Budget.used_up", True)
    monkeypatch.setattr("weightplan.solver.budget.Budget.seconds_left", lambda _: 0.0)
    result = run("conflict", written(tmp_path, True))
    assert result.exit_code == 4
    assert result.stdout.startswith("Not found in time")


@pytest.mark.parametrize(
    ("language", "first", "head"),
    [
        ("en", "On Tue 24 Nov psy1 has", "Ways out"),
        ("sv", "psy1 har tis 24 nov:", "Vägar ut"),
    ],
)
def test_it_reads_in_both_languages(tmp_path: Path, run: Run, language: str, first: str, head: str) -> None:
    out = run("conflict", written(tmp_path, True), "--language", language).stdout
    assert out.startswith(first)
    assert head in out


def test_an_unknown_week_is_bad_input(run: Run) -> None:
    result = run("conflict", "clinic-21")
    assert result.exit_code == 1
    assert "did you mean 'clinic-12'?" in result.stderr
