"""What was read from a path, and how a problem in it is told to the one who wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """One file's table of fields; `tell` turns `path: what is wrong` into a line that names file and place."""

    tree: dict[str, Any]
    tell: Callable[[str], str]
