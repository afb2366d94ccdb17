"""No more follow-ups by any day than contacts that they can follow: in all, or with each team."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from math import inf

from weightplan.solver.candidates import NeedClass
from weightplan.solver.relaxation.serving import STRANGERS, Dated, Serving, Team
from weightplan.solver.relaxation.strangers import ANY_DAY
from weightplan.week import After, Request


def order_follow_ups(serving: Serving, *, loose: bool) -> None:
    """Keep follow-ups after what they follow; `loose` lets strangers follow what only the owner can have served."""
    _FollowUps(serving, loose).post()


@dataclass(frozen=True)
class _FollowUps:
    serving: Serving
    loose: bool

    def post(self) -> None:
        class_of = self.serving.needs.class_of
        for key, needs in self.serving.needs.classes.items():
            need = needs.need
            if not isinstance(need, Request) or need.after is None:
                continue
            before = class_of[need.after.request]
            if any(self._precedes(name) != before for name in needs.ids):
                continue
            if need.same_clinician:
                for team in dict.fromkeys(frozenset(team) for team, _ in self._teams_of[key]):
                    self._in_order(need.after, self._may_precede(before, needs, team), self._of_team(key, team))
            else:
                self._in_order(need.after, self._of_team(before, None), self._of_team(key, None))

    def _precedes(self, name: str) -> str | None:
        after = self.serving.case.requests[name].after
        return self.serving.needs.class_of[after.request] if after else None

    def _of_team(self, key: str, team: frozenset[str] | None) -> list[Dated]:
        return [
            dated
            for members, terms in self._teams_of[key]
            if team is None or frozenset(members) == team
            for dated in terms
        ]

    def _may_precede(self, key: str, later: NeedClass, team: frozenset[str]) -> list[Dated]:
        """Return what a team may have served before: its own, and, unless it is the owner, the crowd's."""
        owner_of = self.serving.needs.owner
        owner = owner_of(self.serving.needs.classes[key])
        if team == frozenset(STRANGERS):
            # Whoever is a stranger to the later need is not its owner, and so has not served the first as such.
            known = owner_of(later) if not self.loose or owner == owner_of(later) else None
            own = {id(dated) for dated in self._of_team(key, frozenset([known]))} if known else set()
            return [dated for dated in self._of_team(key, None) if id(dated) not in own]
        if team == frozenset([owner]):
            return self._of_team(key, team)
        return self._of_team(key, team) + self._of_team(key, frozenset(STRANGERS))

    @cached_property
    def _teams_of(self) -> dict[str, list[tuple[Team, list[Dated]]]]:
        index: dict[str, list[tuple[Team, list[Dated]]]] = defaultdict(list)
        for (key, team), terms in self.serving.by_team.items():
            index[key].append((team, terms))
        return index

    def _in_order(self, after: After, earlier: list[Dated], later: list[Dated]) -> None:
        lp = self.serving.lp
        lp.row([*(t for _, t in later), *((v, -f) for _, (v, f) in earlier)], -inf, 0)
        for last in sorted({day for day, _ in later} - {ANY_DAY}):
            done = [t for day, t in earlier if day <= last - after.min_days or day == ANY_DAY]
            due = [t for day, t in later if ANY_DAY < day <= last]
            lp.row([*due, *((v, -f) for v, f in done)], -inf, 0)
        if after.max_days is not None and after.max_days < self.serving.case.day_count - 1:
            for first in sorted({day for day, _ in later} - {ANY_DAY}):
                done = [t for day, t in earlier if day >= first - after.max_days or day == ANY_DAY]
                due = [t for day, t in later if day >= first]
                lp.row([*due, *((v, -f) for v, f in done)], -inf, 0)
