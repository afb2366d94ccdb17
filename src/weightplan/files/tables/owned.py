"""Rows that belong to somebody of another sheet: hours, blocks, absences."""

from typing import Any

from weightplan.errors import did_you_mean
from weightplan.fields import WEEKDAYS
from weightplan.files.plain import shown
from weightplan.files.tables.kinds import LIST, TEXT, Cell
from weightplan.files.tables.making import Making, Sheet, filled_rows, headings_of, word
from weightplan.files.tables.sheets import HOURS, HOURS_OF, OWNER, header, own_columns


def put_hours(making: Making, sheet: Sheet) -> None:
    """Put a weekday's hours to the clinician, room or patient that they are for."""
    columns = {name: headings_of(sheet).index(name) for name in header(HOURS) if name in headings_of(sheet)}
    for line, cells in filled_rows(making, sheet):
        at = {name: making.where(sheet.name, line, place) for name, place in columns.items()}
        whose, day = (word(cells[columns[name]]) for name in ("whose", "weekday"))
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


def put_owned(making: Making, sheet: Sheet) -> None:
    """Put blocks or absences to their clinicians."""
    kinds = {column.path: column.kind for column in own_columns(sheet.name)}
    for line, cells in filled_rows(making, sheet):
        row = dict(zip(headings_of(sheet), enumerate(cells), strict=False))
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
    making: Making, sheet: str, name: str, line: int, cell: tuple[int, Cell]
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
