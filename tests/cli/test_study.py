"""`weightplan study`: checked before it runs, read as a page, pictures and a risk assessment."""

import csv
import json
import os
import re
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("scipy")

from tests.cli.conftest import Run
from tests.study.conftest import AS_IS, Write, week_of_two, write
from weightplan.study.store import Store

__all__ = ["write"]


@pytest.fixture
def made(write: Write, run: Run, tmp_path: Path) -> Path:
    """The folder of a small study, solved."""
    path = write(salaries={"psychologist": 60000.0}, varies={"absence": 0.2, "no_show": True})
    result = run("study", "run", path, "-o", tmp_path / "out", "--workers", 2)
    assert result.exit_code == 0, result.stderr
    assert "2 scenarios, 2 repetitions: 4 solves, about" in result.stderr
    assert "4 rows, 0 failed now" in result.stderr
    return tmp_path / "out"


def test_a_study_is_solved_reported_and_assessed(made: Path, run: Run) -> None:
    """One folder from the first row to the last page; nobody is named, and the page loads nothing from elsewhere."""
    result = run("study", "report", made, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("High, mot utgångsläget över 2 veckor: −2,0")
    page = (made / "report.html").read_text(encoding="utf-8")
    assert "Når målet (antal)" in page
    assert "Lönekostnad per rapporterbar vikt" in page
    assert 'src="http' not in page
    pictures = {path.name for path in made.glob("*.png")}
    bars = {"at_target", "first_visits_waiting", "room_share", "per_weight"}
    assert pictures == {f"report-{name}.png" for name in (*bars, "unserved_by_level", "weights_against_load")}
    assert page.count("data:image/png") == len(pictures)
    answer = json.loads(run("study", "report", made, "--json").stdout)[0]
    assert answer["differences"]["at_target"]["mean"] == -2.0
    assert answer["proof"]["proven"] is True
    for name, language in (("risk.csv", "sv"), ("risk.html", "en")):
        assert run("study", "risk", made, "-o", made / name, "--language", language).exit_code == 0
    rows = list(csv.DictReader((made / "risk.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {row["Roller"] for row in rows} == {"Psychologist"}
    assert len(rows) == 6
    written = "".join(path.read_text(encoding="utf-8-sig") for path in (made / "risk.csv", made / "risk.html")) + page
    assert not re.findall(r"\b(anna|bert)\b", written)
    assert run("study", "risk", made, "-o", made / "risk.txt").exit_code == 2


def test_why_weeks_have_no_plan_is_said(write: Write, run: Run, tmp_path: Path) -> None:
    """A must of somebody who is always away: the run and the report say what became of it, and the page does."""
    week = week_of_two()
    week["requests"][0] |= {"must": True}
    ill = {"factors": {"ill": AS_IS | {"all": {"set": {"requests[q0].clinicians": ["anna"]}, "absence": 1.0}}}}
    assert run("study", "run", write(week, **ill, varies={}), "-o", tmp_path / "out").exit_code == 0
    result = run("study", "report", tmp_path / "out", "--language", "sv")
    line = "All: 2 utan plan: bevisat omöjlig: måsten, bokningar och regler kan inte alla hållas"
    assert line in result.stderr
    assert "bevisat omöjlig" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_check_solves_nothing(write: Write, run: Run, tmp_path: Path) -> None:
    result = run("study", "run", write(), "-o", tmp_path / "out", "--check")
    assert result.exit_code == 0, result.stderr
    assert "4 solves" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_second_run_is_refused(write: Write, run: Run, tmp_path: Path) -> None:
    """It names the process that holds the folder, and leaves its rows alone."""
    with Store(tmp_path / "out").locked():
        result = run("study", "run", write(), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert f"process {os.getpid()} is running this study" in result.stderr
    assert not (tmp_path / "out" / "study.json").exists()


def test_a_wrong_level_is_named_before_anything_is_solved(write: Write, run: Run, tmp_path: Path) -> None:
    path = write(factors={"x": AS_IS | {"wrong": {"set": {"rulebook.contact_types.cal.weight": 1.0}}}})
    result = run("study", "run", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "factors.x.wrong: " in result.stderr
    assert "did you mean 'call'?" in result.stderr
    assert not (tmp_path / "out").exists()


def test_unknown_studies_get_the_nearest_name(run: Run, tmp_path: Path) -> None:
    result = run("study", "run", "old-or-new-contrac", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "did you mean 'old-or-new-contract'?" in result.stderr


def test_a_folder_without_a_study_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    for command in (["report", tmp_path], ["risk", tmp_path, "-o", tmp_path / "r.csv"]):
        result = run("study", *command)
        assert result.exit_code == 1
        assert "holds no study" in result.stderr


def test_a_unit_too_small_is_told_so(write: Write, run: Run, tmp_path: Path) -> None:
    """Five are the least; two are shown neither as a sum nor as a role."""
    week = week_of_two()
    week["rulebook"]["min_group_size"] = 5
    path = write(week, repetitions=1)
    assert run("study", "run", path, "-o", tmp_path / "out").exit_code == 0
    result = run("study", "report", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "unserved contacts" in result.stdout
    assert "people reach" not in result.stdout
    assert not (tmp_path / "out" / "report-at_target.png").exists()
    assert run("study", "risk", tmp_path / "out", "-o", tmp_path / "r.html").exit_code == 0
    assert "too few people" in (tmp_path / "r.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["run", "report", "risk"])
def test_help_starts_with_a_runnable_example(command: str, run: Run) -> None:
    result = run("study", command, "--help")
    words = [line.strip() for line in result.stdout.splitlines() if line.strip()]
    assert words[1].startswith(f"weightplan study {command} ")
