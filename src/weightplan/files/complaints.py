"""Turn what pydantic says about a file into lines that speak as the user wrote."""

import re
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from weightplan.errors import did_you_mean
from weightplan.files.plain import joined, shown

_WRONG_SHAPE = {"string_type", "int_type", "tuple_type", "dict_type", "model_type"}
_PLAIN = {
    "missing": "is missing",
    "json_invalid": "holds text that is no Unicode",
    "string_too_short": "is empty",
}
_NO_DATE = {"date_parsing", "date_type", "date_from_datetime_parsing", "date_from_datetime_inexact"}
_NO_MOMENT = {"datetime_parsing", "datetime_type", "datetime_from_date_parsing"}


def complaints(error: ValidationError, tree: Any, model: type[BaseModel]) -> list[str]:
    """Return one line `path: what is wrong` per problem, in the order of the file's fields.

    Where a field may have several shapes (a rulebook is a name or a table), only the shape
    that the user seems to have meant is complained about.
    """
    lines: dict[str, str] = {}
    shapes: dict[str, str] = {}
    for item in error.errors(include_url=False):
        keys, chosen = _keys(item, tree)
        path = _path(keys)
        if chosen and item["type"] in _WRONG_SHAPE:
            shapes.setdefault(path, f"{path}: {shown(item['input'])} cannot stand here")
        else:
            lines.setdefault(path, f"{path or 'the file'}: {_sentence(item, keys, model)}")
    # A wrong shape counts only where no other shape of the same field got further.
    alone = [line for path, line in shapes.items() if not any(p.startswith(path) for p in lines)]
    return [*lines.values(), *alone]


def _keys(item: ErrorDetails, tree: Any) -> tuple[list[str | int], bool]:
    """Return the error's place without pydantic's names for shapes, and whether the last one named a shape."""
    keys: list[str | int] = []
    node, shape = tree, False
    for place, key in enumerate(item["loc"]):
        last = place == len(item["loc"]) - 1
        found = (isinstance(node, dict) and key in node) or (isinstance(node, list) and isinstance(key, int))
        shape = not found and key != "[key]" and not (last and item["type"] == "missing")
        if found:
            node = node[key]
        if found or (last and item["type"] == "missing"):
            keys.append(key)
    return keys, shape


def _path(keys: list[str | int]) -> str:
    path = ""
    for key in keys:
        path = joined(path, key)
    return path


def _sentence(item: ErrorDetails, keys: list[str | int], model: type[BaseModel]) -> str:
    kind, value, message = item["type"], item["input"], item["msg"][:200]
    if kind == "extra_forbidden":
        known = [name for near in _models(model, keys[:-1]) for name in near.model_fields]
        text = f"no such field {shown(keys[-1])}{did_you_mean(str(keys[-1]), known)}"
    elif kind == "literal_error":
        known = re.findall(r"'([^']*)'", item["ctx"]["expected"])
        text = f"{shown(value)} is none of {', '.join(known)}{did_you_mean(str(value), known)}"
    elif kind in _NO_DATE:
        text = f"{_bare(value)} is no date (2026-11-23)"
    elif kind in _NO_MOMENT:
        text = f"{_bare(value)} is no moment (2026-11-23T09:00)"
    elif kind == "value_error":
        text = message.removeprefix("Value error, ")
    else:
        text = _PLAIN.get(kind) or f"{message[0].lower()}{message[1:]}, not {shown(value)}"
    return text


def _bare(value: Any) -> str:
    text = str(value)
    return text if re.fullmatch(r"[\w:+-]{1,40}", text, re.ASCII) else shown(value)


def _models(model: type[BaseModel], keys: list[str | int]) -> list[type[BaseModel]]:
    """Return the models that the value at a place may be read as."""
    here = [model]
    for key in keys:
        fields = [m.model_fields[key].annotation for m in here if isinstance(key, str) and key in m.model_fields]
        if fields:
            here = [found for annotation in fields for found in _models_in(annotation)]
    return here


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
