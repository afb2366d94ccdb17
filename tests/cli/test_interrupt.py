"""Ctrl-C while solving: once keeps the best plan so far, twice gives up."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from weightplan.cli.interrupt import AbortedError, Interruptible
from weightplan.plan import Plan

DRIVER = """
import sys, time
from types import ModuleType
from weightplan.plan import Plan
fake = ModuleType("weightplan.solver")
def solve(case, *, stop, **_):
    print("solving", file=sys.stderr, flush=True)
    while not (stop() and sys.argv[3] == "heeds"):
        time.sleep(0.01)
    return Plan(status="feasible", cost=5)
fake.solve = solve
sys.modules["weightplan.solver"] = fake
from weightplan.cli import app
app(["solve", sys.argv[1], "-o", sys.argv[2]])
"""


def start(week: Path, plan: Path, manner: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(week), str(plan), manner],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline() == "solving\n"
    return process


def test_once_keeps_the_best_plan(week: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    process = start(week, plan, "heeds")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "")
    assert "stopping; the best plan so far is kept" in err
    assert Plan.model_validate_json(plan.read_text()).cost == 5


def test_twice_gives_up(week: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    process = start(week, plan, "ignores")
    process.send_signal(signal.SIGINT)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "given up; nothing was written"
    assert not plan.exists()


def test_in_this_process_the_first_stops_and_the_second_aborts() -> None:
    said: list[str] = []

    def press() -> None:
        signal.raise_signal(signal.SIGINT)

    def heeds(stop: Callable[[], bool]) -> str:
        while not stop():
            time.sleep(0.01)
        return "best so far"

    def own(*_: object) -> None:
        said.append("somebody else's handler")

    # A handler of our own: what was there before differs, with tests that a script starts in the background.
    before, release = signal.signal(signal.SIGINT, own), threading.Event()
    try:
        assert Interruptible(heeds).run(press, lambda: said.append("stopping")) == "best so far"
        assert said == ["stopping"]
        with pytest.raises(AbortedError):
            Interruptible(lambda _: release.wait(20)).run(press, lambda: None)
        assert signal.getsignal(signal.SIGINT) is own
    finally:
        release.set()
        signal.signal(signal.SIGINT, before)
