"""`weightplan show`: a plan in the terminal."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from weightplan.cli.options import Language, Rulebook, Tongue


def show(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json.")],
    week: Annotated[
        str | None, typer.Option(metavar="WEEK", help="The plan's week: adds labels and what binds.")
    ] = None,
    rulebook: Rulebook = None,
    language: Tongue = Language.en,
) -> None:
    """weightplan show plan.json

    The week per clinician and per room, the targets, and the needs left over.
    """
    from weightplan.files import load_case, read_plan
    from weightplan.report import terminal

    made = read_plan(plan)
    case = load_case(week, rulebook) if week is not None else None
    terminal.show(made, Console(), case, language.value)
