"""Sets of start times as whole numbers, one bit for each step of the grid: fast to combine by `&` and `|`."""

from collections.abc import Iterable
from functools import cache

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY

Starts = int


class Grid:
    """Bit i stands for a start at minute i × grid of the horizon."""

    def __init__(self, case: Case) -> None:
        self.step = case.grid
        self.size = -(-case.day_count * MINUTES_PER_DAY // case.grid)
        self.always: Starts = (1 << self.size) - 1
        self.day = cache(lambda day: self.between(day * MINUTES_PER_DAY, (day + 1) * MINUTES_PER_DAY - 1))

    def between(self, first: int, last: int) -> Starts:
        """Return the starts from minute `first` to minute `last`, both included."""
        low, high = max(0, -(-first // self.step)), min(self.size - 1, last // self.step)
        return ((1 << (high - low + 1)) - 1) << low if low <= high else 0

    def inside(self, stretches: Iterable[Stretch], minutes: int) -> Starts:
        """Return the starts from which something of so many minutes lies inside one stretch."""
        starts = 0
        for begins, ends in stretches:
            starts |= self.between(begins, ends - minutes)
        return starts

    def touching(self, stretches: Iterable[Stretch], minutes: int) -> Starts:
        """Return the starts from which something of so many minutes overlaps a stretch."""
        starts = 0
        for begins, ends in stretches:
            starts |= self.between(begins - minutes + 1, ends - 1)
        return starts

    def days(self, days: Iterable[int]) -> Starts:
        """Return every start of some days."""
        starts = 0
        for day in days:
            starts |= self.day(day)
        return starts
