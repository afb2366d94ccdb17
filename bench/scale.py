"""How time, memory and gap grow with the unit: `python -m bench.scale`, or some of its weeks by name.

Each week is solved in a process of its own, for its own time. The folder gets each one's plan and
trace, the table as `table.md`, and the plot of time against size as `time-over-size.svg`.
"""

import argparse
import math
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.rivals.child import OURS
from bench.rivals.run import process
from bench.rivals.score import Run, scored
from bench.weeks import located
from weightplan.check import gap
from weightplan.files import load_case

# Seconds for each week, as the releases are compared.
LIMITS = {"clinic-12": 60.0, "clinic-40": 120.0, "region-200": 300.0, "region-600": 900.0}
COLUMNS = ("week", "clinicians", "seconds", "cost", "bound", "gap", "violations", "first legal, s", "peak, MB")


@dataclass(frozen=True)
class Size:
    """A week of so many clinicians, what became of it, and its gap (None without a legal plan)."""

    week: str
    clinicians: int
    limit: float
    run: Run
    gap: float | None


def measured(week: str, folder: Path, limit: float, workers: int, seed: int) -> Size:
    """Solve one week and let the checker score it."""
    own, place = folder / week, located(week)
    shutil.rmtree(own, ignore_errors=True)
    own.mkdir(parents=True)
    ended, case = process(OURS, place, own, limit, workers, seed), load_case(place)
    run = scored(case, OURS, own, ended)
    proven = run.legal and run.cost is not None and run.bound is not None
    return Size(week, len(case.clinicians), limit, run, gap(case, run.cost or 0, run.bound or 0) if proven else None)


def exponent(sizes: Sequence[Size]) -> float | None:
    """Return e where the time to the first legal plan grows as n^e, from the 40s to the largest."""
    timed = [(s.clinicians, s.run.first_legal) for s in sizes if s.clinicians >= 40 and s.run.first_legal]
    if len(timed) < 2:
        return None
    (few, first), (many, last) = min(timed), max(timed)
    return math.log(last / first) / math.log(many / few)


def markdown(sizes: Sequence[Size]) -> str:
    """Return the table as a page."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" + "|---:" * (len(COLUMNS) - 1) + "|"]
    for size in sizes:
        run = size.run
        cells = (
            size.week,
            str(size.clinicians),
            f"{size.limit:g}",
            f"{run.cost:,}" if run.cost is not None else run.status,
            f"{run.bound:,}" if run.bound is not None else "–",
            f"{size.gap:.4f}" if size.gap is not None else "–",
            str(run.violations) if run.violations is not None else "–",
            f"{run.first_legal:.1f}" if run.first_legal is not None else "–",
            f"{run.megabytes:,.0f}" if run.megabytes is not None else "–",
        )
        lines.append("| " + " | ".join(cells) + " |")
    grows = exponent(sizes)
    if grows is not None:
        lines += ["", f"The time to the first legal plan grows as n^{grows:.2f} from 40 clinicians on."]
    return "\n".join(lines) + "\n"


def plotted(sizes: Sequence[Size], path: Path) -> bool:
    """Draw the seconds to the first legal plan against clinicians; return False where matplotlib is missing."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return False
    timed = [(s.clinicians, s.run.first_legal) for s in sizes if s.run.first_legal]
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([n for n, _ in timed], [s for _, s in timed], marker="o", label="first legal plan")
    base = next(((n, s) for n, s in timed if n >= 40), None)
    if base is not None:
        ends = [base[0], timed[-1][0]]
        axes.plot(ends, [base[1] * (n / base[0]) ** 1.2 for n in ends], "--", color="grey", label="growth as n^1.2")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("clinicians")
    axes.set_ylabel("seconds")
    axes.grid(visible=True, which="both", alpha=0.25)
    axes.legend()
    figure.savefig(path)
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("weeks", nargs="*", help=f"of {', '.join(LIMITS)}; all when left out")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", type=Path, default=Path("out/scale"))
    asked = parser.parse_args(arguments)
    folder, sizes = asked.output.resolve(), list[Size]()
    for week in asked.weeks or LIMITS:
        sizes.append(measured(week, folder, LIMITS[week], asked.workers, asked.seed))
        print(markdown(sizes[-1:]).splitlines()[2], flush=True)
    (folder / "table.md").write_text(markdown(sizes), encoding="utf-8")
    drawn = plotted(sizes, folder / "time-over-size.svg")
    print(f"{folder}: plans, table.md{', time-over-size.svg' if drawn else '; no plot: matplotlib is missing'}")


if __name__ == "__main__":
    main()
