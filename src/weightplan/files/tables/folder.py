"""A week as a folder of CSV files, one a list."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from weightplan.errors import InputError, did_you_mean
from weightplan.files.reading import text_of
from weightplan.files.source import Source
from weightplan.files.tables.apart import tables_of
from weightplan.files.tables.kinds import Cell
from weightplan.files.tables.making import Sheet
from weightplan.files.tables.sheets import FIRST, names
from weightplan.files.tables.together import source_of
from weightplan.files.tables.words import FORMULA_STARTS, enclosed
from weightplan.week import Week

SUFFIX = ".csv"
_DELIMITERS = ",;\t"


def is_folder_of_tables(path: Path) -> bool:
    """Say whether a path is a folder that holds a week."""
    return (path / f"{FIRST}{SUFFIX}").is_file()


def read_folder(folder: Path) -> Source:
    """Read a week from `week.csv`, `clinicians.csv` and the rest; what is not there is empty.

    UTF-8 with or without a byte order mark; fields parted by comma, semicolon or tab, as the
    first line of each file shows. Raises InputError naming file, line and column.
    """
    strangers = [p for p in sorted(folder.glob(f"*{SUFFIX}")) if p.stem not in names()]
    if strangers:
        raise InputError(
            f"{path}: a week has no such table{did_you_mean(path.stem, names())}; it has {', '.join(names())}"
            for path in strangers
        )
    sheets = {name: _read(folder / f"{name}{SUFFIX}", name) for name in names() if _path(folder, name).is_file()}

    def where(sheet: str, line: int, column: int) -> str:
        headings = sheets[sheet].rows[0][1] if sheet in sheets and sheets[sheet].rows else ()
        named = headings[column] if sheet != FIRST and column < len(headings) else None
        return f"{_path(folder, sheet)}: line {line}, column {named or column + 1}"

    return source_of(sheets.values(), where, str(folder))


def write_folder(week: Week, folder: Path) -> None:
    """Write a week into a folder (made where missing), UTF-8 with a byte order mark, as spreadsheets want it.

    Text that a spreadsheet would take for a formula stands in double quotes inside its cell.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables_of(week).items():
        with _path(folder, name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_written(cell) for cell in row] for row in rows)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}{SUFFIX}"


def _read(path: Path, name: str) -> Sheet:
    text = text_of(path)
    heading = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    return Sheet(name, list(_rows(path, text, delimiter)))


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError([f"{path}: line {line}: {error}"]) from None
        if cells is None:
            return
        yield line, [cell if cell.strip() else None for cell in cells]
        line = reader.line_num + 1


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return enclosed(cell)
    return "" if cell is None else str(cell)
