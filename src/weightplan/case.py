"""A week and its rulebook read together: names looked up, defaults filled in, dates made days.

Times inside are integers: minutes after midnight of the first day. Weights are integers of 0.01.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import holidays

from weightplan.demand import patients_from_demand, requests_from_demand
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS, Hours, hundredths, span_minutes
from weightplan.plan import Plan
from weightplan.rulebook import ContactType, Limits, Rulebook
from weightplan.week import Clinician, Group, Patient, Request, Room, Week

CRISIS = "crisis"
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """The input, resolved. `earlier` is the plan already told to people, where there is one."""

    week: Week
    rulebook: Rulebook
    earlier: Plan | None = None
    _hours: dict[tuple[str, int], tuple[Stretch, ...]] = field(default_factory=dict, repr=False, compare=False)
    _limits: dict[str, Limits] = field(default_factory=dict, repr=False, compare=False)
    _day_counts: dict[tuple[str, str, int | None], int] = field(default_factory=dict, repr=False, compare=False)

    def part(self, week: Week, rulebook: Rulebook, earlier: Plan | None) -> "Case":
        """Return the case of a part of the week, with the same hours and limits, so that none is looked up again."""
        return Case(week, rulebook, earlier, self._hours, self._limits, self._day_counts)

    @cached_property
    def clinicians(self) -> dict[str, Clinician]:
        return {c.id: c for c in self.week.clinicians}

    @cached_property
    def rooms(self) -> dict[str, Room]:
        return {r.id: r for r in self.week.rooms}

    @cached_property
    def patients(self) -> dict[str, Patient]:
        """Every patient by id, those of `demand` included."""
        return {p.id: p for p in (*self.week.patients, *patients_from_demand(self.week))}

    @cached_property
    def requests(self) -> dict[str, Request]:
        """Every request by id, those made from `demand` included."""
        made = requests_from_demand(self.week, self.rulebook)
        return {r.id: r for r in (*self.week.requests, *made)}

    @cached_property
    def groups(self) -> dict[str, Group]:
        return {g.id: g for g in self.week.groups}

    @cached_property
    def crisis_type(self) -> str | None:
        return self.rulebook.crisis.contact_type if self.rulebook.crisis else None

    @property
    def grid(self) -> int:
        return self.rulebook.grid_minutes

    @property
    def day_count(self) -> int:
        return 7 * self.week.weeks

    @cached_property
    def needs(self) -> dict[str, Request | Group]:
        """Every request and group by id."""
        return {**self.requests, **self.groups}

    @cached_property
    def contacts_asked(self) -> dict[str, int]:
        """How many contacts each patient's needs ask for, groups included, by patient with any."""
        asked: dict[str, int] = defaultdict(int)
        for request in self.requests.values():
            if request.patient is not None:
                asked[request.patient] += request.count
        for group in self.groups.values():
            for member in dict.fromkeys(self.members(group)):
                asked[member] += 1
        return dict(asked)

    def date_of(self, day: int) -> date:
        return self.week.week + timedelta(days=day)

    def minute(self, moment: datetime) -> int:
        """Return minutes after midnight of the first day (negative before it)."""
        midnight = datetime.combine(self.week.week, datetime.min.time())
        return int((moment - midnight).total_seconds() // 60)

    def moment(self, minute: int) -> datetime:
        return datetime.combine(self.week.week, datetime.min.time()) + timedelta(minutes=minute)

    @cached_property
    def holiday_days(self) -> frozenset[int]:
        """Days of the horizon that are public holidays (de facto ones where the rulebook asks)."""
        if self.rulebook.country is None:
            return frozenset()
        years = {self.date_of(0).year, self.date_of(self.day_count - 1).year}
        categories = ("public", "de_facto") if "de_facto" in self.rulebook.holidays else ("public",)
        # Sweden's public calendar would otherwise count every Sunday.
        extra: dict[str, Any] = {"include_sundays": False} if self.rulebook.country == "SE" else {}
        calendar = holidays.country_holidays(self.rulebook.country, years=years, **extra)
        supported = [c for c in categories if c in calendar.supported_categories]
        calendar = holidays.country_holidays(self.rulebook.country, years=years, categories=supported, **extra)
        return frozenset(d for d in range(self.day_count) if self.date_of(d) in calendar)

    @cached_property
    def crisis_days(self) -> tuple[int, ...]:
        """Weekdays that are no public holiday."""
        return tuple(d for d in range(self.day_count) if self.date_of(d).weekday() < 5 and d not in self.holiday_days)

    def span_on(self, hours: Hours, day: int) -> tuple[Stretch, ...]:
        """Return the stretches of a weekday table on one day of the horizon, in order."""
        base = day * MINUTES_PER_DAY
        spans = sorted(span_minutes(s) for s in hours.get(WEEKDAYS[self.date_of(day).weekday()], ()))
        return tuple((base + start, base + end) for start, end in spans)

    def hours(self, clinician: str, day: int) -> tuple[Stretch, ...]:
        """Return the stretches a clinician works on a day: hours without holidays and absences."""
        key = (clinician, day)
        if key not in self._hours:
            self._hours[key] = self._worked_stretches(self.clinicians[clinician], day)
        return self._hours[key]

    def _worked_stretches(self, clinician: Clinician, day: int) -> tuple[Stretch, ...]:
        if day in self.holiday_days:
            return ()
        stretches = self.span_on(clinician.hours, day)
        for absence in clinician.absences:
            stretches = _without(stretches, (self.minute(absence.start), self.minute(absence.end)))
        return stretches

    def room_hours(self, room: str, day: int) -> tuple[Stretch, ...]:
        """Return the stretches a room is open on a day: its hours, or all day, without its absences."""
        base, one = day * MINUTES_PER_DAY, self.rooms[room]
        stretches = self.span_on(one.hours, day) if one.hours is not None else ((base, base + MINUTES_PER_DAY),)
        for absence in one.absences:
            stretches = _without(stretches, (self.minute(absence.start), self.minute(absence.end)))
        return stretches

    def blocks(self, clinician: str) -> tuple[Stretch, ...]:
        return tuple((self.minute(b.start), self.minute(b.end)) for b in self.clinicians[clinician].blocks)

    def worked_days(self, clinician: str, week: int | None = None) -> int:
        """Return days with working time left, over the horizon or in one of its weeks."""
        return self._counted(("worked", clinician, week), lambda d: self.hours(clinician, d))

    def contracted_days(self, clinician: str, week: int | None = None) -> int:
        hours = self.clinicians[clinician].hours
        return self._counted(("contracted", clinician, week), lambda d: self.span_on(hours, d))

    def _counted(self, key: tuple[str, str, int | None], works: Callable[[int], tuple[Stretch, ...]]) -> int:
        if key not in self._day_counts:
            self._day_counts[key] = sum(1 for d in self._days(key[2]) if works(d))
        return self._day_counts[key]

    def worked_share(self, clinician: str, week: int | None = None) -> Fraction:
        """Return worked days ÷ contracted days, exactly (0 where nothing is contracted)."""
        contracted = self.contracted_days(clinician, week)
        return Fraction(self.worked_days(clinician, week), contracted) if contracted else Fraction(0)

    def _days(self, week: int | None) -> range:
        return range(self.day_count) if week is None else range(7 * week, 7 * week + 7)

    def limits(self, clinician: str) -> Limits:
        """Return the clinician's limits: own before role's before the rulebook's."""
        if clinician not in self._limits:
            self._limits[clinician] = self._merged_limits(self.clinicians[clinician])
        return self._limits[clinician]

    def _merged_limits(self, person: Clinician) -> Limits:
        role = self.rulebook.roles.get(person.role)
        merged: dict[str, Any] = {}
        for layer in (self.rulebook.limits, role.limits if role else Limits(), person.limits):
            merged |= {name: getattr(layer, name) for name in layer.model_fields_set}
        return Limits.model_construct(**merged)

    def target(self, clinician: str) -> int:
        """Return T, the clinician's target over the horizon in 0.01 weights, balance counted in."""
        person = self.clinicians[clinician]
        if person.target is not None:
            base = hundredths(person.target)
        else:
            role = self.rulebook.roles.get(person.role)
            full = hundredths(role.weekly_target) if role else 0
            exact = full * Fraction(str(person.fte)) * self.week.weeks * self.worked_share(clinician)
            base = int((Decimal(exact.numerator) / exact.denominator).to_integral_value(ROUND_HALF_UP))
        return max(0, base - hundredths(person.balance))

    def participants(self, group: Group) -> int:
        return group.participants if isinstance(group.participants, int) else len(group.participants)

    def members(self, group: Group) -> tuple[str, ...]:
        return () if isinstance(group.participants, int) else group.participants

    def request_weight(self, request: Request, kind: ContactType) -> int:
        """Return the weight of one contact for a request, add-ons included, in 0.01."""
        return hundredths(kind.weight or 0.0) + sum(
            hundredths(self.rulebook.addons.get(a, 0.0)) for a in request.addons
        )

    def group_weight(self, group: Group, kind: ContactType) -> int:
        """Return the weight of one session of a group, in 0.01."""
        if kind.weight_per_participant is not None:
            return hundredths(kind.weight_per_participant) * self.participants(group)
        return hundredths(kind.weight or 0.0)


def share_of_leaders(total: int, leaders: tuple[str, ...], kind: ContactType) -> dict[str, int]:
    """Return who of the leaders gets how much of a weight, in 0.01 (design, section 4.1)."""
    if kind.leader_share == "full":
        return dict.fromkeys(leaders, total)
    if kind.leader_share == "lead":
        return {leader: total if place == 0 else 0 for place, leader in enumerate(leaders)}
    each, left = divmod(total, len(leaders))
    return {leader: each + (1 if place < left else 0) for place, leader in enumerate(leaders)}


def _without(stretches: tuple[Stretch, ...], gap: Stretch) -> tuple[Stretch, ...]:
    left = [(start, min(end, gap[0])) for start, end in stretches]
    right = [(max(start, gap[1]), end) for start, end in stretches]
    kept = {(start, end) for start, end in left + right if start < end}
    return tuple(sorted(kept))
