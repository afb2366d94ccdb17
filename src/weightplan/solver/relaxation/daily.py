"""What a clinician's day holds: minutes outside blocks and lunch, heavy contacts, first visits, load."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf

from weightplan.case import Case, Stretch
from weightplan.rules import meal_break
from weightplan.rules.base import merged
from weightplan.solver.day_parts import open_hours
from weightplan.solver.linear import LinearProgram, Term
from weightplan.solver.relaxation.strangers import ANY_DAY, Counts


@dataclass
class Daily:
    """Contacts spread over days, each day within its limits.

    `held` are they by clinician and day, each with its type; `protected` are the minutes of admin time and
    supervision together on each of the days, by clinician and week.
    """

    case: Case
    lp: LinearProgram
    counts: Counts
    held: dict[tuple[str, int], list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    protected: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for (clinician, day, contact_type), terms in self.counts.items():
            if day == ANY_DAY:
                self._spread(clinician, contact_type, terms)
            else:
                self.held[clinician, day].extend((contact_type, term) for term in terms)
        for clinician in self.case.clinicians:
            for day in range(self.case.day_count):
                free = free_minutes(self.case, clinician, day)
                if free:
                    self._limit(clinician, day, free)

    def _spread(self, clinician: str, contact_type: str, terms: Sequence[Term]) -> None:
        """Spread what may fall on any day over the days."""
        days = [d for d in range(self.case.day_count) if self.case.hours(clinician, d)]
        parts = [self.lp.variable() for _ in days]
        self.lp.row([*terms, *((p, -1.0) for p in parts)], 0, 0)
        for d, part in zip(days, parts, strict=True):
            self.held[clinician, d].append((contact_type, (part, 1.0)))

    def _limit(self, clinician: str, day: int, free: int) -> None:
        kinds, limits, prices = self.case.rulebook.contact_types, self.case.limits(clinician), self.case.rulebook.prices
        held = self.held.get((clinician, day), [])
        protected = self.lp.variable()
        self.protected[clinician, day // 7].append(protected)
        busy = [(v, f * (kinds[k].minutes + kinds[k].documentation_minutes)) for k, (v, f) in held]
        self.lp.row([*busy, (protected, 1.0)], -inf, free)
        self.lp.at_most([(v, f * kinds[k].minutes) for k, (v, f) in held], limits.max_contact_minutes_per_day)
        self.lp.at_most([t for k, t in held if kinds[k].heavy], limits.max_heavy_per_day)
        self.lp.at_most([t for k, t in held if kinds[k].first], limits.max_first_per_day)
        if limits.soft_load_per_day is not None and prices.load_over_soft:
            load = [(v, f * kinds[k].load) for k, (v, f) in held if kinds[k].load]
            over = self.lp.variable()
            self.lp.cost(over, float(prices.load_over_soft))
            self.lp.at_most([*load, (over, -1.0)], limits.soft_load_per_day)


def free_minutes(case: Case, clinician: str, day: int) -> int:
    """Return the minutes of a day outside blocks, and outside lunch where it takes the least of them."""
    hours = [(first, last + 1) for first, last in merged((s, e - 1) for s, e in open_hours(case, clinician, day))]
    # The part of a lunch that lies in a gap of the hours takes no time from anybody.
    lunches = [
        sum(max(0, min(closes, start + offer.shortest) - max(opens, start)) for opens, closes in hours)
        for offer in meal_break.rests(case, clinician, day)
        for first, last in offer.starts
        for start in _turns(first, last, offer.shortest, hours)
    ]
    return max(0, sum(closes - opens for opens, closes in hours) - min(lunches, default=0))


def _turns(first: int, last: int, minutes: int, hours: Sequence[Stretch]) -> Iterator[int]:
    """Yield the starts between which a lunch takes evenly more or less of the hours: the least is at one of them.

    These are the first and the last, and those at which an end of the lunch meets an end of a stretch.
    """
    yield first
    yield last
    for edge in (edge for stretch in hours for edge in stretch):
        yield from (start for start in (edge - minutes, edge) if first < start < last)
