"""The exact distribution of a sum of independent weights, by convolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, sqrt

import numpy as np
import numpy.typing as npt

Outcomes = list[tuple[int, float]]
_ROUNDING = 1e-12  # what adding up some thousand chances may lose


@dataclass(frozen=True)
class Distribution:
    """The chances of `lowest`, `lowest + step`, `lowest + 2 step`, … in 0.01 weights."""

    lowest: int
    step: int
    chances: npt.NDArray[np.float64]

    @property
    def values(self) -> npt.NDArray[np.int64]:
        return self.lowest + self.step * np.arange(len(self.chances), dtype=np.int64)

    @property
    def mean(self) -> float:
        return float(self.values @ self.chances)

    @property
    def deviation(self) -> float:
        """Return the standard deviation, in 0.01 weights."""
        return sqrt(float((self.values - self.mean) ** 2 @ self.chances))

    def at_least(self, target: int) -> float:
        """Return the chance that the sum is `target` or more."""
        first = max(0, -((self.lowest - target) // self.step))
        return min(1.0, float(self.chances[first:].sum()))

    def quantile(self, share: float) -> int:
        """Return the smallest value that the sum stays at or below with at least this chance."""
        place = int(np.searchsorted(np.cumsum(self.chances), share - _ROUNDING))
        return self.lowest + self.step * min(place, len(self.chances) - 1)


def summed(parts: Sequence[Outcomes]) -> Distribution:
    """Return the distribution of the sum of independent parts, each a list of (0.01 weights, chance)."""
    floors = [min(value for value, _ in part) for part in parts]
    step = gcd(*(value - floor for part, floor in zip(parts, floors, strict=True) for value, _ in part)) or 1
    chances = np.ones(1)
    for part, floor in zip(parts, floors, strict=True):
        # Few values a part: moving the whole once for each is a convolution without the zeros between them.
        moves = [((value - floor) // step, chance) for value, chance in part]
        longer = np.zeros(len(chances) + max(move for move, _ in moves))
        for move, chance in moves:
            longer[move : move + len(chances)] += chance * chances
        chances = longer
    return Distribution(sum(floors), step, chances)
