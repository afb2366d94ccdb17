"""A sharper lower bound: the whole week without a clock, as an integer program.

The model that chooses days is a relaxation of the rules, so what branch and cut proves of it holds
for every legal plan. It knows each need, and the parts of each day with rows, pauses and lunch,
where `bound.py` merges needs and adds up minutes: sharper, and too large for big weeks. It is valid
for the rules that are posted without a clock and for what a day can hold (capacity.py); it leaves
out rooms, times of patients, and `moved`, which only adds cost.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from weightplan.case import Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver import integer
from weightplan.solver.budget import Budget
from weightplan.solver.build import Builder, Scope, missing
from weightplan.solver.candidates import Catalogue
from weightplan.solver.state import Placed, State

SHARE = 0.2
LONGEST = 60.0
MOST_PAIRS = 20_000
PAIRS_PER_SECOND = 4_000

log = logging.getLogger(__name__)


def clockless_bound(case: Case, catalogue: Catalogue, state: State, seconds: float | None) -> int | None:
    """Return a lower bound of any legal plan's cost; `state` is one legal state.

    Of it those locked bookings stand in the model that leave nothing open: neither type nor second
    leader, nor a second contact. None where nothing was proven in `seconds` (None: until the optimum
    of the program is).
    """
    staff, days = tuple(case.clinicians), frozenset(range(case.day_count))
    promised = {b.request for b in case.week.bookings if b.locked}
    standing = State(tuple(p for p in state.placed if p.need in promised and _is_settled(case, p)))
    offered = tuple(missing(case, standing, case.needs))
    scope = Scope(staff, days, offered, frozenset(standing.served), clock=False)
    builder = Builder(case, catalogue, standing, scope, case.grid)
    _keep_promises(case, builder, standing)
    program = integer.as_program(builder.model.cp)
    bound = program.bound_of_integers(seconds)
    return max(0, ceil(bound - 1e-3)) if bound is not None else None


def _keep_promises(case: Case, builder: Builder, standing: State) -> None:
    """Ask for the other locked bookings: their clinician and day are known."""
    for booking in case.week.bookings:
        if booking.locked and booking.request not in standing.served:
            day = case.minute(booking.start) // MINUTES_PER_DAY
            promised = [
                choice
                for choice in builder.model.choices_of_day.get((booking.clinician, day), ())
                if booking.request in choice.candidate.needs.ids
            ]
            builder.model.cp.add(builder.model.total(promised) >= 1)


def _is_settled(case: Case, placed: Placed) -> bool:
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
            threading.Thread(target=self._prove, args=(state, seconds), daemon=True).start()

    def _prove(self, state: State, seconds: float) -> None:
        try:
            bound = clockless_bound(self.case, self.catalogue, state, seconds)
        except RuntimeError as error:  # math_opt's word for an error inside HiGHS
            log.warning("no sharper bound: %s", error)
            return
        if bound is not None:
            self.tell(bound)
