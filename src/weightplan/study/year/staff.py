"""Who is at work: vacations, illness, and posts that stand empty."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from math import ceil, log1p
from typing import Any

from weightplan.fields import MINUTES_PER_DAY, Moment
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

    `away` are the stretches of illness and of empty posts so far, in days. Illness that begins in the week is not
    known on its Monday: what it had planned is lost.
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
    away: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.vacation = vacations(self.year.vacation, self.clinicians, self.first, self.year.weeks, self.seed)
        for person in self.clinicians:
            if self.year.sick_leave is not None and self.year.sick_leave.weekly:
                self.env.process(self._illnesses(person.id))
            if self.year.turnover is not None and self.year.turnover.yearly:
                self.env.process(self._turnover(person.id))

    def is_away(self, clinician: str) -> bool:
        """Say whether somebody is ill now, or the post empty."""
        until = max(self.ill_until.get(clinician, 0.0), self.empty_until.get(clinician, 0.0))
        return bool(self.env.now < until)

    def is_empty(self, clinician: str) -> bool:
        """Say whether a post stands empty now."""
        return bool(self.env.now < self.empty_until.get(clinician, 0.0))

    def absences(self, clinician: str, week: int) -> tuple[Moment, ...]:
        """Return when a clinician is away in a week, as far as it is known now.

        Whoever is away on the Monday is planned for from the first whole day there; what begins later in the week
        is lost from its minute on.
        """
        monday, ends = 7.0 * week, 7.0 * (week + 1)
        if week in self.vacation[clinician]:
            return (self._moment(monday, ends),)
        stretches = [(start, end) for start, end in self.away[clinician] if start < ends and end > monday]
        whole = [min(ends, monday + ceil(end - monday)) for start, end in stretches if start <= monday]
        later = [self._moment(start, min(ends, end)) for start, end in stretches if start > monday]
        return (*([self._moment(monday, max(whole))] if whole else ()), *later)

    def _moment(self, start: float, end: float) -> Moment:
        midnight = datetime.combine(self.first, datetime.min.time())
        first, last = (midnight + timedelta(minutes=round(MINUTES_PER_DAY * day)) for day in (start, end))
        return Moment(start=first, end=last)

    def _illnesses(self, clinician: str) -> Iterator[Any]:
        assert self.year.sick_leave is not None
        sick, mean = self.year.sick_leave, -7 / log1p(-self.year.sick_leave.weekly)
        for number in count():
            name = f"{clinician}/{number}"
            yield self.env.timeout(exponential(mean, chance(self.seed, "falls_ill", name)))
            lasts = exponential(sick.mean_days, chance(self.seed, "ill_for", name))
            self.ill_until[clinician] = self.env.now + lasts
            self.away[clinician].append((self.env.now, self.env.now + lasts))
            yield self.env.timeout(lasts)

    def _turnover(self, clinician: str) -> Iterator[Any]:
        assert self.year.turnover is not None
        mean, empty = -365 / log1p(-self.year.turnover.yearly), 7.0 * self.year.turnover.weeks_empty
        for number in count():
            yield self.env.timeout(exponential(mean, chance(self.seed, "leaves", f"{clinician}/{number}")))
            self.empty_until[clinician] = self.env.now + empty
            self.away[clinician].append((self.env.now, self.env.now + empty))
            self.leaves(clinician)
            yield self.env.timeout(empty)
            self.comes(clinician)
