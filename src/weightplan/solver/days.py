"""First the days, then the times: choose who comes on which day without a clock, then time each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from weightplan.case import Case
from weightplan.rules.protected import KINDS
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.read import Value, read_change, read_days, read_protected
from weightplan.solver.scope import Scope
from weightplan.solver.state import Change, State, missing
from weightplan.solver.subsolve import Engine, Outcome

CLOSE_DAYS = 20.0
CLOSE_TIMES = 5.0
FOR_HINT = 0.1
FOR_EXACT_TIMES = 0.05
# Now and then HiGHS has found next to nothing when its time is up: then it gets more.
MORE_TRIES = 3
POOR = 0.5


@dataclass(frozen=True)
class Chosen:
    """Days that a model without a clock chose, with minutes of protected time by clinician, day and kind."""

    days: Change
    protected: Mapping[tuple[str, int, str], int]


@dataclass
class DayByDay:
    """Makes some clinicians' days anew. `spent` is the deterministic time it took."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    state: State
    scope: Scope
    spent: float = 0.0

    def choose(self, seconds: float, *, hinted: bool) -> Chosen | None:
        """Choose the days within a time limit, beginning from nothing, or from the days as they are.

        Then None says that nothing better was found.
        """
        rough = self.without_clock()
        known = self._as_it_is(rough) if hinted else None
        outcome = self._solve_without_clock(rough, seconds, known.values if known is not None and known.found else None)
        for _ in range(MORE_TRIES):
            if hinted or self.repeats or not outcome.found or not _is_poor(outcome):
                break
            seconds *= 2
            outcome = self._solve_without_clock(rough, seconds, outcome.values)
        if known is not None and known.cost is not None and outcome.cost is not None and outcome.cost >= known.cost:
            return None
        return self.read(rough, outcome)

    @property
    def repeats(self) -> bool:
        return self.budget.deterministic is not None

    def _solve_without_clock(self, rough: Builder, seconds: float, hint: Sequence[int] | None) -> Outcome:
        left = self.budget.seconds_left()
        outcome = self.engine.choose(
            rough.model.cp,
            seconds=left if self.repeats else min(seconds, left if left is not None else seconds),
            # A time limit does not repeat exactly; the root of the search tree does, and is most of the way.
            nodes=1 if self.repeats else None,
            close_enough=CLOSE_DAYS,
            hint=hint,
        )
        self.spent += outcome.deterministic_time
        return outcome

    def without_clock(self) -> Builder:
        return self._builder(self.state, replace(self.scope, clock=False))

    def _as_it_is(self, rough: Builder) -> Outcome:
        rough.hint_choices()
        return self.solve(rough, FOR_HINT, 0.0, fix_hinted=True)

    @staticmethod
    def read(rough: Builder, outcome: Outcome) -> Chosen | None:
        """Return the days that a solved model chose."""
        return read_chosen(rough, outcome.value) if outcome.found else None

    def time(self, chosen: Chosen, state: State, limit: float, exactly: float = FOR_EXACT_TIMES) -> Change | None:
        """Find the times for chosen days in a state in which others may have changed theirs meanwhile.

        Limits in deterministic time, for a day exactly as chosen and for what fits of it.
        """
        now = state.apply(chosen.days)
        staff = self.scope.staff
        late = {(c, kind): 0 for c in staff for kind in KINDS}
        for day in sorted(self.scope.days):
            if self.engine.stopped.is_set() or self.budget.used_up:
                return None
            due = {
                (c, kind): chosen.protected.get((c, day, kind), 0) + minutes
                for (c, kind), minutes in late.items()
                if self.case.hours(c, day)
            }
            if due:
                timed = self._time_day(now, day, due, limit, exactly)
                if timed is None:
                    return None
                now = timed
                late |= {(c, kind): max(0, asked - self._held(now, c, day, kind)) for (c, kind), asked in due.items()}
        if any(late.values()):
            return None
        before = {id(p) for p in state.placed}
        placed = tuple(p for p in now.placed if id(p) not in before)
        held = tuple(h for h in now.held if h.clinician in staff and h.day in self.scope.days)
        return Change(staff, self.scope.days, chosen.days.gone, placed, held)

    def _time_day(
        self, state: State, day: int, due: Mapping[tuple[str, str], int], limit: float, exactly: float
    ) -> State | None:
        """Find the times of one day: of exactly what was chosen, else of what fits of it.

        Then what the choice of days left out may fill the gaps, and protected time that does not fit
        comes on a later day.
        """
        asked = {(c, day, kind): minutes for (c, kind), minutes in due.items()}
        as_chosen = replace(self.scope, days=frozenset([day]), offered=(), protected=asked, lenient=False)
        builder = self._builder(state, as_chosen)
        builder.keep_choices()
        outcome = self.solve(builder, exactly, 0.0)
        if not outcome.found:
            left_out = tuple(missing(self.case, state, self.scope.offered))
            builder = self._builder(state, replace(as_chosen, offered=left_out, lenient=True))
            outcome = self.solve(builder, limit, CLOSE_TIMES)
        return state.apply(read_change(builder, outcome.value)) if outcome.found else None

    def _held(self, state: State, clinician: str, day: int, kind: str) -> int:
        """Return the minutes of protected time of a kind on a clinician's day that had not begun before."""
        held = (h for h in state.held if (h.clinician, h.day, h.kind) == (clinician, day, kind))
        return sum(h.end - h.start for h in held if h.start >= self.catalogue.since)

    def _builder(self, state: State, scope: Scope) -> Builder:
        return Builder(self.case, self.catalogue, state, scope, self.case.grid)

    def solve(self, builder: Builder, limit: float, close_enough: float, *, fix_hinted: bool = False) -> Outcome:
        """Solve a model with CP-SAT and count the time that it took."""
        outcome = self.engine.solve(
            builder.model.cp,
            deterministic=limit,
            wall=self.budget.seconds_left(),
            close_enough=close_enough,
            fix_hinted=fix_hinted,
        )
        self.spent += outcome.deterministic_time
        return outcome


def read_chosen(rough: Builder, value: Value) -> Chosen:
    """Return the days that a solution of a model without a clock chose."""
    return Chosen(read_days(rough, value), read_protected(rough, value))


def _is_poor(outcome: Outcome) -> bool:
    return outcome.cost is not None and outcome.cost - outcome.bound > POOR * outcome.cost + CLOSE_DAYS
