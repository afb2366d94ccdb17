"""What a clinician's week holds, how even loads are, and what is short of, or beyond, each one's target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from weightplan.case import Case
from weightplan.rules import admin_time, supervision_kept
from weightplan.rules.remote_share import REMOTE
from weightplan.solver.linear import LinearProgram, Term
from weightplan.solver.relaxation.daily import Daily


def limit_weeks(case: Case, lp: LinearProgram, daily: Daily, booked: Mapping[str, Sequence[Term]]) -> None:
    """Limit what each week holds, and price loads that differ and weights `booked` that miss their target."""
    weeks = _Weeks(case, lp, daily)
    for week in range(case.week.weeks):
        spread = weeks.spread()
        for clinician in case.clinicians:
            weeks.limit(clinician, week, spread)
    for clinician in case.clinicians:
        _price_target(case, lp, clinician, booked.get(clinician, ()))


@dataclass(frozen=True)
class _Weeks:
    case: Case
    lp: LinearProgram
    daily: Daily

    def spread(self) -> tuple[int, int] | None:
        """Return the load of the most and of the least loaded in a week, whose difference has a price."""
        price = self.case.rulebook.prices.load_imbalance
        if not price:
            return None
        most, least = self.lp.variable(), self.lp.variable()
        self.lp.row([(least, 1.0), (most, -1.0)], -inf, 0)
        self.lp.cost(most, float(price))
        self.lp.cost(least, -float(price))
        return most, least

    def limit(self, clinician: str, week: int, spread: tuple[int, int] | None) -> None:
        kinds, limits = self.case.rulebook.contact_types, self.case.limits(clinician)
        terms = [t for d in range(7 * week, 7 * week + 7) for t in self.daily.held.get((clinician, d), [])]
        self.lp.at_most([t for k, t in terms if kinds[k].heavy], limits.max_heavy_per_week)
        self.lp.at_most([t for k, t in terms if kinds[k].first], limits.max_first_per_week)
        if limits.max_remote_share is not None:
            share = limits.max_remote_share
            remote = [(v, f * kinds[k].minutes * ((kinds[k].modality in REMOTE) - share)) for k, (v, f) in terms]
            self.lp.at_most(remote, 0)
        protected = self.daily.protected.get((clinician, week), [])
        due = sum(rule.minutes_due(self.case, clinician, week) for rule in (admin_time, supervision_kept))
        if due:
            self.lp.row([(p, 1.0) for p in protected], due, inf)
        if spread is not None:
            self._within(spread, clinician, week, [(v, f * kinds[k].load) for k, (v, f) in terms])

    def _within(self, spread: tuple[int, int], clinician: str, week: int, load: list[Term]) -> None:
        """Keep a clinician's load, by the time they work, between the least and the most."""
        time = Fraction(str(self.case.clinicians[clinician].fte)) * self.case.worked_share(clinician, week)
        if not time:
            return
        scaled = [(v, f * time.denominator) for v, f in load]
        most, least = spread
        self.lp.at_most([*scaled, (most, -float(time.numerator))], time.numerator - 1)
        self.lp.at_most([(least, float(time.numerator)), *((v, -f) for v, f in scaled)], 0)


def _price_target(case: Case, lp: LinearProgram, clinician: str, booked: Sequence[Term]) -> None:
    target, prices = case.target(clinician), case.rulebook.prices
    if prices.shortfall is not None:
        tenth, fifth = target // 10, target // 5
        # Weights may be less than nothing, and then more than the whole target is short.
        steps = [lp.variable(u) for u in (tenth, fifth - tenth, inf)]
        lp.row([*booked, *((s, 1.0) for s in steps)], target, inf)
        for step, price in zip(steps, prices.shortfall, strict=True):
            lp.cost(step, float(price))
    if prices.overshoot:
        over = lp.variable()
        lp.cost(over, float(prices.overshoot))
        lp.at_most([*booked, (over, -1.0)], target * 105 // 100)
