"""A plan as a table for a time-book: a row per appointment and clinician, in the columns that a map names."""

import csv
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import as_file
from importlib.resources import files as package_files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from weightplan.case import Case
from weightplan.errors import InputError, did_you_mean
from weightplan.fields import FileModel, Identifier, hundredths
from weightplan.files import read_file
from weightplan.files.tables.kinds import Cell
from weightplan.files.tables.words import FORMULA_STARTS
from weightplan.plan import Appointment, Plan
from weightplan.report.looks import role_label, type_label
from weightplan.report.words import Language
from weightplan.rulebook import Origin

What = Literal[
    "date",
    "start",
    "end",
    "busy_until",
    "minutes",
    "busy_minutes",
    "clinician",
    "role",
    "contact_type",
    "code",
    "label",
    "modality",
    "room",
    "patients",
    "request",
    "weight",
]
ANY = "*"
_DATES = {"YYYY-MM-DD": "%Y-%m-%d", "YYYYMMDD": "%Y%m%d", "DD/MM/YYYY": "%d/%m/%Y", "DD.MM.YYYY": "%d.%m.%Y"}


class Map(FileModel):
    """How a time-book wants its table: headings, codes, and how dates, clock times and decimals are written.

    `contact_types`, `clinicians` and `rooms` turn ids into codes; `*` stands for every id that is
    not named. Without such an entry, or without a table, an id stands for itself, but a contact
    type without a code is refused where a column asks for `code`.
    """

    name: Identifier
    origin: Origin = "example"
    language: Language = "sv"
    delimiter: Literal[",", ";", "\t"] = ","
    decimal: Literal[".", ","] = "."
    dates: Literal["YYYY-MM-DD", "YYYYMMDD", "DD/MM/YYYY", "DD.MM.YYYY"] = "YYYY-MM-DD"
    clock: Literal["HH:MM", "minutes"] = "HH:MM"
    columns: Annotated[dict[Identifier, What], Field(min_length=1)]
    contact_types: dict[Identifier, Identifier] = {}
    clinicians: dict[Identifier, Identifier] = {}
    rooms: dict[Identifier, Identifier] = {}


def read_map(name: str | Path) -> Map:
    """Read a map: a path, or the name of one that ships. Raises InputError, one line per problem."""
    path = Path(name)
    if path.is_file():
        return read_file(path, Map)
    with as_file(package_files("weightplan.exchange").joinpath("maps")) as folder:
        shipped = {file.stem: file for file in folder.glob("*.yaml")}
        if str(name) in shipped:
            return read_file(shipped[str(name)], Map)
    raise InputError([f"{name}: no such file, and no map of that name ships{did_you_mean(str(name), shipped)}"])


def write_timebook(case: Case, plan: Plan, chosen: Map, path: Path) -> None:
    """Write the plan's appointments, by start and clinician: .xlsx a workbook, anything else CSV in UTF-8.

    Raises InputError for a contact type without a code, and for text that a spreadsheet would run.
    """
    rows = list(_rows(case, plan, chosen))
    if path.suffix.lower() == ".xlsx":
        _workbook(chosen, rows, path)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=chosen.delimiter)
        writer.writerow(_safe(heading) for heading in chosen.columns)
        writer.writerows([_written(cell, chosen) for cell in row] for row in rows)


def _rows(case: Case, plan: Plan, chosen: Map) -> Iterator[list[Cell]]:
    pairs = [(a, c) for a in plan.appointments for c in a.clinicians]
    for appointment, clinician in sorted(pairs, key=lambda pair: (pair[0].start, pair[1], pair[0].request)):
        yield [_cell(case, chosen, what, appointment, clinician) for what in chosen.columns.values()]


def _cell(case: Case, chosen: Map, what: What, appointment: Appointment, clinician: str) -> Cell:
    kind, name = case.rulebook.contact_types.get(appointment.contact_type), appointment.contact_type
    person = case.clinicians.get(clinician)
    cells: dict[What, Cell] = {
        "date": f"{appointment.start:{_DATES[chosen.dates]}}",
        "start": _clock(appointment.start, appointment, chosen),
        "end": _clock(appointment.end, appointment, chosen),
        "busy_until": _clock(appointment.busy_until, appointment, chosen),
        "minutes": _minutes(appointment.start, appointment.end),
        "busy_minutes": _minutes(appointment.start, appointment.busy_until),
        "clinician": _mapped(chosen.clinicians, clinician),
        "role": role_label(case, person.role, chosen.language) if person else None,
        "contact_type": name,
        "label": type_label(case, name, chosen.language),
        "modality": kind.modality if kind else None,
        "room": _mapped(chosen.rooms, appointment.room) if appointment.room is not None else None,
        "patients": ", ".join(appointment.patients) or None,
        "request": appointment.request,
        "weight": hundredths(appointment.weights.get(clinician, 0.0)) / 100,
    }
    return _code(chosen, name) if what == "code" else cells[what]


def _code(chosen: Map, name: str) -> str:
    if name not in chosen.contact_types and ANY not in chosen.contact_types:
        raise InputError([f"{chosen.name}: contact_types: no code for {name!r}, and none for '{ANY}'"])
    return _mapped(chosen.contact_types, name)


def _mapped(codes: dict[str, str], name: str) -> str:
    return codes.get(name, codes.get(ANY, name))


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def _clock(moment: datetime, appointment: Appointment, chosen: Map) -> Cell:
    """A clock time, or minutes after midnight of the day on which the appointment begins."""
    if chosen.clock == "HH:MM":
        return f"{moment:%H:%M}"
    return _minutes(datetime.combine(appointment.start.date(), datetime.min.time()), moment)


def _written(cell: Cell, chosen: Map) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", chosen.decimal)
    return "" if cell is None else _safe(str(cell))


def _safe(text: str) -> str:
    if text.startswith(FORMULA_STARTS):
        raise InputError([f"{text[:60]!r} begins as a formula does; write a workbook, or map it to a code"])
    return text


def _workbook(chosen: Map, rows: list[list[Cell]], path: Path) -> None:
    from openpyxl import Workbook  # half a second that only workbooks need

    from weightplan.files.tables.form import put

    book = Workbook()
    headings: list[Cell] = list(chosen.columns)
    for line, row in enumerate([headings, *rows], 1):
        for place, cell in enumerate(row, 1):
            put(book.active, line, place, cell)
    book.save(path)
