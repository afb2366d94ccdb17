"""`weightplan year`: checked, lived, read in both languages, gone on with."""

import json
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("simpy")

from tests.cli.conftest import Run
from tests.study.conftest import AS_IS, Write, write, year_of_two

__all__ = ["write"]

PHONE = {"mix": AS_IS | {"phone": {"year": {"courses[1].steps[0].contact_types": ["call"]}}}}


def test_a_year_is_lived_and_read(write: Write, run: Run, tmp_path: Path) -> None:
    """The second command finds every year there, and only writes the page in the other language."""
    path, out = write(year=year_of_two(), factors=PHONE), tmp_path / "out"
    first = run("year", path, "-o", out, "--workers", 2)
    assert first.exit_code == 0, first.stderr
    assert "2 scenarios, 2 repetitions of 4 weeks: 16 solves, about" in first.stderr
    assert "4 years, 0 failed now" in first.stderr
    assert first.stdout.startswith("As is (base): ")
    assert first.stdout.count("vacations alone can tilt the queue") == 1
    assert "Does the queue settle?" in (out / "year.html").read_text(encoding="utf-8")
    again = run("year", path, "-o", out, "--language", "sv", "--json")
    assert "4 years are there already" in again.stderr
    assert "Stabiliseras kön?" in (out / "year.html").read_text(encoding="utf-8")
    verdicts = json.loads(again.stdout)
    assert [verdict["scenario"] for verdict in verdicts] == ["mix=as_is", "mix=phone"]
    assert verdicts[0]["proof"]["proven"] is False
    assert "semestrar kan ensamma" in verdicts[0]["caveat_sv"]
    refused = run("study", "report", out)
    assert refused.exit_code == 1
    assert "`weightplan year` reads it" in refused.stderr


def test_check_lives_nothing(write: Write, run: Run, tmp_path: Path) -> None:
    result = run("year", write(year=year_of_two()), "-o", tmp_path / "out", "--check")
    assert result.exit_code == 0, result.stderr
    assert not (tmp_path / "out").exists()
    one = run("year", write(year=year_of_two(repetitions=1), factors={"x": AS_IS}), "-o", tmp_path / "out", "--check")
    assert "1 scenario, 1 repetition of 4 weeks: 4 solves, about" in one.stderr
    weeks = write(repetitions=1, factors={"x": AS_IS})
    assert "1 scenario, 1 repetition: 1 solve, " in run("study", "run", weeks, "-o", tmp_path / "out", "--check").stderr


def test_a_study_without_a_year_is_refused(write: Write, run: Run, tmp_path: Path) -> None:
    result = run("year", write(), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "study.json: year: the study has no such section" in result.stderr
