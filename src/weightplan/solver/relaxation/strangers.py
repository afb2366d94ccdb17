"""What clinicians serve of patients that are not theirs: crowds of strangers, who share contacts out among them.

To a patient all strangers are alike, so a class of needs has one variable for all of them, and each of them has
one for all classes of a crowd.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from weightplan.case import Case
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import LinearProgram, Term
from weightplan.solver.relaxation.merging import Merged
from weightplan.week import Request

ANY_DAY = -1
# Contact type, who may serve it (None: all), weight in 0.01.
Crowd = tuple[str, tuple[str, ...] | None, int]
# Contacts by clinician, day (or ANY_DAY) and contact type.
Counts = dict[tuple[str, int, str], list[Term]]


@dataclass
class Strangers:
    """`crowds` are what strangers serve, by class; `shares` how much of it each of them takes."""

    case: Case
    catalogue: Catalogue
    lp: LinearProgram
    needs: Merged
    crowds: dict[Crowd, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[Crowd, dict[str, int]] = field(default_factory=dict)

    def serve(self, key: str, needs: NeedClass, price: float) -> list[Term]:
        """Let other clinicians than the owner serve a class, as one crowd per contact type.

        `price` is what a contact left unserved costs.
        """
        request, owner = needs.need, self.needs.owner(needs)
        if owner is None or not isinstance(request, Request) or request.clinicians == (owner,):
            return []
        taken: list[Term] = []
        for contact_type in dict.fromkeys(request.contact_types):
            kind = self.case.rulebook.contact_types[contact_type]
            if kind.leaders > 1:
                continue
            probe = self.catalogue.candidate(needs, contact_type, (owner,), 0)
            crowd = (contact_type, request.clinicians, self.case.request_weight(request, kind))
            var = self.lp.variable(needs.asked)
            self.crowds[crowd].append((key, (var, 1.0)))
            taken.append((var, 1.0))
            stranger = float(self.case.rulebook.prices.other_clinician or 0)
            self.lp.cost(var, price_of(self.case, probe) + stranger - price)
        return taken

    def share_out(self, counts: Counts, booked: dict[str, list[Term]]) -> None:
        """Add each stranger's share to what is counted and booked for them."""
        for crowd, parts in self.crowds.items():
            contact_type, named, weight = crowd
            needs = self.needs.classes[parts[0][0]]
            self.shares[crowd] = {}
            for clinician in named if named is not None else self.case.clinicians:
                if self.catalogue.is_able(needs, contact_type, clinician) and self.case.worked_days(clinician):
                    var = self.lp.variable()
                    self.shares[crowd][clinician] = var
                    counts[clinician, ANY_DAY, contact_type].append((var, 1.0))
                    booked[clinician].append((var, float(weight)))
            taken = [(var, -1.0) for var in self.shares[crowd].values()]
            self.lp.row([*(term for _, term in parts), *taken], 0, 0)


def price_of(case: Case, candidate: Candidate) -> float:
    """Return what a candidate costs: for a type that is less preferred, and for a stranger."""
    need, prices = candidate.need, case.rulebook.prices
    if not isinstance(need, Request):
        return 0.0
    step = need.contact_types.index(candidate.contact_type)
    price = (prices.less_preferred_type or 0) * step
    patient = case.patients.get(need.patient or "")
    if patient is not None and patient.clinician is not None and patient.clinician not in candidate.team:
        price += prices.other_clinician or 0
    return float(price)
