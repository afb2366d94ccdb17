"""Some clinicians' days made anew for a question that looks at the whole plan: first the days, then the times.

The question is put to the model without a clock, where branch and cut answers it in tenths of a second;
times are then found for exactly what was chosen, or the days stay as they were.
"""

from collections.abc import Callable
from dataclasses import replace

from weightplan.rules.protected import KINDS
from weightplan.solver.build import Builder
from weightplan.solver.days import FOR_HINT, Chosen, DayByDay
from weightplan.solver.read import read_change
from weightplan.solver.state import Change

CLOSE_ENOUGH = 0.9  # objectives are whole numbers
FOR_TIMES = 0.1  # deterministic time, for one day

Ask = Callable[[Builder], None]


def remade(anew: DayByDay, ask: Ask, seconds: float) -> Change | None:
    """Return the days made anew within seconds; None where nothing better was found, or no times for it.

    `ask` puts limits and the objective into the model, which is minimised.
    """
    rough = anew.without_clock()
    ask(rough)
    rough.hint_choices()
    known = anew.solve(rough, FOR_HINT, 0.0, fix_hinted=True)
    found = anew.engine.choose(
        rough.model.cp,
        seconds=seconds,
        nodes=None,
        close_enough=CLOSE_ENOUGH,
        hint=known.values if known.found else None,
    )
    if found.cost is None or (known.cost is not None and found.cost >= known.cost):
        return None
    chosen = anew.read(rough, found)
    return _timed(anew, chosen) if chosen is not None else None


def _timed(anew: DayByDay, chosen: Chosen) -> Change | None:
    staff, days, now = anew.scope.staff, anew.scope.days, anew.state.apply(chosen.days)
    for day in sorted(days):
        asked = {(c, day, kind): chosen.protected.get((c, day, kind), 0) for c in staff for kind in KINDS}
        scope = replace(anew.scope, days=frozenset([day]), offered=(), protected=asked)
        builder = Builder(anew.case, anew.catalogue, now, scope, anew.case.grid)
        builder.keep_choices()
        # Which times does not matter, and any are found in a tenth of the time that the best would take.
        outcome = anew.engine.solve(builder.model.cp, deterministic=FOR_TIMES, any_solution=True)
        if not outcome.found:
            return None
        now = now.apply(read_change(builder, outcome.value))
    before = {id(p) for p in anew.state.placed}
    placed = tuple(p for p in now.placed if id(p) not in before)
    held = tuple(h for h in now.held if h.clinician in staff and h.day in days)
    return Change(staff, days, chosen.days.gone, placed, held)
