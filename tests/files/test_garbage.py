"""Whatever stands in whichever cell, reading ends in a week or in lines that name the file, never in a traceback."""

import contextlib
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.builders import booking, case, clinician, group, request, room, span
from weightplan.errors import InputError
from weightplan.files import case_of
from weightplan.files.tables.apart import tables_of
from weightplan.files.tables.kinds import Cell
from weightplan.files.tables.making import Sheet
from weightplan.files.tables.together import source_of

WEEK = case(
    clinicians=[
        clinician("psy1", site={"mon": "north"}, limits={"pause_minutes": None}),
        clinician("psy2", absences=[span("wed 08:00", "wed 09:00")], blocks=[span("mon 08:00", "mon 09:00")]),
    ],
    rooms=[room("r1", hours={"mon": ["08:00-17:00"]}), room("g1", "group")],
    requests=[
        request("q1", "physical", "video", rooms=["r1"], latest="2026-11-25", windows=[span("mon 08:00", "mon 17:00")]),
        request("q2", patient=None, after={"request": "q1"}),
    ],
    groups=[group("dbt", ["p7", "p8"])],
    bookings=[booking("q1", "psy1", "mon 09:00", room="r1")],
).week
GARBAGE: list[Cell] = [
    "",
    "x",
    "none",
    '"',
    "-1",
    "1e999",
    "9" * 5000,
    "{}",
    "[",
    "2026-13-40",
    "9999-12-31 08:00-24:00",
]
GARBAGE += [None, 5, -1.5, 1e300, True, datetime(2026, 11, 23, 9), date(2026, 11, 23), "a,b;c", "08:00", "mon: ,", "id"]
RULEBOOK_BEGINS = 3  # its lines on the first sheet are all alike


def where(sheet: str, line: int, column: int) -> str:
    return f"week.xlsx: {sheet}!{column}.{line}"


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda value: repr(value)[:20])
def test_any_cell_may_hold_anything(garbage: Cell) -> None:
    tables = tables_of(WEEK)
    places = [
        (name, line, place)
        for name, rows in tables.items()
        for line, row in enumerate(rows)
        for place in range(len(row) + 1)
        if name != "week" or line <= RULEBOOK_BEGINS
    ]
    for name, line, place in places:
        changed = {sheet: [list(row) for row in rows] for sheet, rows in tables.items()}
        changed[name][line][place : place + 1] = [garbage]
        sheets = [Sheet(sheet, list(enumerate(rows, 1))) for sheet, rows in changed.items()]
        with contextlib.suppress(InputError):
            case_of(source_of(sheets, where, "week.xlsx"), Path("week.xlsx"))
