"""Text for a terminal: as it is, without what could steer it."""

from rich.text import Text

from weightplan.report.words import NARROW_SPACE

KEPT = ("\n", NARROW_SPACE)


def plain(text: str, style: str = "") -> Text:
    """Return text without markup from ids and without control characters; the space between thousands stays."""
    return Text("".join(c if c.isprintable() or c in KEPT else "\N{REPLACEMENT CHARACTER}" for c in text), style=style)
