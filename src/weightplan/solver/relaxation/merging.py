"""Needs that are alike for the relaxation are one: merged further than the search does."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.solver.candidates import NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.week import Request


@dataclass
class Merged:
    """The classes of needs; ties between needs are kept only as far as classes go.

    `classes` are by the name of their first need, `class_of` gives that name for every request. `ordered` are the
    requests that follow another or are followed, `locked` the locked bookings by request.
    """

    case: Case
    catalogue: Catalogue

    def __post_init__(self) -> None:
        case = self.case
        followed = {r.after.request: r.id for r in case.requests.values() if r.after}
        self.locked = {b.request: b for b in case.week.bookings if b.locked}
        self.ordered = {r.id for r in case.requests.values() if r.after or r.id in followed}
        self.classes = {
            names[0]: NeedClass(tuple(names), case.requests[names[0]], sum(case.requests[n].count for n in names), True)
            for names in self._alike(followed)
        }
        self.class_of = {name: key for key, needs in self.classes.items() for name in needs.ids}
        for group in case.groups.values():
            self.classes[group.id] = NeedClass((group.id,), group, 1, True)

    def _alike(self, followed: dict[str, str]) -> Collection[list[str]]:
        case = self.case
        alike: dict[object, list[str]] = defaultdict(list)
        signature = {
            r.id: (self.catalogue.outline(r), r.id if r.id in self.locked else None) for r in case.requests.values()
        }
        for r in case.requests.values():
            before = signature[r.after.request] if r.after else None
            after = signature[followed[r.id]] if r.id in followed else None
            lag = (r.after.min_days, r.after.max_days, r.same_clinician) if r.after else None
            alike[signature[r.id], before, lag, after].append(r.id)
        return alike.values()

    def owner(self, needs: NeedClass) -> str | None:
        """Return the clinician whose patient it is, where others are only strangers to it."""
        request = needs.need
        if not isinstance(request, Request) or self.case.week.weeks > 1 or needs.key in self.locked:
            return None
        patient = self.case.patients.get(request.patient or "")
        return patient.clinician if patient is not None and patient.clinician in self.case.clinicians else None
