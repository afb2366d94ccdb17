"""Take a week apart into tables: a heading and rows for each sheet."""

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from weightplan.fields import WEEKDAYS
from weightplan.files.tables.kinds import LIST, Cell
from weightplan.files.tables.sheets import FIRST, HOURS, HOURS_OF, OWN_SHEETS, Column, header, lists, names, own_columns
from weightplan.files.tables.sheets import singles as single_kinds
from weightplan.rulebook import Rulebook
from weightplan.week import Week

RULEBOOK = "rulebook"
Rows = list[list[Cell]]


def tables_of(week: Week) -> dict[str, Rows]:
    """Return every sheet of a week, headings first, those without rows too.

    What is as the model has it by default is a blank cell. A rulebook inside the week stands on
    the first sheet as JSON, a line of it a row.
    """
    made: dict[str, Iterable[list[Cell]]] = {FIRST: _singles(week), HOURS: _hours(week)}
    made |= {sheet: _own(week, sheet) for sheet in OWN_SHEETS}
    made |= {name: [_row(columns, part) for part in getattr(week, name)] for name, columns in lists().items()}
    return {name: [list(header(name)), *made[name]] for name in names()}


def _singles(week: Week) -> Iterator[list[Cell]]:
    for name, kind in single_kinds().items():
        value, field = getattr(week, name), Week.model_fields[name]
        if isinstance(value, Rulebook):
            # Unset fields stay unset: a limit that is lifted is not one that was never set.
            text = value.model_dump_json(indent=1, exclude_unset=True)
            for line in text.split("\n"):
                yield [RULEBOOK, line]
        elif field.is_required() or value != field.default:
            written = kind.write(value)
            # A name that begins as JSON does is no JSON.
            braced = name == RULEBOOK and isinstance(written, str) and written.startswith("{")
            yield [name, f'"{written}"' if braced else written]


def _hours(week: Week) -> Iterator[list[Cell]]:
    for whose, (name, field) in HOURS_OF.items():
        for part in getattr(week, name):
            hours = getattr(part, field)
            days = [day for day in WEEKDAYS if day in (hours or {})]
            yield from ([whose, _id(part), day, LIST.write(hours[day])] for day in days)
            if hours is not None and not days:
                yield [whose, _id(part), None, LIST.write(())]


def _own(week: Week, sheet: str) -> Iterator[list[Cell]]:
    for person in week.clinicians:
        for part in getattr(person, sheet):
            yield [_id(person), *_row(own_columns(sheet), part)]


def _id(part: Any) -> Cell:
    (column,) = (c for c in lists()["clinicians"] if c.path == "id")
    return column.kind.write(part.id)


def _row(columns: tuple[Column, ...], part: BaseModel) -> list[Cell]:
    return [_cell(column, part) for column in columns]


def _cell(column: Column, part: BaseModel) -> Cell:
    *outer, last = column.steps
    inside: Any = part
    for step in outer:
        inside = getattr(inside, step)
        if inside is None:
            return None
    field, value = type(inside).model_fields[last], getattr(inside, last)
    # Inside `limits`, none given and one left out mean two things.
    given = last in inside.model_fields_set if outer else field.is_required() or value != field.default
    return column.kind.write(value) if given else None
