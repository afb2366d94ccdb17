"""A run of the solver with every better plan on its way, and the figures that sum up several of them."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

from bench.guard.weeks import Stored
from weightplan.check import check, cost_of_nothing
from weightplan.files import load_case
from weightplan.solver import Progress, solve

# Percentage points added before logarithms: gaps far below it count as nothing, and none counts as everything.
SHIFT = 1.0


@dataclass(frozen=True)
class Run:
    """One seed's run. `steps` are (share of the run's time, cost) of each better plan, the last one's included.

    Shares of the run instead of seconds: with a deterministic limit they are about the same on any machine.
    """

    week: str
    seed: int
    cost: int | None
    bound: int
    nothing: int
    violations: int
    steps: tuple[tuple[float, int], ...]

    def gap(self, bound: int) -> float:
        """Return the gap to a bound in percent of the cost of serving nothing; without a plan, that of nothing."""
        return self._percent(self.nothing if self.cost is None else self.cost, bound)

    def primal_integral(self, bound: int) -> float:
        """Return the mean over the run of the gap of the best plan so far, in percent; at first that of nothing."""
        total, since, gap = 0.0, 0.0, self._percent(self.nothing, bound)
        for share, cost in self.steps:
            total += gap * (share - since)
            since, gap = share, self._percent(cost, bound)
        return total + gap * (1.0 - since)

    def _percent(self, cost: int, bound: int) -> float:
        return 100.0 * max(0, cost - bound) / max(1, self.nothing)


def run(week: Stored, seed: int) -> Run:
    """Solve a stored week with one worker within its deterministic limit."""
    case, told = load_case(week.name), list[tuple[float, int]]()

    def listen(progress: Progress) -> None:
        if progress.cost is not None:
            told.append((progress.seconds, progress.cost))

    begun = time.monotonic()
    plan = solve(
        case, time_limit=None, deterministic_limit=week.limit, gap=0.0, workers=1, seed=seed, on_progress=listen
    )
    seconds = time.monotonic() - begun
    found = plan.status in ("optimal", "feasible")
    report = check(case, plan) if found else None
    return Run(
        week.name,
        seed,
        report.cost if report else None,
        plan.bound or 0,
        cost_of_nothing(case),
        len(report.violations) if report else 0,
        tuple((min(1.0, when / seconds), cost) for when, cost in told),
    )


def shifted_geometric_mean(values: Iterable[float]) -> float:
    """Return the geometric mean with SHIFT added before and taken off after: no seed, and no zero, decides alone."""
    logs = [log(value + SHIFT) for value in values]
    return exp(sum(logs) / len(logs)) - SHIFT


def best_bound(runs: Sequence[Run]) -> int:
    """Return the best bound that any run proved: it holds for all runs of a week."""
    return max(one.bound for one in runs)
