"""One rival in a process of its own: `python -m bench.rivals.child NAME WEEK FOLDER ...`, started by the runner.

The clock begins when the week is loaded, so that imports and the start of a virtual machine count. Plans
are written down as they come and checked by the runner after the run. What the process leaves in FOLDER
is `incumbents/*.json`, `told.json` (our own solver's costs and bounds) and `result.json`, which is the
last, so that a process that dies leaves none.
"""

import argparse
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.rivals.common import RefusalError
from weightplan.case import Case
from weightplan.files import load_case
from weightplan.plan import Plan

OURS = "weightplan"
WINDOW = 0.1  # seconds; of the plans within one, the last is kept, so that writing costs a rival little


class Recorder:
    """Writes plans down, one a window of time, with the seconds in the file's name."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.begun = folder, time.monotonic()
        self.folder.mkdir(parents=True)
        self.last: Path | None = None

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def __call__(self, plan: Plan) -> None:
        seconds = self.seconds()
        path = self.folder / f"{seconds:012.3f}.json"
        path.write_text(plan.model_dump_json(), encoding="utf-8")
        if self.last is not None and int(float(self.last.stem) / WINDOW) == int(seconds / WINDOW):
            self.last.unlink(missing_ok=True)
        self.last = path


def run_ours(case: Case, limit: float, workers: int, seed: int, folder: Path, begun: float) -> Plan:
    """Run weightplan's own solver and keep what it tells: each of its costs is that of a checked plan."""
    from weightplan.solver import Progress, solve

    told: list[dict[str, Any]] = []

    def listen(progress: Progress) -> None:
        if progress.cost is not None:
            told.append({"seconds": time.monotonic() - begun, "cost": progress.cost, "violations": 0})

    left = limit - (time.monotonic() - begun)
    plan = solve(case, time_limit=left, gap=0.0, workers=workers, seed=seed, on_progress=listen)
    (folder / "told.json").write_text(json.dumps(told), encoding="utf-8")
    return plan


def run(name: str, case: Case, limit: float, workers: int, seed: int, folder: Path) -> dict[str, Any]:
    """Run one rival and return what happened, its last plan included."""
    recorder = Recorder(folder / "incumbents")
    refused, plan = None, None
    try:
        if name == OURS:
            plan = run_ours(case, limit, workers, seed, folder, recorder.begun)
        else:
            rival = importlib.import_module(f"bench.rivals.{name}")
            left = limit - recorder.seconds()
            plan = rival.solve(case, time_limit=left, workers=workers, seed=seed, on_plan=recorder)
    except RefusalError as error:
        refused = str(error)
    seconds = recorder.seconds()
    return {"seconds": seconds, "refused": refused, "plan": plan.model_dump(mode="json") if plan else None}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("week")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--time-limit", type=float, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args(arguments)
    case = load_case(asked.week)
    result = run(asked.name, case, asked.time_limit, asked.workers, asked.seed, asked.folder)
    (asked.folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
