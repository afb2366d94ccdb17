"""Where the search stands: what is placed when, and which breaks are held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from weightplan.case import Case
from weightplan.plan import Appointment, Break
from weightplan.solver.candidates import Candidate
from weightplan.solver.parts import RoomClass


@dataclass(frozen=True)
class Placed:
    """One contact for one need: its candidate, its start in minutes, and the room class it holds."""

    need: str
    candidate: Candidate
    start: int
    rooms: RoomClass | None

    @property
    def end(self) -> int:
        return self.start + self.candidate.minutes


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
    """A whole plan in the solver's terms."""

    placed: tuple[Placed, ...] = ()
    held: tuple[Held, ...] = ()

    @cached_property
    def served(self) -> dict[str, int]:
        """How often each need is served."""
        counts: dict[str, int] = defaultdict(int)
        for placed in self.placed:
            counts[placed.need] += 1
        return counts

    @cached_property
    def of_need(self) -> dict[str, list[Placed]]:
        index: dict[str, list[Placed]] = defaultdict(list)
        for placed in self.placed:
            index[placed.need].append(placed)
        return index

    def load(self, clinician: str, week: int) -> int:
        return sum(
            p.candidate.kind.load
            for p in self.placed
            if clinician in p.candidate.team and p.candidate.day // 7 == week
        )


def appointments(case: Case, state: State) -> tuple[Appointment, ...]:
    """Return the plan's appointments, each with a room of its class, sorted by start and need."""
    rooms = _share_out(state.placed)
    made = [
        Appointment(
            request=placed.need,
            contact_type=placed.candidate.contact_type,
            clinicians=placed.candidate.team,
            patients=_patients(case, placed),
            room=rooms.get(id(placed)),
            start=case.moment(placed.start),
            end=case.moment(placed.end),
            busy_until=case.moment(placed.end + placed.candidate.documentation),
            weights={c: w / 100 for c, w in placed.candidate.weights},
        )
        for placed in state.placed
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


def _share_out(placed: Iterable[Placed]) -> dict[int, str]:
    """Give each contact a room: first come first served never fails, since a class is never overfull."""
    rooms: dict[int, str] = {}
    free_from: dict[str, int] = defaultdict(lambda: -1)
    for contact in sorted(placed, key=lambda p: (p.start, p.need)):
        if contact.rooms is not None:
            room = next(r for r in contact.rooms if free_from[r] <= contact.start)
            free_from[room] = contact.end
            rooms[id(contact)] = room
    return rooms
