"""Which sheets there are and which columns each has: as the models of a week say."""

import types
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from weightplan.fields import Hours, Moment
from weightplan.files.tables import kinds
from weightplan.files.tables.kinds import Kind
from weightplan.rulebook import Rulebook
from weightplan.week import Block, Week

FIRST = "week"  # the sheet of single fields, one a row
HOURS = "hours"
CHOICES = "_choices"  # a workbook's hidden sheet: what its drop-downs offer
HOURS_COLUMNS = ("whose", "id", "weekday", "hours")
# Whose hours they are, as the sheet says it: the list of the week and its field.
HOURS_OF = {
    "clinician": ("clinicians", "hours"),
    "room": ("rooms", "hours"),
    "patient": ("patients", "available"),
}
# Lists inside a list that get a sheet of their own, a row each, begun by the id of whom they belong to.
OWN_SHEETS: dict[str, type[BaseModel]] = {"blocks": Block, "absences": Moment}
OWNER = "clinician"
_TEXTUAL = {kind.name for kind in (kinds.TEXT, kinds.LIST, kinds.WINDOWS, kinds.PEOPLE, kinds.SITE, kinds.JSON)}
_SCALARS = {str: kinds.TEXT, bool: kinds.YES_NO, int: kinds.WHOLE, float: kinds.DECIMAL, datetime: kinds.MOMENT}


@dataclass(frozen=True)
class Column:
    """One column: `path` is the field as a week's file names it, `after.min_days` for one inside another."""

    path: str
    kind: Kind

    @property
    def steps(self) -> list[str]:
        return self.path.split(".")


@cache
def lists() -> dict[str, tuple[Column, ...]]:
    """Return the columns of every list of a week, by the list's name, in the order of the models."""
    found = {}
    for name, field in Week.model_fields.items():
        row = _row_model(field.annotation)
        if row is not None:
            found[name] = tuple(_columns(row))
    return found


@cache
def singles() -> dict[str, Kind]:
    """Return the fields of a week that stand once, with their kinds; `rulebook` is a name or JSON text."""
    return {name: _kind(field.annotation) for name, field in Week.model_fields.items() if name not in lists()}


@cache
def own_columns(sheet: str) -> tuple[Column, ...]:
    """Return the columns of a list inside a list, without the first, which says whose it is."""
    return tuple(_columns(OWN_SHEETS[sheet]))


def names() -> list[str]:
    """Return every sheet in the order that people fill them in."""
    first, *rest = lists()
    return [FIRST, first, HOURS, *OWN_SHEETS, *rest]


def header(sheet: str) -> tuple[str, ...]:
    """Return the headings of a sheet."""
    if sheet == FIRST:
        return ("field", "value")
    if sheet == HOURS:
        return HOURS_COLUMNS
    if sheet in OWN_SHEETS:
        return (OWNER, *(column.path for column in own_columns(sheet)))
    return tuple(column.path for column in lists()[sheet])


def text_columns(sheet: str) -> frozenset[str]:
    """Return the headings under which text stands, whatever it looks like: `007` is a name, `8-12` no date."""
    if sheet in (FIRST, HOURS):
        return frozenset(header(sheet)) if sheet == HOURS else frozenset()
    columns = own_columns(sheet) if sheet in OWN_SHEETS else lists()[sheet]
    owner = {OWNER} if sheet in OWN_SHEETS else set()
    return frozenset(owner | {column.path for column in columns if column.kind.name in _TEXTUAL})


def _columns(model: type[BaseModel], before: str = "") -> list[Column]:
    columns = []
    for name, field in model.model_fields.items():
        inner = _single_model(field.annotation)
        if inner is not None:
            columns += _columns(inner, f"{before}{name}.")
        elif not _elsewhere(name, field):
            columns.append(Column(before + name, _kind(field.annotation)))
    return columns


def _elsewhere(name: str, field: FieldInfo) -> bool:
    """Hours, blocks and absences have sheets of their own."""
    return name in OWN_SHEETS or Hours in _shapes(field.annotation)


def _kind(annotation: Any) -> Kind:
    every = _shapes(annotation)
    shapes = [shape for shape in every if shape is not types.NoneType]
    kind = kinds.JSON
    if str in shapes and Rulebook in shapes:
        kind = kinds.TEXT
    elif str in shapes and dict in [get_origin(shape) for shape in shapes]:
        kind = kinds.SITE
    elif int in shapes and tuple in [get_origin(shape) for shape in shapes]:
        kind = kinds.PEOPLE
    elif len(shapes) == 1:
        kind = _kind_of(shapes[0])
    return kinds.nullable(kind) if len(shapes) < len(every) and kind in _SCALARS.values() else kind


def _kind_of(shape: Any) -> Kind:
    if shape is date:
        return kinds.DATE
    if get_origin(shape) is Literal:
        return kinds.TEXT
    if get_origin(shape) is tuple:
        inner = _shapes(get_args(shape)[0])
        return {str: kinds.LIST, Moment: kinds.WINDOWS}.get(inner[0], kinds.JSON)
    return _SCALARS.get(shape, kinds.JSON)


def _shapes(annotation: Any) -> list[Any]:
    """Return what a field may be, without annotations: `Identifier | None` is str and None."""
    if get_origin(annotation) is Annotated:
        return _shapes(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [shape for arg in get_args(annotation) for shape in _shapes(arg)]
    return [annotation]


def _row_model(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is not tuple:
        return None
    (inner, *_) = _shapes(get_args(annotation)[0])
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _single_model(annotation: Any) -> type[BaseModel] | None:
    found = [s for s in _shapes(annotation) if s is not types.NoneType]
    only = found[0] if len(found) == 1 else None
    return only if isinstance(only, type) and issubclass(only, BaseModel) else None
