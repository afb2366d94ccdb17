"""First the days, then the times: choose who comes on which day without a clock, then time each day."""

from dataclasses import dataclass, replace

from weightplan.case import Case
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder, Scope, missing
from weightplan.solver.candidates import Catalogue
from weightplan.solver.read import read_admin, read_change, read_days
from weightplan.solver.state import Change, State
from weightplan.solver.subsolve import Engine, Outcome

CLOSE_DAYS = 20.0
CLOSE_TIMES = 5.0
EXACT = 0.1
HINT = 0.1


@dataclass
class DayByDay:
    """Makes some clinicians' weeks anew. `spent` is the deterministic time it took."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    state: State
    scope: Scope
    anew: bool = False
    spent: float = 0.0

    def run(self, seconds: float, for_times: float) -> Change | None:
        """Return the change, or None where no days or no times were found within these limits."""
        rough = self.builder(self.state, replace(self.scope, clock=False))
        return self.time(rough, self._choose(rough, seconds), for_times)

    def _choose(self, rough: Builder, seconds: float) -> Outcome:
        """Choose the days, beginning from the days as they are."""
        hint: tuple[int, ...] | None = None
        if not self.anew:
            rough.hint_choices()
            known = self.engine.solve(
                rough.model.cp, deterministic=HINT, wall=self.budget.seconds_left(), fix_hinted=True
            )
            self.spent += known.deterministic_time
            hint = tuple(known.values) if known.found else None
        repeats = self.budget.deterministic is not None
        left = self.budget.seconds_left()
        outcome = self.engine.choose(
            rough.model.cp,
            seconds=left if repeats else min(seconds, left if left is not None else seconds),
            nodes=1 if repeats else None,
            close_enough=CLOSE_DAYS,
            hint=hint,
        )
        self.spent += outcome.deterministic_time
        return outcome

    def time(self, rough: Builder, outcome: Outcome, for_times: float) -> Change | None:
        """Find the times for the days that a model without a clock chose."""
        if not outcome.found:
            return None
        days = read_days(rough, outcome.value)
        now: State | None = self.state.apply(days)
        admin, late = read_admin(rough, outcome.value), 0
        staff = set(self.scope.staff)
        for day in sorted(self.scope.days):
            if self.engine.stopped.is_set() or self.budget.used_up:
                return None
            if now is not None and any(self.case.hours(c, day) for c in staff):
                now, late = self._time_day(
                    now, day, {c: admin.get((c, day), 0) for c in self.scope.staff}, late, for_times
                )
        if now is None:
            return None
        before = {id(p) for p in self.state.placed}
        placed = tuple(p for p in now.placed if id(p) not in before)
        held = tuple(h for h in now.held if h.clinician in staff and h.day in self.scope.days)
        return Change(self.scope.staff, self.scope.days, days.gone, placed, held)

    def _time_day(
        self, state: State, day: int, admin: dict[str, int], late: int, limit: float
    ) -> tuple[State | None, int]:
        """Find the times of one day: of exactly what was chosen, else of what fits of it.

        Then what the choice of days left out may fill the gaps, and admin time that does not fit
        comes `late`: it is asked of the next day.
        """
        first, due = self.scope.staff[0], sum(admin.values())
        if not late:
            asked = {(c, day): minutes for c, minutes in admin.items()}
            builder = self.builder(state, replace(self.scope, days=frozenset([day]), offered=(), admin=asked))
            builder.keep_choices()
            outcome = self.solve(builder, EXACT, 0.0)
            if outcome.found:
                return state.apply(read_change(builder, outcome.value)), 0
        left_out = tuple(missing(self.case, state, self.scope.offered))
        for share, extra in dict.fromkeys(((1, late), (1, 0), (0, 0))):
            asked = {(c, day): share * minutes + extra * (c == first) for c, minutes in admin.items()}
            scope = replace(self.scope, days=frozenset([day]), offered=left_out, admin=asked)
            builder = self.builder(state, scope)
            outcome = self.solve(builder, limit, CLOSE_TIMES)
            if outcome.found:
                return state.apply(read_change(builder, outcome.value)), late + due - share * due - extra
        return None, late

    def builder(self, state: State, scope: Scope) -> Builder:
        return Builder(self.case, self.catalogue, state, scope, self.case.grid)

    def solve(self, builder: Builder, limit: float, close_enough: float) -> Outcome:
        wall = self.budget.seconds_left()
        outcome = self.engine.solve(builder.model.cp, deterministic=limit, wall=wall, close_enough=close_enough)
        self.spent += outcome.deterministic_time
        return outcome
