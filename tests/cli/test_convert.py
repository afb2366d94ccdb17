"""`weightplan convert` and `weightplan new --xlsx`: one week in every form, and what is refused."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.conftest import APPOINTMENT, Run
from weightplan.files import load_case, read_plan
from weightplan.plan import Plan


@pytest.fixture
def made(tmp_path: Path, plan: Plan) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(plan.model_dump_json())
    return path


def test_a_week_goes_round_through_every_form(week: Path, run: Run) -> None:
    """YAML, Excel, FHIR, CSV, JSON and YAML again, all beside the rulebook that the week names."""
    before, last = load_case(week).week, week
    for name in ("a.xlsx", "b.fhir.json", "c", "d.json", "e.yaml"):
        result = run("convert", last, week.with_name(name))
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert result.stderr == f"{week.with_name(name)}: written\n"
        last = week.with_name(name) if name != "c" else _with_rulebook(week.with_name("c"), week)
    assert load_case(last).week == before


def _with_rulebook(folder: Path, week: Path) -> Path:
    (folder / "rulebook.yaml").write_text(week.with_name("rulebook.yaml").read_text())
    return folder


def test_inline_takes_the_rulebook_along(week: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "elsewhere").mkdir()
    for name in ("w.xlsx", "w.fhir.json", "w.yaml"):
        alone = tmp_path / "elsewhere" / name
        assert run("convert", week, alone, "--inline").exit_code == 0
        again = tmp_path / "elsewhere" / "again.json"
        assert run("convert", alone, again).exit_code == 0
        assert load_case(again).rulebook == load_case(week).rulebook


def test_every_command_reads_a_workbook(week: Path, run: Run) -> None:
    book = week.with_name("week.xlsx")
    run("convert", week, book)
    assert run("validate", book).stdout.startswith(f"{book}: fine; 3 clinicians")


def test_a_plan_travels_in_a_bundle(week: Path, made: Path, tmp_path: Path, run: Run) -> None:
    bundle, back = week.with_name("w.fhir.json"), tmp_path / "back.json"
    assert run("convert", week, bundle, "--plan", made).exit_code == 0
    result = run("convert", bundle, week.with_name("w.json"), "--plan-to", back)
    assert result.exit_code == 0, result.output
    assert read_plan(back) == read_plan(made)


def test_a_time_book_s_table(week: Path, made: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "book.csv"
    assert run("convert", week, out, "--plan", made, "--map", "tidbok").exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    shown = (row["Datum"], row["Starttid"], row["Längd"], row["Resurs"], row["Besökstyp"], row["Vikt"])
    assert shown == ("2026-11-23", "09:00", "45", "psy1", "FYS", "1,00")


def test_calendars_are_brought_up_to_date(week: Path, made: Path, tmp_path: Path, run: Run) -> None:
    """An hour later: the same event with the next number."""
    folder, later = tmp_path / "ics", tmp_path / "later.json"
    times = {"start": "2026-11-23T10:00", "end": "2026-11-23T10:45", "busy_until": "2026-11-23T10:55"}
    later.write_text(json.dumps({"appointments": [APPOINTMENT | times]}))
    for plan in (made, later):
        assert run("convert", week, folder, "--plan", plan, "--calendars").exit_code == 0
    calendar: Any = Calendar.from_ical((folder / "psy1.ics").read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert (event["SEQUENCE"], f"{event['DTSTART'].dt:%H:%M}") == (1, "10:00")


def test_what_cannot_be_written_is_one_line(week: Path, made: Path, tmp_path: Path, run: Run) -> None:
    for arguments, line in (
        (("out.pdf",), "out.pdf: a week is written as .xlsx, .yaml, .json, or a folder of CSV files (no suffix)"),
        (("out.csv", "--map", "tidbok"), "out.csv: is made from a plan; name it with --plan"),
        (("out.csv", "--plan", made, "--map", "tidbook"), "tidbook: no such file, and no map of that name ships"),
        (("ics", "--calendars"), "ics: is made from a plan; name it with --plan"),
        (
            ("out.json", "--plan-to", tmp_path / "p.json"),
            f"unit/week.yaml: holds no plan to write to {tmp_path / 'p.json'}",
        ),
    ):
        result = run("convert", week, tmp_path / arguments[0], *arguments[1:])
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.removeprefix(f"{tmp_path}/").startswith(line)
    text = week.read_text().partition("\noverrides:")[0] + "\n"
    week.write_text(text.replace("psy1", '"psy\\x071"'))
    line = "clinicians!A2: 'psy\\x071' holds characters that no workbook can\n"
    assert run("convert", week, tmp_path / "out.xlsx").stderr == f"{tmp_path / 'out.xlsx'}: {line}"
    assert not (tmp_path / "out.xlsx").exists()
    assert run("convert", week, week).stderr.startswith(f"{week}: is what the plan is made from")


def test_new_writes_a_workbook_that_holds(tmp_path: Path, run: Run) -> None:
    book = tmp_path / "week.xlsx"
    result = run("new", "--xlsx", book)
    assert (result.exit_code, result.stdout) == (0, f"{book}\n")
    assert result.stderr == f"Next: weightplan solve {book}\n"
    assert load_case(book).rulebook.name == "stockholm-psychiatry"
    assert run("new", "--xlsx", book).stderr == f"{book}: is there already; nothing was written\n"


def test_new_asks_for_one_of_the_two(tmp_path: Path, run: Run) -> None:
    assert run("new").exit_code == 2
    assert run("new", tmp_path / "unit", "--xlsx", tmp_path / "w.xlsx").exit_code == 2
    assert run("new", "--xlsx", tmp_path / "w.xls").exit_code == 2
