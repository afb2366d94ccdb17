"""Which needs the solver may exchange for one another, and the classes that such needs make."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from weightplan.case import CRISIS, Case
from weightplan.rules import SOFT_RULES
from weightplan.rules.base import CountsPatients
from weightplan.solver.candidates import NeedClass
from weightplan.week import Request

COUNTING = tuple(rule for rule in SOFT_RULES.values() if isinstance(rule, CountsPatients))


class LookAlikes:
    """The needs of a case, told apart only where a rule, a price or another need tells them apart."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def tied(self) -> frozenset[str]:
        """Needs that cannot be exchanged, since another need, a booking, a promise or a count names them."""
        case = self.case
        tied: set[str] = {b.request for b in case.week.bookings}
        by_patient: dict[str, set[str]] = defaultdict(set)
        for request in case.requests.values():
            if request.count > 1:
                tied.add(request.id)
            if request.patient:
                by_patient[request.patient].add(request.id)
            if request.after:
                tied |= {request.id, request.after.request}
            if request.same_day:
                tied.add(request.id)
        for group in case.groups.values():
            tied.add(group.id)
            for member in case.members(group):
                by_patient[member].add(group.id)
        counted = {patient for rule in COUNTING for patient in rule.counted(case)}
        for patient, needs in by_patient.items():
            if len(needs) > 1 or patient in counted:
                tied |= needs
        if case.earlier:
            tied |= {a.request for a in case.earlier.appointments}
        return frozenset(tied)

    @cached_property
    def signatures(self) -> dict[str, object]:
        """What two requests must share to be exchangeable, by request."""
        return {r.id: r.id if r.id in self.tied else self.outline(r) for r in self.case.requests.values()}

    def outline(self, request: Request) -> object:
        """Return what the cost and the possible times of a request depend on, its ties left out."""
        patient = self.case.patients.get(request.patient or "")
        hours = tuple(sorted(patient.available.items())) if patient and patient.available is not None else None
        return (
            request.contact_types,
            request.clinicians,
            request.earliest,
            request.latest,
            request.windows,
            request.rooms,
            request.priority,
            request.must,
            tuple(sorted(request.addons)),
            patient and (patient.clinician, patient.new, hours),
            request.patient is None,
        )

    def classes(self, needs: Iterable[str]) -> list[NeedClass]:
        """Merge needs (by id) into classes; the crisis slots are a class of their own."""
        case = self.case
        merged: dict[object, list[str]] = defaultdict(list)
        made: list[NeedClass] = []
        for name in needs:
            if name == CRISIS:
                asked = (case.rulebook.crisis.slots_per_day if case.rulebook.crisis else 0) * len(case.crisis_days)
                made.append(NeedClass((CRISIS,), None, asked, True))
            elif name in case.groups:
                made.append(NeedClass((name,), case.groups[name], 1, True))
            else:
                merged[self.signatures[name]].append(name)
        for names in merged.values():
            first = case.requests[names[0]]
            asked = sum(case.requests[n].count for n in names)
            made.append(NeedClass(tuple(names), first, asked, names[0] in self.tied))
        return made
