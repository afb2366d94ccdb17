"""The runner's table, plot and judgement, from made-up runs and from processes that end badly."""

import sys
from pathlib import Path

import pytest
from bench.rivals.run import compared, main, watched
from bench.rivals.score import Ended, Point, Run, best_bound, refuted, scored
from bench.rivals.show import falling, markdown, plotted, rows

from tests.builders import case, request

OURS = Run("weightplan", "feasible", "", 120, 0, 100, 9.0, 200.0, (Point(1.0, 300, 0), Point(8.0, 120, 0)))
OTHER = Run("textbook", "feasible", "", 300, 0, 50, 10.0, 150.0, (Point(0.5, 900, 2), Point(4.0, 300, 0)))
BROKEN = Run("greedy", "feasible", "", 80, 3, None, 0.1, 60.0, (Point(0.1, 80, 3),))
MISSING = Run("timefold", "not run", "no Java")


def test_a_row_says_how_far_from_the_best_bound() -> None:
    """20 and 200 above 100: a tenth. A cost in brackets broke rules and is compared with nothing."""
    ours, other, broken, missing = rows([OURS, OTHER, BROKEN, MISSING])
    assert ours == ("weightplan", "feasible", "120", "100", "0", "20", "–", "1.0", "200", "9.0")
    assert other == ("textbook", "feasible", "300", "50", "0", "200", "0.100", "4.0", "150", "10.0")
    assert broken == ("greedy", "feasible", "(80)", "–", "3", "–", "–", "–", "60", "0.1")
    assert missing == ("timefold", "not run: no Java", *["–"] * 8)


def test_a_bound_above_a_legal_cost_is_false() -> None:
    """It is named and left out; the cost of a plan that breaks rules refutes nothing."""
    false = Run("false", "unknown", bound=150)
    assert refuted([OURS, false, BROKEN]) == [false]
    assert best_bound([OURS, false, BROKEN]) == 100
    assert "the bound of false is false" in markdown("week", [OURS, false], 1000, "idle")
    assert best_bound([BROKEN, MISSING]) is None


def test_the_page_has_a_row_for_each() -> None:
    page = markdown("week", [OURS, BROKEN, MISSING], 1000, "idle").splitlines()
    assert page[0] == "# week"
    assert [line.split(" | ")[0] for line in page if line.startswith("| ")][1:] == [
        "| weightplan",
        "| greedy",
        "| timefold",
    ]
    assert "- serving nothing costs 1,000; best bound that anybody proved: 100" in page


def test_the_line_falls_and_lasts_to_the_end() -> None:
    """Plans that are dearer or break rules are no part of it."""
    bumpy = Run(
        "x", "feasible", seconds=9.0, trace=(Point(1, 50, 1), Point(2, 90, 0), Point(3, 95, 0), Point(4, 80, 0))
    )
    assert falling(bumpy) == ([2, 4, 9.0], [90, 80, 80])
    assert falling(BROKEN) == ([], [])


def test_the_plot_names_those_without_a_legal_plan(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "plot.svg"
    assert plotted("week", [OURS, OTHER, BROKEN, MISSING], path)
    text = path.read_text(encoding="utf-8")
    assert "<!-- greedy (no legal plan) -->" in text
    assert "<!-- best bound (100) -->" in text


def test_without_matplotlib_there_is_no_plot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    assert not plotted("week", [OURS], tmp_path / "plot.svg")


def test_a_process_that_dies_says_its_last_words(tmp_path: Path) -> None:
    ended = watched([sys.executable, "-c", "raise SystemExit('no memory')"], tmp_path, 5.0)
    assert (ended.status, ended.note) == ("died", "exit code 1: no memory")
    assert ended.megabytes > 1


def test_a_process_that_does_not_stop_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.rivals.run.SLACK", 0.2)
    ended = watched([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, 0.1)
    assert ended.status == "stopped"
    assert ended.seconds < 10


def test_what_a_dead_rival_left_is_scored(tmp_path: Path) -> None:
    """An empty plan breaks nothing where nothing is due: the last plan before the end counts."""
    problem = case(requests=[request()], prices={"unserved": {3: 100}}, working_time={"max_hours_without_break": 12})
    (tmp_path / "incumbents").mkdir()
    lunch = '{"clinician": "psy1", "start": "2026-11-23T12:00", "end": "2026-11-23T12:30", "kind": "lunch"}'
    (tmp_path / "incumbents" / "00000002.500.json").write_text(f'{{"breaks": [{lunch}]}}', encoding="utf-8")
    run = scored(problem, "x", tmp_path, Ended("died", "exit code -11", 3.0, 10.0))
    assert (run.status, run.cost, run.violations, run.first_legal) == ("died", 100, 0, 2.5)
    assert (tmp_path / "plan.json").exists()


def test_ours_and_a_rival_run_to_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On a week that ships, each in its own process, with everything that the folder gets."""
    main(["team-4", "--time-limit", "2", "--workers", "1", "--only", "greedy", "--output", str(tmp_path)])
    assert "greedy" in capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} >= {"greedy", "table.md"}
    assert (tmp_path / "greedy" / "trace.json").exists()


def test_a_refusal_is_a_line_of_its_own(tmp_path: Path) -> None:
    """The time-indexed program refuses `clinic-12` before it is built."""
    (run,) = compared("clinic-12", ["timeindexed"], tmp_path, 5.0, 1, 0)
    assert run.status == "not run"
    assert "at most" in run.note
