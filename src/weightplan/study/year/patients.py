"""Patients on their way through the unit, and the places on caseloads that they wait for."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from weightplan.case import Case
from weightplan.study.year.model import Course, Year
from weightplan.week import Patient as WeekPatient

State = Literal["waiting", "in_course", "discharged"]


@dataclass(eq=False)
class Patient:
    """One patient. Times are days since the first Monday; `begun` is the first contact, None where it is not known.

    `left` contacts are still to be held (None where time ends the course), the next of them is the step `turn`,
    from the day `due` on. `began` counts the courses begun, `booked` the contacts planned.
    """

    known: WeekPatient
    level: int
    course: Course
    referred: float
    state: State = "waiting"
    clinician: str | None = None
    left: int | None = None
    turn: int = 0
    due: float = 0.0
    began: int = 0
    booked: int = 0
    begun: float | None = None
    treated: bool = False
    since_measured: int = 0

    @property
    def id(self) -> str:
        return self.known.id

    @property
    def sees_first(self) -> bool:
        """Whether the first visit is still to come."""
        return self.state == "waiting" and bool(self.course.first)


def places_of(case: Case, year: Year, clinician: str) -> int:
    """Return how many patients a clinician of the base week may carry at once: none without contracted hours."""
    person = case.clinicians[clinician]
    return round(year.places.get(person.role, 0.0) * person.fte) if case.contracted_days(clinician) else 0


@dataclass
class Places:
    """Who carries whom, and who waits for a place: the sickest first, then who was referred first.

    `most` is how many patients each clinician may carry; whoever carried more from the start keeps them.
    `waited` adds up patient-days of waiting for a place.
    """

    env: Any
    roles: dict[str, str]
    most: dict[str, int]
    carried: dict[str, int] = field(default_factory=dict)
    waited: float = 0.0
    _closed: set[str] = field(default_factory=set)
    _waiting: dict[tuple[str, ...], list[tuple[int, float, int, Patient, Any]]] = field(default_factory=dict)
    _number: int = 0
    _count: int = 0
    _counted: float = 0.0

    def __post_init__(self) -> None:
        self.carried = dict.fromkeys(self.most, 0)

    @property
    def waiting(self) -> int:
        """How many wait for a place."""
        return self._count

    def ask(self, patient: Patient) -> Any:
        """Return the event of a patient's having a place; at once where there is one."""
        event = self.env.event()
        free = self._free(patient.course.roles)
        if free is not None:
            self._take(patient, free, event)
        else:
            self._number += 1
            line = self._waiting.setdefault(patient.course.roles, [])
            heapq.heappush(line, (-patient.level, patient.referred, self._number, patient, event))
            self._now_wait(self._count + 1)
        return event

    def keep(self, patient: Patient, clinician: str) -> None:
        """Let a clinician carry a patient who was there from the start."""
        patient.clinician = clinician
        self.carried[clinician] += 1

    def leave(self, patient: Patient) -> None:
        """Give a patient's place up, and whoever is next has it; or the wait for one."""
        held = patient.clinician
        if held is None:
            self._now_wait(self._count - 1)
            return
        patient.clinician = None
        self.carried[held] -= 1
        self._fill(held)

    def close(self, clinician: str) -> None:
        """Give out no more of a clinician's places."""
        self._closed.add(clinician)

    def open(self, clinician: str) -> None:
        """Give out a clinician's places."""
        self._closed.discard(clinician)
        self._fill(clinician)

    def settle(self) -> float:
        """Return the patient-days waited for a place so far."""
        self._now_wait(self._count)
        return self.waited

    def _fill(self, clinician: str) -> None:
        role = self.roles[clinician]
        while clinician not in self._closed and self.carried[clinician] < self.most[clinician]:
            lines = [line for roles, line in self._waiting.items() if role in roles and _still(line)]
            if not lines:
                return
            *_, patient, event = heapq.heappop(min(lines, key=lambda line: line[0][:3]))
            self._now_wait(self._count - 1)
            self._take(patient, clinician, event)

    def _take(self, patient: Patient, clinician: str, event: Any) -> None:
        self.keep(patient, clinician)
        event.succeed()

    def _free(self, roles: Iterable[str]) -> str | None:
        """Return whoever of some roles carries the least of what they may, None where all are full."""
        open_ones = [c for c in self._of(roles) if self.carried[c] < self.most[c]]
        return min(open_ones, key=lambda c: self.carried[c] / self.most[c], default=None)

    def _of(self, roles: Iterable[str]) -> Iterator[str]:
        wanted = set(roles)
        return (c for c, role in self.roles.items() if role in wanted and c not in self._closed)

    def _now_wait(self, number: int) -> None:
        self.waited += self._count * (self.env.now - self._counted)
        self._count, self._counted = number, self.env.now


def _still(line: list[tuple[int, float, int, Patient, Any]]) -> bool:
    """Say whether anybody in a line still waits; whoever left it goes from its head."""
    while line and line[0][3].state == "discharged":
        heapq.heappop(line)
    return bool(line)
