"""`weightplan replan`: a new plan in a file, and whom to phone on the screen."""

import json
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
from tests.cli.conftest import Run
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.solver import solve

ILL = ("--absent", "a", "--from", "2026-11-23")


@pytest.fixture
def told(tmp_path: Path) -> tuple[Path, Path]:
    """A week in which a has a visit and b has time for it."""
    requests = visits("p1", clinicians=["a", "b"])
    case = small(on_monday("a", "10:00-11:00"), on_monday("b", "10:00-12:00"), requests=requests)
    first = case.week.model_copy(update={"clinicians": case.week.clinicians[:1]})
    plan = solve(type(case)(first, case.rulebook), time_limit=5, workers=1)
    week, path = tmp_path / "week.json", tmp_path / "plan.json"
    week.write_text(case.week.model_dump_json(exclude_none=True))
    path.write_text(plan.model_dump_json())
    return week, path


def test_the_new_plan_is_written_and_whom_to_phone_is_printed(
    told: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    result = run("replan", *told, *ILL, "-o", tmp_path / "new.json", "--time-limit", 2)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("1 patient moves, and no plan moves fewer.")
    assert "p1" in result.stdout
    made = Plan.model_validate_json((tmp_path / "new.json").read_text())
    assert [a.clinicians for a in made.appointments] == [("b",)]
    assert load_case(told[0]).week.clinicians[0].absences == ()


def test_json_has_the_calls_the_plan_and_the_proof(told: tuple[Path, Path], run: Run) -> None:
    result = run("replan", *told, *ILL, "--json", "--time-limit", 2)
    answer = json.loads(result.stdout)
    assert (answer["moved"], answer["proof"]["proven"], answer["proof"]["bound"]) == (1, True, 1.0)
    assert answer["calls"][0]["patient"] == "p1"
    assert answer["plan"]["appointments"][0]["clinicians"] == ["b"]


def test_an_urgent_request_is_read_from_a_file_and_found_a_place(
    told: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    urgent = tmp_path / "urgent.yaml"
    urgent.write_text("requests:\n- {id: u1, contact_types: [call], priority: 1}\n")
    result = run("replan", *told, "--now", "2026-11-23", "--urgent", urgent, "--json", "--time-limit", 2)
    assert result.exit_code == 0, result.stderr
    assert "u1" in {a["request"] for a in json.loads(result.stdout)["plan"]["appointments"]}


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--absent", "c", "--from", "2026-11-23", "--until", "2026-11-24"), "no clinician 'c'"),
        (("--absent", "a"), "say from when until when"),
        (("--cancelled", "qp1"), "say what has been already with --now"),
        (("--cancelled", "qp11", "--now", "2026-11-23"), "--cancelled: no planned need 'qp11', did you mean 'qp1'?"),
        (("--absent", "a", "--from", "2027-01-01", "--until", "2027-01-02"), "the plan is for 2026-11-23 until"),
    ],
)
def test_a_wrong_question_gets_one_clear_line(
    told: tuple[Path, Path], run: Run, arguments: tuple[str, ...], line: str
) -> None:
    result = run("replan", *told, *arguments)
    assert result.exit_code in (1, 2)
    assert line in " ".join(result.stderr.replace("│", " ").split())


def test_an_urgent_request_that_the_week_cannot_hold_is_named_with_its_file(
    told: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    urgent = tmp_path / "urgent.yaml"
    urgent.write_text("requests:\n- {id: u1, contact_types: [cal]}\n")
    result = run("replan", *told, "--now", "2026-11-23", "--urgent", urgent)
    assert result.exit_code == 1
    assert f"{urgent}: requests[0].contact_types[0]: no contact type 'cal', did you mean 'call'?" in result.stderr


def test_the_week_as_it_is_now_is_written_for_the_new_plan(told: tuple[Path, Path], run: Run, tmp_path: Path) -> None:
    new, week = tmp_path / "new.json", tmp_path / "new.yaml"
    assert run("replan", *told, *ILL, "-o", new, "--week-output", week, "--time-limit", 2).exit_code == 0
    assert load_case(week).week.clinicians[0].absences[0].start.isoformat() == "2026-11-23T00:00:00"
    checked = run("check", week, new, "--earlier", told[1])
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert run("show", new).exit_code == run("why", week, new, "--clinician", "b").exit_code == 0
    again = run("replan", week, new, "--now", "2026-11-23", "--json", "--time-limit", 2)
    assert json.loads(again.stdout)["moved"] == 0


def test_a_missed_visit_gets_a_call_to_the_patient_from_end_to_end(
    told: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    """a's visit at 10:00 is missed: b, who is free, phones p1, and the written week asks for it."""
    new, week = tmp_path / "new.json", tmp_path / "new.yaml"
    options = ("--no-show", "qp1", "--now", "2026-11-23T10:30", "-o", new, "--week-output", week)
    result = run("replan", *told, *options, "--json", "--time-limit", 2)
    assert result.exit_code == 0, result.stderr
    (call,) = json.loads(result.stdout)["calls"]
    assert (call["request"], call["patient"], call["before"]) == ("qp1-outreach", "p1", None)
    assert call["after"]["clinicians"] == ["b"]
    assert "qp1-outreach" in load_case(week).requests
    assert run("check", week, new).exit_code == 0


def test_a_visit_that_is_still_to_come_was_not_missed(told: tuple[Path, Path], run: Run) -> None:
    result = run("replan", *told, "--no-show", "qp1", "--now", "2026-11-23T09:00")
    assert result.exit_code == 1
    assert "--no-show: qp1 has not begun by 2026-11-23 09:00; --now says what has been" in result.stderr


def test_the_week_is_not_written_over_what_it_was_made_from(told: tuple[Path, Path], run: Run) -> None:
    result = run("replan", *told, *ILL, "--week-output", told[0])
    assert result.exit_code == 1
    assert "is what the plan is made from" in result.stderr
