"""The runs as a table, for a terminal and for a page, and as a plot of cost against time."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.rivals.child import OURS
from bench.rivals.score import Run, best_bound, refuted

COLUMNS = (
    "",
    "status",
    "cost",
    "own bound",
    "violations",
    "from best bound",
    "ours ÷ its",
    "first legal, s",
    "peak, MB",
    "seconds",
)
NONE = "–"


def rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """Return the table's cells; a cost that breaks hard rules stands in brackets."""
    best = best_bound(runs)
    ours = next((run.distance(best) for run in runs if run.name == OURS), None)
    return [_row(run, best, ours) for run in runs]


def _row(run: Run, best: int | None, ours: int | None) -> tuple[str, ...]:
    cost = NONE if run.cost is None else f"{run.cost:,}" if run.legal else f"({run.cost:,})"
    far = run.distance(best)
    ratio = f"{ours / far:.3f}" if far and ours is not None and run.name != OURS else NONE
    status = f"{run.status}: {run.note}" if run.note else run.status
    return (
        run.name,
        status,
        cost,
        NONE if run.bound is None else f"{run.bound:,}",
        NONE if run.violations is None else str(run.violations),
        NONE if far is None else f"{far:,}",
        ratio,
        NONE if run.first_legal is None else f"{run.first_legal:.1f}",
        NONE if run.megabytes is None else f"{run.megabytes:,.0f}",
        NONE if run.seconds is None else f"{run.seconds:.1f}",
    )


def remarks(runs: Sequence[Run], nothing: int, load: str) -> list[str]:
    """Return what a reader of the table has to know."""
    best = best_bound(runs)
    proved = "nobody proved a bound" if best is None else f"best bound that anybody proved: {best:,}"
    false = [f"the bound of {run.name} is false: a legal plan costs less" for run in refuted(runs)]
    return [f"serving nothing costs {nothing:,}; {proved}", *false, load]


def markdown(title: str, runs: Sequence[Run], nothing: int, load: str) -> str:
    """Return the table as a page."""
    lines = [f"# {title}", "", "| " + " | ".join(COLUMNS) + " |", "|---" * 2 + "|---:" * (len(COLUMNS) - 2) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows(runs)]
    return "\n".join([*lines, "", *(f"- {remark}" for remark in remarks(runs, nothing, load)), ""])


def terminal(title: str, runs: Sequence[Run], nothing: int, load: str) -> None:
    """Print the table."""
    console = Console(width=max(150, Console().width))
    table = Table(title=title)
    for place, column in enumerate(COLUMNS):
        table.add_column(column, justify="left" if place < 2 else "right")
    for row in rows(runs):
        table.add_row(*row)
    console.print(table)
    for remark in remarks(runs, nothing, load):
        console.print(remark)


def plotted(title: str, runs: Sequence[Run], path: Path) -> bool:
    """Draw the cost of the best legal plan so far against time; return False where matplotlib is missing."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return False
    figure = Figure(figsize=(9, 5.5), layout="constrained")
    axes = figure.add_subplot()
    for run in runs:
        seconds, costs = falling(run)
        label = run.name if costs else f"{run.name} (no legal plan)"
        # Without a point the line shows in the legend alone, which is what it is there for.
        axes.step(seconds, costs, where="post", marker="o", markersize=3, label=label)
    best = best_bound(runs)
    if best is not None:
        axes.axhline(best, linestyle="--", color="grey", label=f"best bound ({best:,})")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("seconds")
    axes.set_ylabel("cost of the best legal plan")
    axes.set_title(title)
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend()
    figure.savefig(path)
    return True


def falling(run: Run) -> tuple[list[float], list[int]]:
    """Return the moments and costs at which a run's best legal plan got cheaper, and where it ended."""
    seconds: list[float] = []
    costs: list[int] = []
    for point in run.trace:
        if not point.violations and (not costs or point.cost < costs[-1]):
            seconds.append(max(point.seconds, 0.01))
            costs.append(point.cost)
    if costs and run.seconds is not None and run.seconds > seconds[-1]:
        seconds.append(run.seconds)
        costs.append(costs[-1])
    return seconds, costs
