"""Any field of a week by its path: `rulebook.contact_types.phone_call.weight`, `clinicians[psy1].fte`."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from weightplan.errors import did_you_mean
from weightplan.week import Week

_PATH = re.compile(r"[^.\[\]]+(\[[^\[\]]+\])?(\.[^.\[\]]+(\[[^\[\]]+\])?)*")
_STEP = re.compile(r"[^.\[\]]+")


def set_field(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set one field in a week's tree, in place. Parts of lists go by their id, or by place where they have none.

    `tree` holds only the fields that were set; the others are known from the week's model.
    Raises ValueError, one line with the nearest name, where the week has no such field.
    """
    set_path(tree, every_field(Week.model_validate_json(json.dumps(tree))), path, value, "the week")


def every_field(value: Any) -> Any:
    """Return a model as plain dictionaries and lists with every field that there is, also those never given."""
    if isinstance(value, BaseModel):
        return {name: every_field(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): every_field(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [every_field(part) for part in value]
    return value


def set_path(tree: Any, known: Any, path: str, value: Any, root: str) -> None:
    """Set one field in a tree, in place; `known` is the same with every field that there is, `root` its name."""
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path}: is no path (rulebook.limits.pause_minutes, clinicians[psy1].fte)")
    steps, node = _STEP.findall(path), tree
    for place, step in enumerate(steps):
        key = _key(known, step, f"{path}: {'.'.join(steps[:place]) or root}")
        last = place == len(steps) - 1
        if last:
            node[key] = value
        elif known[key] is None:
            raise ValueError(f"{path}: {'.'.join(steps[: place + 1])} is not set; set the whole of it")
        elif isinstance(node, dict):
            # A list that was never given has its default's parts; what else is not given keeps them by itself.
            node = node.setdefault(key, list(known[key]) if isinstance(known[key], list) else {})
        else:
            node = node[key]
        known = known[key]


def _key(known: Any, step: str, where: str) -> str | int:
    if isinstance(known, dict):
        if step not in known:
            raise ValueError(f"{where} has no {step!r}{did_you_mean(step, known)}")
        return step
    if not isinstance(known, list):
        raise ValueError(f"{where} is a value and has no {step!r}")
    names = _names(known)
    if step in names:
        return names.index(step)
    if step.isdigit() and int(step) < len(known):
        return int(step)
    raise ValueError(f"{where} has no {step!r}{did_you_mean(step, names)}")


def _names(parts: Iterable[Any]) -> list[str]:
    return [str(part["id"]) if isinstance(part, dict) and "id" in part else "" for part in parts]
