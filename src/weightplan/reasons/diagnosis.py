"""Which reason is true of one need: the definitions of `weightplan.reasons`, in their order."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from weightplan.case import Case
from weightplan.reasons.bits import Starts
from weightplan.reasons.costs import Costs, Price
from weightplan.reasons.ways import Hall, Way
from weightplan.reasons.wishes import Need, Wishes
from weightplan.rules import HARD_RULES
from weightplan.rules.ledger import Ledger
from weightplan.week import Group, Request

# Rules that may be in the way whatever the time, the most telling first.
RULES_EVERYWHERE = (
    "first_visit_is_long",
    "group_after_first",
    "same_day",
    "first_visits",
    "heavy_contacts",
    "remote_share",
    "contact_minutes",
    "row_of_contacts",
    "heavy_after_heavy",
    "phone_hours",
    "daily_rest",
    "weekly_rest",
    "meal_break",
    "admin_time",
    "supervision_kept",
)


@dataclass(frozen=True)
class Reason:
    """A reason code, the sentence's key in the catalogue, and what fills it."""

    code: str
    key: str
    rule: str = ""
    worth: int = 0
    price: Price = field(default_factory=lambda: Price({}))


class _Chance(NamedTuple):
    """A way with its place in the need's list, and the starts that need and patients leave it.

    `suits` are hours, `timely` adds days and windows, `clear` the patients' other contacts;
    `breaking` gives the starts at which a rule about patients or tags would be broken.
    """

    way: Way
    place: int
    suits: Starts
    timely: Starts
    clear: Starts
    breaking: dict[str, Starts]

    @property
    def allowed(self) -> Starts:
        starts = self.clear
        for broken in self.breaking.values():
            starts &= ~broken
        return starts


class Diagnosis:
    """Reasons for the needs of one plan; what needs have in common is reckoned once."""

    def __init__(self, case: Case, ledger: Ledger) -> None:
        self.case, self.ledger = case, ledger
        self.hall = Hall(case, ledger)
        self.wishes = Wishes(case, ledger, self.hall.grid)
        self.costs = Costs(case, ledger, self.hall.grid)

    def reason(self, need: Need) -> Reason:
        """Return why one more contact for a need is not in the plan."""
        return self._nobody(need) or self._never(need)

    def _nobody(self, need: Need) -> Reason | None:
        """The reasons that hold whatever the time."""
        if isinstance(need, Group) and not self._right_size(need):
            return Reason("LIMIT:group_size", "why.group_size")
        if not self._ways(need, None):
            return Reason("NO_COMPETENCE", "why.no_competence")
        if isinstance(need, Request) and need.after:
            if self.wishes.before(need) is None:
                return Reason("PREDECESSOR_UNSERVED", "why.predecessor")
            if not self._ways(need, self._same_team(need)):
                return Reason("LIMIT:follow_up", "why.follow_up")
        return None

    def _never(self, need: Need) -> Reason:
        """The reasons that hold in an empty week; then those of the plan as it stands."""
        chances = [self._chance(need, way, place) for way, place in self._ways(need, self._same_team(need))]
        if not any(c.way.present & c.suits for c in chances):
            return Reason("NO_COMMON_TIME", "why.no_common_time")
        if not any(c.way.possible & c.suits for c in chances):
            return Reason("NO_ROOM", "why.no_room.ever")
        if not any(c.way.possible & c.timely for c in chances):
            followed = isinstance(need, Request) and need.after is not None
            return Reason("DEADLINE", "why.deadline.after" if followed else "why.deadline")
        return self._legal(need, chances) or self._in_plan(chances)

    def _legal(self, need: Need, chances: list[_Chance]) -> Reason | None:
        legal = [(c.way, c.place, c.allowed) for c in chances if c.way.allowed & c.allowed]
        price = self.costs.cheapest(need, legal) if legal else None
        if price is None:
            return None
        worth = self.costs.worth(need)
        if price.total < worth:
            return Reason("NOT_PLACED", "why.not_placed", worth=worth, price=price)
        return Reason("OUTRANKED", "why.outranked.cost", worth=worth, price=price)

    def _in_plan(self, chances: list[_Chance]) -> Reason:
        for rule in RULES_EVERYWHERE:
            if not any(c.way.escaping(rule) & c.timely & ~c.breaking.get(rule, 0) for c in chances):
                return Reason(f"LIMIT:{rule}", "why.limit.everywhere", rule=rule)
        if any(c.way.roomed & c.clear for c in chances):
            return self._limit(chances)
        if any(c.way.free & c.clear for c in chances):
            return Reason("NO_ROOM", "why.no_room.now")
        return Reason("OUTRANKED", "why.outranked.time")

    def _limit(self, chances: list[_Chance]) -> Reason:
        """Return the rule that is broken at most of the openings."""
        openings, stopped = 0, Counter[str]()
        for chance in chances:
            for opening in chance.way.openings:
                starts = opening.starts & chance.clear
                if starts:
                    openings += starts.bit_count()
                    for breaking in (opening.breaking, chance.breaking):
                        stopped.update({rule: (starts & broken).bit_count() for rule, broken in breaking.items()})
        rule = max(HARD_RULES, key=lambda name: stopped[name])  # the first of those that tie
        key = "why.limit.all" if stopped[rule] == openings else "why.limit.most"
        return Reason(f"LIMIT:{rule}", key, rule=rule)

    def _chance(self, need: Need, way: Way, place: int) -> _Chance:
        suits = self.wishes.suits(need, way.kind)
        timely = suits & self.wishes.timely(need, way.kind)
        clear = timely & self.wishes.clear(need, way.kind)
        return _Chance(way, place, suits, timely, clear, self.wishes.breaking(need, way.kind))

    def _ways(self, need: Need, only: frozenset[str] | None) -> list[tuple[Way, int]]:
        """Return the ways of a need that have a team, with their place in its list of types."""
        named = need.leaders_from if isinstance(need, Group) else need.clinicians
        found = []
        types = (need.contact_type,) if isinstance(need, Group) else need.contact_types
        for name in dict.fromkeys(types):
            roomed = self.case.rulebook.contact_types[name].room is not None
            way = self.hall.way(name, named, only, need.rooms if roomed else None)
            if way.teams:
                found.append((way, types.index(name)))
        return found

    def _same_team(self, need: Need) -> frozenset[str] | None:
        before = self.wishes.before(need)
        held_to_it = isinstance(need, Request) and need.same_clinician
        return frozenset(before.clinicians) if before is not None and held_to_it else None

    def _right_size(self, group: Group) -> bool:
        sizes = self.case.rulebook.contact_types[group.contact_type].participants
        return sizes is None or sizes[0] <= self.case.participants(group) <= sizes[1]
