"""From the path of a problem to the cell that it is about."""

import re
from collections.abc import Iterator

_PATH = re.compile(r"[a-z_]+(\[\d+\]|\.[A-Za-z_]\w*)*")
_INSIDE = re.compile(r"\b[a-z_]+\[\d+\]")


class Places:
    """Which words name the cell of each path: `requests[3].contact_types` is `week.xlsx: requests!C5`."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells: dict[str, str] = {}

    def put(self, path: str, cell: str) -> None:
        self._cells[path] = cell

    def tell(self, line: str) -> str:
        """Return `path: what is wrong` with the cell in the path's place.

        A place in a cell's list says nothing more than the cell does; a field that has no cell is
        named after the cell of what it belongs to.
        """
        found = _PATH.match(line)
        if found is None or not line.startswith(": ", found.end()):
            path, text = line.partition(": ")[0], line.partition(": ")[2]
        else:
            path, text = found[0], line[found.end() + 2 :]
        for near in _shorter(path):
            if near in self._cells:
                rest = path[len(near) :].strip(".")
                named = "" if re.fullmatch(r"(\[\d+\])*", rest) else f"{rest}: "
                return f"{self._cells[near]}: {named}{self._inside(text)}"
        return f"{self._file}: {path}: {self._inside(text)}"

    def _inside(self, text: str) -> str:
        """Name the cells of the other rows that a problem speaks of."""
        return _INSIDE.sub(lambda found: self._cells.get(found[0], found[0]).rpartition(": ")[2], text)


def _shorter(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
