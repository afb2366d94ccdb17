"""Where the search stands: what is placed when, and which breaks are held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from weightplan.case import CRISIS, Case
from weightplan.plan import Appointment, Break, Plan
from weightplan.solver.candidates import Candidate
from weightplan.solver.parts import RoomClass


@dataclass(frozen=True)
class Placed:
    """One contact for one need: its candidate, its start in minutes, and the room class it holds.

    Without a `start` the day is chosen and the time is still to be found.
    """

    need: str
    candidate: Candidate
    start: int | None
    rooms: RoomClass | None


@dataclass(frozen=True, order=True)
class Held:
    """One break, in minutes."""

    clinician: str
    start: int
    end: int
    kind: str
    day: int


@dataclass(frozen=True)
class State:
    """A whole plan in the solver's terms, or what of it matters to some clinicians (`near`).

    `loads` are then the load points of everybody by clinician and week.
    """

    placed: tuple[Placed, ...] = ()
    held: tuple[Held, ...] = ()
    loads: Mapping[tuple[str, int], int] | None = None

    @cached_property
    def served(self) -> dict[str, int]:
        """How often each need is served."""
        counts: dict[str, int] = defaultdict(int)
        for placed in self.placed:
            counts[placed.need] += 1
        return counts

    def apply(self, change: "Change") -> "State":
        """Return the state after a change; what others changed meanwhile stays."""
        staff = set(change.staff)
        placed = [p for p in self.placed if id(p) not in change.gone]
        held = [h for h in self.held if h.clinician not in staff or h.day not in change.days]
        return State((*placed, *change.placed), (*held, *change.held), self.loads)

    def load(self, clinician: str, week: int) -> int:
        """Return the load points of a clinician in a week."""
        return (self._summed if self.loads is None else self.loads).get((clinician, week), 0)

    @cached_property
    def _summed(self) -> dict[tuple[str, int], int]:
        loads: dict[tuple[str, int], int] = defaultdict(int)
        for placed in self.placed:
            for clinician in placed.candidate.team:
                loads[clinician, placed.candidate.day // 7] += placed.candidate.kind.load
        return loads

    def loads_of(self, week: int) -> dict[str, int]:
        """Return the load points of a week by clinician."""
        return {c: load for (c, w), load in self._summed.items() if w == week}

    def near(self, staff: Iterable[str], needs: Collection[str], rooms: Collection[str]) -> "State":
        """Return the part of a state that can matter to clinicians: their own, contacts of needs, and in rooms."""
        people = frozenset(staff)
        placed = tuple(
            p
            for p in self.placed
            if not people.isdisjoint(p.candidate.team)
            or p.need in needs
            or p.need == CRISIS
            or p.start is None
            or (p.rooms is not None and p.rooms[0] in rooms)
        )
        held = tuple(h for h in self.held if h.clinician in people)
        return State(placed, held, self._summed if self.loads is None else self.loads)


@dataclass(frozen=True)
class Change:
    """A part of a plan made anew: some clinicians' contacts and breaks on some days.

    `gone` are the ids (of objects) of the contacts that it replaces.
    """

    staff: tuple[str, ...]
    days: frozenset[int]
    gone: frozenset[int]
    placed: tuple[Placed, ...]
    held: tuple[Held, ...]


def appointments(case: Case, placed: Iterable[Placed], rooms: Mapping[int, str]) -> tuple[Appointment, ...]:
    """Return the appointments, each in its room (by the object's id), sorted by start and need."""
    made = [
        Appointment(
            request=contact.need,
            contact_type=contact.candidate.contact_type,
            clinicians=contact.candidate.team,
            patients=_patients(case, contact),
            room=rooms.get(id(contact)),
            start=case.moment(start),
            end=case.moment(start + contact.candidate.minutes),
            busy_until=case.moment(start + contact.candidate.busy),
            weights={c: w / 100 for c, w in contact.candidate.weights},
        )
        for start, contact in _timed(placed)
    ]
    return tuple(sorted(made, key=lambda a: (a.start, a.clinicians, a.request)))


def breaks(case: Case, state: State) -> tuple[Break, ...]:
    """Return the plan's breaks, sorted by clinician and start."""
    return tuple(
        Break(clinician=h.clinician, start=case.moment(h.start), end=case.moment(h.end), kind=h.kind)  # type: ignore[arg-type]
        for h in sorted(state.held)
    )


def _patients(case: Case, placed: Placed) -> tuple[str, ...]:
    request = case.requests.get(placed.need)
    if request is None:  # a group's members, or nobody in a crisis slot
        return placed.candidate.patients
    return (request.patient,) if request.patient else ()


def share_out(placed: Iterable[Placed]) -> dict[int, str]:
    """Give each contact a room of its class, first come first served.

    That fails only where a class is overfull, as when two changes made side by side meet; the
    contact then has no room, and the checker refuses the state.
    """
    rooms: dict[int, str] = {}
    free_from: dict[str, int] = defaultdict(lambda: -1)
    for start, contact in sorted(_timed(placed), key=lambda pair: (pair[0], pair[1].need)):
        if contact.rooms is not None:
            room = next((r for r in contact.rooms if free_from[r] <= start), None)
            if room is not None:
                free_from[room] = start + contact.candidate.minutes
                rooms[id(contact)] = room
    return rooms


def _timed(placed: Iterable[Placed]) -> list[tuple[int, Placed]]:
    return [(p.start, p) for p in placed if p.start is not None]


def missing(case: Case, state: State, needs: Iterable[str]) -> list[str]:
    """Return those of the needs that are not fully served."""

    def asked(name: str) -> int:
        request = case.requests.get(name)
        return request.count if request is not None else 1

    return [name for name in needs if state.served.get(name, 0) < asked(name)]


def as_plan(case: Case, state: State) -> Plan:
    """Return a state as a plan, without figures."""
    made = appointments(case, state.placed, share_out(state.placed))
    return Plan(appointments=made, breaks=breaks(case, state))
