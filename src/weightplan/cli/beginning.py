"""The legal plan that a question begins from: read, or made in a part of the time."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from weightplan.cli.errors import INFEASIBLE, OUT_OF_TIME
from weightplan.cli.plans import read_plan_of

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.plan import Plan

SHARE = 0.35
_NONE = {
    INFEASIBLE: "infeasible: proven that no plan keeps every hard rule, every must and every locked booking",
    OUT_OF_TIME: "unknown: no plan found in time, and none proven impossible; allow more with --time-limit",
}


def begun(case: "Case", plan: Path | None, seconds: float, stop: Callable[[], bool]) -> "tuple[Plan, float]":
    """Return a plan and the seconds left for the question; leaves with exit code 3 or 4 where there is none."""
    if plan is not None:
        return read_plan_of(case, plan), seconds
    from weightplan.solver import solve

    started = time.monotonic()
    made = solve(case, time_limit=SHARE * seconds, stop=stop)
    if made.cost is None:
        code = INFEASIBLE if made.status == "infeasible" else OUT_OF_TIME
        typer.echo(_NONE[code], err=True)
        raise typer.Exit(code)
    return made, max(0.1, seconds - (time.monotonic() - started))
