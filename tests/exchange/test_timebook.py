"""A plan as a time-book's table: the columns and codes that the map names, and nothing that runs."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import case, clinician, group, plan, request, visit
from weightplan.errors import InputError
from weightplan.exchange.timebook import Map, read_map, write_timebook

CASE = case(
    clinicians=[clinician("psy1"), clinician("psy2")],
    requests=[request("q1")],
    groups=[group("dbt", 3)],
    types={"physical": {"modality": "physical", "minutes": 45, "documentation_minutes": 10, "weight": 1.25}},
)
# By hand: the visit is 45 + 10 minutes from 09:00 = 540; the group 105 + 30 from 13:00, 3 × 0.6 = 1.8 split on two.
PLAN = plan(CASE, visit("dbt", "psy2 psy1", "tue 13:00", room="g1"), visit("q1", "psy1", "mon 09:00", room="r1"))


def made(**fields: Any) -> Map:
    return Map.model_validate_json(json.dumps({"name": "mine", **fields}))


def rows(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def written(chosen: Map, tmp_path: Path) -> list[list[str]]:
    write_timebook(CASE, PLAN, chosen, tmp_path / "book.csv")
    return rows(tmp_path / "book.csv", chosen.delimiter)


def test_a_row_per_appointment_and_clinician_by_start(tmp_path: Path) -> None:
    columns = {"Dag": "date", "Från": "start", "Till": "end", "Upptagen": "busy_until", "Vem": "clinician"}
    assert written(made(columns=columns), tmp_path) == [
        ["Dag", "Från", "Till", "Upptagen", "Vem"],
        ["2026-11-23", "09:00", "09:45", "09:55", "psy1"],
        ["2026-11-24", "13:00", "14:45", "15:15", "psy1"],
        ["2026-11-24", "13:00", "14:45", "15:15", "psy2"],
    ]


def test_minutes_codes_and_decimals_are_as_the_map_says(tmp_path: Path) -> None:
    chosen = made(
        columns={"a": "start", "b": "busy_until", "c": "minutes", "d": "busy_minutes", "e": "code", "f": "clinician",
                 "g": "room", "h": "weight", "i": "date"},
        clock="minutes", decimal=",", delimiter=";", dates="DD.MM.YYYY",
        contact_types={"physical": "FYS", "*": "X"}, clinicians={"psy1": "4711"}, rooms={"*": "Hus 1"},
    )  # fmt: skip
    assert written(chosen, tmp_path)[1:] == [
        ["540", "595", "45", "55", "FYS", "4711", "Hus 1", "1,25", "23.11.2026"],
        ["780", "915", "105", "135", "X", "4711", "Hus 1", "0,90", "24.11.2026"],
        ["780", "915", "105", "135", "X", "psy2", "Hus 1", "0,90", "24.11.2026"],
    ]


def test_every_field_can_be_asked_for(tmp_path: Path) -> None:
    fields = ["role", "contact_type", "label", "modality", "patients", "request"]
    table = written(made(columns={name: name for name in fields}), tmp_path)
    assert table[1] == ["Psychologist", "physical", "Physical", "physical", "p1", "q1"]
    assert table[2][4:] == ["", "dbt"]


def test_a_contact_type_without_a_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="mine: contact_types: no code for 'skills', and none for"):
        written(made(columns={"Kod": "code"}, contact_types={"physical": "FYS"}), tmp_path)
    assert written(made(columns={"Typ": "contact_type"}), tmp_path)[1] == ["physical"]


def test_a_workbook_has_the_same_cells(tmp_path: Path) -> None:
    write_timebook(CASE, PLAN, made(columns={"Vem": "clinician", "Vikt": "weight"}), tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx").active
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Vem", "Vikt"), ("psy1", 1.25), ("psy1", 0.9), ("psy2", 0.9),
    ]  # fmt: skip


@pytest.mark.parametrize("risky", ["=cmd()", "+1", "-1", "@a"])
def test_text_that_a_spreadsheet_would_run_is_refused_in_csv_and_text_in_a_workbook(risky: str, tmp_path: Path) -> None:
    chosen = made(columns={"Vem": "clinician"}, clinicians={"*": risky})
    with pytest.raises(InputError, match="begins as a formula does"):
        written(chosen, tmp_path)
    write_timebook(CASE, PLAN, chosen, tmp_path / "book.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "book.xlsx").active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (risky, "s", True)


def test_the_swedish_map_ships_as_an_example(tmp_path: Path) -> None:
    chosen = read_map("tidbok")
    assert (chosen.origin, chosen.language, chosen.delimiter, chosen.decimal) == ("example", "sv", ";", ",")
    assert written(chosen, tmp_path)[0][:3] == ["Datum", "Starttid", "Sluttid"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: x\ncolumns: {A: strat}\n", "columns.A: 'strat' is none of date, start, end"),
        ("name: x\ncolumns: {A: start}\nclock: 12h\n", "clock: '12h' is none of HH:MM, minutes"),
        ("name: x\ncolums: {A: start}\n", "columns: is missing"),
    ],
)
def test_a_map_with_a_slip_is_one_clear_line(text: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(text)
    with pytest.raises(InputError) as caught:
        read_map(tmp_path / "map.yaml")
    assert any(problem.startswith(f"{tmp_path}/map.yaml: {line}") for problem in caught.value.problems)


def test_an_unknown_map_gets_a_hint() -> None:
    with pytest.raises(InputError, match="no map of that name ships, did you mean 'tidbok'"):
        read_map("tidbook")
