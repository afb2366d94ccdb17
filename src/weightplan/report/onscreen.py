"""Text for a terminal: as it is, without what could steer it."""

from rich.text import Text

from weightplan.report.words import NARROW_SPACE

KEPT = ("\n", NARROW_SPACE, "\N{NO-BREAK SPACE}")


def plain(text: str, style: str = "") -> Text:
    """Return text without markup from ids and without control characters; the spaces of Swedish numbers stay."""
    return Text("".join(c if c.isprintable() or c in KEPT else "\N{REPLACEMENT CHARACTER}" for c in text), style=style)
