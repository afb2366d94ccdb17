"""Who is at work: vacations, illness, and posts that stand empty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from math import log1p
from typing import Any

from weightplan.study.draws import chance
from weightplan.study.year.calendar import vacations
from weightplan.study.year.model import Year
from weightplan.week import Clinician


def exponential(mean: float, drawn: float) -> float:
    """Return an exponential draw with a mean, from an even one."""
    return -mean * log1p(-drawn)


@dataclass
class Staff:
    """The posts of a unit. `ill_until` and `empty_until` are days; `leaves` and `comes` hear of a post's clinician.

    Illness that begins in the week is not known on its Monday: what it had planned is lost.
    """

    env: Any
    year: Year
    clinicians: Sequence[Clinician]
    first: date
    seed: int
    leaves: Callable[[str], None]
    comes: Callable[[str], None]
    ill_until: dict[str, float] = field(default_factory=dict)
    empty_until: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vacation = vacations(self.year.vacation, self.clinicians, self.first, self.year.weeks, self.seed)
        for person in self.clinicians:
            if self.year.sick_leave is not None and self.year.sick_leave.weekly:
                self.env.process(self._illnesses(person.id))
            if self.year.turnover is not None and self.year.turnover.yearly:
                self.env.process(self._turnover(person.id))

    def is_away(self, clinician: str) -> bool:
        """Say whether somebody is ill now, or the post empty."""
        return bool(self.env.now < self.away_until(clinician))

    def away_until(self, clinician: str) -> float:
        """Return the day until which illness or an empty post, if either, keeps somebody away."""
        return max(self.ill_until.get(clinician, 0.0), self.empty_until.get(clinician, 0.0))

    def is_empty(self, clinician: str) -> bool:
        """Say whether a post stands empty now."""
        return bool(self.env.now < self.empty_until.get(clinician, 0.0))

    def _illnesses(self, clinician: str) -> Iterator[Any]:
        assert self.year.sick_leave is not None
        sick, mean = self.year.sick_leave, -7 / log1p(-self.year.sick_leave.weekly)
        for number in count():
            name = f"{clinician}/{number}"
            yield self.env.timeout(exponential(mean, chance(self.seed, "falls_ill", name)))
            lasts = exponential(sick.mean_days, chance(self.seed, "ill_for", name))
            self.ill_until[clinician] = self.env.now + lasts
            yield self.env.timeout(lasts)

    def _turnover(self, clinician: str) -> Iterator[Any]:
        assert self.year.turnover is not None
        mean, empty = -365 / log1p(-self.year.turnover.yearly), 7.0 * self.year.turnover.weeks_empty
        for number in count():
            yield self.env.timeout(exponential(mean, chance(self.seed, "leaves", f"{clinician}/{number}")))
            self.empty_until[clinician] = self.env.now + empty
            self.leaves(clinician)
            yield self.env.timeout(empty)
            self.comes(clinician)
