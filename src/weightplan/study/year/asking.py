"""What a patient is due in a week, and who may be asked for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from weightplan.case import Case
from weightplan.demand import DEFAULT_PRIORITY
from weightplan.rulebook import Rulebook
from weightplan.study.year.model import Year
from weightplan.study.year.patients import Patient
from weightplan.week import After, Clinician, Request

WORKDAYS = 5
Types = tuple[str, ...]


def may_hold(person: Clinician, contact_type: str, book: Rulebook) -> bool:
    """Say whether a clinician's role and skills are those that a contact type asks for."""
    kind = book.contact_types[contact_type]
    return (kind.roles is None or person.role in kind.roles) and set(kind.skills) <= set(person.skills)


@dataclass(frozen=True)
class Asking:
    """Asks for a week's contacts. `here` is the week with the staff that its Monday knows to be at work."""

    here: Case
    year: Year
    week: int

    def contacts(self, patient: Patient) -> tuple[list[Request], int]:
        """Return what a patient asks for this week, each contact after the one before it.

        Beside it: how many contacts are due that nobody can be asked for. Who waits for a place to begin with is in
        the queue instead.
        """
        made, lacking = list[Request](), 0
        for types, day, days in self._due(patient):
            holders = self._holders(patient, types)
            if lacking or holders == ():
                lacking += 1
                continue
            if self._is_too_late(holders, types, day):
                break
            made.append(
                Request(
                    id=f"{patient.id}-{patient.booked + len(made)}",
                    patient=patient.id,
                    contact_types=types,
                    clinicians=holders,
                    priority=self._priority(patient),
                    earliest=self.here.date_of(day) if day and not made else None,
                    after=After(request=made[-1].id, min_days=days) if made else None,
                    same_clinician=bool(made) and holders is not None and made[-1].clinicians == holders,
                )
            )
        return made, lacking

    def _due(self, patient: Patient) -> Iterator[tuple[Types, int, int]]:
        """Yield the contacts due before the week's end: types, the day from which, and days after the one before.

        Days count from the week's Monday, 0.
        """
        if patient.clinician is None and patient.state == "waiting":
            return
        monday, steps = 7.0 * self.week, patient.course.steps
        turn, days, due = patient.turn, 0, max(0.0, patient.due - monday)
        left = 1 if patient.sees_first else patient.left
        while due < WORKDAYS and left != 0:
            types = patient.course.first if patient.sees_first else steps[turn % len(steps)].contact_types
            yield types, int(due), days
            turn, left = turn + 1, None if left is None else left - 1
            days = steps[turn % len(steps)].days
            due += days

    def _holders(self, patient: Patient, types: Types) -> tuple[str, ...] | None:
        """Return who may hold a contact: the patient's own clinician, or anybody (None) where that one never can.

        Where the own one is away all week the most urgent go to anybody, and the others wait (nobody). Whoever has
        no clinician waits for one.
        """
        own, book = patient.clinician, self.here.rulebook
        if own is None:
            return ()
        able = any(may_hold(self.here.clinicians[own], t, book) and book.contact_types[t].leaders == 1 for t in types)
        if able and own in self._last_days:
            return (own,)
        return None if not able or self._priority(patient) == 1 else ()

    def _is_too_late(self, holders: tuple[str, ...] | None, types: Types, day: int) -> bool:
        """Say whether nobody who may hold a contact works from a day of the week on, but somebody did before."""
        book = self.here.rulebook
        able = [p.id for p in self.here.week.clinicians if any(may_hold(p, t, book) for t in types)]
        last = [self._last_days[c] for c in holders or able if c in self._last_days]
        return bool(last) and max(last) < day

    @cached_property
    def _last_days(self) -> dict[str, int]:
        """The last day worked by each who works at all."""
        days = {c: [day for day in range(7) if self.here.hours(c, day)] for c in self.here.clinicians}
        return {clinician: worked[-1] for clinician, worked in days.items() if worked}

    def _priority(self, patient: Patient) -> int:
        """Return the level's priority, more urgent the longer the wait."""
        usual, rises = DEFAULT_PRIORITY[patient.level], self.year.priority_rises_weeks
        since = patient.referred if patient.state == "waiting" else patient.due
        return usual if rises is None else max(1, usual - int(max(0.0, 7.0 * self.week - since) / 7 / rises))
