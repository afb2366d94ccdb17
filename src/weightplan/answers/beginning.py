"""The legal plan that a question begins from, where none is given: made in a part of the question's time."""

import time
from collections.abc import Callable

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver import solve

SHARE = 0.35


def begun(case: Case, seconds: float, stop: Callable[[], bool]) -> tuple[Plan, float]:
    """Return a new plan and the seconds left for the question; the plan's status says whether it is one."""
    started = time.monotonic()
    made = solve(case, time_limit=SHARE * seconds, stop=stop)
    return made, max(0.1, seconds - (time.monotonic() - started))
