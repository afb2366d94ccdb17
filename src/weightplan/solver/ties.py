"""Which needs hang together, by patient, follow-up or tag, and which contacts need a time of their own for it."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from weightplan.case import Case
from weightplan.solver.candidates import Candidate
from weightplan.week import Group, Request


class Ties:
    """The ties between the needs of a case."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def related(self, needs: Iterable[str]) -> set[str]:
        """Return the needs that share a patient, a follow-up or a tag with one of these, and these."""
        return {other for need in needs for other in self._circles.get(need, (need,))}

    @cached_property
    def _circles(self) -> dict[str, set[str]]:
        """Every need that has a tie, with all that it is tied to directly and itself."""
        case = self.case
        circles: dict[object, set[str]] = defaultdict(set)
        for need in case.needs.values():
            patients = (need.patient,) if isinstance(need, Request) else case.members(need)
            for patient in patients:
                if patient is not None:
                    circles["patient", patient].add(need.id)
            if need.same_day is not None:
                circles["tag", need.same_day].add(need.id)
            if isinstance(need, Request) and need.after is not None:
                circles["after", need.after.request, need.id] = {need.id, need.after.request}
        ties: dict[str, set[str]] = defaultdict(set)
        for circle in circles.values():
            for name in circle:
                ties[name] |= circle
        return ties

    def needs_own_time(self, candidate: Candidate) -> bool:
        """Say whether a contact's time must be told from that of others of its type.

        It must where the patient may have another contact that day, or a booking names the time.
        """
        need = candidate.need
        if not isinstance(need, Request) or need.id in self._timed or candidate.kind.leaders > 1:
            return True
        patient = self.case.patients.get(need.patient or "")
        if patient is not None and patient.new and not self._starts_with_first(patient.id):
            return True
        if candidate.kind.modality == "digital":
            return False
        return need.count > 1 or any(self._may_share_day(need, other) for other in self._of_patient[need.patient])

    def _starts_with_first(self, patient: str) -> bool:
        """Say whether a new patient's needs can only be met with a first visit in front."""

        def is_first(name: str) -> bool:
            request = self.case.requests.get(name)
            kinds = self.case.rulebook.contact_types
            return request is not None and all(kinds[t].first for t in request.contact_types)

        return all(
            isinstance(need, Request)
            and (is_first(need.id) or (need.after and need.after.min_days > 0 and is_first(need.after.request)))
            for need in self._of_patient[patient]
        )

    @cached_property
    def _timed(self) -> frozenset[str]:
        told = [a.request for a in self.case.earlier.appointments] if self.case.earlier else []
        return frozenset([b.request for b in self.case.week.bookings] + told)

    @cached_property
    def _of_patient(self) -> dict[str | None, list[Request | Group]]:
        index: dict[str | None, list[Request | Group]] = defaultdict(list)
        for request in self.case.requests.values():
            if request.patient is not None:
                index[request.patient].append(request)
        for group in self.case.groups.values():
            for member in self.case.members(group):
                index[member].append(group)
        return index

    @staticmethod
    def _may_share_day(need: Request, other: Request | Group) -> bool:
        if other.id == need.id:
            return False
        for one, two in ((need, other), (other, need)):
            if isinstance(one, Request) and one.after and one.after.request == two.id and one.after.min_days > 0:
                return False
        return True
