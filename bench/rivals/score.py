"""What a run was worth: its plans scored by the checker, its bound set beside everybody else's."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from weightplan.case import Case
from weightplan.check import check
from weightplan.files import read_plan
from weightplan.plan import Plan


@dataclass(frozen=True)
class Point:
    """A plan on the way: when it was found, what it costs, how many hard rules it breaks (counted one by one)."""

    seconds: float
    cost: int
    violations: int


@dataclass(frozen=True)
class Run:
    """One rival's run. Numbers are None where there is nothing to count: no plan, no proof, no run.

    `status` is the rival's word for its plan, or what became of it: `not run`, `died`, `stopped`. `note`
    says why, or that it took longer than it was given. `megabytes` is the process's peak.
    """

    name: str
    status: str
    note: str = ""
    cost: int | None = None
    violations: int | None = None
    bound: int | None = None
    seconds: float | None = None
    megabytes: float | None = None
    trace: tuple[Point, ...] = field(default=())

    @property
    def legal(self) -> bool:
        return self.violations == 0

    @property
    def first_legal(self) -> float | None:
        """Return the seconds until the first plan without a violation."""
        return next((point.seconds for point in self.trace if not point.violations), None)

    def distance(self, best: int | None) -> int | None:
        """Return how far a legal plan's cost is above the best bound."""
        return self.cost - best if self.legal and self.cost is not None and best is not None else None


def best_bound(runs: Iterable[Run]) -> int | None:
    """Return the highest bound that no legal plan of any run refutes, None where nobody proved any."""
    runs = list(runs)
    cheapest = min((run.cost for run in runs if run.legal and run.cost is not None), default=None)
    bounds = [run.bound for run in runs if run.bound is not None]
    return max((bound for bound in bounds if cheapest is None or bound <= cheapest), default=None)


def refuted(runs: Sequence[Run]) -> list[Run]:
    """Return the runs whose bound is above the cost of somebody's legal plan: such a bound is false."""
    costs = [run.cost for run in runs if run.legal and run.cost is not None]
    return [run for run in runs if run.bound is not None and costs and run.bound > min(costs)]


def scored(case: Case, name: str, folder: Path, ended: "Ended") -> Run:
    """Return a run from what its process left behind; the last plan of one that was cut short counts too."""
    trace = tuple(_trace(case, folder))
    result: dict[str, Any] = {}
    if (folder / "result.json").exists():
        result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    if result.get("refused"):
        return Run(name, "not run", result["refused"])
    plan = Plan.model_validate_json(json.dumps(result["plan"])) if result.get("plan") else None
    if not result:
        last = max((folder / "incumbents").glob("*.json"), default=None)
        plan = read_plan(last) if last else None
    seconds = result.get("seconds", ended.seconds)
    common = {"note": ended.note, "seconds": seconds, "megabytes": ended.megabytes}
    status = ended.status or (plan.status if plan else "unknown")
    if plan is None or not (plan.appointments or plan.breaks):
        bound = plan.bound if plan else None
        return Run(name, status, bound=bound, trace=trace, **common)
    (folder / "plan.json").write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")
    report = check(case, plan)
    last_point = Point(seconds, report.cost, len(report.violations))
    if ended.status is None:
        trace = (*trace, last_point)
    return Run(
        name,
        status,
        cost=report.cost,
        violations=len(report.violations),
        bound=plan.bound,
        trace=trace,
        **common,
    )


@dataclass(frozen=True)
class Ended:
    """How a process ended: `status` is None where it ended by itself and well."""

    status: str | None
    note: str
    seconds: float
    megabytes: float


def _trace(case: Case, folder: Path) -> Iterable[Point]:
    if (folder / "told.json").exists():
        yield from (Point(**point) for point in json.loads((folder / "told.json").read_text(encoding="utf-8")))
    for path in sorted((folder / "incumbents").glob("*.json")):
        report = check(case, read_plan(path))
        yield Point(float(path.stem), report.cost, len(report.violations))


def as_json(run: Run) -> dict[str, Any]:
    """Return a run as plain data: what `trace.json` holds."""
    return asdict(run) | {"first_legal": run.first_legal}
