"""Ours and every rival on the same week, one after the other, with the same wall time and workers.

    python -m bench.rivals.run clinic-12 --time-limit 60 --output rivals-clinic-12

Each runs in a process of its own, whose plans are scored by `weightplan.check` after all have run. The
folder gets each one's `plan.json` and `trace.json`, the table as `table.md`, and the cost over time as
`cost-over-time.svg` where matplotlib is installed.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.rivals.child import OURS
from bench.rivals.score import Ended, Run, as_json, scored
from bench.rivals.show import markdown, plotted, terminal
from bench.weeks import located
from weightplan.check import cost_of_nothing
from weightplan.files import load_case

RIVALS = ("textbook", "timeindexed", "timefold", "greedy")
ROOT = Path(__file__).parents[2]
PATIENCE = 1.25  # times the limit, and SLACK seconds, before a process that does not stop is stopped
SLACK = 15.0
OVER = 1.1  # times the limit: noted as late


def process(name: str, week: str, folder: Path, limit: float, workers: int, seed: int) -> Ended:
    """Run one rival to its end, or to the end of our patience, and return how it ended."""
    flags = ["--time-limit", str(limit), "--workers", str(workers), "--seed", str(seed)]
    command = [sys.executable, "-m", "bench.rivals.child", name, week, str(folder), *flags]
    return watched(command, folder, limit)


def watched(command: Sequence[str], folder: Path, limit: float) -> Ended:
    """Run a command with its output in `folder`; stop it when it takes far longer than `limit` seconds."""
    begun, stopped = time.monotonic(), False
    with (folder / "output.txt").open("wb") as output:
        # In its own folder, for a Java machine that crashes leaves a file where it is.
        place = {"cwd": folder, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **place)
        while True:
            pid, state, usage = os.wait4(child.pid, os.WNOHANG)
            seconds = time.monotonic() - begun
            if pid:
                break
            if seconds > PATIENCE * limit + SLACK and not stopped:
                child.kill()
                stopped = True
            time.sleep(0.02)
        child.returncode = code = os.waitstatus_to_exitcode(state)  # it is waited for: subprocess need not
    megabytes = usage.ru_maxrss / 1024
    if stopped:
        return Ended("stopped", f"did not end by itself within {seconds:.0f} s", seconds, megabytes)
    if code:
        return Ended("died", _last_words(folder / "output.txt", code), seconds, megabytes)
    return Ended(None, "", seconds, megabytes)


def _last_words(output: Path, code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    lines = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return f"exit code {code}: {lines[-1][:120]}" if lines else f"exit code {code}"


def compared(week: str, names: Sequence[str], folder: Path, limit: float, workers: int, seed: int) -> list[Run]:
    """Run all, then score all: what the scoring takes is nobody's time or memory."""
    ended = {}
    for name in names:
        own = folder / name
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir(parents=True)
        print(f"{name} ...", file=sys.stderr, flush=True)
        ended[name] = process(name, week, own, limit, workers, seed)
    case = load_case(week)
    runs = [_late(scored(case, name, folder / name, ended[name]), limit) for name in names]
    for run in runs:
        (folder / run.name / "trace.json").write_text(json.dumps(as_json(run), indent=1) + "\n", encoding="utf-8")
    return runs


def _late(run: Run, limit: float) -> Run:
    if run.note or run.seconds is None or run.seconds <= OVER * limit:
        return run
    return Run(**{**vars(run), "note": f"took {run.seconds:.0f} s of the {limit:.0f} s given"})


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("week", help="a file, or the name of a week, stored or made")
    parser.add_argument("--time-limit", type=float, default=60.0, help="seconds for each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", choices=(OURS, *RIVALS), default=(OURS, *RIVALS))
    parser.add_argument("--output", type=Path, help="folder for plans, traces, table and plot")
    asked = parser.parse_args(arguments)
    folder = asked.output or Path(tempfile.mkdtemp(prefix="rivals-"))
    week = located(asked.week)
    runs = compared(week, asked.only, folder.resolve(), asked.time_limit, asked.workers, asked.seed)
    load = f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    title = f"{Path(asked.week).stem}, {asked.time_limit:g} s, {asked.workers} workers"
    nothing = cost_of_nothing(load_case(week))
    (folder / "table.md").write_text(markdown(title, runs, nothing, load), encoding="utf-8")
    terminal(title, runs, nothing, load)
    drawn = plotted(title, runs, folder / "cost-over-time.svg")
    print(f"{folder}: plans, traces, table.md{', cost-over-time.svg' if drawn else '; no plot: matplotlib is missing'}")


if __name__ == "__main__":
    main()
