"""What a file holds before it means anything: tables, lists, text, numbers, with limits on size and depth."""

import math
from collections.abc import Iterator
from typing import Any

LARGEST_TEXT = 32 * 2**20
DEEPEST = 60
_LONGEST_NUMBER = 40


class Table(dict[str, Any]):
    """A mapping read from a file that remembers which names stood in it twice."""

    repeated: tuple[str, ...] = ()

    def put(self, key: str, value: Any) -> None:
        if key in self:
            self.repeated = (*self.repeated, key)
        self[key] = value


class Unusable(str):
    """The text of a number that no plan can be reckoned with: NaN, infinity, hundreds of digits."""


def number(text: str) -> int | float | Unusable:
    """Return the number that YAML 1.2 or JSON writes as `text`."""
    if len(text) > _LONGEST_NUMBER:
        return Unusable(f"{text[:20]}…")
    if text[:2] in ("0o", "0x"):
        return int(text, 0)
    if text.lstrip("+-").isdigit():
        return int(text)
    value = float(text) if text[-1] in "0123456789." else math.nan
    return value if math.isfinite(value) else Unusable(text)


def shown(value: Any) -> str:
    """Return a value as an error message shows it: never long, never more than one line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    return repr(value) if len(str(value)) <= 60 else f"{str(value)[:60]!r}…"


def joined(path: str, key: str | int) -> str:
    """Return a path one step deeper: `requests[3].clinicians`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    name = key if key.isprintable() and len(key) <= 100 else repr(key[:100])
    return f"{path}.{name}" if path else name


def problems_in(tree: Any, path: str = "", depth: int = 0) -> Iterator[str]:
    """Yield one line for every name that stands twice, every number that is none, and what is too deep."""
    if depth > DEEPEST:
        yield f"{path[:100]}: nested more than {DEEPEST} deep"
    elif isinstance(tree, Table):
        for key in tree.repeated:
            yield f"{joined(path, key)}: stands there twice"
        for key, value in tree.items():
            yield from problems_in(value, joined(path, key), depth + 1)
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from problems_in(value, joined(path, place), depth + 1)
    elif isinstance(tree, Unusable):
        yield f"{path}: {tree} is no number to plan with"
