"""`solve --profile`: where the time went, as a table."""

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from weightplan.solver import Profile


def table_of(profile: "Profile") -> Table:
    """Return the processor seconds of each stage by kind of work, and each kind's part of the whole."""
    table = Table(title="processor seconds", title_justify="left")
    table.add_column("stage")
    for column in (*profile.kinds, "all"):
        table.add_column(column, justify="right")
    for stage, kinds in profile.seconds.items():
        table.add_row(stage, *(f"{kinds[kind]:.2f}" for kind in profile.kinds), f"{sum(kinds.values()):.2f}")
    table.add_section()
    table.add_row("all", *(f"{profile.total(kind):.2f}" for kind in profile.kinds), f"{profile.total():.2f}")
    table.add_row("share", *(f"{profile.share(kind):.1%}" for kind in profile.kinds), "")
    return table
