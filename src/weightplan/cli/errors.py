"""Errors of the user's making are lines on stderr and exit code 1, never a traceback."""

from typing import Any

import typer
from typer.core import TyperGroup

from weightplan.errors import WeightplanError

BAD_INPUT, INFEASIBLE, OUT_OF_TIME, ABORTED = 1, 3, 4, 130


class PlainGroup(TyperGroup):
    """A group of commands that turns what a user can cause into plain lines."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except WeightplanError as error:
            typer.echo(str(error), err=True)
        except BrokenPipeError:
            raise  # `weightplan ... | head`: click ends it quietly
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            typer.echo(f"{where}{error.strerror or error}", err=True)
        raise typer.Exit(BAD_INPUT)
