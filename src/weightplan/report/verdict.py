"""Who reaches the weight target in a plan, who does not, by how much, and what binds in this plan.

Each statement is computed from the plan as it stands and is true of it; none says what another
plan could do. That takes a proof, which is the solver's business.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from weightplan.case import Case
from weightplan.check import check
from weightplan.fields import hundredths
from weightplan.plan import ClinicianResult, Plan
from weightplan.report.openings import Openings, Option, free_stretches, options
from weightplan.report.words import Words
from weightplan.rulebook import Limits
from weightplan.rules.ledger import Ledger


@dataclass(frozen=True)
class Binding:
    """One thing that binds: the rule's name, the sentence's key in the catalogue and its numbers."""

    rule: str
    key: str
    values: Mapping[str, int | float | tuple[str, ...]]

    def text(self, words: Words) -> str:
        """Return the sentence in one language."""
        filled: dict[str, object] = dict(self.values)
        if self.rule == "remote_share":
            filled["limit"] = words.percent(float(str(self.values["limit"])))
        if isinstance(rules := self.values.get("rules"), tuple):
            filled["rules"] = ", ".join(words.known(f"rule.{r}", r).lower() for r in rules)
        return words(self.key, **filled)


@dataclass(frozen=True)
class Verdict:
    """One clinician's outcome. Weights in weights; `free_minutes` is working time that holds nothing."""

    clinician: str
    result: ClinicianResult
    free_minutes: int
    binding: tuple[Binding, ...]

    @property
    def short(self) -> float:
        return max(0, hundredths(self.result.target) - hundredths(self.result.booked)) / 100

    @property
    def over(self) -> float:
        return max(0, hundredths(self.result.booked) - hundredths(self.result.target)) / 100

    @property
    def state(self) -> str:
        """Return `no_target`, `short`, `over` or `reached`."""
        if self.result.target == 0:
            return "no_target"
        return "short" if self.short else "over" if self.over else "reached"

    def text(self, words: Words) -> str:
        """Return the outcome in one line, such as `41.2 of 45.0, 3.8 short`."""
        figures = {"booked": self.result.booked, "target": self.result.target, "short": self.short, "over": self.over}
        return words(self.state, **{name: words.weight(value) for name, value in figures.items()})


@dataclass(frozen=True)
class TeamVerdict:
    """The sums over a team large enough to be summed; `role` is None for the whole unit.

    `reached` counts among the `with_target` people who have a target at all.
    """

    role: str | None
    people: int
    with_target: int
    reached: int
    target: float
    booked: float
    expected: float
    reportable: float
    true_minutes: int

    @property
    def short(self) -> float:
        return max(0, hundredths(self.target) - hundredths(self.booked)) / 100


def verdicts(case: Case, plan: Plan) -> tuple[Verdict, ...]:
    """Return every clinician's verdict, in the order of the file and never by result."""
    ledger = Ledger(case, plan)
    return tuple(_verdict(case, ledger, result) for result in check(case, plan).clinicians)


def verdict_of(case: Case, plan: Plan, clinician: str) -> Verdict:
    """Return one clinician's verdict."""
    result = next(result for result in check(case, plan).clinicians if result.id == clinician)
    return _verdict(case, Ledger(case, plan), result)


def teams(case: Case, people: tuple[Verdict, ...]) -> tuple[TeamVerdict, ...]:
    """Return the unit's sums, then each role's, where at least `min_group_size` clinicians are summed."""
    roles = dict.fromkeys(c.role for c in case.week.clinicians)
    found = [_team(case, people, None)]
    if len(roles) > 1:
        found += [_team(case, people, role) for role in roles]
    return tuple(t for t in found if t.people >= case.rulebook.min_group_size)


def _team(case: Case, people: tuple[Verdict, ...], role: str | None) -> TeamVerdict:
    members = [v for v in people if role is None or case.clinicians[v.clinician].role == role]
    results = [v.result for v in members]
    target, booked, expected, reportable = (
        sum(hundredths(getattr(r, name)) for r in results) / 100
        for name in ("target", "booked", "expected", "reportable")
    )
    return TeamVerdict(
        role,
        len(members),
        sum(v.state != "no_target" for v in members),
        sum(v.state in ("reached", "over") for v in members),
        target,
        booked,
        expected,
        reportable,
        true_minutes=sum(r.true_minutes for r in results),
    )


def _verdict(case: Case, ledger: Ledger, result: ClinicianResult) -> Verdict:
    days = [d for d in range(case.day_count) if case.hours(result.id, d)]
    free = sum(b - a for d in days for a, b in free_stretches(case, ledger, result.id, d))
    short = hundredths(result.booked) < hundredths(result.target)
    return Verdict(result.id, result, free, _binding(case, ledger, result.id, days) if short else ())


def _binding(case: Case, ledger: Ledger, clinician: str, days: list[int]) -> tuple[Binding, ...]:
    if not days:
        return (Binding("working_hours", "bind.absent", {}),)
    ways = options(case, ledger, clinician)
    if not ways:
        return (Binding("need", "bind.need", {}),)
    alone: Counter[str] = Counter()
    mixed: Counter[str] = Counter()
    mixed_days = open_days = 0
    openings = Openings(case, ledger, clinician)
    for day in days:
        stops = [openings.blockers(way, day) for way in ways]
        everywhere = frozenset.intersection(*stops)
        alone.update(everywhere)
        if not all(stops):
            open_days += 1
        elif not everywhere:
            mixed_days += 1
            mixed.update(frozenset.union(*stops))
    found = [_stop(case.limits(clinician), rule, n, len(days), ways) for rule, n in alone.most_common()]
    if mixed_days:
        names = tuple(rule for rule, _ in mixed.most_common())
        found.append(Binding("mixture", "bind.mixture", {"n": mixed_days, "days": len(days), "rules": names}))
    found += _load(case, ledger, clinician, days, ways)
    if open_days:
        found.append(Binding("open", "bind.open", {"n": open_days, "days": len(days)}))
    return tuple(found)


def _stop(limits: Limits, rule: str, n: int, days: int, ways: tuple[Option, ...]) -> Binding:
    values: dict[str, int | float | tuple[str, ...]] = {"n": n, "days": days}
    limit = {
        "contact_minutes": limits.max_contact_minutes_per_day,
        "row_of_contacts": limits.max_minutes_in_a_row,
        "remote_share": limits.max_remote_share,
    }.get(rule)
    if limit is not None:
        values["limit"] = limit
    if rule == "working_hours":
        values["shortest"] = min(way.busy for way in ways)
    return Binding(rule, f"bind.{rule}", values)


def _load(case: Case, ledger: Ledger, clinician: str, days: list[int], ways: tuple[Option, ...]) -> list[Binding]:
    soft, price = case.limits(clinician).soft_load_per_day, case.rulebook.prices.load_over_soft
    lightest = min(way.kind.load for way in ways)
    if soft is None or not price or not lightest:
        return []
    n = sum(ledger.load(clinician, day) + lightest > soft for day in days)
    values = {"n": n, "days": len(days), "limit": soft, "price": price}
    return [Binding("load", "bind.load", values)] if n else []
