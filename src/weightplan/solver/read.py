"""Read a solved model back: which need is placed where, and the breaks."""

from collections import defaultdict
from collections.abc import Callable

from ortools.sat.python import cp_model

from weightplan.fields import MINUTES_PER_DAY
from weightplan.rules.protected import KINDS
from weightplan.solver.build import Builder
from weightplan.solver.candidates import Candidate
from weightplan.solver.parts import Pool
from weightplan.solver.state import Change, Held, Placed

Value = Callable[[cp_model.IntVar], int]


def read_change(builder: Builder, value: Value) -> Change:
    """Return what a solved model changes in the state that it was built from."""
    dropped = [number for number, kept in builder.open_days.items() if not value(kept)]
    gone = frozenset([id(placed) for placed in builder.free] + dropped)
    return Change(
        builder.scope.staff, builder.scope.days, gone, tuple(_placed(builder, value)), tuple(_held(builder, value))
    )


def _placed(builder: Builder, value: Value) -> list[Placed]:
    unit = builder.unit
    left = {key: list(names) for key, names in builder.members.items()}
    placed = []
    for pool in builder.open_pools:
        used = sorted((s for s in pool.slots if value(s.presence)), key=lambda s: value(s.start))
        for slot, (name, candidate) in zip(used, _served(pool, left, builder, value), strict=True):
            rooms = next((rooms for rooms, literal in slot.rooms if value(literal)), None)
            placed.append(Placed(name, candidate, value(slot.start) * unit, rooms))
    return placed


def _served(pool: Pool, left: dict[str, list[str]], builder: Builder, value: Value) -> list[tuple[str, Candidate]]:
    served = []
    for choice in pool.choices:
        needs = choice.candidate.needs
        for _ in range(value(choice.count)):
            # A class of its own may be served several times; the others are used up one by one.
            name = needs.key if needs.single else left[needs.key].pop(0)
            served.append((name, builder.catalogue.alone(choice.candidate, name)))
    return served


def read_days(builder: Builder, value: Value) -> Change:
    """Return the days that a model without a clock chose; times are still to be found, breaks stay."""
    left = {key: list(names) for key, names in builder.members.items()}
    placed = [
        Placed(name, candidate, None, None)
        for pool in builder.open_pools
        for name, candidate in _served(pool, left, builder, value)
    ]
    gone = frozenset(id(free) for free in builder.free)
    return Change((), frozenset(), gone, tuple(placed), ())


def read_protected(builder: Builder, value: Value) -> dict[tuple[str, int, str], int]:
    """Return the minutes of protected time by clinician, day and kind."""
    minutes: dict[tuple[str, int, str], int] = defaultdict(int)
    for rest in builder.open_rests:
        if rest.kind in KINDS:
            minutes[rest.clinician, rest.day, rest.kind] += value(rest.size) * builder.unit
    return dict(minutes)


def _held(builder: Builder, value: Value) -> list[Held]:
    unit = builder.unit
    return sorted(builder.begun) + [
        Held(r.clinician, value(r.start) * unit, value(r.end) * unit, r.kind, value(r.start) * unit // MINUTES_PER_DAY)
        for r in builder.open_rests
        if value(r.presence)
    ]
