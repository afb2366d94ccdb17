"""The cheapest set of levers that nothing known rules out."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from weightplan.answers.reach.lever import Lever, includes

Levers = frozenset[Lever]
Stop = Callable[[], bool]


@dataclass
class Cheapest:
    """Sets of levers by cost. A set that holds no lever outside one of `refused` is ruled out, and so is
    one that includes one of `found`; `most` limits the levers of a kind.
    """

    levers: Sequence[Lever]
    most: Mapping[str, int]
    refused: list[Levers] = field(default_factory=list)
    found: list[Levers] = field(default_factory=list)

    def next(self, stop: Stop) -> Levers | None:
        """Return the cheapest set that is left, the smallest of those; None where none is, or at a stop.

        A partial set grows by a lever outside the first refused set that holds it whole. The levers
        tried before at that point are forbidden further on, so that no set is met twice.
        """
        number = count()
        heap: list[tuple[int, int, int, Levers, Levers]] = [(0, 0, next(number), frozenset(), frozenset())]
        while heap and not stop():
            cost, size, _, chosen, forbidden = heappop(heap)
            if any(includes(chosen, found) for found in self.found):
                continue
            holding = next((r for r in self.refused if chosen <= r), None)
            if holding is None:
                return chosen
            tried = set(forbidden)
            for lever in self.levers:
                if lever in holding or lever in tried:
                    continue
                grown = chosen | {lever}
                if self.allows(grown):
                    heappush(heap, (cost + lever.cost, size + 1, next(number), grown, frozenset(tried)))
                tried.add(lever)
        return None

    def allows(self, levers: Levers) -> bool:
        """Say whether levers may be pulled together."""
        slots = [lever.slot for lever in levers if lever.slot is not None]
        kinds = Counter(lever.kind for lever in levers)
        return len(slots) == len(set(slots)) and all(kinds[kind] <= most for kind, most in self.most.items())
