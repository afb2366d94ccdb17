"""Tables for the terminal: names on the left, figures on the right, nothing read as markup."""

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from weightplan.report.onscreen import plain


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], names: int = 1) -> Table:
    """Return a table whose first `names` columns hold text and whose others hold figures."""
    made = Table(title=Text(title), title_justify="left")
    for place, head in enumerate(heads):
        made.add_column(Text(head), justify="left" if place < names else "right", overflow="fold")
    for row in rows:
        made.add_row(*(plain(cell) for cell in row))
    return made
