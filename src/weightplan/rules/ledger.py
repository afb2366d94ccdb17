"""A plan as the checking halves read it: appointments and breaks in minutes, sorted and indexed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from weightplan.case import CRISIS, Case, Stretch
from weightplan.fields import MINUTES_PER_DAY, hundredths
from weightplan.plan import Appointment, BreakKind, Plan
from weightplan.rulebook import ContactType
from weightplan.week import Group, Request


@dataclass(frozen=True)
class Entry:
    """One appointment of the plan, its names looked up; None where a name is unknown."""

    appointment: Appointment
    kind: ContactType | None
    need: Request | Group | None
    start: int
    end: int
    busy_until: int

    @property
    def request(self) -> str:
        return self.appointment.request

    @property
    def clinicians(self) -> tuple[str, ...]:
        return self.appointment.clinicians

    @property
    def patients(self) -> tuple[str, ...]:
        return self.appointment.patients

    @property
    def room(self) -> str | None:
        return self.appointment.room

    @property
    def day(self) -> int:
        return self.start // MINUTES_PER_DAY

    @property
    def minutes(self) -> int:
        return self.end - self.start

    @property
    def is_crisis(self) -> bool:
        return self.appointment.request == CRISIS and self.need is None

    @property
    def modality(self) -> str | None:
        return self.kind.modality if self.kind else None


@dataclass(frozen=True)
class Pause:
    """One break of the plan in minutes."""

    clinician: str
    kind: BreakKind
    start: int
    end: int

    @property
    def day(self) -> int:
        return self.start // MINUTES_PER_DAY


class Ledger:
    """A plan indexed by need, clinician, patient, room and day."""

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case = case
        self.entries = sorted(
            (self._entry(a) for a in plan.appointments),
            key=_order,
        )
        self.pauses = sorted(
            (Pause(b.clinician, b.kind, case.minute(b.start), case.minute(b.end)) for b in plan.breaks),
            key=lambda b: (b.start, b.end, b.clinician),
        )

    def _entry(self, appointment: Appointment) -> Entry:
        case = self.case
        need = case.requests.get(appointment.request) or case.groups.get(appointment.request)
        return Entry(
            appointment,
            case.rulebook.contact_types.get(appointment.contact_type),
            need,
            case.minute(appointment.start),
            case.minute(appointment.end),
            case.minute(appointment.busy_until),
        )

    @cached_property
    def by_request(self) -> dict[str, list[Entry]]:
        index: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            index[entry.request].append(entry)
        return index

    @cached_property
    def by_clinician(self) -> dict[str, list[Entry]]:
        index: dict[str, list[Entry]] = {c: [] for c in self.case.clinicians}
        for entry in self.entries:
            for clinician in dict.fromkeys(entry.clinicians):
                index.setdefault(clinician, []).append(entry)
        return index

    @cached_property
    def by_clinician_day(self) -> dict[tuple[str, int], list[Entry]]:
        index: dict[tuple[str, int], list[Entry]] = defaultdict(list)
        for clinician, entries in self.by_clinician.items():
            for entry in entries:
                index[clinician, entry.day].append(entry)
        return index

    @cached_property
    def by_patient(self) -> dict[str, list[Entry]]:
        index: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for patient in dict.fromkeys(entry.patients):
                index[patient].append(entry)
        return index

    @cached_property
    def pauses_of(self) -> dict[str, list[Pause]]:
        index: dict[str, list[Pause]] = defaultdict(list)
        for pause in self.pauses:
            index[pause.clinician].append(pause)
        return index

    @cached_property
    def work(self) -> dict[str, list[Stretch]]:
        """What ends a rest, by clinician and in order: appointments with their notes, admin time and blocks."""
        return {clinician: sorted(self._work_of(clinician)) for clinician in self.case.clinicians}

    def _work_of(self, clinician: str) -> Iterator[Stretch]:
        yield from ((e.start, e.busy_until) for e in self.by_clinician[clinician])
        yield from ((p.start, p.end) for p in self.pauses_of.get(clinician, ()) if p.kind == "admin")
        yield from self.case.blocks(clinician)

    def count(self, need: Request | Group) -> int:
        """Return how often a need is served."""
        return len(self.by_request.get(need.id, ()))

    def needs(self) -> Iterator[tuple[Request | Group, int]]:
        """Yield every need with the number of contacts that it asks for."""
        yield from ((request, request.count) for request in self.case.requests.values())
        yield from ((group, 1) for group in self.case.groups.values())

    def booked(self, clinician: str) -> int:
        """Return the weights of one clinician in 0.01, as the plan states them."""
        return sum(hundredths(e.appointment.weights.get(clinician, 0.0)) for e in self.by_clinician.get(clinician, ()))

    def load(self, clinician: str, day: int) -> int:
        return sum(e.kind.load for e in self.by_clinician_day.get((clinician, day), ()) if e.kind)


def _order(entry: Entry) -> tuple[object, ...]:
    made = entry.appointment
    return entry.start, entry.busy_until, made.request, made.clinicians, made.contact_type, made.room or "", entry.end
