"""Put tables together to the tree that a week's file holds, and remember which cell each value came from."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weightplan.errors import InputError, did_you_mean
from weightplan.fields import WEEKDAYS
from weightplan.files.plain import problems_in, shown
from weightplan.files.reading import json_tree
from weightplan.files.source import Source
from weightplan.files.tables.apart import RULEBOOK
from weightplan.files.tables.kinds import LIST, TEXT, Cell, Kind
from weightplan.files.tables.places import Places
from weightplan.files.tables.sheets import (
    FIRST,
    HOURS,
    HOURS_OF,
    OWN_SHEETS,
    OWNER,
    header,
    lists,
    own_columns,
    singles,
)

NEEDED = {HOURS: header(HOURS), **dict.fromkeys(OWN_SHEETS, (OWNER,))}  # the columns that say whose a row is
Where = Callable[[str, int, int], str]  # sheet, line and column (0 = first) to the words that name the cell


@dataclass(frozen=True)
class Sheet:
    """One table as read: its name and its rows with their line numbers, the heading first."""

    name: str
    rows: Sequence[tuple[int, Sequence[Cell]]]


@dataclass
class _Making:
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


def source_of(sheets: Iterable[Sheet], where: Where, file: str) -> Source:
    """Return the week that tables hold. Raises InputError, a line per problem, naming the cell."""
    making = _Making(Places(file), where)
    by_name = {sheet.name: sheet for sheet in sheets}
    for name in lists():
        making.places.put(name, where(name, 1, 0))
    if FIRST in by_name:
        _first(making, by_name[FIRST])
    for name in lists():
        if name in by_name:
            _list(making, by_name[name])
    for name in (HOURS, *OWN_SHEETS):
        if name in by_name:
            (_hours if name == HOURS else _own)(making, by_name[name])
    making.problems += [making.places.tell(line) for line in problems_in(making.tree)]
    if making.problems:
        raise InputError(making.problems)
    return Source(making.tree, making.places.tell)


def _first(making: _Making, sheet: Sheet) -> None:
    book: list[tuple[int, str]] = []
    kinds = singles()
    for line, (name, cell) in _filled(making, sheet):
        key = str(name).strip().casefold()
        if key == RULEBOOK and isinstance(cell, str) and (book or cell.lstrip().startswith("{")):
            book.append((line, cell))
            making.places.put(RULEBOOK, making.where(sheet.name, book[0][0], 1))
        elif key not in kinds:
            making.problems.append(
                f"{making.where(sheet.name, line, 0)}: no such field {shown(name)}{did_you_mean(key, kinds)}"
            )
        elif key in making.tree:
            making.problems.append(f"{making.where(sheet.name, line, 0)}: {key} stands there twice")
        elif cell is not None:
            making.places.put(key, making.where(sheet.name, line, 1))
            making.tree[key] = making.value(sheet.name, line, 1, kinds[key], cell)
    if book:
        making.tree[RULEBOOK] = _rulebook(making, sheet.name, book)


def _rulebook(making: _Making, sheet: str, lines: list[tuple[int, str]]) -> Any:
    try:
        return json_tree("\n".join(text for _, text in lines))
    except json.JSONDecodeError as error:
        line = lines[min(error.lineno, len(lines)) - 1][0]
        making.problems.append(f"{making.where(sheet, line, 1)}: the rulebook's JSON: {error.msg}")
    except RecursionError:
        making.problems.append(f"{making.where(sheet, lines[0][0], 1)}: the rulebook's JSON is nested too deep")
    return None


def _list(making: _Making, sheet: Sheet) -> None:
    kinds = {column.path: column for column in lists()[sheet.name]}
    found: list[dict[str, Any]] = []
    for line, cells in _filled(making, sheet):
        here = f"{sheet.name}[{len(found)}]"
        making.places.put(here, making.where(sheet.name, line, 0))
        item: dict[str, Any] = {}
        for place, (path, cell) in enumerate(zip(_headings(sheet), cells, strict=False)):
            if path not in kinds:
                continue
            making.places.put(f"{here}.{path}", making.where(sheet.name, line, place))
            if cell is not None:
                _set(item, kinds[path].steps, making.value(sheet.name, line, place, kinds[path].kind, cell))
        found.append(item)
    making.tree[sheet.name] = found


def _set(item: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        item = item.setdefault(step, {})
    item[steps[-1]] = value


def _hours(making: _Making, sheet: Sheet) -> None:
    columns = {name: _headings(sheet).index(name) for name in header(HOURS) if name in _headings(sheet)}
    for line, cells in _filled(making, sheet):
        at = {name: making.where(sheet.name, line, place) for name, place in columns.items()}
        whose, day = (_word(cells[columns[name]]) for name in ("whose", "weekday"))
        if whose not in HOURS_OF:
            hint = did_you_mean(str(whose), HOURS_OF)
            making.problems.append(f"{at['whose']}: {shown(whose)} is none of {', '.join(HOURS_OF)}{hint}")
            continue
        name, attribute = HOURS_OF[whose]
        owner = _owner(making, sheet.name, name, line, (columns["id"], cells[columns["id"]]))
        if owner is None:
            continue
        place, item = owner
        hours = item.setdefault(attribute, {})
        making.places.put(f"{name}[{place}].{attribute}", at["id"])
        cell = cells[columns["hours"]]
        spans = [] if cell is None else making.value(sheet.name, line, columns["hours"], LIST, cell)
        if day is None and not spans:  # somebody who is never there
            continue
        if day not in WEEKDAYS:
            hint = did_you_mean(str(day), WEEKDAYS)
            making.problems.append(f"{at['weekday']}: {shown(day)} is none of {', '.join(WEEKDAYS)}{hint}")
        elif day in hours:
            making.problems.append(f"{at['weekday']}: {day} stands there twice for {shown(item['id'])}")
        else:
            making.places.put(f"{name}[{place}].{attribute}.{day}", at["hours"])
            hours[day] = spans


def _word(cell: Cell) -> str | None:
    return None if cell is None else str(cell).strip().casefold()


def _own(making: _Making, sheet: Sheet) -> None:
    kinds = {column.path: column.kind for column in own_columns(sheet.name)}
    for line, cells in _filled(making, sheet):
        row = dict(zip(_headings(sheet), enumerate(cells), strict=False))
        owner = _owner(making, sheet.name, "clinicians", line, row.get(OWNER, (0, None)))
        if owner is None:
            continue
        parts = owner[1].setdefault(sheet.name, [])
        here = f"clinicians[{owner[0]}].{sheet.name}[{len(parts)}]"
        making.places.put(here, making.where(sheet.name, line, 0))
        part = {}
        for name, (place, cell) in row.items():
            if name in kinds and cell is not None:
                making.places.put(f"{here}.{name}", making.where(sheet.name, line, place))
                part[name] = making.value(sheet.name, line, place, kinds[name], cell)
        parts.append(part)


def _owner(
    making: _Making, sheet: str, name: str, line: int, cell: tuple[int, Cell]
) -> tuple[int, dict[str, Any]] | None:
    """Return the place and the tree of whom a row belongs to, or None with a problem noted."""
    here = making.where(sheet, line, cell[0])
    if cell[1] is None:
        making.problems.append(f"{here}: is missing")
        return None
    who = making.value(sheet, line, cell[0], TEXT, cell[1])
    items = making.tree.get(name, [])
    for place, item in enumerate(items):
        if item.get("id") == who:
            return place, item
    if who is not None:
        known = [str(item.get("id")) for item in items]
        making.problems.append(f"{here}: no {name.removesuffix('s')} {who!r}{did_you_mean(who, known)}")
    return None


def _headings(sheet: Sheet) -> list[str | None]:
    return [_word(cell) for cell in sheet.rows[0][1]] if sheet.rows else []


def _filled(making: _Making, sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Yield the rows that hold anything, once the headings are found to be in order."""
    headings, known = _headings(sheet), header(sheet.name)
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
