"""How much to book so that, with some staying away, the target is still reached."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from weightplan.answers.confidence.distribution import Distribution, Outcomes, summed
from weightplan.answers.confidence.no_shows import outcomes
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger

DIGITS = 9  # what a chance is rounded to before it is compared
MOST_TARGETS = 3  # no margin is larger than so many targets


@dataclass(frozen=True)
class Chance:
    """A clinician's target and booked weights in 0.01, and what each contact may earn."""

    target: int
    booked: int
    contacts: tuple[Outcomes, ...]

    @cached_property
    def attended(self) -> Distribution:
        return summed(self.contacts)

    @property
    def reaches(self) -> float:
        return self._reaches_with(0)

    def needed(self, level: float) -> int:
        """Return about what to book, in 0.01, for the target to be attended with the chance `level`.

        That is what is booked and so many more contacts like the mean one of these.
        """
        weight, _ = self._typical
        most = -(-MOST_TARGETS * self.target // weight)
        more = bisect_left(range(most), True, key=lambda number: self._reaches_with(number) >= level)
        return max(self.target, self.booked + more * weight)

    def _reaches_with(self, more: int) -> float:
        weight, chance = self._typical
        others = [[(0, 1 - chance), (weight, chance)]] * more
        distribution = summed([*self.contacts, *others]) if more else self.attended
        return round(distribution.at_least(self.target), DIGITS)

    @cached_property
    def _typical(self) -> tuple[int, float]:
        """Return weight (0.01) and attendance of the mean contact; of nothing booked, a contact of 1.0 that is sure."""
        earning = sum(1 for contact in self.contacts if any(weight for weight, _ in contact))
        if not earning:
            return 100, 1.0
        return max(1, round(self.booked / earning)), self.attended.mean / self.booked


def chances_of(case: Case, plan: Plan) -> dict[str, Chance]:
    """Return the chances of all clinicians who have a target, in the week's order."""
    ledger = Ledger(case, plan)
    return {
        clinician: Chance(
            case.target(clinician),
            ledger.booked(clinician),
            tuple(outcomes(case, entry, {clinician}) for entry in ledger.by_clinician[clinician]),
        )
        for clinician in case.clinicians
        if case.target(clinician)
    }
