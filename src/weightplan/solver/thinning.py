"""From a full plan to lighter ones: drop what gains least for its load, and keep what others rest on."""

import random

from weightplan.case import CRISIS, Case
from weightplan.solver.start import required, with_first_visits, with_followed
from weightplan.solver.state import Placed, State


def thinned(case: Case, state: State, most_load: int, dice: random.Random | None = None) -> State:
    """Return a state with at most so many load points, where that can be had; whether it is legal is to be checked.

    With `dice` chance has its say in what is dropped, so that another mix is left.
    """
    worth = {id(p): _worth(p) * (dice.random() if dice is not None else 1.0) for p in state.placed}
    kept = {*required(case), CRISIS}
    load = sum(_load(p) for p in state.placed if p.need in kept)
    for placed in sorted((p for p in state.placed if p.need not in kept), key=lambda p: worth[id(p)], reverse=True):
        if load + _load(placed) <= most_load:
            kept.update(with_first_visits(case, with_followed(case, [placed.need])))
            load = sum(_load(p) for p in state.placed if p.need in kept)
    return State(tuple(p for p in state.placed if p.need in kept), state.held, state.loads)


def _load(placed: Placed) -> int:
    return placed.candidate.kind.load * len(placed.candidate.team)


def _worth(placed: Placed) -> float:
    return sum(weight for _, weight in placed.candidate.weights) / max(1, _load(placed))
