"""From how things stand on a Monday to the week that is solved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TypeVar

from weightplan.case import Case
from weightplan.demand import DEFAULT_PRIORITY
from weightplan.fields import Moment
from weightplan.study.year.model import Year
from weightplan.study.year.patients import Patient
from weightplan.study.year.staff import Staff
from weightplan.week import After, Clinician, Group, Request
from weightplan.week import Patient as WeekPatient

WORKDAYS = 5
M = TypeVar("M", bound=Moment)


@dataclass(frozen=True)
class Planner:
    """Makes the weeks of a year from its base week."""

    base: Case
    year: Year

    def monday(self, week: int) -> date:
        return self.base.week.week + timedelta(weeks=week)

    def case(self, week: int, staff: Staff, patients: Iterable[Patient], balances: Mapping[str, float]) -> Case:
        """Return the week of a number (0 = the base week's) with what its patients are due.

        Nothing must be: a week short of staff would have no plan at all. Groups come every week, open to as many.
        """
        base = self.base.week
        people = tuple(self._person(person, week, staff, balances.get(person.id, 0.0)) for person in base.clinicians)
        here = Case(base.model_copy(update={"week": self.monday(week), "clinicians": people}), self.base.rulebook)
        present = {c for c in here.clinicians if here.worked_days(c)}
        people = tuple(self._aimed(person, here) for person in people)
        asking = [(patient, self._requests(patient, week, present)) for patient in patients]
        asking = [(patient, requests) for patient, requests in asking if requests]
        return Case(
            here.week.model_copy(
                update={
                    "planned_on": None,
                    "clinicians": people,
                    "patients": tuple(self._patient(patient) for patient, _ in asking),
                    "requests": tuple(request for _, requests in asking for request in requests),
                    "groups": tuple(self._group(group, week) for group in base.groups),
                    "rooms": tuple(room.model_copy(update={"absences": ()}) for room in base.rooms),
                    "bookings": (),
                    "demand": (),
                    "overrides": (),
                }
            ),
            self.base.rulebook,
        )

    def _person(self, person: Clinician, week: int, staff: Staff, balance: float) -> Clinician:
        """Return a clinician in a week: blocks moved there, absences those of the year."""
        begins = datetime.combine(self.monday(week), datetime.min.time())
        days = 7 if week in staff.vacation[person.id] else min(7, ceil(staff.away_until(person.id) - staff.env.now))
        absence = Moment(start=begins, end=begins + timedelta(days=days)) if days > 0 else None
        shift = timedelta(weeks=week)
        blocks = tuple(_moved(block, shift) for block in person.blocks)
        return person.model_copy(
            update={"blocks": blocks, "absences": (absence,) if absence else (), "balance": balance}
        )

    def _aimed(self, person: Clinician, here: Case) -> Clinician:
        """Return a clinician whose own target, if any, is for the days worked, as a role's is."""
        if person.target is None:
            return person
        return person.model_copy(update={"target": round(person.target * float(here.worked_share(person.id)), 2)})

    def _requests(self, patient: Patient, week: int, present: set[str]) -> list[Request]:
        """Return the contacts that a patient is due before the week's end, each after the one before it."""
        if patient.clinician is None:
            return []
        monday, ends = 7.0 * week, 7.0 * week + WORKDAYS
        steps, made = patient.course.steps, list[Request]()
        due, turn, days = patient.due, patient.turn, 0
        left = 1 if patient.sees_first else patient.left
        while due < ends and (left is None or len(made) < left):
            types = patient.course.first if patient.sees_first else steps[turn % len(steps)].contact_types
            priority = self._priority(patient, monday)
            holders = self._holders(patient.clinician, types, present, priority)
            if holders is not None and not holders:
                break
            made.append(
                Request(
                    id=f"{patient.id}-{patient.booked + len(made)}",
                    patient=patient.id,
                    contact_types=types,
                    clinicians=holders,
                    priority=priority,
                    after=After(request=made[-1].id, min_days=days) if made else None,
                    same_clinician=holders is not None,
                )
            )
            turn += 1
            days = steps[turn % len(steps)].days
            due = max(due, monday) + days
        return made

    def _holders(self, own: str, types: Iterable[str], present: set[str], priority: int) -> tuple[str, ...] | None:
        """Return who may hold a contact: the patient's own clinician, or anybody (None) where that one never can.

        Where the own one is away all week the most urgent go to anybody, and the others wait (nobody).
        """
        kinds, person = self.base.rulebook.contact_types, self.base.clinicians[own]
        able = any(
            (kinds[t].roles is None or person.role in (kinds[t].roles or ()))
            and set(kinds[t].skills) <= set(person.skills)
            and kinds[t].leaders == 1
            for t in types
        )
        if able and own in present:
            return (own,)
        return None if not able or priority == 1 else ()

    def _priority(self, patient: Patient, monday: float) -> int:
        """Return the level's priority, more urgent the longer the wait."""
        usual, rises = DEFAULT_PRIORITY[patient.level], self.year.priority_rises_weeks
        since = patient.referred if patient.sees_first else patient.due
        return usual if rises is None else max(1, usual - int(max(0.0, monday - since) / 7 / rises))

    def _patient(self, patient: Patient) -> WeekPatient:
        begun = None if patient.begun is None else self.base.week.week + timedelta(days=int(patient.begun))
        return patient.known.model_copy(
            update={
                "level": patient.level,
                "clinician": patient.clinician,
                "new": patient.sees_first,
                "course_start": begun,
                "contacts_since_measurement": patient.since_measured,
            }
        )

    def _group(self, group: Group, week: int) -> Group:
        shift = timedelta(weeks=week)
        windows = None if group.windows is None else tuple(_moved(window, shift) for window in group.windows)
        return group.model_copy(
            update={
                "participants": self.base.participants(group),
                "windows": windows,
                "earliest": group.earliest and group.earliest + shift,
                "latest": group.latest and group.latest + shift,
                "must": False,
            }
        )


def _moved(moment: M, shift: timedelta) -> M:
    return moment.model_copy(update={"start": moment.start + shift, "end": moment.end + shift})
