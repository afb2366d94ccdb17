"""The same question with and without each rule; what one answer proves limits the others."""

import time
from collections.abc import Callable, Collection
from dataclasses import replace

from weightplan.answers.price.easing import ALL_ROOMS, FOR_TRADE, ROOM, Easing, eased, easings
from weightplan.answers.price.model import Price
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver.ceiling import Most

AS_IT_IS = 0.25  # of the time: every price is a difference to this answer
Ask = Callable[[Case, Plan, float], Most]


class Pricing:
    """Asks for the most weights of a case, and of the case without each rule, in one time limit.

    `ask` is given a case, a plan to begin from, and seconds. A rule out of the way only adds legal
    weeks: so no eased case holds less than the case as it is, nor a room on one day more than on all.
    """

    def __init__(self, case: Case, clinicians: Collection[str], ask: Ask, plan: Plan, seconds: float) -> None:
        self.end, self.ask = time.monotonic() + seconds, ask
        listed = ((easing, eased(case, easing, clinicians)) for easing in easings(case))
        self.relaxed = {easing: changed for easing, changed in listed if changed is not None}
        # Rooms first: often one answer tells of every weekday, and the others have the time.
        self.open = sorted(self.relaxed, key=lambda easing: easing.rule != ROOM)
        self.now = ask(case, plan, AS_IT_IS * seconds)
        self.found: dict[Easing, Most] = {}

    def run(self, stop: Callable[[], bool] | None) -> None:
        """Ask for every rule in turn until the time is over or `stop()` is true."""
        while self.open:
            easing, left = self.open[0], self.end - time.monotonic()
            then = self._known(easing)
            if then is None and (left <= 0 or (stop is not None and stop())):
                return
            self._hear(easing, then or self.ask(self.relaxed[easing], self.now.plan, left * self._share()))
            del self.open[0]

    def _share(self) -> float:
        """Return the share of the time left for the next: rooms on one day wait for what rooms on all tell of them."""
        first = self.open[0]
        return 1 / sum(1 for easing in self.open if first.weekday is not None or easing.weekday is None)

    def _known(self, easing: Easing) -> Most | None:
        """Return what needs no search: where rooms all week do not raise the bound, none on one day is shown to earn.

        What is left open then is only how far the week as it is lies below that bound.
        """
        rooms = self.found.get(ALL_ROOMS) if easing.weekday is not None else None
        return replace(self.now, bound=rooms.bound) if rooms is not None and rooms.bound <= self.now.bound else None

    def _hear(self, easing: Easing, then: Most) -> None:
        then = replace(then, weights=max(then.weights, self.now.weights))
        rooms = self.found.get(ALL_ROOMS) if easing.weekday is not None else None
        if rooms is not None:
            then = replace(then, bound=min(then.bound, rooms.bound))
            self.found[ALL_ROOMS] = replace(rooms, weights=max(then.weights, rooms.weights))
        self.found[easing] = then
        self.now = replace(self.now, bound=min(self.now.bound, then.bound))

    def prices(self) -> tuple[Price, ...]:
        """Return the prices in the order in which rules are listed."""
        return tuple(_price(easing, self.now, self.found[easing]) for easing in self.relaxed if easing in self.found)


def _price(easing: Easing, now: Most, then: Most) -> Price:
    least, highest = max(0, then.weights - now.bound), then.bound - now.weights
    return Price(
        rule=easing.rule,
        room_kind=easing.room_kind,
        weekday=easing.weekday,
        least=least / 100,
        most=highest / 100,
        proven=least == highest,
        for_trade=easing.rule in FOR_TRADE,
    )
