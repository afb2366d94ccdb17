"""What one more contact would cost by each soft rule, reckoned without checking the whole plan again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise

from weightplan.case import Case, share_of_leaders
from weightplan.fields import MINUTES_PER_DAY
from weightplan.reasons.bits import Grid, Starts
from weightplan.reasons.courses import Courses
from weightplan.reasons.ways import Team, Way
from weightplan.rulebook import ContactType
from weightplan.rules.context_switches import switches
from weightplan.rules.heavy_late import last_hour
from weightplan.rules.late_change import is_late
from weightplan.rules.ledger import Ledger
from weightplan.rules.load_imbalance import exact_time
from weightplan.rules.moved import dropped
from weightplan.rules.shortfall import priced
from weightplan.rules.week_balance import booked_in, too_far
from weightplan.week import Group, Request

Need = Request | Group


@dataclass(frozen=True)
class Price:
    """What adding a contact costs, by soft rule; `unserved`, what it saves, is left out."""

    per_rule: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.per_rule.values())

    def plus(self, rule: str, cost: int) -> "Price":
        return Price(self.per_rule | {rule: self.per_rule.get(rule, 0) + cost}) if cost else self


class Costs:
    """The cost of one more contact in a plan as it stands."""

    def __init__(self, case: Case, ledger: Ledger, grid: Grid) -> None:
        self.case, self.ledger, self.grid = case, ledger, grid
        self._booked = {c: ledger.booked(c) for c in case.clinicians}
        self._options = cache(self._options_of)
        self._load = cache(ledger.load)
        self._week_load = cache(lambda c, week: sum(self._load(c, day) for day in range(7 * week, 7 * week + 7)))
        self._time = cache(lambda c, week: exact_time(case, c, week))
        self._spread = cache(self._spread_with)
        self._booked_in = cache(lambda c, week: booked_in(ledger, c, week))
        self._dropped = dropped(case, ledger)
        self._courses = Courses(case, ledger)
        self._prices = case.rulebook.prices

    def worth(self, need: Need) -> int:
        """Return what one missing count of a need costs."""
        heads = self.case.participants(need) if isinstance(need, Group) else 1
        return self._prices.unserved.get(need.priority, 0) * heads

    def cheapest(self, need: Need, ways: list[tuple[Way, int, Starts]]) -> Price | None:
        """Return the least that a legal opening costs; None where there is none.

        A way comes with its place in the need's list and the starts that need and patients leave.
        """
        best: Price | None = None
        for way, place, starts in ways:
            step = place * (self._prices.less_preferred_type or 0) if isinstance(need, Request) else 0
            least = step + self._courses.least(need, way.kind)
            for price, team, left in self._options(way, self._weight(need, way.kind)):
                # The other rules only add to this, and the options are sorted by it.
                if best is not None and price.total + least >= best.total:
                    break
                if left & starts:
                    best = self._cheaper(best, self._own(need, way.kind, price, team, step, self.day_of(left)))
            best = self._cheaper(best, self._as_promised(need, way, step, starts))
        return best

    @staticmethod
    def _cheaper(one: Price | None, other: Price | None) -> Price | None:
        return min((price for price in (one, other) if price), key=lambda price: price.total, default=None)

    def day_of(self, starts: Starts) -> int:
        """Return the day of starts that all lie on one."""
        return (starts.bit_length() - 1) * self.grid.step // MINUTES_PER_DAY

    def _own(self, need: Need, kind: ContactType, price: Price, team: Team, step: int, day: int) -> Price:
        """Return the price of an opening with what the need and its patients add to it."""
        price = price.plus("less_preferred_type", step)
        for rule, cost in self._courses.rises(need, kind, day // 7).items():
            price = price.plus(rule, cost)
        patient = self.case.patients.get(need.patient or "") if isinstance(need, Request) else None
        if patient is not None and patient.clinician is not None and patient.clinician not in team:
            price = price.plus("other_clinician", self._prices.other_clinician or 0)
        return price

    def _as_promised(self, need: Need, way: Way, step: int, starts: Starts) -> Price | None:
        """Return the least cost at a time that the earlier plan told the patient and this one dropped."""
        best: Price | None = None
        for request, start, people in self._dropped:
            if request == need.id:
                here = starts & self.grid.between(start, start)
                for price, team, left in self._options(way, self._weight(need, way.kind)):
                    if people == set(team) and left & here:
                        own = self._own(need, way.kind, price, team, step, self.day_of(left))
                        best = self._cheaper(best, self._kept(own, start))
        return best

    def _kept(self, price: Price, start: int) -> Price:
        """Return a price less what keeping a told time saves."""
        late = self._prices.late_change or 0 if is_late(self.case, start) else 0
        return price.plus("moved", -(self._prices.moved or 0)).plus("late_change", -late)

    def _weight(self, need: Need, kind: ContactType) -> int:
        return self.case.group_weight(need, kind) if isinstance(need, Group) else self.case.request_weight(need, kind)

    def _options_of(self, way: Way, weight: int) -> list[tuple[Price, Team, Starts]]:
        """Return the legal openings of a way by order of leaders and day, cheapest first."""
        found = []
        for members, starts in way.legal:
            days = [d for d in range(self.case.day_count) if starts & self.grid.day(d)]
            for team in _orders(members, weight, way.kind):
                shares = share_of_leaders(weight, team, way.kind)
                weights = self._weights_cost(shares)
                for day in days:
                    even = self._balance_cost(shares, day // 7)
                    price = Price({**weights, **even, **self._load_cost(team, day, way.kind.load)})
                    price = price.plus("variety", self._sameness_cost(team, day, way.type_name))
                    for timed, left in self._timed(price, team, day, way.kind, starts & self.grid.day(day)):
                        found.append((timed, team, left))
        return sorted(found, key=lambda option: option[0].total)

    def _weights_cost(self, shares: dict[str, int]) -> dict[str, int]:
        short = over = 0
        for clinician, share in shares.items():
            target, booked = self.case.target(clinician), self._booked[clinician]
            if self._prices.shortfall is not None:
                short += priced(target, booked + share, self._prices.shortfall)
                short -= priced(target, booked, self._prices.shortfall)
            most = target * 105 // 100
            over += max(0, booked + share - most) - max(0, booked - most)
        found = {"shortfall": short, "overshoot": over * (self._prices.overshoot or 0)}
        return {rule: cost for rule, cost in found.items() if cost}

    def _balance_cost(self, shares: dict[str, int], week: int) -> dict[str, int]:
        price = self._prices.week_balance or 0
        if not price or self.case.week.weeks == 1:
            return {}
        rise = 0
        for clinician, share in shares.items():
            booked = self._booked_in(clinician, week)
            rise += too_far(self.case, clinician, week, booked + share) - too_far(self.case, clinician, week, booked)
        return {"week_balance": price * rise} if rise else {}

    def _load_cost(self, team: Team, day: int, load: int) -> dict[str, int]:
        points = 0
        for clinician in team:
            soft = self.case.limits(clinician).soft_load_per_day
            if soft is not None:
                held = self._load(clinician, day)
                points += max(0, held + load - soft) - max(0, held - soft)
        uneven = self._spread(frozenset(team), load, day // 7) - self._spread(frozenset(), 0, day // 7)
        found = {
            "load": points * (self._prices.load_over_soft or 0),
            "load_imbalance": uneven * (self._prices.load_imbalance or 0),
        }
        return {rule: cost for rule, cost in found.items() if cost}

    def _sameness_cost(self, team: Team, day: int, type_name: str) -> int:
        over = 0
        for clinician in team:
            soft = self.case.limits(clinician).soft_same_type_per_day
            entries = self.ledger.by_clinician_day.get((clinician, day), ())
            same = sum(e.appointment.contact_type == type_name for e in entries)
            over += soft is not None and same >= soft
        return over * (self._prices.same_type_a_day or 0)

    def _timed(
        self, price: Price, team: Team, day: int, kind: ContactType, starts: Starts
    ) -> list[tuple[Price, Starts]]:
        """Part a day's starts by what rules charge for the time of the contact."""
        parts = [(price, starts)]
        for rule, cost, where in self._dearer(team, day, kind):
            split = [(p.plus(rule, cost), left & where) for p, left in parts]
            parts = [part for part in (*split, *((p, left & ~where) for p, left in parts)) if part[1]]
        return parts

    def _dearer(self, team: Team, day: int, kind: ContactType) -> Iterator[tuple[str, int, Starts]]:
        """Yield where in a day a contact costs more by a rule: the rule, how much more, and the starts."""
        end_of_day = (day + 1) * MINUTES_PER_DAY
        for clinician in team:
            late = last_hour(self.case, clinician, day) if kind.heavy else None
            if late is not None and self._prices.heavy_in_last_hour:
                where = self.grid.between(late - kind.minutes + 1, end_of_day)
                yield "heavy_late", self._prices.heavy_in_last_hour, where
            if self._prices.context_switch:
                yield from self._switching(clinician, day, kind, self._prices.context_switch)

    def _switching(self, clinician: str, day: int, kind: ContactType, price: int) -> Iterator[tuple[str, int, Starts]]:
        free = self.case.limits(clinician).soft_switches_per_day or 0
        held = [(e.start, e.kind) for e in self.ledger.by_clinician_day.get((clinician, day), ()) if e.kind]
        kinds = [other for _, other in held]
        now = max(0, switches(kinds) - free)
        edges = [day * MINUTES_PER_DAY, *(start for start, _ in held), (day + 1) * MINUTES_PER_DAY]
        for place, (first, last) in enumerate(pairwise(edges)):
            more = max(0, switches([*kinds[:place], kind, *kinds[place:]]) - free) - now
            if more:
                yield "context_switches", price * more, self.grid.between(first, last - 1)

    def _spread_with(self, team: frozenset[str], load: int, week: int) -> int:
        """Return how far the loads of a week lie apart when a team has so much more."""
        loads = []
        for clinician in self.case.clinicians:
            time = self._time(clinician, week)
            if time > 0:
                held = self._week_load(clinician, week) + (load if clinician in team else 0)
                loads.append(held * time.denominator // time.numerator)
        return max(loads) - min(loads) if loads else 0


def _orders(team: Team, weight: int, kind: ContactType) -> Iterator[Team]:
    """Yield one order of a team's leaders for each way in which the weight can fall to them."""
    first = {"full": 0, "lead": 1, "split": weight % len(team)}[kind.leader_share]
    for chosen in combinations(team, first):
        yield chosen + tuple(member for member in team if member not in chosen)
