"""A week as one Excel workbook: read strictly, written to be filled in."""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from weightplan.errors import InputError, did_you_mean
from weightplan.files.plain import LARGEST_TEXT
from weightplan.files.source import Source
from weightplan.files.tables.kinds import Cell
from weightplan.files.tables.making import Sheet
from weightplan.files.tables.sheets import CHOICES, names
from weightplan.files.tables.together import source_of
from weightplan.rulebook import Rulebook
from weightplan.week import Week

SUFFIX = ".xlsx"
LARGEST_UNPACKED = 16 * LARGEST_TEXT
MOST_CELLS = 4_000_000  # blank ones too: one cell far out makes thousands of each row


def read_workbook(path: Path) -> Source:
    """Read a week from a workbook. Raises InputError naming sheet and cell.

    A formula is refused, and so is one that came out as an error: what stands in a cell is what is read.
    """
    from openpyxl import load_workbook  # half a second that only workbooks need
    from openpyxl.utils import get_column_letter

    def where(sheet: str, line: int, column: int) -> str:
        return f"{path}: {sheet}!{get_column_letter(column + 1)}{line}"

    _make_sure_small(path)
    try:
        with closing(load_workbook(path, read_only=True)) as book:
            sheets = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets if sheet.title != CHOICES}
            strangers = [name for name in sheets if name not in names()]
            if strangers:
                raise InputError(
                    f"{path}: {name}: a week has no such sheet{did_you_mean(name, names())}" for name in strangers
                )
            read = [Sheet(name, list(_rows(name, sheet, where))) for name, sheet in sheets.items()]
    except OSError as error:
        raise InputError([f"{path}: {error.strerror or error}"]) from None
    except (KeyError, ValueError, TypeError, AttributeError, ParseError, zipfile.BadZipFile) as error:
        raise InputError([f"{path}: is no workbook that can be read ({error})"]) from None
    return source_of(read, where, str(path))


def write_workbook(week: Week, path: Path, rulebook: Rulebook | None = None) -> None:
    """Write a week as a workbook with drop-downs and a comment on every heading.

    `rulebook` fills the drop-downs of roles and contact types. Raises InputError for text that no cell can hold.
    """
    from weightplan.files.tables.form import fill

    fill(week, rulebook or (week.rulebook if isinstance(week.rulebook, Rulebook) else None), path)


def _make_sure_small(path: Path) -> None:
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise InputError([f"{path}: larger than the {LARGEST_TEXT // 2**20} MiB that a file may have"])
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile:
        raise InputError([f"{path}: is no .xlsx workbook"]) from None
    except OSError as error:
        raise InputError([f"{path}: {error.strerror or error}"]) from None
    if unpacked > LARGEST_UNPACKED:
        raise InputError([f"{path}: unpacks to more than {LARGEST_UNPACKED // 2**20} MiB"])


def _rows(name: str, sheet: Any, where: Any) -> Iterator[tuple[int, list[Cell]]]:
    """Yield line numbers and cells up to the last filled one; blank rows are nothing."""
    sheet.reset_dimensions()  # some programs write a size that cuts rows off
    seen = 0
    for line, row in enumerate(sheet.iter_rows(), 1):
        seen += len(row) + 1
        if seen > MOST_CELLS:
            raise InputError([f"{where(name, line, 0)}: the sheet has more than {MOST_CELLS:,} cells by here"])
        cells = [_value(cell, where(name, line, place)) for place, cell in enumerate(row)]
        if line == 1 or any(cell is not None for cell in cells):
            yield line, cells


def _value(cell: Any, here: str) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "f":
        raise InputError([f"{here}: holds a formula; put its value there"])
    if kind == "e":
        raise InputError([f"{here}: holds the error {value}"])
    if not isinstance(value, (str, int, float, date, datetime)):
        clock = f" {value:%H:%M}" if isinstance(value, time) else ""
        raise InputError([f"{here}: holds a time or a length{clock} where none is asked for; format the cell as text"])
    return value
