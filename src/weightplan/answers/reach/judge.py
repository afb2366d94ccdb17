"""Whether a set of levers reaches the target: shown by a plan, refused by a bound, or left open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from weightplan.answers.reach.lever import Lever, Situation, lowered, relaxed, ways
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import DisagreementError
from weightplan.fields import hundredths
from weightplan.plan import Plan
from weightplan.solver.ceiling import Beside, most_beside

MOST_WAYS = 4
SHARE_OF_ONE = 0.15  # of all the time, for one set
SHARE_OF_BOUND = 0.1


@dataclass(frozen=True)
class Verdict:
    """What is known of a set. What is `refused` is so with every set that it holds, `refused alone` by itself only.

    `weights` (0.01) are those of the plan that reaches the target.
    """

    status: Literal["reached", "refused", "refused alone", "open"]
    plan: Plan | None = None
    weights: int = 0


@dataclass
class Judge:
    """Judges sets for one clinician and target (0.01), each within a share of `seconds`."""

    before: Situation
    clinician: str
    target: int
    seconds: float
    left: Callable[[], float]
    stop: Callable[[], bool] | None = None
    _bounds: dict[frozenset[Lever], int] = field(default_factory=dict)

    def verdict(self, levers: Sequence[Lever]) -> Verdict:
        """Say whether levers reach the target. Only what no situation can pass is refused."""
        if self.is_refused(levers):
            return Verdict("refused")
        enough = self.target - lowered(levers)
        settled = all(lever.settled for lever in levers)
        for after in islice(ways(self.before, levers), MOST_WAYS):
            found = self._beside(after, enough)
            if found.plan is not None:
                return Verdict("reached", found.plan, self._booked(after.case, found.plan, enough))
            if settled and found.bound < enough:
                return Verdict("refused" if all(lever.pure for lever in levers) else "refused alone")
        if not settled and self._beside(relaxed(self.before, levers), enough).bound < enough:
            return Verdict("refused")
        return Verdict("open")

    def is_refused(self, levers: Iterable[Lever]) -> bool:
        """Say whether no subset of levers can reach the target, as far as that shows without a clock."""
        chosen = tuple(levers)
        return self.bound(chosen) < self.target - lowered(chosen)

    def bound(self, levers: Sequence[Lever]) -> int:
        """Return what no legal week passes with any of the levers pulled, in 0.01."""
        key = frozenset(levers)
        if key not in self._bounds:
            self._bounds[key] = self._bound_in(relaxed(self.before, levers), levers)
        return self._bounds[key]

    def promise(self, levers: Sequence[Lever]) -> int:
        """Return what the levers may reach in the first of their ways, measured against the target, which is enough."""
        if all(lever.pure for lever in levers):
            return min(self.target, self.bound(levers) + lowered(levers))
        first = next(ways(self.before, levers), None)
        return min(self.target, self._bound_in(first, levers) + lowered(levers)) if first is not None else 0

    def _bound_in(self, situation: Situation, levers: Sequence[Lever]) -> int:
        return most_beside(
            situation.case,
            situation.plan,
            self.clinician,
            enough=self.target - lowered(levers),
            seconds=SHARE_OF_BOUND * self.seconds,
            without_clock=True,
            stop=self.stop,
        ).bound

    def grown(self, refused: Sequence[Lever], more: Sequence[Lever], until: float) -> tuple[Lever, ...]:
        """Return a refused set with more levers with which it stays refused, by halves, as long as more than `until`
        seconds are left.
        """
        if not more or self.left() <= until:
            return tuple(refused)
        together = (*refused, *more)
        if self.is_refused(together):
            return together
        if len(more) == 1:
            return tuple(refused)
        middle = len(more) // 2
        return self.grown(self.grown(refused, more[:middle], until), more[middle:], until)

    def _beside(self, after: Situation, enough: int) -> Beside:
        seconds = min(SHARE_OF_ONE * self.seconds, self.left())
        return most_beside(after.case, after.plan, self.clinician, enough=enough, seconds=seconds, stop=self.stop)

    def _booked(self, case: Case, plan: Plan, enough: int) -> int:
        report = check(case, plan)
        weights = next(hundredths(c.booked) for c in report.clinicians if c.id == self.clinician)
        if not report.legal or weights < enough:
            raise DisagreementError(f"{self.clinician}: the checker refuses a plan that was to reach the target")
        return weights
