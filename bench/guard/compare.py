"""Hold measured figures against a baseline, and say in a line each what became of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bench.guard.measure import Figure
from bench.guard.tolerances import STATUS, TOLERANCES, Tolerance


@dataclass(frozen=True)
class Finding:
    """A figure that left its tolerance. None stands for a figure that one side does not have."""

    week: str
    figure: str
    before: Figure | None
    now: Figure | None
    worse: bool

    def __str__(self) -> str:
        name = f"{self.week.partition(':')[0]}: {self.figure}"
        if self.before is None:
            return f"{name} {written(self.now)} is not in the baseline"
        if self.now is None:
            return f"{name} {written(self.before)} was not measured"
        hint = "" if self.worse else ": better, refresh the baseline"
        return f"{name} {written(self.before)} -> {written(self.now)} ({self._allowed()}){hint}"

    def _allowed(self) -> str:
        tolerance = TOLERANCES[self.figure]
        if isinstance(self.before, str) or isinstance(self.now, str):
            return "must not get worse"
        if not self.before or self.now is None:
            return str(tolerance)
        change = 100 * (self.now / self.before - 1)
        shown = f"{change:+,.1f}" if abs(change) >= 1 else f"{change:+.2g}"
        return f"{shown} %, {tolerance}"


def compare(week: str, before: Mapping[str, Figure], now: Mapping[str, Figure]) -> list[Finding]:
    """Return a finding for each figure beyond its tolerance, worse or better, and for each that one side lacks."""
    return list(_findings(week, before, now))


def _findings(week: str, before: Mapping[str, Figure], now: Mapping[str, Figure]) -> Iterator[Finding]:
    for figure in dict.fromkeys((*before, *now)):
        old, new = before.get(figure), now.get(figure)
        if old is None or new is None:
            yield Finding(week, figure, old, new, worse=True)
            continue
        further = _further(TOLERANCES[figure], _number(old), _number(new))
        if further:
            yield Finding(week, figure, old, new, worse=further > 0)


def _further(tolerance: Tolerance, old: float, new: float) -> int:
    """Return 1 where a figure got worse than allowed, -1 where it got better by more than that, else 0."""
    # What floats add on the edge itself is no change.
    allowed = abs(old) * tolerance.percent / 100 + 1e-9
    if abs(new - old) <= allowed:
        return 0
    if tolerance.better == "neither":
        return 1
    return 1 if (new > old) == (tolerance.better == "lower") else -1


def _number(figure: Figure) -> float:
    """Return a figure as a number; a status by its place among them."""
    return float(STATUS.index(figure) if isinstance(figure, str) else figure)


def written(figure: Figure | None) -> str:
    """Return a figure as people write it."""
    return figure if isinstance(figure, str) else f"{figure:,}"


def worse(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that close the gate."""
    return [finding for finding in findings if finding.worse]
