"""Where to look for a clash first: demands that want the same people on the same days."""

from collections.abc import Iterator

from weightplan.answers.conflict.demands import Demand
from weightplan.answers.conflict.trials import Demands, Trials
from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver.candidates import Candidate
from weightplan.solver.catalogue import Catalogue

NEEDS = ("must", "booking", "crisis")
Wanted = frozenset[tuple[str, int]]


class Nearby:
    """What each demand for contacts wants: pairs of a clinician or room and a day."""

    def __init__(self, trials: Trials) -> None:
        self.trials = trials
        self.catalogue = Catalogue(trials.without([d for d in trials.all if d.kind in NEEDS]))
        self.wanted = {d: self._wanted(trials.case, d) for d in trials.all if d.kind in NEEDS}

    def _wanted(self, case: Case, demand: Demand) -> Wanted:
        ways = ways_of(self.catalogue, case, demand)
        people = {(clinician, way.day) for way in ways for clinician in way.team}
        return frozenset(people | {(room, way.day) for way in ways for room in way.rooms})

    def around(self, size: int) -> Iterator[Demands]:
        """Yield, the tightest demand first, each with those most like it and all rules on the people they want."""
        everything = frozenset(self.trials.all)
        for anchor in sorted(self.wanted, key=lambda d: len(self.wanted[d])):
            yield self.part(anchor, everything, size)

    def part(self, anchor: Demand, among: Demands, size: int) -> Demands:
        """Return a demand for contacts, the `size` among others most like it and the rules on the people they want."""
        others = [d for d in self.wanted if d in among and d != anchor]
        near = sorted(others, key=lambda d: -self._likeness(anchor, d))[:size]
        people = {name for demand in (anchor, *near) for name, _ in self.wanted[demand]}
        rules = [d for d in among if d.kind not in NEEDS and (not d.about or d.about in people)]
        return frozenset((anchor, *near, *rules))

    def _likeness(self, one: Demand, other: Demand) -> float:
        both = self.wanted[one] & self.wanted[other]
        return len(both) / max(len(self.wanted[one]), len(self.wanted[other]), 1)


def ways_of(catalogue: Catalogue, case: Case, demand: Demand) -> list[Candidate]:
    """Return the ways to meet one demand for contacts; a locked booking leaves its clinician and day."""
    name = demand.about or CRISIS
    ways = catalogue.ways(catalogue.classes([name])[0], tuple(case.clinicians))
    if demand.kind == "crisis":
        return [way for way in ways if way.day == demand.place]
    if demand.kind == "must":
        return ways
    booking = case.week.bookings[demand.place]
    start = case.minute(booking.start)
    return [
        catalogue.at(way, start)
        for way in ways
        if way.day == start // MINUTES_PER_DAY
        and set(booking.team) <= set(way.team)
        and any(first <= start <= last for first, last in way.starts)
    ]
