"""What one more contact changes by the rules that count the contacts of each patient."""

from functools import cached_property

from weightplan.case import Case
from weightplan.rulebook import ContactType
from weightplan.rules import front_loaded, intensity_floor, measurement
from weightplan.rules.ledger import Ledger
from weightplan.week import Group, Request


class Courses:
    """The patients' courses of treatment in a plan as it stands."""

    def __init__(self, case: Case, ledger: Ledger) -> None:
        self.case, self.ledger = case, ledger

    def least(self, need: Request | Group, kind: ContactType) -> int:
        """Return the least that one more contact costs in any week; below zero where it saves."""
        if not (self._floors or self._fronts or self._measured):
            return 0
        return min(sum(self.rises(need, kind, week).values()) for week in range(self.case.week.weeks))

    def rises(self, need: Request | Group, kind: ContactType, week: int) -> dict[str, int]:
        """Return by how much the cost rises with one more contact for a need in a week, by rule."""
        if not (self._floors or self._fronts or self._measured):
            return {}
        alone = isinstance(need, Request)
        patients = ((need.patient,) if need.patient else ()) if isinstance(need, Request) else self.case.members(need)
        counts = {"intensity_floor": 0, "front_loaded": 0, "measurement": 0}
        for patient in dict.fromkeys(patients):
            counts["intensity_floor"] -= len(self.ledger.by_patient.get(patient, ())) < self._floors.get(patient, 0)
            counts["front_loaded"] -= self._is_front(patient, week)
            if patient in self._measured:
                contacts, measuring = measurement.held(self.ledger, patient)
                after = measurement.missing(self.case, patient, contacts + alone, measuring + kind.measures)
                counts["measurement"] += after - measurement.missing(self.case, patient, contacts, measuring)
        prices = self.case.rulebook.prices
        return {rule: (getattr(prices, rule) or 0) * count for rule, count in counts.items()}

    def _is_front(self, patient: str, week: int) -> bool:
        """Say whether a contact in a week is one of those that a course lacks at its beginning."""
        weeks, due = self._fronts.get(patient, (range(0), 0))
        return week in weeks and sum(1 for e in self.ledger.by_patient.get(patient, ()) if e.day // 7 in weeks) < due

    @cached_property
    def _floors(self) -> dict[str, int]:
        return intensity_floor.dues(self.case)

    @cached_property
    def _fronts(self) -> dict[str, tuple[range, int]]:
        return front_loaded.dues(self.case)

    @cached_property
    def _measured(self) -> frozenset[str]:
        return frozenset(measurement.counted(self.case))
