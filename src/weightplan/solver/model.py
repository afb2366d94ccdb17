"""The constraint model that rules post to: which candidate how often, and when.

A `Choice` says how many needs of a class are served by one candidate. A `Pool` gathers choices
that look the same on the clock; its `Slot`s are the intervals, as many as the choices' counts.
So needs that are alike share intervals, and the model stays small and free of symmetry.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver.parts import Choice, Expr, Literal, Pool, Rest, RoomClass, Slot
from weightplan.solver.posting import Posting

__all__ = ["Choice", "Literal", "Model", "Pool", "Rest", "Slot"]
K = TypeVar("K")


@dataclass
class Model(Posting):
    """What rules post to. `staff` are the clinicians whose rules are posted.

    `asked` is the number of contacts that each class of needs asks for. `outside_load` holds
    the weekly load of clinicians that are not modelled, `outside_rooms` the stretches in which
    others hold a room of a class.
    """

    case: Case = field(kw_only=True)
    staff: tuple[str, ...] = field(kw_only=True)
    pools: list[Pool] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    outside_load: dict[tuple[str, int], int] = field(default_factory=dict)
    outside_rooms: dict[RoomClass, list[Stretch]] = field(default_factory=dict)

    @cached_property
    def choices(self) -> list[Choice]:
        return [choice for pool in self.pools for choice in pool.choices]

    @cached_property
    def slots(self) -> list[Slot]:
        return [slot for pool in self.pools for slot in pool.slots]

    @cached_property
    def choices_of_need(self) -> dict[str, list[Choice]]:
        """Choices by the key of their class of needs."""
        return _index(self.choices, lambda choice: [choice.candidate.needs.key])

    @cached_property
    def slots_of_need(self) -> dict[str, list[Slot]]:
        """Slots by need, for needs whose slots are their own."""
        return _index(self.slots, lambda s: [s.candidate.needs.key] if s.own else [])

    @cached_property
    def choices_of_day(self) -> dict[tuple[str, int], list[Choice]]:
        """Choices by clinician and day."""
        return _index(self.choices, lambda choice: [(c, choice.candidate.day) for c in choice.candidate.team])

    @cached_property
    def slots_of_day(self) -> dict[tuple[str, int], list[Slot]]:
        """Slots by clinician and day; one that runs past midnight stands under both days."""
        return _index(self.slots, lambda slot: [(c, day) for c in slot.candidate.team for day in _days_of(slot)])

    @cached_property
    def rests_of_day(self) -> dict[tuple[str, int], list[Rest]]:
        """Breaks by clinician and day."""
        return _index(self.rests, lambda rest: [(rest.clinician, rest.day)])

    @cached_property
    def patients(self) -> dict[str, list[Slot]]:
        """Slots by patient, for needs whose slots are their own."""
        return _index(self.slots, lambda s: list(s.candidate.patients) if s.own else [])

    @cached_property
    def room_classes(self) -> list[RoomClass]:
        """The room classes that some slot may hold."""
        return sorted({rooms for slot in self.slots for rooms, _ in slot.rooms})

    def booked(self, clinician: str) -> Expr:
        """Return the weights of a clinician over the horizon, in 0.01."""
        mine = self.choices_in(clinician, range(self.case.day_count))
        return self.weighted([c.count for c in mine], [c.candidate.weight_of.get(clinician, 0) for c in mine])

    def choices_in(self, clinician: str, days: range) -> list[Choice]:
        return [choice for day in days for choice in self.choices_of_day.get((clinician, day), ())]

    def limit_counts(self, clinician: str, mark: str, per_day: int | None, per_week: int | None) -> None:
        """Limit how many contacts whose type is marked fall on a day and in a week."""
        for length, most in ((1, per_day), (7, per_week)):
            for first in range(0, self.case.day_count, length):
                marked = [
                    c for c in self.choices_in(clinician, range(first, first + length)) if getattr(c.candidate.kind, mark)
                ]
                if most is not None and marked:
                    self.cp.add(self.total(marked) <= most)


def _index(items: list, keys: Callable[..., list]) -> dict:  # type: ignore[type-arg]
    index = defaultdict(list)
    for item in items:
        for key in keys(item):
            index[key].append(item)
    return dict(index)


def _days_of(slot: Slot) -> range:
    candidate = slot.candidate
    latest = max((last for _, last in candidate.starts), default=candidate.day * MINUTES_PER_DAY)
    return range(candidate.day, (latest + max(candidate.busy, 1) - 1) // MINUTES_PER_DAY + 1)
