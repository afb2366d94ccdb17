"""When a candidate may begin: the minutes that every rule leaves it."""

from collections.abc import Iterable

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules import HARD_RULES
from weightplan.rules.base import Narrows
from weightplan.solver.candidates import Candidate

NARROWING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, Narrows))


class PossibleStarts:
    """The starts that a case leaves its candidates, none before the minute `since`.

    What was found for one candidate serves all that the rules cannot tell from it.
    """

    def __init__(self, case: Case, since: int) -> None:
        self.case, self.since = case, since
        self._found: dict[object, tuple[Stretch, ...]] = {}

    def of(self, candidate: Candidate) -> tuple[Stretch, ...]:
        """Return the starts (first, last, in minutes, both included) that every rule leaves a candidate."""
        key = (candidate.contact_type, candidate.team, candidate.day, self._times(candidate))
        if key not in self._found:
            self._found[key] = self._narrowed(candidate)
        return self._found[key]

    def _times(self, candidate: Candidate) -> object:
        """What a need and its patients say about time: where it is equal, so are the starts."""
        need = candidate.need
        if need is None:
            return None
        patients = [self.case.patients.get(p) for p in candidate.patients]
        hours = [sorted(p.available.items()) for p in patients if p is not None and p.available is not None]
        if not hours and need.earliest is None and need.latest is None and need.windows is None:
            return None
        return repr((hours, need.earliest, need.latest, need.windows))

    def _narrowed(self, candidate: Candidate) -> tuple[Stretch, ...]:
        day = candidate.day * MINUTES_PER_DAY
        stretches: tuple[Stretch, ...] = ((max(day, self.since), day + MINUTES_PER_DAY - 1),)
        for rule in NARROWING:
            stretches = intersect(stretches, rule.starts(self.case, candidate))
            if not stretches:
                break
        grid = self.case.grid
        on_grid = ((-(-first // grid) * grid, last // grid * grid) for first, last in stretches)
        return tuple((first, last) for first, last in on_grid if first <= last)


def intersect(left: Iterable[Stretch], right: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what two sorted lists of closed stretches have in common."""
    right = tuple(right)
    both = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple((first, last) for first, last in both if first <= last)
