"""How long a solve may go on."""

import time
from dataclasses import dataclass, field
from math import inf

LEAST = 0.01


@dataclass
class Budget:
    """Limits in seconds and in CP-SAT's deterministic time, and how much of them is used."""

    seconds: float | None
    deterministic: float | None
    begun: float = field(default_factory=time.monotonic)
    spent: float = 0.0

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.begun

    def seconds_left(self) -> float | None:
        return None if self.seconds is None else max(0.0, self.seconds - self.elapsed)

    def deterministic_left(self) -> float:
        return inf if self.deterministic is None else max(0.0, self.deterministic - self.spent)

    def spend(self, deterministic: float) -> None:
        """Book the deterministic time of a task; none is free, so that every search ends."""
        self.spent += max(LEAST, deterministic)

    @property
    def used_up(self) -> bool:
        return self.deterministic_left() <= 0 or (self.seconds is not None and self.elapsed >= self.seconds)
