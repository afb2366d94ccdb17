"""What a day can hold, without asking when: the clock's place in a model without one.

These are estimates for the search, never part of a bound: a plan found with them is timed,
and what does not fit is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable

from weightplan.case import Stretch
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Expr
from weightplan.solver.posting import profile
from weightplan.week import Group

SLACK = 5
PRICE_OF_MINUTE = 60


def post(model: Model, days: Iterable[int]) -> None:
    """Limit the busy minutes of each clinician's day, and of each part of it that needs are bound to."""
    for clinician in model.staff:
        for day in days:
            stretches = _open(model, clinician, day)
            if stretches:
                _limit_day(model, clinician, day, stretches)
    _newcomers_first(model)


def _newcomers_first(model: Model) -> None:
    """New patients: no group, and no other contact, on a day before the first visit's."""
    new = {patient.id for patient in model.case.patients.values() if patient.new}
    of_patient: dict[str, list[Choice]] = defaultdict(list)
    for choice in model.choices:
        if choice.candidate.needs.single:
            for patient in new.intersection(choice.candidate.patients):
                of_patient[patient].append(choice)
    for choices in of_patient.values():
        if all(choice.standing for choice in choices):
            continue
        alone = [c for c in choices if not isinstance(c.candidate.need, Group)]
        long_ones = [c for c in alone if c.candidate.kind.first]
        for choice in choices:
            before = alone if isinstance(choice.candidate.need, Group) else long_ones
            if choice not in before:
                earlier = [c for c in before if c.candidate.day <= choice.candidate.day]
                model.cp.add(choice.count <= choice.most * model.total(earlier))


def _limit_day(model: Model, clinician: str, day: int, stretches: list[Stretch]) -> None:
    choices = model.choices_of_day.get((clinician, day), [])
    rests = model.rests_of_day.get((clinician, day), [])
    free = sum(end - start for start, end in stretches) - SLACK
    free -= sum(rest.minutes for rest in rests if rest.kind == "lunch")
    admin = model.unit * model.literals(rest.size for rest in rests if rest.kind == "admin")
    busy = model.weighted([c.count for c in choices], [c.candidate.busy for c in choices])
    _limit(model, busy + admin, free)
    hulls = {(c.candidate.starts[0][0], c.candidate.starts[-1][1] + c.candidate.busy) for c in choices}
    for first, last in sorted(hulls):
        part = sum(max(0, min(end, last) - max(start, first)) for start, end in stretches)
        inside = [
            c
            for c in choices
            if first <= c.candidate.starts[0][0] and c.candidate.starts[-1][1] + c.candidate.busy <= last
        ]
        if part < free and len(inside) < len(choices):
            _limit(model, model.weighted([c.count for c in inside], [c.candidate.busy for c in inside]), part)
    for rooms, taken in model.outside_rooms.items():
        held = [c for c in choices if c.candidate.rooms and set(c.candidate.rooms) <= set(rooms)]
        full = sum(
            max(0, min(end, b) - max(start, a))
            for start, end in stretches
            for a, b, used in profile(taken)
            if used >= len(rooms)
        )
        if held and full:
            minutes = model.weighted([c.count for c in held], [c.candidate.minutes for c in held])
            _limit(model, minutes, max(0, free - full))


def _limit(model: Model, minutes: Expr, most: int) -> None:
    """Limit minutes softly: what has to be served stays possible on a day that is overfull by this estimate."""
    over = model.cp.new_int_var(0, 1440, "")
    model.cp.add(minutes - over <= most)
    model.charge(PRICE_OF_MINUTE, over)


def _open(model: Model, clinician: str, day: int) -> list[Stretch]:
    """Return the hours of a day without its blocks."""
    stretches = list(model.case.hours(clinician, day))
    for begins, ends in model.case.blocks(clinician):
        cut = [(start, min(end, begins)) for start, end in stretches] + [
            (max(start, ends), end) for start, end in stretches
        ]
        stretches = sorted({(start, end) for start, end in cut if start < end})
    return stretches
