"""Which appointments of two plans are the same, which differ, and which only one plan has.

Appointments of one need are matched, those most alike first. Within one degree of likeness the
earlier goes with the earlier, so that B against A gives the same pairs as A against B.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from weightplan.answers.diff.model import Aspect, Change, Kind, PatientChanges, Placed
from weightplan.plan import Appointment

_ASPECTS: dict[Aspect, Callable[[Appointment], Hashable]] = {
    "time": lambda a: (a.start, a.end, a.busy_until),
    "clinician": lambda a: frozenset(a.clinicians),
    "room": lambda a: a.room,
    "type": lambda a: a.contact_type,
    "patients": lambda a: frozenset(a.patients),
}
# From everything alike to nothing but the need.
_LIKENESS: tuple[Callable[[Appointment], Hashable], ...] = (
    lambda a: tuple(aspect(a) for aspect in _ASPECTS.values()),
    lambda a: (a.start, frozenset(a.clinicians)),
    lambda a: a.start,
    lambda a: (a.start.date(), frozenset(a.clinicians)),
    lambda a: frozenset(a.clinicians),
    lambda a: a.start.date(),
    lambda a: None,
)
Pair = tuple[Appointment | None, Appointment | None]


def changes(a: Iterable[Appointment], b: Iterable[Appointment]) -> tuple[Change, ...]:
    """Return what differs between the appointments of two plans, by the earliest of its times."""
    ours, theirs = _by_need(a), _by_need(b)
    pairs = [pair for need in ours | theirs for pair in _pairs(ours.get(need, []), theirs.get(need, []))]
    found = (_change(*pair) for pair in sorted(pairs, key=_earliest))
    return tuple(change for change in found if change.kind != "moved" or change.changed)


def by_patient(found: Iterable[Change]) -> tuple[PatientChanges, ...]:
    """Return how many changes of each kind every touched patient has, by the earliest of them."""
    counts: dict[str, Counter[Kind]] = defaultdict(Counter)
    for change in found:
        for patient in dict.fromkeys(change.patients):
            counts[patient][change.kind] += 1
    return tuple(
        PatientChanges(patient=p, moved=c["moved"], added=c["added"], dropped=c["dropped"]) for p, c in counts.items()
    )


def _by_need(appointments: Iterable[Appointment]) -> dict[str, list[Appointment]]:
    index: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in sorted(appointments, key=_order):
        index[appointment.request].append(appointment)
    return index


def _order(a: Appointment) -> tuple[object, ...]:
    return a.start, a.busy_until, a.end, a.request, a.clinicians, a.contact_type, a.room or "", a.patients


def _pairs(ours: list[Appointment], theirs: list[Appointment]) -> Iterator[Pair]:
    for alike in _LIKENESS:
        waiting: dict[Hashable, list[Appointment]] = defaultdict(list)
        for appointment in theirs:
            waiting[alike(appointment)].append(appointment)
        left = []
        for appointment in ours:
            if matches := waiting[alike(appointment)]:
                yield appointment, matches.pop(0)
            else:
                left.append(appointment)
        unmatched = {id(appointment) for matches in waiting.values() for appointment in matches}
        ours, theirs = left, [appointment for appointment in theirs if id(appointment) in unmatched]
    yield from ((appointment, None) for appointment in ours)
    yield from ((None, appointment) for appointment in theirs)


def _earliest(pair: Pair) -> list[tuple[object, ...]]:
    return sorted(_order(appointment) for appointment in pair if appointment)


def _change(a: Appointment | None, b: Appointment | None) -> Change:
    there = sorted((appointment for appointment in (a, b) if appointment), key=_order)
    return Change(
        kind="added" if a is None else "dropped" if b is None else "moved",
        request=there[0].request,
        patients=tuple(dict.fromkeys(patient for appointment in there for patient in appointment.patients)),
        changed=tuple(name for name, aspect in _ASPECTS.items() if a and b and aspect(a) != aspect(b)),
        a=_placed(a),
        b=_placed(b),
    )


def _placed(appointment: Appointment | None) -> Placed | None:
    if appointment is None:
        return None
    return Placed(**{name: getattr(appointment, name) for name in Placed.model_fields})
