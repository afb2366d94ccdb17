"""Arguments and options that several commands share."""

import math
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Week = Annotated[str, typer.Argument(metavar="WEEK", help="A file, or the name of a week that ships.")]
Rulebook = Annotated[
    str | None, typer.Option(metavar="R", help="Use this rulebook instead of the one that the week names.")
]
Earlier = Annotated[
    Path | None, typer.Option(metavar="PLAN", help="A plan already told to people: what moves against it costs.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on stdout.")]


class Language(StrEnum):
    """The languages that people read plans in."""

    sv = "sv"
    en = "en"


Tongue = Annotated[Language, typer.Option("--language", help="Language of what people read.")]


def finite(value: float | None) -> float | None:
    """Refuse `nan` and `inf`, which the command line would take for numbers."""
    if value is not None and not math.isfinite(value):
        raise typer.BadParameter(f"{value} is no number to plan with")
    return value
