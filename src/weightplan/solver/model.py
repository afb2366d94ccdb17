"""The constraint model that rules post to: which candidate how often, and when.

A `Choice` says how many needs of a class are served by one candidate. A `Pool` gathers choices
that look the same on the clock; its `Slot`s are the intervals, as many as the choices' counts.
So needs that are alike share intervals, and the model stays small and free of symmetry.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.base import days_of
from weightplan.solver.parts import Choice, Expr, Literal, Pool, Rest, RoomClass, Slot, Work
from weightplan.solver.posting import Posting
from weightplan.week import Request

__all__ = ["Choice", "Literal", "Model", "Pool", "Rest", "Slot"]


@dataclass
class Model(Posting):
    """What rules post to. `staff` are the clinicians whose rules are posted.

    `days` are those that it may change (None: all). `asked` is the number of contacts that each
    class of needs asks for. `outside_load` holds the weekly load of clinicians that are not
    modelled, `outside_rooms` the stretches in which others hold a room of a class.
    """

    case: Case = field(kw_only=True)
    staff: tuple[str, ...] = field(kw_only=True)
    days: frozenset[int] | None = None
    pools: list[Pool] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    outside_load: dict[tuple[str, int], int] = field(default_factory=dict)
    outside_rooms: dict[RoomClass, list[Stretch]] = field(default_factory=dict)

    @property
    def free_days(self) -> list[int]:
        """The days whose times are this model's to find; on others, what is told stands."""
        return sorted(range(self.case.day_count) if self.days is None else self.days)

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
    def pools_of_day(self) -> dict[tuple[str, int], list[Pool]]:
        """Pools by clinician and day."""
        return _index(
            self.pools, lambda pool: [(c, pool.choices[0].candidate.day) for c in pool.choices[0].candidate.team]
        )

    @cached_property
    def choices_of_clinician(self) -> dict[str, list[Choice]]:
        return _index(self.choices, lambda choice: list(choice.candidate.team))

    @cached_property
    def slots_of_day(self) -> dict[tuple[str, int], list[Slot]]:
        """Slots by clinician and day; one that may run past midnight stands under both days."""
        return _index(self.slots, lambda slot: [(c, d) for c in slot.candidate.team for d in days_of(slot.reach)])

    @cached_property
    def rests_of_day(self) -> dict[tuple[str, int], list[Rest]]:
        """Breaks by clinician and day."""
        return _index(self.rests, lambda rest: [(rest.clinician, rest.day)])

    @cached_property
    def work(self) -> dict[str, list[Work]]:
        """What may end a rest, by clinician: contacts with their notes, admin time and blocks."""
        unit, index = self.unit, defaultdict[str, list[Work]](list)
        for slot in self.slots:
            made = Work(
                slot.candidate.day,
                slot.reach,
                (slot.presence,),
                slot.start,
                slot.start,
                unit,
                slot.candidate.busy,
            )
            for clinician in slot.candidate.team:
                index[clinician].append(made)
        for rest in self.rests:
            if rest.kind == "admin":
                made = Work(rest.day, rest.reach, (rest.presence,), rest.start, rest.end, unit)
                index[rest.clinician].append(made)
        for clinician in self.staff:
            for start, end in self.case.blocks(clinician):
                index[clinician].append(Work(start // MINUTES_PER_DAY, (start, end), (), start, end, 1))
        return index

    @cached_property
    def patients(self) -> dict[str, list[Slot]]:
        """Slots by patient, for needs whose slots are their own; patients whom nothing can touch are left out."""
        index = _index(self.slots, lambda s: list(s.candidate.patients) if s.own else [])
        return {patient: slots for patient, slots in index.items() if not all(s.standing for s in slots)}

    @cached_property
    def asking(self) -> list[str]:
        """The patients of the model's needs; of needs that are merged, the first one's only."""
        needs = (self.case.needs.get(key) for key in self.asked)
        of_needs = ((n.patient,) if isinstance(n, Request) else self.case.members(n) for n in needs if n is not None)
        return list(dict.fromkeys(patient for patients in of_needs for patient in patients if patient is not None))

    @cached_property
    def choices_of_patient(self) -> dict[str, list[Choice]]:
        """Choices by patient, for needs that are classes of their own."""
        return _index(
            self.choices, lambda c: list(dict.fromkeys(c.candidate.patients)) if c.candidate.needs.single else []
        )

    @cached_property
    def room_classes(self) -> list[RoomClass]:
        """The room classes that some slot may hold."""
        return sorted({rooms for slot in self.slots for rooms, _ in slot.rooms})

    def booked(self, clinician: str) -> Expr:
        """Return the weights of a clinician over the horizon, in 0.01."""
        mine = self.choices_of_clinician.get(clinician, ())
        return self.weighted([c.count for c in mine], [c.candidate.weight_of.get(clinician, 0) for c in mine])

    def booked_range(self, clinician: str) -> tuple[int, int]:
        """Return bounds on the weights of a clinician; a weight may be less than nothing."""
        mine = self.choices_of_clinician.get(clinician, ())
        weights = [c.most * c.candidate.weight_of.get(clinician, 0) for c in mine]
        return sum(w for w in weights if w < 0), sum(w for w in weights if w > 0)

    def limit_counts(self, clinician: str, mark: str, per_day: int | None, per_week: int | None) -> None:
        """Limit how many contacts whose type is marked fall on a day and in a week."""
        marked = [c for c in self.choices_of_clinician.get(clinician, ()) if getattr(c.candidate.kind, mark)]
        for days, most in ((1, per_day), (7, per_week)):
            together: dict[int, list[Choice]] = defaultdict(list)
            for choice in marked:
                together[choice.candidate.day // days].append(choice)
            for choices in together.values() if most is not None else ():
                self.cp.add(self.total(choices) <= most)


def _index(items: list, keys: Callable[..., list]) -> dict:  # type: ignore[type-arg]
    index = defaultdict(list)
    for item in items:
        for key in keys(item):
            index[key].append(item)
    return dict(index)
