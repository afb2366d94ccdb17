"""A week as a workbook or a folder of CSV files: it comes back as it was, and a slip names its cell."""

import csv
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import booking, case, clinician, group, patient, request, room, span
from tests.files.weeks import assert_survives, thrown_plans
from weightplan.errors import InputError
from weightplan.files import load_case, shipped
from weightplan.files.tables import write_folder, write_workbook
from weightplan.files.tables.hints import hint
from weightplan.files.tables.sheets import FIRST, header, lists, names
from weightplan.files.writing import write_week
from weightplan.week import Week

ODD = [
    "a, b",
    'say "x"',
    "=cmd()",
    "+1",
    "-",
    "@a",
    "none",
    "None",
    " padded ",
    "007",
    "1e3",
    "yes",
    "mon: x",
    "å;ä",
    "{",
]
ODD += ['"', "two\nlines", "1,5", "2026-11-23", "[]", "'quoted'", "null", "~", "0o17", "#c", "a: b"]


SUFFIXES = [".xlsx", "", ".yaml", ".json"]
LARGE = ("clinic-40", "clinic-12")
WEEKS = [pytest.param(name, marks=pytest.mark.nightly if name in LARGE else ()) for name in shipped("scenarios")]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", WEEKS)
def test_every_week_that_ships_comes_back(name: str, suffix: str, tmp_path: Path) -> None:
    made = load_case(name)
    assert_survives(made.week, tmp_path / f"week{suffix}", made.rulebook)


@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_random_weeks_come_back(suffix: str, number: int, tmp_path: Path) -> None:
    """Random weeks, each with its rulebook inside; 200 every night."""
    for made, _ in thrown_plans(number):
        assert_survives(made.week, tmp_path / f"week{suffix}")


def odd() -> Week:
    """A week whose names are all that a cell could misread."""
    return case(
        clinicians=[clinician(name, site=name, skills=ODD[:3]) for name in ODD]
        + [
            clinician("psy1", hours={}, site={"mon": "x: y", "tue": '"'}),
            clinician("psy2", hours={"mon": []}, site={}),
        ],
        rooms=[room(name, site=name) for name in ODD] + [room("open", hours={})],
        patients=[patient(name, available={}) for name in ODD],
        requests=[request(f"q {name}", patient=name, clinicians=ODD, rooms=[], same_day=name) for name in ODD]
        + [request(name, windows=[], clinicians=[]) for name in ODD],
        groups=[group("g1", ["007"]), group("g2", []), group("g3", 3), group("g4", ODD, leaders_from=["psy1", *ODD])],
        bookings=[booking(name, "psy1", "mon 09:00", locked=False, room=name, co_leaders=ODD) for name in ODD],
    ).week.model_copy(update={"name": "", "weeks": 1})


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_odd_names_come_back(suffix: str, tmp_path: Path) -> None:
    assert_survives(odd(), tmp_path / f"week{suffix}")


def test_windows_that_end_at_midnight_or_on_another_day_come_back(tmp_path: Path) -> None:
    windows = [span("mon 20:00", "tue 00:00"), span("mon 20:00", "wed 04:00"), span("mon 08:00", "mon 09:00")]
    week = case(requests=[request(windows=windows)]).week
    for suffix in (".xlsx", ""):
        assert_survives(week, tmp_path / f"week{suffix}")


def test_a_week_of_long_ago_comes_back(tmp_path: Path) -> None:
    """A workbook counts days from 1900; what is older stands there as text."""
    old = case().week.model_copy(update={"week": case().week.week.replace(year=1899)})
    assert_survives(old, tmp_path / "week.xlsx")


def test_every_field_of_a_week_has_a_cell_and_every_heading_a_hint() -> None:
    assert set(lists()) <= set(names())
    for sheet in names():
        columns = [*Week.model_fields][:5] if sheet == FIRST else header(sheet)
        assert [column for column in columns if not hint(sheet, column)] == []


# --- what a manager writes by hand


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """team-4 as a workbook."""
    made = load_case("team-4")
    write_workbook(made.week, tmp_path / "week.xlsx", made.rulebook)
    return tmp_path / "week.xlsx"


def edited(path: Path, **cells: Any) -> Path:
    """Change cells, named `requests_C7`."""
    workbook = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, cell = place.rsplit("_", 1)
        workbook[sheet][cell] = value
    workbook.save(path)
    return path


def complaints(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_case(path)
    return [line.removeprefix(f"{path}: ") for line in caught.value.problems]


def test_an_unknown_contact_type_names_its_cell(book: Path) -> None:
    """requests: id, patient, contact_types are columns A to C."""
    assert complaints(edited(book, requests_C7="phone_cal")) == [
        "requests!C7: no contact type 'phone_cal', did you mean 'phone_call'?"
    ]


# team-4's clinicians stand in rows 2 to 5 of `clinicians`, its hours from row 2, a block in row 2 of `blocks`.
SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"requests_K3": "maybe"}, "requests!K3: 'maybe' is neither yes nor no"),
    ({"requests_E3": 1.5}, "requests!E3: 1.5 is no whole number"),
    ({"requests_E3": "many"}, "requests!E3: 'many' is no number"),
    ({"requests_E3": 5000}, "requests!E3: input should be less than or equal to 1000, not 5000"),
    ({"requests_F3": "2026-11-31"}, "requests!F3: 2026-11-31 is no date (2026-11-23)"),
    ({"requests_H3": "wednesday"}, "requests!H3: 'wednesday' is no window (2026-11-25 08:00-12:00)"),
    ({"requests_A3": None}, "requests!A3: is missing"),
    ({"requests_C3": None}, "requests!C3: is missing"),
    ({"requests_C1": "contact_type"}, "requests!C1: no column 'contact_type', did you mean 'contact_types'?"),
    ({"requests_Z3": "x"}, "requests!Z3: stands under no heading"),
    ({"requests_C3": "=A2"}, "requests!C3: holds a formula; put its value there"),
    ({"requests_C3": '"open'}, "requests!C3: '\"open' opens quotes and does not close them"),
    ({"requests_B3": 5}, "requests!B3: no patient '5'"),
    ({"clinicians_C2": "0,5x"}, "clinicians!C2: '0,5x' is no number"),
    ({"clinicians_B2": "nurce"}, "clinicians!B2: no role 'nurce', did you mean 'nurse'?"),
    ({"hours_A2": "clinican"}, "hours!A2: 'clinican' is none of clinician, room, patient, did you mean 'clinician'?"),
    ({"hours_B2": "nobody"}, "hours!B2: no clinician 'nobody'"),
    ({"hours_C2": "mo"}, "hours!C2: 'mo' is none of mon, tue, wed, thu, fri, sat, sun, did you mean 'mon'?"),
    ({"hours_C2": "tue"}, "hours!C3: tue stands there twice for "),
    ({"hours_D2": "08:00"}, "hours!D2: '08:00' is no span of hours (HH:MM-HH:MM)"),
    ({"hours_D2": "08:03-17:00"}, "hours!D2: 08:03-17:00 is not on the 5-minute grid"),
    ({"hours_C1": None}, "hours!A1: the column 'weekday' is missing"),
    ({"blocks_B2": "noon"}, "blocks!B2: noon is no moment (2026-11-23T09:00)"),
    ({"blocks_A2": "nobody"}, "blocks!A2: no clinician 'nobody'"),
    ({"week_A3": "rulebok"}, "week!A3: no such field 'rulebok', did you mean 'rulebook'?"),
    ({"week_B2": "monday"}, "week!B2: monday is no date (2026-11-23)"),
    ({"week_A3": "week"}, "week!A3: week stands there twice"),
]


@pytest.mark.parametrize(
    ("cells", "line"), SLIPS, ids=[line.partition(": ")[0] + str(n) for n, (_, line) in enumerate(SLIPS)]
)
def test_a_slip_names_sheet_and_cell(book: Path, cells: dict[str, Any], line: str) -> None:
    assert complaints(edited(book, **cells))[0].startswith(line)


def test_what_people_write_is_understood(book: Path) -> None:
    """Ja and nej, decimal commas, dates as text, numbers for words, blanks around."""
    edited(book, requests_K2="Ja", clinicians_C2="0,8", requests_P2=17, requests_F2="2026-11-24", requests_I5=" none ")
    week = load_case(book).week
    assert (week.requests[0].must, week.clinicians[0].fte, week.requests[0].same_day) == (True, 0.8, "17")
    assert (str(week.requests[0].earliest), week.requests[3].rooms) == ("2026-11-24", ())


def test_sheets_that_are_not_ours_are_named(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    workbook["rooms"].title = "room"
    workbook.save(book)
    (line,) = complaints(book)
    assert line.startswith("room: a week has no such sheet, did you mean 'rooms'?")


def test_a_slip_in_the_rulebook_inside_names_its_row_and_path(tmp_path: Path) -> None:
    """A rulebook inside the week is JSON, a line a row: what is wrong with its meaning names its path."""
    week = case(contact_types={"visit": {"modality": "phone", "minutes": 7}}, types={}).week
    write_workbook(week, tmp_path / "week.xlsx")
    (line,) = [c for c in complaints(tmp_path / "week.xlsx") if ".minutes" in c][:1]
    assert line == "week!B3: contact_types.visit.minutes: 7 is not a multiple of the 5-minute grid"


def test_what_is_no_workbook_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "week.xlsx"
    path.write_bytes(b"PK not really")
    assert complaints(path) == ["is no .xlsx workbook"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<nothing/>")
    assert complaints(path)[0].startswith("is no workbook that can be read")
    monkeypatch.setattr("weightplan.files.tables.workbook.LARGEST_UNPACKED", 5)
    assert complaints(path)[0].startswith("unpacks to more than")
    path.unlink()
    assert complaints(path)[0].endswith("no such file, and nothing of that name in scenarios/")


def test_a_workbook_that_says_a_wrong_size_is_read_whole(book: Path, tmp_path: Path) -> None:
    """Some programs write `<dimension ref="A1"/>` whatever the sheet holds."""
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.namelist():
            new.writestr(part, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old.read(part)))
    assert load_case(other).week == load_case(book).week


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    write_week(odd(), tmp_path / "week.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "week.xlsx")
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {cell.value for cell in risky} >= {"=cmd()", "+1", "@a"}
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in risky)
    write_week(odd(), tmp_path / "csv")
    for path in (tmp_path / "csv").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert not [
                c for row in csv.reader(file) for c in row if c.startswith(("=", "+", "-", "@")) and c[1:2] != "1"
            ]


@pytest.mark.parametrize("bad", ["a\x07", "a\rb", "x_x0041_", "\x00"])
def test_text_that_no_workbook_can_hold_is_refused(bad: str, tmp_path: Path) -> None:
    week = case(clinicians=[clinician(bad)]).week
    with pytest.raises(InputError, match=r"^clinicians!A2: .* holds characters that no workbook can$"):
        write_workbook(week, tmp_path / "week.xlsx")


def test_a_cell_holds_32767_characters(tmp_path: Path) -> None:
    def week(length: int) -> Week:
        return case().week.model_copy(update={"name": "x" * length})

    assert_survives(week(32_767), tmp_path / "week.xlsx")
    with pytest.raises(InputError, match="32768 characters, a cell holds 32767"):
        write_workbook(week(32_768), tmp_path / "week.xlsx")


def test_drop_downs_offer_what_the_rulebook_has(book: Path) -> None:
    workbook = openpyxl.load_workbook(book)
    offered = {column[0].value: [c.value for c in column[1:] if c.value] for column in workbook["_choices"].iter_cols()}
    rulebook = load_case("team-4").rulebook
    assert offered["contact_types"] == list(rulebook.contact_types)
    assert set(offered["role"]) == set(rulebook.roles)
    assert (offered["must"], offered["weekday"][0], offered["whose"]) == (
        ["yes", "no"],
        "mon",
        ["clinician", "room", "patient"],
    )
    assert offered["priority"] == [1, 2, 3, 4]
    assert workbook["_choices"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in workbook["hours"].data_validations.dataValidation}
    assert [place.partition("2:")[0] for place in rules] == ["A", "C"]
    assert all(rule.showErrorMessage for rule in rules.values())
    several = [r for r in workbook["requests"].data_validations.dataValidation if str(r.sqref).startswith("C2")]
    assert [rule.showErrorMessage for rule in several] == [False]
    assert "kliniskt godtagbart" in workbook["requests"]["C1"].comment.text


def test_columns_of_names_are_text_for_what_is_typed_below_too(book: Path) -> None:
    """So that `007` stays a name: ids, lists, windows and hours; numbers, dates and yes or no are Excel's own."""
    workbook = openpyxl.load_workbook(book)
    columns = [(name, *column) for name in workbook.sheetnames for column in workbook[name].column_dimensions.items()]
    text = {(name, letter) for name, letter, column in columns if column.number_format == "@"}
    assert {place for name, place in text if name == "hours"} == set("ABCD")
    assert {place for name, place in text if name == "blocks"} == set("ADE")
    assert {place for name, place in text if name == "requests"} == set("ABCDHILPQ")
    assert {place for name, place in text if name == "bookings"} == set("ABDF")


# --- CSV


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """team-4 as a folder."""
    write_folder(load_case("team-4").week, tmp_path / "unit")
    return tmp_path / "unit"


def rewritten(folder: Path, name: str, change: Callable[[str], str], encoding: str = "utf-8") -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(change(path.read_bytes().decode("utf-8-sig")).encode(encoding))
    return folder


def test_a_slip_in_a_csv_file_names_file_line_and_column(folder: Path) -> None:
    first = load_case("team-4").week.requests[0]
    kind = first.contact_types[0]
    rewritten(folder, "requests", lambda text: text.replace(kind, f"{kind}x", 1))
    (line,) = complaints(folder)
    assert (
        line
        == f"{folder}/requests.csv: line 2, column contact_types: no contact type '{kind}x', did you mean '{kind}'?"
    )


def test_semicolons_decimal_commas_and_a_byte_order_mark_are_understood(folder: Path) -> None:
    text = "id;role;fte;target\r\npsy1;psychologist;0,8;22,5\r\n"
    rewritten(folder, "clinicians", lambda _: text, "utf-8-sig")
    rewritten(folder, "hours", lambda _: "whose;id;weekday;hours\r\nclinician;psy1;mon;08:00-12:00, 13:00-17:00\r\n")
    for name in ("blocks", "absences", "rooms", "patients", "requests", "groups", "bookings", "demand"):
        (folder / f"{name}.csv").unlink()
    (person,) = load_case(folder).week.clinicians
    assert (person.fte, person.target, person.hours["mon"]) == (0.8, 22.5, ("08:00-12:00", "13:00-17:00"))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("rooms", 'id,kind\nr1,"open\n', "rooms.csv: line 2: unexpected end of data"),
        ("rooms", "id,kind\nr1,x,y\n", "rooms.csv: line 2, column 3: stands under no heading"),
        ("rooms", "id,id\n", "rooms.csv: line 1, column id: the column 'id' stands there twice"),
        ("bookings", 'request,clinician,start\n\n"a\nb",x\n', "bookings.csv: line 3, column start: is missing"),
        ("blocks", "clinician,start\n,2026-11-23 09:00\n", "blocks.csv: line 2, column clinician: is missing"),
    ],
)
def test_a_broken_table_is_one_line(folder: Path, name: str, text: str, line: str) -> None:
    rewritten(folder, name, lambda _: text)
    assert complaints(folder)[0] == f"{folder}/{line}"


def test_a_table_of_another_name_is_no_part_of_a_week(folder: Path) -> None:
    (folder / "rooms.csv").rename(folder / "room.csv")
    assert complaints(folder)[0].startswith(f"{folder}/room.csv: a week has no such table, did you mean 'rooms'?")


def test_latin_1_is_refused(folder: Path) -> None:
    (folder / "rooms.csv").write_bytes("id,kind\nSjö,x\n".encode("latin-1"))
    assert complaints(folder)[0].startswith(f"{folder}/rooms.csv: is no UTF-8 text")


def test_a_rulebook_beside_the_files_is_found(folder: Path) -> None:
    """In the folder itself, as beside any other week."""
    (folder / "mine.json").write_text(
        load_case("team-4").rulebook.model_copy(update={"version": "9"}).model_dump_json()
    )
    rewritten(folder, "week", lambda text: text.replace("stockholm-psychiatry", "mine"))
    assert load_case(folder).rulebook.version == "9"
