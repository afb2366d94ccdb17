"""The sentences that several checks share."""

from collections.abc import Collection, Iterable, Iterator

from weightplan.errors import did_you_mean


def unknown(path: str, what: str, names: Iterable[str] | None, known: Collection[str]) -> Iterator[str]:
    """Yield a line for every name that is not known; a place in a list where there is more than a name."""
    listed = isinstance(names, tuple)
    for place, name in enumerate(names or ()):
        if name not in known:
            yield f"{path}{f'[{place}]' if listed else ''}: no {what} {name!r}{did_you_mean(name, known)}"


def twice(path: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a line for every name that stands in a list more than once."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            yield f"{path}[{place}]: {name!r} stands there twice"
        seen.add(name)


def off_grid(path: str, minutes: int | None, grid: int, shown: object = None) -> Iterator[str]:
    """Yield a line where minutes are no multiple of the grid."""
    if minutes is not None and minutes % grid:
        yield f"{path}: {minutes if shown is None else shown} is not a multiple of the {grid}-minute grid"
