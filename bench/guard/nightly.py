"""Five seeds of each week: what one seed shows may be luck. Run by `make nightly`.

    python -m bench.guard.nightly --output nightly.json

Gaps are to the best bound that any seed proved, in percent of the cost of serving nothing.
Exit code 1: a mean got worse than the stored one by more than its tolerance.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.guard.baseline import Baseline, load, save
from bench.guard.compare import compare, worse
from bench.guard.measure import Figures, made_with
from bench.guard.runs import SHIFT, Run, best_bound, run, shifted_geometric_mean
from bench.guard.weeks import Stored

PATH = Path(__file__).with_name("nightly.json")
SEEDS = 5
WEEKS = (Stored("team-4", 6.0), Stored("holiday-week", 16.0), Stored("case-mix-12", 24.0), Stored("clinic-12", 40.0))
ALL = "all weeks"


def summary(runs: Sequence[Run], bounds: Mapping[str, int]) -> Figures:
    """Return the shifted geometric means over runs, in percent."""
    return {
        "mean gap": round(shifted_geometric_mean(one.gap(bounds[one.week]) for one in runs), 3),
        "mean primal integral": round(shifted_geometric_mean(one.primal_integral(bounds[one.week]) for one in runs), 2),
        "seeds without a plan": sum(one.cost is None for one in runs),
        "violations": sum(one.violations for one in runs),
    }


def figures_of(runs: Sequence[Run]) -> dict[str, Figures]:
    """Sum up week by week, and all weeks together, each seed of each week counting the same."""
    by_week: dict[str, list[Run]] = {}
    for one in runs:
        by_week.setdefault(one.week, []).append(one)
    bounds = {week: best_bound(seeds) for week, seeds in by_week.items()}
    return {week: summary(seeds, bounds) for week, seeds in by_week.items()} | {ALL: summary(runs, bounds)}


def table(runs: Sequence[Run], figures: Mapping[str, Figures]) -> Table:
    """Return the night's figures as a table for a terminal."""
    shown = Table(title=f"shifted geometric means, shift {SHIFT:g} percentage point")
    for column in ("week", "seeds", "cost: least", "median", "most", "best bound", "gap, %", "primal integral, %"):
        shown.add_column(column, justify="left" if column == "week" else "right")
    for week, means in figures.items():
        seeds = [one for one in runs if week in (one.week, ALL)]
        costs = sorted(one.cost for one in seeds if one.cost is not None) if week != ALL else []
        cells = [f"{costs[0]:,}", f"{median(costs):,.0f}", f"{costs[-1]:,}"] if costs else ["", "", ""]
        bound = f"{best_bound(seeds):,}" if week != ALL else ""
        shown.add_row(week, str(len(seeds)), *cells, bound, f"{means['mean gap']}", f"{means['mean primal integral']}")
    return shown


def measure(weeks: Iterable[Stored], seeds: int) -> list[Run]:
    """Run each week with each seed, one after the other, so that none disturbs another's clock."""
    made = []
    for week in weeks:
        for seed in range(seeds):
            made.append(run(week, seed))
            print(f"{week}, seed {seed}: {made[-1].cost}", file=sys.stderr, flush=True)
    return made


def verdict(stored: Baseline, figures: Mapping[str, Figures]) -> bool:
    """Print what left its tolerance; return whether nothing got worse. A night of some weeks is held to those."""
    weeks = [week for week in figures if week != ALL or figures.keys() == stored.figures.keys()]
    findings = [f for week in weeks for f in compare(week, stored.figures.get(week, {}), figures[week])]
    for finding in findings:
        print(finding)
    if note := stored.note():
        print(note)
    return not worse(findings)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("weeks", nargs="*", help="of " + ", ".join(map(str, WEEKS)) + "; all unless said")
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--output", type=Path, help="where to write the figures as JSON")
    parser.add_argument("--store", action="store_true", help="take the figures over instead of comparing with them")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.weeks) - {week.name for week in WEEKS}:
        parser.error(f"no such week: {', '.join(sorted(unknown))}")
    runs = measure([week for week in WEEKS if not asked.weeks or week.name in asked.weeks], asked.seeds)
    figures = figures_of(runs)
    Console(width=max(110, Console().width)).print(table(runs, figures))
    for path in filter(None, (asked.output, PATH if asked.store else None)):
        path.parent.mkdir(parents=True, exist_ok=True)
        save(Baseline(made_with(), figures), path)
    return 0 if asked.store or verdict(load(PATH), figures) else 1


if __name__ == "__main__":
    sys.exit(main())
