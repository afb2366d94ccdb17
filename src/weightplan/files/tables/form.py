"""A workbook to fill in: headings with comments, drop-downs, and text that is never a formula."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from weightplan.errors import InputError
from weightplan.fields import WEEKDAYS
from weightplan.files.tables.apart import Rows, tables_of
from weightplan.files.tables.hints import hint
from weightplan.files.tables.kinds import Cell
from weightplan.files.tables.sheets import CHOICES, FIRST, HOURS_OF, text_columns
from weightplan.files.tables.words import FORMULA_STARTS
from weightplan.rulebook import Rulebook
from weightplan.week import Week

LONGEST_CELL = 32_767
MORE_ROWS = 500  # drop-downs go on below what is filled in
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_DATE, _MOMENT, _AS_TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"
# The column whose ids a drop-down offers, by heading.
_IDS = {
    "clinician": "clinicians",
    "patient": "patients",
    "room": "rooms",
    "request": "requests",
    "after.request": "requests",
    "clinicians": "clinicians",
    "leaders_from": "clinicians",
    "rooms": "rooms",
}
# Several words may stand in these: the drop-down offers and does not insist.
_SEVERAL = ("contact_types", "skills", "clinicians", "leaders_from", "rooms", "addons", "request")


def fill(week: Week, rulebook: Rulebook | None, path: Path) -> None:
    """Write a week's tables as a workbook. Raises InputError for text that no cell can hold."""
    book = Workbook()
    book.remove(book.active)
    offered = _offered(week, rulebook)
    for name, rows in tables_of(week).items():
        sheet = book.create_sheet(name)
        for line, row in enumerate(rows, 1):
            for place, cell in enumerate(row, 1):
                put(sheet, line, place, cell)
        _head(sheet, name, rows)
        if name != FIRST:
            _drop_downs(sheet, name, rows, list(offered))
    _choices(book, offered)
    book.save(path)


def _offered(week: Week, rulebook: Rulebook | None) -> dict[str, Sequence[Cell]]:
    """Return what drop-downs offer, by heading."""
    types = rulebook.contact_types if rulebook else {}
    kinds = {kind.room for kind in types.values()} | {room.kind for room in week.rooms}
    skills = {s for kind in types.values() for s in kind.skills} | {s for c in week.clinicians for s in c.skills}
    yes_no = ["yes", "no"]
    one_to_four = [1, 2, 3, 4]  # numbers: to Excel, text is another value
    return {
        "whose": list(HOURS_OF),
        "weekday": list(WEEKDAYS),
        "role": sorted({*(rulebook.roles if rulebook else ()), *(c.role for c in week.clinicians)}),
        "contact_type": list(types),
        "contact_types": list(types),
        "skills": sorted(skills),
        "kind": sorted(kind for kind in kinds if kind is not None),
        "addons": list(rulebook.addons) if rulebook else [],
        **dict.fromkeys(("new", "must", "same_clinician", "locked"), yes_no),
        **dict.fromkeys(("priority", "level"), one_to_four),
    }


def put(sheet: Any, line: int, place: int, value: Cell) -> None:
    """Fill a cell (lines and places from 1): text as text, whatever it begins with; dates as dates.

    Raises InputError for text that no workbook can hold.
    """
    cell = sheet.cell(line, place)
    if isinstance(value, str):
        here = f"{sheet.title}!{cell.coordinate}"
        if _FORBIDDEN.search(value):
            raise InputError([f"{here}: {value[:60]!r} holds characters that no workbook can"])
        if len(value) > LONGEST_CELL:
            raise InputError([f"{here}: {len(value)} characters, a cell holds {LONGEST_CELL}"])
        cell.value = value
        cell.data_type = "s"
        cell.number_format = _AS_TEXT
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    elif value is not None:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _MOMENT if isinstance(value, datetime) else _DATE


def _head(sheet: Any, name: str, rows: Rows) -> None:
    sheet.freeze_panes = "A2"
    for place, heading in enumerate(rows[0], 1):
        cell = sheet.cell(1, place)
        cell.font = Font(bold=True)
        note = hint(name, str(heading))
        if note:
            cell.comment = Comment(note, "weightplan", height=90, width=320)
        widest = max(len(str(row[place - 1] or "")) for row in rows)
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = min(60, max(widest, 10) + 3)
        if heading in text_columns(name):
            column.number_format = _AS_TEXT  # also for what is typed below
    if name == FIRST:
        for line, row in enumerate(rows[1:], 2):
            note = hint(FIRST, str(row[0]))
            if note and row[0] != rows[line - 2][0]:
                sheet.cell(line, 1).comment = Comment(note, "weightplan", height=90, width=320)


def _drop_downs(sheet: Any, name: str, rows: Rows, offered: list[str]) -> None:
    last = len(rows) + MORE_ROWS
    for place, heading in enumerate(map(str, rows[0]), 1):
        letter = get_column_letter(place)
        source = None
        if heading in _IDS:
            source = f"{_IDS[heading]}!$A$2:$A${last}"
        elif heading in offered:
            column = get_column_letter(offered.index(heading) + 1)
            source = f"{CHOICES}!${column}$2:${column}$200"
        if source:
            rule = DataValidation(type="list", formula1=source, allow_blank=True)
            rule.showErrorMessage = heading not in _SEVERAL
            rule.errorTitle, rule.error = "weightplan", "Choose from the list / Välj ur listan"
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)


def _choices(book: Workbook, offered: dict[str, Sequence[Cell]]) -> None:
    sheet = book.create_sheet(CHOICES)
    sheet.sheet_state = "hidden"
    for place, (heading, words) in enumerate(offered.items(), 1):
        for line, word in enumerate([heading, *words], 1):
            put(sheet, line, place, word)
