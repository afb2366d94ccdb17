"""What a person sees on stderr while the solver works: cost, bound, gap, seconds."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

if TYPE_CHECKING:
    from weightplan.solver import Progress

SILENCE = 5.0  # seconds without a line, where lines are printed
BREATH = 1.0  # seconds between lines at least, however fast the plan improves


class Meter:
    """A live line in a terminal; elsewhere a line on each improvement and every few seconds."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._begun = self._told = time.monotonic()
        self._last: Progress | None = None
        self._cost: int | None = None
        self._live = Live(get_renderable=self._line, console=console, transient=True) if console.is_terminal else None

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live:
            self._live.stop()

    def __call__(self, progress: "Progress") -> None:
        """Take news from the solver, in whatever thread it works."""
        self._last = progress

    def tick(self) -> None:
        """Print what there is to print, from the main thread."""
        now = time.monotonic()
        cost = self._last.cost if self._last else None
        waited = now - self._told
        if self._live is None and (waited >= SILENCE or (cost != self._cost and waited >= BREATH)):
            self._told, self._cost = now, cost
            self.say(self._line().plain)

    def say(self, line: str) -> None:
        """Print a line of its own, above the live one."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _line(self) -> Text:
        elapsed = f"{time.monotonic() - self._begun:6.1f} s"
        if self._last is None:
            return Text(f"{elapsed}  starting")
        return Text(f"{elapsed}  {self._last.stage}: {figures(self._last.cost, self._last.bound, self._last.gap)}")


def figures(cost: int | None, bound: int | None, gap: float | None) -> str:
    """Return cost, bound and gap as one phrase."""
    parts = [f"cost {cost:,}" if cost is not None else "no plan yet"]
    if bound is not None:
        parts.append(f"bound {bound:,}")
    if gap is not None:
        parts.append(f"gap {gap:.4f}")
    return ", ".join(parts)
