"""`weightplan frontier`: a sentence, a table, data, a page, and a plan in a file for each point."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

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
    names = [f"point-{n}.{form}" for n in (1, 2) for form in ("html", "json")]
    assert sorted(p.name for p in folder.iterdir()) == names
    assert all(run("check", hour, path).exit_code == 0 for path in folder.glob("*.json"))
    assert 'href="points/point-2.html"' in html.read_text()
    # The week's own page: two calls in the first plan, one visit in the second.
    first, second = ((folder / f"point-{n}.html").read_text() for n in (1, 2))
    assert "2 of 2 needs served" in first and "1 of 2 needs served" in second
    assert f"weightplan show {folder / 'point-2.json'} --week {hour}" in second
    assert run("check", hour, folder / "point-2.json").exit_code == 0


def test_links_lead_to_the_weeks_wherever_the_page_lies(hour: Path, run: Run, tmp_path: Path) -> None:
    """In another folder, one with spaces and signs that addresses read otherwise, and behind a link."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "week 48" / "50% #1"
    elsewhere.mkdir()
    (tmp_path / "shared" / "deep").mkdir(parents=True)
    (tmp_path / "here").symlink_to(tmp_path / "shared" / "deep", target_is_directory=True)
    options = ("--against", "unserved", "--points", 21, "--time-limit", 20)
    for html, plans in (
        (elsewhere / "front.html", folder),
        (tmp_path / "here" / "front.html", tmp_path / "here" / "p"),
    ):
        assert run("frontier", hour, *options, "-o", plans, "--html", html).exit_code == 0
        links = re.findall(r'<a href="([^"#]*point-\d.html)"', html.read_text())
        opened = {(html.resolve().parent / unquote(link)).resolve() for link in links}
        assert opened == {(plans / f"point-{n}.html").resolve() for n in (1, 2)}


def test_a_picture_needs_a_place_for_its_weeks(hour: Path, run: Run, tmp_path: Path) -> None:
    result = run("frontier", hour, "--html", tmp_path / "front.html")
    assert result.exit_code == 1
    assert "say with -o DIR where those go" in " ".join(result.stderr.split())
    assert not (tmp_path / "front.html").exists()


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
