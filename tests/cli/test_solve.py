"""`weightplan solve`: exit codes, what goes where, and what is written when."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import FakeSolver, Run
from weightplan.cli.solve import WORKERS
from weightplan.errors import DisagreementError
from weightplan.plan import Plan, Status


def test_the_week_is_shown_on_stdout_and_the_outcome_on_stderr(week: Path, run: Run, solver: FakeSolver) -> None:
    result = run("solve", week)
    assert result.exit_code == 0
    assert "psy1" in result.stdout
    assert "feasible: no plan yet" not in result.stdout
    assert "feasible:" in result.stderr


def test_options_reach_the_solver(week: Path, run: Run, solver: FakeSolver, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    told.write_text(solver.plan.model_dump_json())
    options = ["--time-limit", "5", "--deterministic-limit", "2.5", "--gap", "0.01", "--workers", "1", "--seed", "7"]
    result = run("solve", week, *options, "--hint", told, "--earlier", told, "-o", tmp_path / "plan.json")
    assert result.exit_code == 0
    asked = {name: solver.asked[name] for name in ("time_limit", "deterministic_limit", "gap", "workers", "seed")}
    assert asked == {"time_limit": 5.0, "deterministic_limit": 2.5, "gap": 0.01, "workers": 1, "seed": 7}
    assert solver.asked["hint"] == solver.plan
    assert solver.asked["case"].earlier == solver.plan


def test_defaults(week: Path, run: Run, solver: FakeSolver) -> None:
    assert run("solve", week, "--json").exit_code == 0
    asked = {
        name: solver.asked[name] for name in ("time_limit", "deterministic_limit", "gap", "workers", "seed", "hint")
    }
    assert asked == {
        "time_limit": 60.0, "deterministic_limit": None, "gap": 0.005, "workers": WORKERS, "seed": 0, "hint": None,
    }  # fmt: skip
    assert 1 <= WORKERS <= 8


def test_json_is_the_plan_and_nothing_else(week: Path, run: Run, solver: FakeSolver) -> None:
    result = run("solve", week, "--json")
    assert result.exit_code == 0
    assert Plan.model_validate_json(result.stdout) == solver.plan


def test_every_output_is_written_and_stdout_stays_empty(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    result = run(
        "solve", week, "-o", out / "plan.json", "--html", out / "week.html", "--xlsx", out / "week.xlsx",
        "--ics", out / "calendars" / "48", "--language", "sv",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, ""), result.output
    assert sorted(path.name for path in out.iterdir()) == ["calendars", "plan.json", "week.html", "week.xlsx"]
    assert Plan.model_validate_json((out / "plan.json").read_text()) == solver.plan
    calendars = sorted(path.name for path in (out / "calendars" / "48").iterdir())
    assert calendars == ["nurse1.ics", "psy1.ics", "psy2.ics"]
    assert 'lang="sv"' in (out / "week.html").read_text(encoding="utf-8")
    for name in ("plan.json", "week.html", "week.xlsx", "48"):
        assert f"{name}: written" in result.stderr


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_without_a_plan_only_the_status_is_written(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path, status: Status
) -> None:
    solver.plan = Plan(status=status)
    names = {"-o": "plan.json", "--html": "week.html", "--xlsx": "week.xlsx", "--ics": "calendars"}
    result = run("solve", week, *(text for pair in names.items() for text in (pair[0], tmp_path / pair[1])))
    assert (result.exit_code, result.stdout) == (3 if status == "infeasible" else 4, "")
    assert Plan.model_validate_json((tmp_path / "plan.json").read_text()) == solver.plan
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "unit"]
    assert result.stderr.startswith(f"{status}: ")
    assert result.stderr.count("not written, there is no plan to show") == 3


def test_optimal_is_done(week: Path, run: Run, solver: FakeSolver) -> None:
    solver.plan = solver.plan.model_copy(update={"status": "optimal", "cost": 1234, "bound": 1234, "gap": 0.0})
    result = run("solve", week, "--json")
    assert result.exit_code == 0
    assert "optimal: cost 1,234, bound 1,234, gap 0.0000" in result.stderr


def test_unwritable_outputs_are_found_before_solving(week: Path, run: Run, solver: FakeSolver, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run(
        "solve", week, "-o", tmp_path / "none" / "plan.json", "--html", tmp_path, "--xlsx",
        tmp_path / "file" / "a.xlsx", "--ics", tmp_path / "file",
    )  # fmt: skip
    assert (result.exit_code, result.stdout, solver.asked) == (1, "", {})
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith(f"{tmp_path}/none/plan.json: there is no folder {tmp_path}/none")
    assert lines[1].startswith(f"{tmp_path}: is a folder")
    assert lines[2].startswith(f"{tmp_path}/file/a.xlsx: there is no folder")
    assert lines[3].startswith(f"{tmp_path}/file: is not a folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "unit"]


def test_a_folder_without_permission_is_found_before_solving(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    result = run("solve", week, "-o", tmp_path / "plan.json", "--ics", tmp_path / "ics")
    assert (result.exit_code, solver.asked) == (1, {})
    assert result.stderr.count("cannot be written (Permission denied)") == 2


def test_a_protected_file_is_found_before_solving(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.json").touch()
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)
    result = run("solve", week, "-o", tmp_path / "plan.json")
    assert (result.exit_code, solver.asked) == (1, {})
    assert result.stderr.startswith(f"{tmp_path}/plan.json: cannot be written")


def test_outputs_overwrite_neither_the_week_nor_each_other(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path
) -> None:
    same = tmp_path / "same.xlsx"
    result = run("solve", week, "-o", week, "--html", same, "--xlsx", same)
    assert (result.exit_code, solver.asked) == (1, {})
    assert [line.split(": ")[1].split(";")[0] for line in result.stderr.splitlines()] == [
        "is what the plan is made from",
        "is asked for twice",
    ]


def test_a_failing_report_leaves_the_old_file(
    week: Path, run: Run, solver: FakeSolver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_case: Any, _plan: Any, path: Path, *_: Any) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("weightplan.report.html.write_html", broken)
    page = tmp_path / "week.html"
    page.write_text("old")
    result = run("solve", week, "--html", page)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert page.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["unit", "week.html"]


def test_a_link_stays_a_link_and_a_device_a_device(week: Path, run: Run, solver: FakeSolver, tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "plan.json")
    assert run("solve", week, "-o", tmp_path / "link.json").exit_code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert Plan.model_validate_json((tmp_path / "plan.json").read_text()) == solver.plan
    assert run("solve", week, "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


def test_errors_of_the_solver_come_through(week: Path, run: Run, solver: FakeSolver, tmp_path: Path) -> None:
    def disagree(_: dict[str, Any]) -> None:
        raise DisagreementError("the checker refuses the plan: no_overlap")

    solver.act = disagree
    result = run("solve", week, "-o", tmp_path / "plan.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "the checker refuses the plan: no_overlap\n"
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize(
    "options",
    [["--gap", "nan"], ["--time-limit", "inf"], ["--workers", "0"], ["--xlsx", "a.xls"], ["--language", "no"], ["-x"]],
    ids=" ".join,
)
def test_usage_is_exit_code_2(week: Path, run: Run, solver: FakeSolver, options: list[str]) -> None:
    result = run("solve", week, *options)
    assert (result.exit_code, result.stdout, solver.asked) == (2, "", {})


def test_progress_is_on_stderr(week: Path, run: Run, solver: FakeSolver, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    def work(options: dict[str, Any]) -> None:
        options["on_progress"](SimpleNamespace(cost=10_500, bound=900, gap=0.25, seconds=0.1, stage="days"))
        time.sleep(0.3)

    monkeypatch.setattr("weightplan.cli.progress.BREATH", 0.0)
    solver.act = work
    result = run("solve", week, "--json")
    assert "days: cost 10,500, bound 900, gap 0.2500" in result.stderr
    json.loads(result.stdout)


def test_a_profile_says_where_the_time_went(week: Path, run: Run) -> None:
    """The real solver: each stage with its seconds of building, solving and checking, and their shares."""
    result = run("solve", week, "--deterministic-limit", "0.2", "--workers", "1", "--profile", "--json")
    assert result.exit_code == 0
    lines = result.stderr[result.stderr.index("processor seconds") :].splitlines()
    assert [word in lines[2] for word in ("building", "solving", "checking", "other")] == [True] * 4
    shares = next(line for line in lines if "share" in line)
    assert sum(float(part.strip(" %")) for part in shares.split("│")[2:6]) == pytest.approx(100, abs=0.3)
