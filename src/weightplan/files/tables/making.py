"""What is noted while tables are put together: the tree, the cell of each value, and what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weightplan.errors import did_you_mean
from weightplan.files.tables.kinds import Cell, Kind
from weightplan.files.tables.places import Places
from weightplan.files.tables.sheets import FIRST, HOURS, OWN_SHEETS, OWNER, header

Where = Callable[[str, int, int], str]  # sheet, line and column (0 = first) to the words that name the cell
NEEDED = {HOURS: header(HOURS), **dict.fromkeys(OWN_SHEETS, (OWNER,))}  # the columns that say whose a row is


@dataclass(frozen=True)
class Sheet:
    """One table as read: its name and its rows with their line numbers, the heading first."""

    name: str
    rows: Sequence[tuple[int, Sequence[Cell]]]


@dataclass
class Making:
    places: Places
    where: Where
    tree: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def value(self, sheet: str, line: int, column: int, kind: Kind, cell: Cell) -> Any:
        """Return what a cell holds, or None with a problem noted."""
        try:
            return kind.read(cell)
        except ValueError as error:
            self.problems.append(f"{self.where(sheet, line, column)}: {error}")
            return None


def headings_of(sheet: Sheet) -> list[str | None]:
    """Return a table's headings, None where there is none."""
    return [word(cell) for cell in sheet.rows[0][1]] if sheet.rows else []


def filled_rows(making: Making, sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows that hold anything, once the headings are found to be in order."""
    headings, known = headings_of(sheet), header(sheet.name)
    for place, name in enumerate(headings):
        here = making.where(sheet.name, sheet.rows[0][0], place)
        if sheet.name == FIRST:
            continue
        if name is not None and name not in known:
            making.problems.append(f"{here}: no column {name!r}{did_you_mean(name, known)}")
        elif name is not None and headings.index(name) < place:
            making.problems.append(f"{here}: the column {name!r} stands there twice")
    lacking = [name for name in NEEDED.get(sheet.name, ()) if name not in headings]
    making.problems += [f"{making.where(sheet.name, 1, 0)}: the column {name!r} is missing" for name in lacking]
    for line, cells in [] if lacking else sheet.rows[1:]:
        filled = [place for place, cell in enumerate(cells) if cell is not None]
        stray = [p for p in filled if (p >= len(headings) or headings[p] is None) and sheet.name != FIRST]
        if stray:
            making.problems.append(f"{making.where(sheet.name, line, stray[0])}: stands under no heading")
        elif filled:
            width = 2 if sheet.name == FIRST else len(headings)
            yield line, [*cells, *[None] * width][:width]


def word(cell: Cell) -> str | None:
    """Return a cell as a word to compare, None for a blank one."""
    return None if cell is None else str(cell).strip().casefold()
