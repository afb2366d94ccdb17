"""What a disruption leaves of a told plan: which contacts and breaks can still be as people were told."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import moved as moves
from weightplan.rules.ledger import Ledger
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.promises import moved_patients
from weightplan.solver.start import as_state
from weightplan.solver.state import State


class Told:
    """The `earlier` plan of a case at the minute `now`: what began before it has been, and stands.

    `standing` are the contacts that can be as told.
    """

    def __init__(self, case: Case, now: int) -> None:
        assert case.earlier is not None
        self.case, self.now = case, now
        self.appointments, self.breaks = case.earlier.appointments, case.earlier.breaks
        self.standing = tuple(a for a in self.appointments if self._can_stand(a))

    @cached_property
    def days(self) -> frozenset[int]:
        """The days that are still to come, the one of `now` among them."""
        return frozenset(range(max(0, self.now // MINUTES_PER_DAY), self.case.day_count))

    @cached_property
    def lost(self) -> frozenset[str]:
        """The needs that have a contact which cannot be as told."""
        standing = {id(a) for a in self.standing}
        return frozenset(a.request for a in self.appointments if id(a) not in standing)

    def state(self) -> State:
        """Return the contacts and the breaks that stand; raise InputError where the week offers no such contact."""
        breaks = tuple(b for b in self.breaks if self._may_rest(b))
        state = as_state(self.case, Catalogue(self.case), Plan(appointments=self.standing, breaks=breaks))
        if state is None:
            raise InputError(["the plan holds a contact that the week as it is now does not offer at all"])
        return state

    def moved_by(self, appointments: Iterable[Appointment]) -> int:
        """Return how many people move where these contacts are held instead."""
        return sum(moved_patients(self.case, self.appointments, appointments).values())

    def least_moved(self) -> int:
        """Return how many people move for certain: where only a room is lost another may do, and nobody moves."""
        return self.moved_by(filter(self._has_its_people, self.appointments))

    def certain_cost(self) -> int:
        """Return what the promises cost that break for certain."""
        # A shorter contact of another type may still begin as told: only who is away by then breaks a promise.
        there = tuple(
            a
            for a in self.appointments
            if self._has_begun(a.start) or all(self._is_worked(c, a.start, a.start) for c in a.clinicians)
        )
        return moves.cost(self.case, Ledger(self.case, Plan(appointments=there)))

    def lacks_rest(self, clinician: str) -> bool:
        """Say whether a break of a clinician, who still works, fell into what is lost."""
        lost = any(b.clinician == clinician and not self._may_rest(b) for b in self.breaks)
        return lost and any(self.case.hours(clinician, day) for day in self.days)

    def _has_begun(self, start: datetime) -> bool:
        return self.case.minute(start) < self.now

    def _is_worked(self, clinician: str, start: datetime, end: datetime) -> bool:
        first, last = self.case.minute(start), self.case.minute(end)
        return any(a <= first and last <= b for a, b in self.case.hours(clinician, first // MINUTES_PER_DAY))

    def _may_rest(self, rest: Break) -> bool:
        """Say whether a break has begun already, or lies in hours that are still worked."""
        return self._has_begun(rest.start) or self._is_worked(rest.clinician, rest.start, rest.end)

    def _has_its_people(self, a: Appointment) -> bool:
        """Say whether a contact has been, or all who lead it will be there."""
        return self._has_begun(a.start) or all(self._is_worked(c, a.start, a.busy_until) for c in a.clinicians)

    def _can_stand(self, a: Appointment) -> bool:
        """Say whether a contact can be as told: it has been, or all who lead it are there, and its room is open."""
        if self._has_begun(a.start):
            return True
        if not self._has_its_people(a):
            return False
        if a.room is None or a.room not in self.case.rooms:
            return True
        first, last = self.case.minute(a.start), self.case.minute(a.end)
        return any(x <= first and last <= y for x, y in self.case.room_hours(a.room, first // MINUTES_PER_DAY))
