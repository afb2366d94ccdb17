"""The places of a page that others fill: answers as text and tables, whoever found them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """A table whose first `names` columns hold text and whose others hold figures."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    names: int = 1


@dataclass(frozen=True)
class Section:
    """One answer in the reader's language.

    `proof` says how far it is proven; `command` is what to run for what is not there.
    """

    key: str
    title: str
    lines: tuple[str, ...]
    figures: tuple[Figures, ...] = ()
    proof: str = ""
    command: str = ""
