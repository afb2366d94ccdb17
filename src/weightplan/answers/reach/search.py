"""The search for the cheapest sets: what is refused says what every other set must hold besides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from weightplan.answers.reach.cheapest import Cheapest, Levers
from weightplan.answers.reach.judge import Judge, Verdict
from weightplan.answers.reach.lever import Lever, includes, lowered

MOST = 3
SHARE_OF_GREED = 0.75  # of the time
ROOM = 1.03
SHARE_OF_GROWTH = 0.1


@dataclass(frozen=True)
class Found:
    """A set that reaches the target, what shows it, and what any other one but those before costs at least."""

    levers: tuple[Lever, ...]
    verdict: Verdict
    least: int

    @property
    def cost(self) -> int:
        return cost_of(self.levers)


@dataclass
class Search:
    """Tries sets in the order of their cost. `floor` is what any set not yet found costs at least."""

    levers: Sequence[Lever]
    most: Mapping[str, int]
    judge: Judge
    over: Callable[[], bool]
    found: list[Found] = field(default_factory=list)
    floor: int = 0
    exhausted: bool = False
    _open: int | None = None
    _known: dict[Levers, Verdict] = field(default_factory=dict)
    _rises: dict[str, int] = field(default_factory=dict)

    def run(self) -> None:
        """Find up to MOST sets, none of which includes another, cheapest first."""
        sets = Cheapest(self.levers, self.most)
        quick = None if self._verdict(frozenset()).status == "reached" else self._greedy(sets)
        while len(self.found) < MOST and not self.over():
            chosen = sets.next(self.over)
            if chosen is None:
                self.exhausted = not self.over()
                break
            self._judge(sets, chosen)
        if quick is not None and len(self.found) < MOST and not self._is_told(quick):
            levers = self._in_order(quick)
            self.found.append(Found(levers, self._known[quick], min(self.floor, cost_of(levers))))

    @property
    def is_refused(self) -> bool:
        """Say whether every set is proven not to reach the target."""
        return self.exhausted and not self.found and self._open is None

    def _is_told(self, quick: Levers) -> bool:
        return any(includes(quick, found.levers) or includes(found.levers, quick) for found in self.found)

    def _verdict(self, chosen: Levers) -> Verdict:
        if chosen not in self._known:
            self._known[chosen] = self.judge.verdict(self._in_order(chosen))
        return self._known[chosen]

    def _judge(self, sets: Cheapest, chosen: Levers) -> None:
        levers = self._in_order(chosen)
        self.floor = cost_of(levers) if self._open is None else self._open
        verdict = self._verdict(chosen)
        if verdict.status == "reached":
            self.found.append(Found(levers, verdict, self.floor))
            sets.found.append(chosen)
        elif verdict.status == "refused":
            until = max(0.0, self.judge.left() - SHARE_OF_GROWTH * self.judge.seconds)
            # What raises the bound least can join a refused set in greatest number.
            others = [lever for lever in self.levers if lever not in chosen]
            others.sort(key=lambda lever: (self._rises.get(lever.kind, 0), lever.cost))
            sets.refused.append(frozenset(self.judge.grown(levers, others, until)))
        else:
            sets.refused.append(chosen)
            if verdict.status == "open" and self._open is None:
                self._open = self.floor

    def _greedy(self, sets: Cheapest) -> Levers | None:
        """Return a set that reaches the target, soon and not always the cheapest; None where none was found.

        One lever after the other, first of the kinds that promise most for their cost; then those not needed go again.
        """
        until = (1 - SHARE_OF_GREED) * self.judge.seconds
        chosen: Levers = frozenset()
        for lever in self._by_promise():
            if self.over() or self.judge.left() <= until:
                break
            if sets.allows(chosen | {lever}):
                chosen |= {lever}
                if self._has_room(chosen) and self._verdict(chosen).status == "reached":
                    return self._pared(chosen)
        return None

    def _has_room(self, chosen: Levers) -> bool:
        """Say whether a bound is so far above the target that a week is likely to be found soon."""
        levers = self._in_order(chosen)
        return self.judge.bound(levers) + lowered(levers) >= ROOM * self.judge.target

    def _by_promise(self) -> list[Lever]:
        """Return the levers by what the first of their kind promises for its cost."""
        now = self.judge.promise(())
        gains: dict[str, float] = {}
        for lever in self.levers:
            if lever.kind not in gains:
                self._rises[lever.kind] = self.judge.bound((lever,)) + lever.lowered
                gains[lever.kind] = (self.judge.promise((lever,)) - now) / lever.cost
        return sorted(self.levers, key=lambda lever: (-gains[lever.kind], lever.cost))

    def _pared(self, chosen: Levers) -> Levers:
        for lever in sorted(chosen, key=lambda lever: -lever.cost):
            fewer = chosen - {lever}
            if not self.over() and self._verdict(fewer).status == "reached":
                chosen = fewer
        return chosen

    def _in_order(self, chosen: Levers) -> tuple[Lever, ...]:
        return tuple(lever for lever in self.levers if lever in chosen)


def cost_of(levers: Iterable[Lever]) -> int:
    return sum(lever.cost for lever in levers)
