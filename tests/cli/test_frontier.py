"""`weightplan frontier`: a sentence, a table, data, a page, and a plan in a file for each point."""

import json
from pathlib import Path

import pytest

from tests.answers.plans import shown
from tests.answers.test_frontier import one_hour
from tests.cli.conftest import Run


@pytest.fixture
def hour(tmp_path: Path) -> Path:
    path = tmp_path / "week.json"
    path.write_text(shown(one_hour()).week.model_dump_json(exclude_none=True))
    return path


def test_every_point_has_its_plan_in_a_file(hour: Path, run: Run, tmp_path: Path) -> None:
    folder, html = tmp_path / "points", tmp_path / "front.html"
    result = run(
        "frontier", hour, "--against", "unserved", "--points", 21, "--time-limit", 20, "-o", folder, "--html", html,
        "--json",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert [(p["gain"], p["loss"], p["proven"]) for p in answer["points"]] == [(0.8, 0, True), (1.0, 10, True)]
    assert sorted(p.name for p in folder.iterdir()) == ["point-1.json", "point-2.json"]
    assert all(run("check", hour, path).exit_code == 0 for path in folder.iterdir())
    assert 'href="points/point-2.json"' in html.read_text()


def test_people_read_a_table(hour: Path, run: Run) -> None:
    result = run("frontier", hour, "--of", "attainment", "--against", "unserved", "--points", 21, "--language", "sv")
    assert result.exit_code == 0, result.stderr
    assert "Behandlare som når målet" in " ".join(result.stdout.split())
    assert "Som mest" in result.stdout


def test_a_week_without_a_legal_plan_ends_with_three(run: Run, tmp_path: Path) -> None:
    week = one_hour().week
    needs = tuple(r.model_copy(update={"must": True, "contact_types": ("visit",)}) for r in week.requests)
    path = tmp_path / "week.json"
    path.write_text(week.model_copy(update={"requests": needs}).model_dump_json(exclude_none=True))
    result = run("frontier", path, "--time-limit", 5)
    assert result.exit_code == 3
    assert "infeasible: proven" in result.stderr


def test_what_cannot_be_weighed_is_refused(hour: Path, run: Run) -> None:
    assert run("frontier", hour, "--of", "joy").exit_code == 2
