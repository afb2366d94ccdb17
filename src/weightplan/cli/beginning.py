"""The legal plan that a question begins from: read, or made in a part of the time."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from weightplan.cli.errors import INFEASIBLE, OUT_OF_TIME
from weightplan.cli.plans import read_plan_of

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.plan import Plan

_NONE = {
    INFEASIBLE: "infeasible: proven that no plan keeps every hard rule, every must and every locked booking",
    OUT_OF_TIME: "unknown: no plan found in time, and none proven impossible; allow more with --time-limit",
}


def begun(case: "Case", plan: Path | None, seconds: float, stop: Callable[[], bool]) -> "tuple[Plan, float]":
    """Return a plan and the seconds left for the question; leaves with exit code 3 or 4 where there is none."""
    if plan is not None:
        return read_plan_of(case, plan), seconds
    from weightplan.answers.beginning import begun as made_anew

    made, left = made_anew(case, seconds, stop)
    if made.cost is None:
        code = INFEASIBLE if made.status == "infeasible" else OUT_OF_TIME
        typer.echo(_NONE[code], err=True)
        raise typer.Exit(code)
    return made, left
