"""From how things stand on a Monday to the week that is solved."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from weightplan.case import Case
from weightplan.fields import Moment
from weightplan.study.year.asking import Asking
from weightplan.study.year.crisis import slots_due, with_slots_that_can_be_held
from weightplan.study.year.model import Year
from weightplan.study.year.patients import Patient
from weightplan.study.year.staff import Staff
from weightplan.week import Clinician, Group
from weightplan.week import Patient as WeekPatient

M = TypeVar("M", bound=Moment)


@dataclass(frozen=True)
class Monday:
    """A week as its Monday finds it: the `case` to solve, and what nobody can be asked for.

    `target` is the unit's (0.01) for the days that are known to be worked, nothing carried over. `not_asked` counts
    contacts that are due, by level of care, of patients whose own clinician is away all week or whom nobody carries.
    `slots` are the crisis slots that are due.
    """

    case: Case
    target: int
    not_asked: Counter[int]
    slots: int


@dataclass(frozen=True)
class Planner:
    """Makes the weeks of a year from its base week."""

    base: Case
    year: Year

    def monday(self, week: int) -> date:
        return self.base.week.week + timedelta(weeks=week)

    def staffed(self, week: int, staff: Staff) -> Case:
        """Return the base week moved to a week (0 = the base week's), with who is at work as far as it is known now.

        Nothing is carried over: targets are those of the days worked.
        """
        here = self.base.week.model_copy(
            update={
                "week": self.monday(week),
                "clinicians": tuple(self._person(person, week, staff) for person in self.base.week.clinicians),
            }
        )
        aimed = tuple(_aimed(person, Case(here, self.base.rulebook)) for person in here.clinicians)
        return Case(here.model_copy(update={"clinicians": aimed}), self.base.rulebook)

    def begin(self, week: int, staff: Staff, patients: Iterable[Patient], balances: Mapping[str, float]) -> Monday:
        """Return a week with what its patients are due.

        Nothing must be but the crisis slots that those at work can hold: a week short of staff would have no plan.
        Groups come every week, open to as many.
        """
        here = self.staffed(week, staff)
        asking = Asking(here, self.year, week)
        asked = [(patient, *asking.contacts(patient)) for patient in patients]
        not_asked = Counter[int]()
        for patient, _, lacking in asked:
            not_asked[patient.level] += lacking
        base = self.base.week
        bare = Case(
            here.week.model_copy(
                update={
                    "planned_on": None,
                    "clinicians": tuple(
                        person.model_copy(update={"balance": balances.get(person.id, 0.0)})
                        for person in here.week.clinicians
                    ),
                    "patients": tuple(self._patient(patient) for patient, requests, _ in asked if requests),
                    "requests": tuple(request for _, requests, _ in asked for request in requests),
                    "groups": tuple(self._group(group, week) for group in base.groups),
                    "rooms": tuple(room.model_copy(update={"absences": ()}) for room in base.rooms),
                    "bookings": (),
                    "demand": (),
                    "overrides": (),
                }
            ),
            self.base.rulebook,
        )
        target = sum(map(here.target, here.clinicians))
        return Monday(with_slots_that_can_be_held(bare), target, not_asked, slots_due(bare))

    def _person(self, person: Clinician, week: int, staff: Staff) -> Clinician:
        """Return a clinician in a week: blocks moved there, absences those of the year."""
        shift = timedelta(weeks=week)
        blocks = tuple(_moved(block, shift) for block in person.blocks)
        return person.model_copy(update={"blocks": blocks, "absences": staff.absences(person.id, week), "balance": 0.0})

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


def _aimed(person: Clinician, here: Case) -> Clinician:
    """Return a clinician whose own target, if any, is for the days worked, as a role's is."""
    if person.target is None:
        return person
    return person.model_copy(update={"target": round(person.target * float(here.worked_share(person.id)), 2)})


def _moved(moment: M, shift: timedelta) -> M:
    return moment.model_copy(update={"start": moment.start + shift, "end": moment.end + shift})
