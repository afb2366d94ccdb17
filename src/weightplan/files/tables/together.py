"""Put tables together to the tree that a week's file holds, and remember which cell each value came from."""

import json
from collections.abc import Iterable
from typing import Any

from weightplan.errors import InputError, did_you_mean
from weightplan.files.plain import problems_in, shown
from weightplan.files.reading import json_tree
from weightplan.files.source import Source
from weightplan.files.tables.apart import RULEBOOK
from weightplan.files.tables.making import Making, Sheet, Where, filled_rows, headings_of
from weightplan.files.tables.owned import put_hours, put_owned
from weightplan.files.tables.places import Places
from weightplan.files.tables.sheets import FIRST, HOURS, OWN_SHEETS, lists, singles


def source_of(sheets: Iterable[Sheet], where: Where, file: str) -> Source:
    """Return the week that tables hold. Raises InputError, a line per problem, naming the cell."""
    making = Making(Places(file), where)
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
            (put_hours if name == HOURS else put_owned)(making, by_name[name])
    making.problems += [making.places.tell(line) for line in problems_in(making.tree)]
    if making.problems:
        raise InputError(making.problems)
    return Source(making.tree, making.places.tell)


def _first(making: Making, sheet: Sheet) -> None:
    book: list[tuple[int, str]] = []
    kinds = singles()
    for line, (name, cell) in filled_rows(making, sheet):
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


def _rulebook(making: Making, sheet: str, lines: list[tuple[int, str]]) -> Any:
    try:
        return json_tree("\n".join(text for _, text in lines))
    except json.JSONDecodeError as error:
        line = lines[min(error.lineno, len(lines)) - 1][0]
        making.problems.append(f"{making.where(sheet, line, 1)}: the rulebook's JSON: {error.msg}")
    except RecursionError:
        making.problems.append(f"{making.where(sheet, lines[0][0], 1)}: the rulebook's JSON is nested too deep")
    return None


def _list(making: Making, sheet: Sheet) -> None:
    kinds = {column.path: column for column in lists()[sheet.name]}
    found: list[dict[str, Any]] = []
    for line, cells in filled_rows(making, sheet):
        here = f"{sheet.name}[{len(found)}]"
        making.places.put(here, making.where(sheet.name, line, 0))
        item: dict[str, Any] = {}
        for place, (path, cell) in enumerate(zip(headings_of(sheet), cells, strict=False)):
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
