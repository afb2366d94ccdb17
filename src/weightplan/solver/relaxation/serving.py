"""Who serves what: how many contacts of each class of needs, by whom, of which type and on which day."""

from collections import defaultdict
from dataclasses import dataclass, field

from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.linear import LinearProgram, Term
from weightplan.solver.relaxation.merging import Merged
from weightplan.solver.relaxation.strangers import ANY_DAY, Counts, Strangers, price_of
from weightplan.week import Booking, Group, Request

Team = tuple[str, ...]
Dated = tuple[int, Term]
STRANGERS: Team = ()


@dataclass
class Serving:
    """Contacts served, as terms of a linear program: for each class no more than it asks for, at a price for the rest.

    `by_team` are they by class and team, each with its day (or ANY_DAY), `counts` by clinician, day and type;
    `booked` is what they weigh for each clinician, in 0.01.
    """

    case: Case
    catalogue: Catalogue
    lp: LinearProgram
    needs: Merged
    counts: Counts = field(default_factory=lambda: defaultdict(list))
    booked: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    by_team: dict[tuple[str, Team], list[Dated]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.case, self.catalogue, self.lp, self.needs)
        for key, needs in self.needs.classes.items():
            self._serve(key, needs)
        self.strangers.share_out(self.counts, self.booked)

    def _serve(self, key: str, needs: NeedClass) -> None:
        need = needs.need
        assert need is not None
        heads = self.case.participants(need) if isinstance(need, Group) else 1
        price = self.case.rulebook.prices.unserved.get(need.priority, 0) * heads
        taken: list[Term] = []
        for contact_type, team, days in self._ways(needs):
            for day, candidate in days:
                var = self.lp.variable(needs.asked)
                taken.append((var, 1.0))
                self.by_team[key, team].append((day, (var, 1.0)))
                self.lp.cost(var, price_of(self.case, candidate) - price)
                for clinician in team:
                    self.counts[clinician, day, contact_type].append((var, 1.0))
                    weight = candidate.weight_of.get(clinician, 0)
                    if weight:
                        self.booked[clinician].append((var, float(weight)))
        for term in self.strangers.serve(key, needs, price):
            taken.append(term)
            self.by_team[key, STRANGERS].append((ANY_DAY, term))
        self.lp.offset += price * needs.asked
        low = float(needs.asked) if need.must or (key in self.needs.locked and needs.asked == 1) else 0.0
        self.lp.row(taken, low, needs.asked)

    def _ways(self, needs: NeedClass) -> list[tuple[str, Team, list[tuple[int, Candidate]]]]:
        """Return the ways to serve a class; where all days are alike, they are one."""
        found: dict[tuple[str, Team], list[tuple[int, Candidate]]] = defaultdict(list)
        booking = self.needs.locked.get(needs.key)
        for candidate in self._candidates(needs):
            if booking is not None and needs.asked == 1 and not self._stands(booking, candidate):
                continue
            found[candidate.contact_type, candidate.team].append((candidate.day, candidate))
        ways = []
        for (contact_type, team), days in found.items():
            alike = self.case.week.weeks == 1 and len(team) == 1 and needs.key not in self.needs.ordered
            everywhere = alike and len(days) == self.case.worked_days(team[0])
            ways.append((contact_type, team, [(ANY_DAY, days[0][1])] if everywhere else days))
        return ways

    def _candidates(self, needs: NeedClass) -> list[Candidate]:
        """Return what is told apart: the patient's own clinician and teams; strangers are one crowd."""
        staff, owner = tuple(self.case.clinicians), self.needs.owner(needs)
        if owner is None:
            return self.catalogue.ways(needs, staff)
        teams = [c for c in self.catalogue.ways(needs, staff) if len(c.team) > 1] if self._is_co_led(needs) else []
        return [*self.catalogue.ways(needs, (owner,)), *teams]

    def _is_co_led(self, needs: NeedClass) -> bool:
        kinds = self.case.rulebook.contact_types
        return isinstance(needs.need, Request) and any(kinds[t].leaders > 1 for t in needs.need.contact_types)

    def _stands(self, booking: Booking, candidate: Candidate) -> bool:
        day = self.case.minute(booking.start) // MINUTES_PER_DAY
        return set(booking.team) <= set(candidate.team) and candidate.day == day


def serve_crisis(serving: Serving) -> dict[tuple[Team, int], int]:
    """Fill the crisis slots of each day; return how much of them each team takes, by team and day."""
    case, lp, crisis = serving.case, serving.lp, serving.case.rulebook.crisis
    if crisis is None or not crisis.slots_per_day:
        return {}
    needs = serving.catalogue.classes([CRISIS])[0]
    slots: dict[tuple[Team, int], int] = {}
    per_day: dict[int, list[Term]] = {day: [] for day in case.crisis_days}
    for candidate in serving.catalogue.ways(needs, tuple(case.clinicians)):
        var = lp.variable(crisis.slots_per_day)
        per_day[candidate.day].append((var, 1.0))
        slots[candidate.team, candidate.day] = var
        for clinician in candidate.team:
            serving.counts[clinician, candidate.day, candidate.contact_type].append((var, 1.0))
    for terms in per_day.values():
        lp.row(terms, crisis.slots_per_day, crisis.slots_per_day)
    return slots
