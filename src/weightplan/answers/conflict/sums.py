"""Clashes that a sum shows: more minutes wanted than a clinician's day, or the rooms, hold."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from weightplan.answers.conflict.demands import Demand
from weightplan.answers.conflict.nearby import NEEDS, ways_of
from weightplan.case import CRISIS, Case, Stretch
from weightplan.rules.base import merged
from weightplan.rules.meal_break import lunch_hours, needs_lunch
from weightplan.solver.candidates import Candidate
from weightplan.solver.catalogue import Catalogue

Ways = dict[Demand, list[Candidate]]


@dataclass(frozen=True)
class Sum:
    """Minutes needed and minutes there: of one clinician on a `day` within `span`, or (`day` None) of rooms."""

    names: tuple[str, ...]
    day: int | None
    span: Stretch
    needed: int
    there: int


def place_of(ways: Ways) -> tuple[str, int] | None:
    """Return the clinician and day that every way to meet these demands takes, if there is just one such."""
    common = [
        frozenset.intersection(*(frozenset((name, way.day) for name in way.team) for way in found))
        for found in ways.values()
        if found
    ]
    shared = frozenset.intersection(*common) if common and len(common) == len(ways) else frozenset()
    return next(iter(shared)) if len(shared) == 1 else None


def all_ways(case: Case, eased: Case, clash: tuple[Demand, ...]) -> Ways:
    """Return every way to meet each demand for contacts in `eased`, the case with all else given up."""
    catalogue = Catalogue(eased)
    return {demand: ways_of(catalogue, case, demand) for demand in clash if demand.kind in NEEDS}


def sum_of(case: Case, ways: Ways, clash: tuple[Demand, ...]) -> Sum | None:
    """Return the sum that shows a clash by itself, None where it takes more than a sum."""
    place = place_of(ways)
    total = _of_clinician(case, ways, clash, *place) if place is not None else None
    total = total or (_of_rooms(case, ways) if len(ways) == len(clash) else None)
    return total if total is not None and total.needed > total.there else None


def _of_clinician(case: Case, ways: Ways, clash: tuple[Demand, ...], clinician: str, day: int) -> Sum | None:
    starts = [(first, last + way.busy) for found in ways.values() for way in found for first, last in way.starts]
    if not starts or any(d.kind not in (*NEEDS, "block", "lunch") for d in clash):
        return None
    opens, closes = min(first for first, _ in starts), max(last for _, last in starts)
    there = _inside(case.hours(clinician, day), (opens, closes))
    blocks = [case.blocks(clinician)[d.place] for d in clash if d.kind == "block" and d.about == clinician]
    if len(blocks) < sum(d.kind == "block" for d in clash):
        return None
    needed = _wanted(case, ways, "busy") + _minutes(s for b in blocks for s in _inside(there, b))
    if Demand("lunch") in clash and needs_lunch(case, clinician, day):
        first, last = lunch_hours(case, day)
        needed += case.rulebook.working_time.lunch_minutes if opens <= first and last <= closes else 0
    return Sum((clinician,), day, (opens, closes), needed, _minutes(there))


def _of_rooms(case: Case, ways: Ways) -> Sum | None:
    found = [way for each in ways.values() for way in each]
    if not found or any(way.kind.room is None for way in found):
        return None
    rooms = tuple(name for name in case.rooms if any(name in way.rooms for way in found))
    there = 0
    for name in rooms:
        stretches = [(s, e + w.minutes) for w in found if name in w.rooms for s, e in w.starts]
        held = [(first, last + 1) for first, last in merged((s, e - 1) for s, e in stretches)]
        spans = [s for day in range(case.day_count) for s in case.room_hours(name, day)]
        there += sum(_minutes(_inside(held, span)) for span in spans)
    return Sum(rooms, None, (0, 0), _wanted(case, ways, "minutes"), there)


def _wanted(case: Case, ways: Ways, measure: str) -> int:
    """Return the least minutes that the demands take; a need both promised and a must counts once."""
    times: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    least: dict[str, int] = {}
    for demand, found in ways.items():
        name = demand.about or f"{CRISIS} {demand.place}"
        request = case.requests.get(demand.about)
        crisis = case.rulebook.crisis.slots_per_day if case.rulebook.crisis else 0
        count = crisis if demand.kind == "crisis" else request.count if request and demand.kind == "must" else 1
        times[name][demand.kind] += count
        shortest = min((getattr(way, measure) for way in found), default=0)
        least[name] = min(shortest, least.get(name, shortest))
    return sum(max(kinds.values()) * least[name] for name, kinds in times.items())


def _inside(stretches: Iterable[Stretch], within: Stretch) -> list[Stretch]:
    return [(max(s, within[0]), min(e, within[1])) for s, e in stretches if max(s, within[0]) < min(e, within[1])]


def _minutes(stretches: Iterable[Stretch]) -> int:
    return sum(last + 1 - first for first, last in merged((s, e - 1) for s, e in stretches))
