"""How a study goes: a bar in a terminal, a line now and then elsewhere."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from weightplan.cli.progress import SILENCE

if TYPE_CHECKING:
    from weightplan.study.run import Standing


class StudyMeter:
    """Shows how many of a unit (rows, years) are done, how many a minute, and the time that is left."""

    def __init__(self, console: Console, unit: str = "rows") -> None:
        self._console, self._unit = console, unit
        self._told: float | None = None
        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Progress(*columns, console=console, transient=True) if console.is_terminal else None
        self._task = self._bar.add_task("", total=None) if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, standing: "Standing") -> None:
        """Take news from the run."""
        now = time.monotonic()
        if self._bar is not None and self._task is not None:
            told = line(standing, self._unit)
            self._bar.update(self._task, total=standing.all, completed=standing.done, description=told)
        elif self._told is None or now - self._told >= SILENCE:
            self._told = now
            self._console.print(line(standing, self._unit), markup=False, highlight=False, soft_wrap=True)


def line(standing: "Standing", unit: str = "rows") -> str:
    """Return one line on how a run stands."""
    parts = [f"{standing.done} of {standing.all} {unit}"]
    if standing.remaining is not None:
        parts.append(f"{standing.rate:.1f} a minute")
        parts.append(
            f"{standing.remaining / 60:.0f} min left"
            if standing.remaining >= 90
            else f"{standing.remaining:.0f} s left"
        )
    if standing.failed:
        parts.append(f"{standing.failed} failed")
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """Return `1 scenario`, `2 scenarios`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def length(seconds: float, workers: int | None) -> str:
    """Return how long `workers` take over the work of one (None: a cluster's, however many they are)."""
    by_whom = "of one worker" if workers is None else f"with {counted(workers, 'worker')}"
    return f"about {seconds / (workers or 1) / 60:.0f} min {by_whom}"
