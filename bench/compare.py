"""Ours and the rival on the same week, one after the other, with the same wall time and workers.

    python -m bench.compare clinic-12 --time-limit 60

The distance is that from the best bound that either proved.
"""

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from bench.rivals import textbook
from weightplan.case import Case
from weightplan.check import check, cost_of_nothing
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.solver import solve


@dataclass(frozen=True)
class Run:
    """One solver's answer, scored by the checker. `cost` is None where it found no plan."""

    name: str
    status: str
    cost: int | None
    bound: int
    violations: int
    seconds: float

    def distance(self, best: int) -> int | None:
        """Return the cost above the best known bound."""
        return None if self.cost is None else self.cost - best


def measure(name: str, case: Case, make: Callable[[Case], Plan]) -> Run:
    """Run a solver once and let the checker judge what it returns."""
    begun = time.monotonic()
    plan = make(case)
    seconds = time.monotonic() - begun
    if plan.status not in ("optimal", "feasible"):
        return Run(name, plan.status, None, plan.bound or 0, 0, seconds)
    report = check(case, plan)
    return Run(name, plan.status, report.cost, plan.bound or 0, len(report.violations), seconds)


def table(week: str, runs: list[Run], nothing: int) -> Table:
    """Return the comparison as a table for a terminal."""
    best = max(run.bound for run in runs)
    shown = Table(title=f"{week}: serving nothing costs {nothing:,}, best known bound {best:,}")
    for column in ("", "status", "cost", "own bound", "own gap", "violations", "from best bound", "seconds"):
        shown.add_column(column, justify="left" if column in ("", "status") else "right")
    for run in runs:
        far = run.distance(best)
        cost = "none" if run.cost is None else f"{run.cost:,}"
        own = "" if run.cost is None else f"{(run.cost - run.bound) / nothing:.4f}"
        away = "" if far is None else f"{far:,}"
        figures = (cost, f"{run.bound:,}", own, str(run.violations), away, f"{run.seconds:.1f}")
        shown.add_row(run.name, run.status, *figures)
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("week")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    limits = {"time_limit": asked.time_limit, "workers": asked.workers, "seed": asked.seed}
    case = load_case(asked.week)
    runs = [
        measure("weightplan", case, lambda c: solve(c, gap=0.0, **limits)),
        measure("textbook", case, lambda c: textbook.solve(c, **limits)),
    ]
    console = Console(width=max(110, Console().width))
    console.print(table(asked.week, runs, cost_of_nothing(case)))
    best = max(run.bound for run in runs)
    ours, rival = (run.distance(best) for run in runs)
    if ours is not None and rival:
        console.print(f"distance from the best bound, ours ÷ the rival's: {ours / rival:.3f}")
    console.print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
