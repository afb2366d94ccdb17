"""The models that a repair solves: what was lost placed around what stands, some weeks opened, or everything."""

from collections import defaultdict
from functools import cached_property

from weightplan.case import CRISIS
from weightplan.solver.build import Builder
from weightplan.solver.candidates import Candidate, NeedClass
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.gaps import Gaps
from weightplan.solver.scope import Scope
from weightplan.solver.start import required
from weightplan.solver.state import State, missing
from weightplan.solver.told import Told


class RepairModels:
    """Builds models of one repair, each from the `state` that stands; `asked` are new needs to be met."""

    def __init__(self, catalogue: Catalogue, told: Told, state: State, asked: tuple[str, ...]) -> None:
        self.case = told.case
        self.catalogue, self.told, self.state, self.asked = catalogue, told, state, asked

    def complete(self) -> Builder:
        """Open everything that is still to come: what this model proves holds of every plan."""
        offered = tuple(missing(self.case, self.state, self.case.needs))
        return self._builder(Scope(tuple(self.case.clinicians), self.told.days, offered))

    def around_what_stands(self) -> Builder:
        """Free what was lost and what is tied to it; all else stands."""
        gaps = Gaps(self.case, State(tuple(p for p in self.state.placed if p.need not in self._freed)))
        ways = [w for n in self.catalogue.classes(self._offered) for w in self._all_ways(n)]
        able = {c for way in ways if gaps.hold(way) for c in way.team}
        able |= {c for p in self.state.placed if p.need in self._freed for c in p.candidate.team}
        able |= {c for c in self.case.clinicians if self.told.lacks_rest(c)}
        staff = tuple(c for c in self.case.clinicians if c in able)
        pinned = frozenset(self.state.served) - self._freed
        return self._builder(Scope(staff, self.told.days, self._offered, pinned, allows=gaps.hold))

    def with_helpers(self, helpers: tuple[str, ...]) -> Builder:
        """Open some clinicians' weeks: what they have stays on its day with them, or goes."""
        told = {(a.request, a.contact_type, frozenset(a.clinicians), a.start.date()) for a in self.told.appointments}
        stay = {p.need for p in self.state.placed} - self._freed - {CRISIS}

        def allows(candidate: Candidate) -> bool:
            name, team = candidate.needs.key, frozenset(candidate.team)
            as_told = (name, candidate.contact_type, team, self.case.date_of(candidate.day)) in told
            return name not in stay or as_told

        pinned = {p.need for p in self.state.placed if not set(helpers) & set(p.candidate.team)}
        return self._builder(Scope(helpers, self.told.days, self._offered, frozenset(pinned) - {CRISIS}, allows=allows))

    def free_first(self, name: str) -> list[str]:
        """Return who could meet a need, whoever has least to do first."""
        busy: dict[str, int] = defaultdict(int)
        for placed in self.state.placed:
            for clinician in placed.candidate.team:
                busy[clinician] += placed.candidate.busy
        ways = self._all_ways(self.catalogue.classes([name])[0])
        return sorted({c for way in ways for c in way.team}, key=lambda c: (busy[c], c))

    @cached_property
    def urgent(self) -> tuple[str, ...]:
        """What a legal plan needs and what is asked for, as far as it is not met now."""
        return tuple(missing(self.case, self.state, dict.fromkeys([*required(self.case), *self.asked])))

    @cached_property
    def _freed(self) -> frozenset[str]:
        """What was lost, with all that shares a patient, a day or an order with it."""
        return frozenset(self.catalogue.related(self.told.lost - {CRISIS}))

    @cached_property
    def _offered(self) -> tuple[str, ...]:
        lost = [a.request for a in self.told.appointments if a.request != CRISIS]
        tied = sorted(self.catalogue.related([*self._freed, *self.urgent]))
        return tuple(missing(self.case, self.state, dict.fromkeys([*lost, *self.urgent, *tied])))

    def _all_ways(self, needs: NeedClass) -> list[Candidate]:
        return self.catalogue.ways(needs, tuple(self.case.clinicians))

    def _builder(self, scope: Scope) -> Builder:
        return Builder(self.case, self.catalogue, self.state, scope, self.case.grid)
