"""From demands that clash to few of them: none can be left out, and where time allows no fewer clash."""

from collections.abc import Sequence
from dataclasses import dataclass

from weightplan.answers.conflict.demands import Demand
from weightplan.answers.conflict.nearby import Nearby
from weightplan.answers.conflict.trials import Demands, Trials

GLANCE = 0.5  # seconds for one step of narrowing down: what takes longer is looked at again at the end
NEAR = 4  # demands looked at beside one
PATIENCE = 2.0  # seconds for one step of growing a set: it need not be the largest


@dataclass(frozen=True)
class Clash:
    """Demands that no legal plan meets together.

    `irreducible`: with any one of them dropped a legal plan exists, found and checked, and so for
    every proper subset. `least` is a proven lower bound of the size of any clash of the week.
    """

    demands: tuple[Demand, ...]
    irreducible: bool
    least: int


def minimised(trials: Trials, clashing: Sequence[Demand]) -> Clash:
    """Return an irreducible clash among demands that are known to clash (QuickXplain).

    Those named first stay in, where there is a choice. Where time runs out, more than necessary stay:
    the fewest of those that were shown to clash.
    """
    found = _explain(trials, frozenset(), False, list(clashing))
    whole = trials.fewest_clashing(frozenset(found)) if trials.over else frozenset(found)
    for demand in found:
        if trials.holds(whole - {demand}, PATIENCE) is False:
            whole -= {demand}
    settled = all(trials.holds(whole - {demand}) for demand in whole)
    return Clash(tuple(d for d in trials.all if d in whole), settled, 1)


def _explain(trials: Trials, given: Demands, grown: bool, among: list[Demand]) -> list[Demand]:
    if grown and trials.holds(given, GLANCE) is False:
        return []
    if len(among) == 1:
        return among
    first, second = among[: len(among) // 2], among[len(among) // 2 :]
    late = _explain(trials, given | frozenset(first), True, second)
    early = _explain(trials, given | frozenset(late), bool(late), first)
    return early + late


def smallest(trials: Trials, nearby: Nearby, clash: Clash) -> Clash:
    """Return a clash of the fewest demands, or the best bound that time allows.

    Every clash takes a demand from each set whose dropping makes the week legal. A smallest choice
    of one from each either clashes, and is then a smallest clash, or shows another such set.
    """
    everything = frozenset(trials.all)
    while True:
        chosen = _hitting([everything - known for known in trials.held], len(clash.demands))
        if chosen is None:
            return Clash(clash.demands, clash.irreducible, len(clash.demands))
        held = trials.holds(chosen)
        if held is None:
            return Clash(clash.demands, clash.irreducible, max(1, len(chosen)))
        if held is False:
            return Clash(tuple(d for d in trials.all if d in chosen), True, len(chosen))
        grow(trials, nearby, chosen, clash)


def grow(trials: Trials, nearby: Nearby, chosen: Demands, clash: Clash) -> None:
    """Let a set that holds grow, so that what it leaves out is little; of the known clash what it seems to bear."""
    holding = trials.best_holding(chosen)
    hoped = _borne(trials, nearby, holding, clash)
    late = frozenset(clash.demands) - hoped
    pending = [[d for d in trials.all if d not in holding and (d in late) == last] for last in (True, False)]
    while pending and not trials.over:
        chunk = [d for d in pending.pop() if d not in holding]
        if not chunk or (len(chunk) == 1 and _clashes_nearby(trials, nearby, chunk[0], holding)):
            continue
        if trials.holds(holding | frozenset(chunk), PATIENCE):
            holding = trials.best_holding(holding | frozenset(chunk))
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            pending += [chunk[middle:], chunk[:middle]]


def _borne(trials: Trials, nearby: Nearby, holding: Demands, clash: Clash) -> Demands:
    """Return as much of a clash as goes with what is held, as far as a look at a few demands tells."""
    borne = holding
    for demand in sorted(clash.demands, key=nearby.wanted.__contains__):
        if demand not in borne and not _clashes_nearby(trials, nearby, demand, borne):
            borne |= {demand}
    return borne


def _clashes_nearby(trials: Trials, nearby: Nearby, demand: Demand, holding: Demands) -> bool:
    """Say whether a few demands show already that one more cannot be had: quicker told than of the whole week."""
    if demand not in nearby.wanted:
        return False
    return trials.holds(nearby.part(demand, holding, NEAR), GLANCE) is False


def _hitting(sets: Sequence[Demands], below: int) -> Demands | None:
    """Return a smallest set that meets every one of the sets, None where it takes `below` or more."""
    for size in range(below):
        found = _of_size(sorted(sets, key=len), frozenset(), size)
        if found is not None:
            return found
    return None


def _of_size(sets: Sequence[Demands], chosen: Demands, more: int) -> Demands | None:
    open_set = next((s for s in sets if s.isdisjoint(chosen)), None)
    if open_set is None:
        return chosen
    if not more:
        return None
    ordered = sorted(open_set, key=lambda d: (d.kind, d.about, d.place, d.field))
    tries = (_of_size(sets, chosen | {demand}, more - 1) for demand in ordered)
    return next((found for found in tries if found is not None), None)
