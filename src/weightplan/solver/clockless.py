"""A sharper lower bound: the whole week without a clock, as an integer program.

The model that chooses days is a relaxation of the rules, so what branch and cut proves of it holds
for every legal plan. It knows each need, and the parts of each day with rows, pauses and lunch,
where the linear relaxation (relaxation/) merges needs and adds up minutes: sharper, and too large for
big weeks. It is valid for the rules that are posted without a clock and for what a day can hold
(capacity.py); it leaves out rooms, times of patients, recovery and rests, and `moved`, `late_change`,
`heavy_late` and `context_switches`, which only add cost. Where nearly all needs are alike it
is so small that CP-SAT solves it, and its solution is the plan once it has times.
"""

import logging
import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from math import ceil

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver import integer
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import Chosen, DayByDay, read_chosen
from weightplan.solver.profile import stage
from weightplan.solver.scope import Scope
from weightplan.solver.state import Placed, State, missing
from weightplan.solver.subsolve import Engine

SHARE = 0.2
LONGEST = 60.0
MOST_PAIRS = 20_000
PAIRS_PER_SECOND = 4_000
LOOK_ALIKE = 600  # kinds of needs times clinicians
MOST_WORK = 200.0
PORTFOLIO = 8
FOR_TIMES = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Proven:
    """A lower bound of any legal plan's cost (None: nothing was proven), and the days of the best solution found.

    `standing` is the state that the days are to be added to.
    """

    bound: int | None
    standing: State = field(default_factory=State)
    chosen: Chosen | None = None


def clockless_bound(case: Case, catalogue: Catalogue, state: State, seconds: float | None) -> int | None:
    """Return a lower bound of any legal plan's cost; `state` is one legal state.

    None where nothing was proven in `seconds` (None: until the optimum of the program is).
    """
    builder = _whole_week(case, catalogue, state)
    bound = integer.as_program(builder.model.cp).bound_of_integers(seconds)
    return max(0, ceil(bound - 1e-3)) if bound is not None else None


def of_look_alikes(
    case: Case, catalogue: Catalogue, state: State, engine: Engine, budget: Budget, workers: int
) -> Proven:
    """Solve a week whose needs are nearly all alike, as a few numbers; of other weeks nothing is proven.

    CP-SAT sees that clinicians are alike too, and proves in seconds what branch and cut does not; with
    several workers it runs more threads than asked for, briefly.
    """
    if len(catalogue.classes(case.needs)) * len(case.clinicians) > LOOK_ALIKE:
        return Proven(None)
    builder, left = _whole_week(case, catalogue, state), budget.seconds_left()
    outcome = engine.solve(
        builder.model.cp,
        deterministic=SHARE * min(MOST_WORK, budget.deterministic_left()),
        wall=SHARE * left if left is not None else None,
        # Measured on two cores: eight kinds of search side by side take 8 to 15 s, one or two 4 to 50 s.
        workers=PORTFOLIO if workers > 1 else 1,
    )
    budget.spend(outcome.deterministic_time)
    chosen = read_chosen(builder, outcome.value) if outcome.found else None
    return Proven(max(0, outcome.bound), builder.state, chosen)


def _whole_week(case: Case, catalogue: Catalogue, state: State) -> Builder:
    """Return the model; of a legal state those locked bookings stand in it that leave nothing open.

    Open is a contact type, a second leader, or a second contact.
    """
    staff, days = tuple(case.clinicians), frozenset(range(case.day_count))
    standing = State(tuple(p for p in state.placed if p.need in promised(case) and is_settled(case, p)))
    offered = tuple(missing(case, standing, case.needs))
    scope = Scope(staff, days, offered, frozenset(standing.served), clock=False)
    builder = Builder(case, catalogue, standing, scope, case.grid)
    _keep_promises(case, builder, standing)
    return builder


def retold(proven: Proven, case: Case, catalogue: Catalogue, engine: Engine, budget: Budget) -> State | None:
    """Find the times for the days of a proof's solution; None where a day cannot be timed."""
    if proven.chosen is None:
        return None
    staff, days = tuple(case.clinicians), frozenset(range(case.day_count))
    scope = Scope(staff, days, (), frozenset(proven.standing.served), pieces=2)
    anew = DayByDay(case, catalogue, engine, budget, proven.standing, scope)
    change = anew.time(proven.chosen, proven.standing, FOR_TIMES, exactly=FOR_TIMES)
    return proven.standing.apply(change) if change is not None else None


def _keep_promises(case: Case, builder: Builder, standing: State) -> None:
    """Ask for the other locked bookings: their clinicians and day are known."""
    for booking in case.week.bookings:
        if booking.locked and booking.request not in standing.served:
            day = case.minute(booking.start) // MINUTES_PER_DAY
            standing_for = [
                choice
                for choice in builder.model.choices_of_day.get((booking.clinician, day), ())
                if booking.request in choice.candidate.needs.ids and set(booking.team) <= set(choice.candidate.team)
            ]
            builder.model.cp.add(builder.model.total(standing_for) >= 1)


def promised(case: Case) -> frozenset[str]:
    """Return the needs with a locked booking."""
    return frozenset(b.request for b in case.week.bookings if b.locked)


def is_settled(case: Case, placed: Placed) -> bool:
    """Say whether a locked booking leaves nothing open: no contact type, second leader or second contact."""
    request = case.requests.get(placed.need)
    if request is None or request.count > 1:
        return False
    return len(set(request.contact_types)) == 1 and placed.candidate.kind.leaders == 1


@dataclass
class Sharpening:
    """Looks for a sharper bound beside the search, in a thread of its own; `tell` hears of it."""

    case: Case
    catalogue: Catalogue
    budget: Budget
    tell: Callable[[int], None]

    def begin(self, state: State) -> None:
        """Begin if the week is small enough for the time; with a deterministic limit never: it would not repeat."""
        pairs = len(self.case.needs) * len(self.case.clinicians)
        left = self.budget.seconds_left()
        seconds = LONGEST if left is None else SHARE * left
        if self.budget.deterministic is None and pairs <= min(MOST_PAIRS, PAIRS_PER_SECOND * seconds):
            # HiGHS cannot be interrupted: a thread that nobody waits for leaves a stop as quick as it was.
            run = copy_context().run
            threading.Thread(target=run, args=(self._prove, state, seconds), daemon=True).start()

    def _prove(self, state: State, seconds: float) -> None:
        try:
            with stage("sharper bound"):
                bound = clockless_bound(self.case, self.catalogue, state, seconds)
            if bound is not None:
                self.tell(bound)
        except RuntimeError as error:  # math_opt's word for an error inside HiGHS
            log.warning("no sharper bound: %s", error)
