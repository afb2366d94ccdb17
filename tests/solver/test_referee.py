"""Judging a change on what it can touch gives what checking both plans whole gives."""

from dataclasses import replace

import pytest

from tests.agreement.plans import Thrown
from tests.solver.weeks import as_big, for_each, many
from weightplan.case import Case
from weightplan.solver import search, solve
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.referee import Referee
from weightplan.solver.state import Change, State


def whole_price(referee: Referee, before: State, after: State) -> int | None:
    reports = referee.whole(before), referee.whole(after)
    return reports[1].cost - reports[0].cost if reports[1].legal else None


def states_of(week: Case) -> list[State]:
    """Return the plans that a search finds one after the other."""
    states: list[State] = []

    def note(self: search.Search, change: Change) -> int:
        states.append(self.state)
        return keep(self, change)

    keep = search.Search._keep
    with pytest.MonkeyPatch.context() as patch:
        as_big(patch)
        patch.setattr(search.Search, "_keep", note)
        solve(week, time_limit=0.3, deterministic_limit=0.02, workers=1, gap=0.0)
    return states[:1] + states[-1:]


def judged_alike(week: Case) -> None:
    """Move, drop and shorten at random: both ways of judging must agree, on broken plans too."""
    catalogue, dice = Catalogue(week), Thrown(f"referee {len(week.needs)}")
    referee = Referee(week, catalogue)
    for before in states_of(week):
        for _ in range(12):
            change = thrown_change(dice, week, before)
            after = before.apply(change)
            assert referee.price(before, change, after) == whole_price(referee, before, after)


def thrown_change(dice: Thrown, week: Case, state: State) -> Change:
    staff = tuple(c for c in week.clinicians if dice.sometimes(2)) or tuple(week.clinicians)[:1]
    days = frozenset(d for d in range(week.day_count) if dice.sometimes(2))
    free = [p for p in state.placed if p.candidate.day in days and set(staff).issuperset(p.candidate.team)]
    gone = [p for p in free if dice.sometimes(2)]
    moved = tuple(
        replace(p, start=p.start + week.grid * dice.pick((-12, -1, 1, 12)))
        for p in gone
        if p.start is not None and dice.sometimes(2)
    )
    held = tuple(h for h in state.held if h.clinician in staff and h.day in days and not dice.sometimes(6))
    return Change(staff, days, frozenset(map(id, gone)), moved, held)


def test_a_change_is_judged_as_the_whole_plan_is() -> None:
    for_each(many(7_000, 60), judged_alike)
