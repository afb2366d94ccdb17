"""The rival: one textbook CP-SAT model of the whole week.

One presence and one start per (need, contact type, clinicians, day), optional intervals, a
`no_overlap` per clinician and patient, a `cumulative` per kind of room, and the prices as one sum.
It knows the case and the checker, and nothing of weightplan's solver.

    python -m bench.rivals.textbook clinic-12 --time-limit 60 -o rival.json
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from weightplan.case import CRISIS, Case, Stretch, share_of_leaders
from weightplan.check import check, gap
from weightplan.fields import WEEKDAYS, clock_minutes
from weightplan.files import load_case
from weightplan.plan import Appointment, Break, Plan
from weightplan.rulebook import ContactType
from weightplan.week import Group, Request, Room

DAY = 1440
ADMIN_PIECE = 30
REMOTE = ("phone", "digital")


@dataclass
class Way:
    """One way to meet one need: a type, a team and a day, with the variables that say whether and when."""

    name: str
    kind: ContactType
    team: tuple[str, ...]
    day: int
    patients: tuple[str, ...]
    weights: dict[str, int]
    cost: int
    here: Any = None
    start: Any = None
    rooms: list[tuple[int, Any]] = field(default_factory=list)

    @property
    def busy(self) -> int:
        return self.kind.minutes + self.kind.documentation_minutes


@dataclass
class Rest:
    """A lunch, or a piece of admin time that may be left out (`here`)."""

    clinician: str
    label: str
    start: Any
    size: Any
    here: Any


def meet(first: Iterable[Stretch], second: Iterable[Stretch]) -> list[Stretch]:
    """Return what two lists of closed stretches have in common."""
    second = list(second)
    return [(max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) <= min(b, d)]


class Textbook:
    """The model. Times are in steps of the rulebook's grid, weights in 0.01."""

    def __init__(self, case: Case) -> None:
        self.case, self.cp, self.grid = case, cp_model.CpModel(), case.grid
        self.costs: list[Any] = []
        self.copies: dict[str, list[list[Way]]] = {}
        self.rests: list[Rest] = []
        self.of_day: dict[tuple[str, int], list[Way]] = defaultdict(list)
        self.busy: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.contacts: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.of_patient: dict[str, list[tuple[Way, Any]]] = defaultdict(list)
        self.free = {(c, d): self._free(c, d) for c in case.clinicians for d in range(case.day_count)}
        self.classes = self._room_classes()
        self.in_class: list[list[Any]] = [[] for _ in self.classes]
        self._needs()
        self._crisis()
        self._breaks()
        self._rows()
        for taken in self.busy.values():
            self.cp.add_no_overlap(taken)
        for room_class, held in zip(self.classes, self.in_class, strict=True):
            self.cp.add_cumulative(held, [1] * len(held), len(room_class))
        self._patients()
        self._follow_ups()
        self._same_day()
        self._locked()
        self._limits()
        self._targets()
        self._loads()
        self.cp.minimize(cp_model.LinearExpr.sum(self.costs))

    # Who could, and when

    def _free(self, clinician: str, day: int) -> list[Stretch]:
        free = list(self.case.hours(clinician, day))
        for start, end in self.case.blocks(clinician):
            free = [piece for a, b in free for piece in ((a, min(b, start)), (max(a, end), b)) if piece[0] < piece[1]]
        return free

    def _starts(self, way: Way, need: Request | Group | None) -> list[Stretch]:
        starts = [(way.day * DAY, way.day * DAY + DAY - 1)]
        for clinician in way.team:
            starts = meet(starts, [(a, b - way.busy) for a, b in self.free[clinician, way.day]])
        minutes = way.kind.minutes
        for name in way.patients if way.kind.modality != "digital" else ():
            available = self.case.patients[name].available
            if available is not None:
                starts = meet(starts, [(a, b - minutes) for a, b in self.case.span_on(available, way.day)])
        if need is not None and need.windows is not None:
            spans = [(self.case.minute(w.start), self.case.minute(w.end) - minutes) for w in need.windows]
            starts = meet(starts, [s for s in spans if s[0] <= s[1]])
        return self._snapped(starts)

    def _snapped(self, stretches: Iterable[Stretch]) -> list[Stretch]:
        steps = [(-(-a // self.grid), b // self.grid) for a, b in stretches]
        return [(a, b) for a, b in steps if a <= b]

    def _teams(self, kind: ContactType, named: tuple[str, ...] | None) -> Iterator[tuple[str, ...]]:
        able = [
            c.id
            for c in self.case.week.clinicians
            if (named is None or c.id in named)
            and (kind.roles is None or c.role in kind.roles)
            and set(kind.skills) <= set(c.skills)
        ]
        for team in combinations(able, kind.leaders):
            roles = {self.case.clinicians[c].role for c in team}
            if kind.lead_roles is not None and not roles & set(kind.lead_roles):
                continue
            if kind.leader_share == "lead":
                yield from ((lead, *(c for c in team if c != lead)) for lead in team)
            else:
                yield team

    def _room_classes(self) -> list[list[Room]]:
        """Group the rooms that no need, site, hour or booking tells apart."""
        named = [n.rooms for n in (*self.case.requests.values(), *self.case.groups.values()) if n.rooms is not None]
        promised = {b.room for b in self.case.week.bookings if b.locked}
        alike: dict[object, list[Room]] = defaultdict(list)
        for room in self.case.week.rooms:
            lists = tuple(sorted(n for n in set(named) if room.id in n))
            own = room.id if room.id in promised else None
            alike[room.kind, room.site, repr(room.hours), lists, own].append(room)
        return list(alike.values())

    def _site(self, clinician: str, day: int) -> str | None:
        site = self.case.clinicians[clinician].site
        return site.get(WEEKDAYS[self.case.date_of(day).weekday()]) if isinstance(site, dict) else site

    def _halls(self, way: Way, need: Request | Group | None, starts: list[Stretch]) -> list[tuple[int, list[Stretch]]]:
        """Return the classes of rooms that would do, each with the starts at which it is open."""
        halls = []
        for number, (room, *_) in enumerate(self.classes):
            sites = {self._site(c, way.day) for c in way.team} - {None}
            suits = room.kind == way.kind.room and (room.site is None or sites <= {room.site})
            if need is not None and need.rooms is not None:
                suits = suits and room.id in need.rooms
            if not suits:
                continue
            opened = starts
            if room.hours is not None:
                spans = [(a, b - way.kind.minutes) for a, b in self.case.span_on(room.hours, way.day)]
                opened = meet(starts, self._snapped(spans))
            if opened:
                halls.append((number, opened))
        return halls

    # Variables

    def _place(self, way: Way, need: Request | Group | None) -> bool:
        """Make a way's variables; say whether there is any time for it."""
        starts = self._starts(way, need)
        halls = self._halls(way, need, starts) if way.kind.room is not None else []
        if not starts or (way.kind.room is not None and not halls):
            return False
        cp = self.cp
        way.here = cp.new_bool_var("")
        way.start = cp.new_int_var_from_domain(cp_model.Domain.from_intervals([list(s) for s in starts]), "")
        minutes, busy = way.kind.minutes // self.grid, way.busy // self.grid
        contact = cp.new_optional_fixed_size_interval_var(way.start, minutes, way.here, "")
        whole = cp.new_optional_fixed_size_interval_var(way.start, busy, way.here, "")
        for clinician in way.team:
            self.busy[clinician, way.day].append(whole)
            self.contacts[clinician, way.day].append(whole)
            self.of_day[clinician, way.day].append(way)
        for patient in way.patients:
            self.of_patient[patient].append((way, contact))
        way.rooms = [(number, way.here if len(halls) == 1 else cp.new_bool_var("")) for number, _ in halls]
        if len(halls) > 1:
            cp.add(sum(literal for _, literal in way.rooms) == way.here)
        for (number, literal), (_, opened) in zip(way.rooms, halls, strict=True):
            if opened != starts:
                domain = cp_model.Domain.from_intervals([list(s) for s in opened])
                cp.add_linear_expression_in_domain(way.start, domain).only_enforce_if(literal)
            held = cp.new_optional_fixed_size_interval_var(way.start, minutes, literal, "")
            self.in_class[number].append(held)
        self.costs.append(way.cost * way.here)
        return True

    def _needs(self) -> None:
        prices = self.case.rulebook.prices.unserved
        for need in (*self.case.requests.values(), *self.case.groups.values()):
            alone = isinstance(need, Request)
            asked = need.count if alone else 1
            heads = 1 if alone else self.case.participants(need)
            self.copies[need.id] = []
            for _ in range(asked):
                ways = [way for way in self._ways(need) if self._place(way, need)]
                self.copies[need.id].append(ways)
                served = sum(way.here for way in ways)
                self.cp.add(served == 1 if need.must else served <= 1)
                self.costs.append(prices.get(need.priority, 0) * heads * (1 - served))

    def _ways(self, need: Request | Group) -> Iterator[Way]:
        alone = isinstance(need, Request)
        named = need.clinicians if alone else need.leaders_from
        patients = ((need.patient,) if need.patient else ()) if alone else self.case.members(need)
        for step, name in enumerate(need.contact_types if alone else (need.contact_type,)):
            kind = self.case.rulebook.contact_types[name]
            total = self.case.request_weight(need, kind) if alone else self.case.group_weight(need, kind)
            for team in self._teams(kind, named):
                weights = share_of_leaders(total, team, kind)
                cost = self._cost(patients, team, step) if alone else 0
                for day in range(self.case.day_count):
                    date = self.case.date_of(day)
                    if (need.earliest or date) <= date <= (need.latest or date):
                        yield Way(name, kind, team, day, patients, weights, cost)

    def _cost(self, patients: tuple[str, ...], team: tuple[str, ...], step: int) -> int:
        prices = self.case.rulebook.prices
        owners = {self.case.patients[p].clinician for p in patients} - {None}
        stranger = bool(owners) and not owners & set(team)
        return step * (prices.less_preferred_type or 0) + stranger * (prices.other_clinician or 0)

    def _crisis(self) -> None:
        crisis = self.case.rulebook.crisis
        if crisis is None:
            return
        kind = self.case.rulebook.contact_types[crisis.contact_type]
        self.copies[CRISIS] = []
        for day in self.case.crisis_days:
            for _ in range(crisis.slots_per_day):
                drafts = [Way(crisis.contact_type, kind, team, day, (), {}, 0) for team in self._teams(kind, None)]
                ways = [way for way in drafts if self._place(way, None)]
                self.copies[CRISIS].append(ways)
                self.cp.add_exactly_one(way.here for way in ways)

    # Breaks and rows

    def _breaks(self) -> None:
        for clinician in self.case.clinicians:
            held: dict[int, list[Any]] = defaultdict(list)
            for day in range(self.case.day_count):
                self._lunch(clinician, day)
                due = self._admin_due(clinician, day // 7)
                for stretch in self.free[clinician, day] if due else ():
                    if stretch[1] - stretch[0] >= ADMIN_PIECE:
                        held[day // 7].append(self._admin(clinician, day, stretch, due))
            for week in range(self.case.week.weeks):
                self.cp.add(sum(held[week]) >= self._admin_due(clinician, week) // self.grid)

    def _admin_due(self, clinician: str, week: int) -> int:
        full = self.case.limits(clinician).min_admin_minutes_per_week or 0
        return int(full * self.case.worked_share(clinician, week) / self.grid) * self.grid

    def _admin(self, clinician: str, day: int, stretch: Stretch, due: int) -> Any:
        (first, last), cp = self._snapped([stretch])[0], self.cp
        here, start = cp.new_bool_var(""), cp.new_int_var(first, last, "")
        size = cp.new_int_var(0, max(due, ADMIN_PIECE) // self.grid, "")
        end = cp.new_int_var(first, last, "")
        cp.add(size >= -(-ADMIN_PIECE // self.grid)).only_enforce_if(here)
        cp.add(size == 0).only_enforce_if(~here)
        self.busy[clinician, day].append(cp.new_optional_interval_var(start, size, end, here, ""))
        self.rests.append(Rest(clinician, "admin", start, size, here))
        return size

    def _lunch(self, clinician: str, day: int) -> None:
        rules, hours = self.case.rulebook.working_time, self.case.hours(clinician, day)
        longest = rules.max_hours_without_break * 60
        opens, closes = (day * DAY + clock_minutes(clock) for clock in rules.lunch_between)
        gaps = [(a[1], b[0]) for a, b in pairwise(hours)]
        if sum(b - a for a, b in hours) <= longest:
            return
        if any(min(b, closes) - max(a, opens) >= rules.lunch_minutes for a, b in gaps):
            return
        for minutes in range(rules.lunch_minutes, closes - opens + 1, self.grid):
            starts = [
                s
                for s in range(opens, closes - minutes + 1, self.grid)
                if sum(max(0, min(b, s) - a) for a, b in hours) <= longest
                and sum(max(0, b - max(a, s + minutes)) for a, b in hours) <= longest
                and not any(a < s + minutes and s < b for a, b in self.case.blocks(clinician))
            ]
            if starts:
                steps = cp_model.Domain.from_values([s // self.grid for s in starts])
                start, size = self.cp.new_int_var_from_domain(steps, ""), -(-minutes // self.grid)
                self.busy[clinician, day].append(self.cp.new_fixed_size_interval_var(start, size, ""))
                self.rests.append(Rest(clinician, "lunch", start, size, 1))
                return
        self.cp.add_bool_or([])

    def _rows(self) -> None:
        """Put a chain of pauses through each day, no two further apart than a row may last.

        A pause may lie in a lunch, in admin time, in a block or outside the hours; it only keeps
        contacts out. Blocks shorter than a pause end no row here, which is stricter than the rule.
        """
        for (clinician, day), contacts in self.contacts.items():
            limits = self.case.limits(clinician)
            longest, pause = limits.max_minutes_in_a_row, -(-(limits.pause_minutes or 0) // self.grid)
            if longest is None or not pause:
                continue
            hours = self.case.hours(clinician, day)
            (first, last), row = (hours[0][0] // self.grid, hours[-1][1] // self.grid), longest // self.grid
            before: Any = first
            pauses = []
            for _ in range(2 * ((last - first) // (row + pause)) + 1):
                start = self.cp.new_int_var(first, last + row, "")
                pauses.append(self.cp.new_fixed_size_interval_var(start, pause, ""))
                self.cp.add(start >= before)
                self.cp.add(start - before <= row)
                before = start + pause
            self.cp.add(before + row >= last)
            self.cp.add_no_overlap([*contacts, *pauses])

    # What ties needs together

    def _patients(self) -> None:
        most = self.case.rulebook.limits.max_patient_contacts_per_day
        for name, held in self.of_patient.items():
            present = [(way, contact) for way, contact in held if way.kind.modality != "digital"]
            self.cp.add_no_overlap([contact for _, contact in present])
            for day in range(self.case.day_count) if most is not None else ():
                self.cp.add(sum(way.here for way, _ in present if way.day == day) <= most)
            if self.case.patients[name].new:
                self._first_visit(name)

    def _first_visit(self, patient: str) -> None:
        """Every other contact of a new patient has a long first visit before it, a group any contact."""
        alone = [copy for r in self.case.requests.values() if r.patient == patient for copy in self.copies[r.id]]
        moments = [self._moment(ways) for ways in alone]
        for place, ways in enumerate(alone):
            others = [i for i in range(len(alone)) if i != place]
            short = [way for way in ways if not way.kind.first]
            self._preceded(short, [(alone[i], moments[i]) for i in others], first=True)
        for group in self.case.groups.values():
            if patient in self.case.members(group):
                both = list(zip(alone, moments, strict=True))
                self._preceded(self.copies[group.id][0], both, first=False)

    def _moment(self, ways: list[Way]) -> Any:
        moment = self.cp.new_int_var(0, self.case.day_count * DAY // self.grid, "")
        for way in ways:
            self.cp.add(moment == way.start).only_enforce_if(way.here)
        return moment

    def _preceded(self, ways: list[Way], earlier: list[tuple[list[Way], Any]], *, first: bool) -> None:
        for way in ways:
            proofs = []
            for copy, moment in earlier:
                proof = self.cp.new_bool_var("")
                self.cp.add(sum(w.here for w in copy if w.kind.first or not first) >= proof)
                self.cp.add(moment <= way.start).only_enforce_if(proof)
                proofs.append(proof)
            self.cp.add_bool_or([*proofs, ~way.here])

    def _follow_ups(self) -> None:
        for need in self.case.requests.values():
            if need.after is None:
                continue
            least, most = need.after.min_days, need.after.max_days
            earlier = [way for copy in self.copies[need.after.request] for way in copy]
            for way in (way for copy in self.copies[need.id] for way in copy):
                fitting = [
                    e.here
                    for e in earlier
                    if way.day - e.day >= least
                    and (most is None or way.day - e.day <= most)
                    and (not need.same_clinician or set(e.team) == set(way.team))
                ]
                self.cp.add_bool_or([*fitting, ~way.here])

    def _same_day(self) -> None:
        tagged: dict[str, list[Way]] = defaultdict(list)
        for need in (*self.case.requests.values(), *self.case.groups.values()):
            if need.same_day is not None:
                tagged[need.same_day] += [way for copy in self.copies[need.id] for way in copy]
        for ways in tagged.values():
            days = {day: self.cp.new_bool_var("") for day in {way.day for way in ways}}
            self.cp.add_at_most_one(days.values())
            for way in ways:
                self.cp.add_implication(way.here, days[way.day])

    def _locked(self) -> None:
        used: dict[str, int] = defaultdict(int)
        for booking in self.case.week.bookings:
            if not booking.locked:
                continue
            start = self.case.minute(booking.start)
            copy = self.copies[booking.request][used[booking.request]]
            used[booking.request] += 1
            fitting = [w for w in copy if booking.clinician in w.team and w.day == start // DAY]
            self.cp.add_exactly_one(w.here for w in fitting)
            for way in fitting:
                self.cp.add(way.start == start // self.grid).only_enforce_if(way.here)
                if booking.room is not None:
                    held = [lit for n, lit in way.rooms if self.classes[n][0].id == booking.room]
                    self.cp.add_bool_or([*held, ~way.here])

    # Limits and prices of clinicians

    def _limits(self) -> None:
        for clinician in self.case.clinicians:
            limits = self.case.limits(clinician)
            for day in range(self.case.day_count):
                ways = self.of_day[clinician, day]
                self._most((way.kind.minutes * way.here for way in ways), limits.max_contact_minutes_per_day)
                self._most((way.here for way in ways if way.kind.heavy), limits.max_heavy_per_day)
                self._most((way.here for way in ways if way.kind.first), limits.max_first_per_day)
            for week in range(self.case.week.weeks):
                ways = [way for day in range(7 * week, 7 * week + 7) for way in self.of_day[clinician, day]]
                self._most((way.here for way in ways if way.kind.heavy), limits.max_heavy_per_week)
                self._most((way.here for way in ways if way.kind.first), limits.max_first_per_week)
                if limits.max_remote_share is not None:
                    share = Fraction(str(limits.max_remote_share))
                    n, d = share.numerator, share.denominator
                    minutes = ((d * (w.kind.modality in REMOTE) - n) * w.kind.minutes * w.here for w in ways)
                    self._most(minutes, 0)

    def _most(self, terms: Iterable[Any], most: int | None) -> None:
        if most is not None:
            self.cp.add(cp_model.LinearExpr.sum(list(terms)) <= most)

    def _targets(self) -> None:
        prices = self.case.rulebook.prices
        for clinician in self.case.clinicians:
            ways = [way for day in range(self.case.day_count) for way in self.of_day[clinician, day]]
            booked = cp_model.LinearExpr.sum([way.weights.get(clinician, 0) * way.here for way in ways])
            target = self.case.target(clinician)
            if prices.shortfall is not None:
                tenth, fifth = target // 10, target // 5
                steps = [self.cp.new_int_var(0, size, "") for size in (tenth, fifth - tenth, target - fifth)]
                self.cp.add(booked + sum(steps) >= target)
                self.costs += [price * step for price, step in zip(prices.shortfall, steps, strict=True)]
            if prices.overshoot:
                over = self.cp.new_int_var(0, 1_000_000, "")
                self.cp.add(over >= booked - target * 105 // 100)
                self.costs.append(prices.overshoot * over)

    def _loads(self) -> None:
        prices = self.case.rulebook.prices
        loads = {key: [way.kind.load * way.here for way in ways] for key, ways in self.of_day.items()}
        daily: dict[tuple[str, int], Any] = {key: cp_model.LinearExpr.sum(load) for key, load in loads.items()}
        for (clinician, _), load in daily.items():
            soft = self.case.limits(clinician).soft_load_per_day
            if soft is not None and prices.load_over_soft:
                over = self.cp.new_int_var(0, 1000, "")
                self.cp.add(over >= load - soft)
                self.costs.append(prices.load_over_soft * over)
        for week in range(self.case.week.weeks) if prices.load_imbalance else ():
            most, least = self.cp.new_int_var(0, 10_000, ""), self.cp.new_int_var(0, 10_000, "")
            self.costs.append(prices.load_imbalance * (most - least))
            for clinician, person in self.case.clinicians.items():
                time_ = Fraction(str(person.fte)) * self.case.worked_share(clinician, week)
                if time_:
                    days = range(7 * week, 7 * week + 7)
                    load = sum(daily[clinician, day] for day in days if (clinician, day) in daily)
                    n, d = time_.numerator, time_.denominator
                    self.cp.add(n * most + n - 1 >= d * load)  # ⌊load ÷ time⌋ ≤ most
                    self.cp.add(n * least <= d * load)
            self.cp.add(most >= least)

    def hint(self, seconds: float, workers: int) -> None:
        """Begin with what has to be placed and nothing else: solved first, without the rest and the prices."""
        due = {n.id for n in (*self.case.requests.values(), *self.case.groups.values()) if n.must}
        due |= {b.request for b in self.case.week.bookings if b.locked} | {CRISIS}
        due |= {r.after.request for r in self.case.requests.values() if r.after and r.id in due}
        small = self.cp.clone()
        small.clear_objective()
        for need, copies in self.copies.items():
            for way in (way for copy in copies for way in copy) if need not in due else ():
                small.add(small.get_bool_var_from_proto_index(way.here.index) == 0)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
        if solver.solve(small) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            for index in range(len(self.cp.proto.variables)):
                variable = self.cp.get_int_var_from_proto_index(index)
                self.cp.add_hint(variable, solver.value(small.get_int_var_from_proto_index(index)))

    # The answer

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        """Read the plan from a solver that found one."""
        placed = [
            (solver.value(way.start) * self.grid, need, way)
            for need, copies in self.copies.items()
            for copy in copies
            for way in copy
            if solver.value(way.here)
        ]
        until: dict[str, int] = {}
        appointments = []
        for start, need, way in sorted(placed, key=lambda p: (p[0], p[1])):
            held = next((n for n, literal in way.rooms if solver.value(literal)), None)
            room = None
            if held is not None:
                room = next(r.id for r in self.classes[held] if until.get(r.id, 0) <= start)
                until[room] = start + way.kind.minutes
            appointments.append(
                Appointment(
                    request=need,
                    contact_type=way.name,
                    clinicians=way.team,
                    patients=way.patients,
                    room=room,
                    start=self.case.moment(start),
                    end=self.case.moment(start + way.kind.minutes),
                    busy_until=self.case.moment(start + way.busy),
                    weights={c: w / 100 for c, w in way.weights.items()},
                )
            )
        breaks = tuple(self._break(solver, rest) for rest in self.rests if solver.value(rest.here))
        return Plan(appointments=tuple(appointments), breaks=breaks)

    def _break(self, solver: cp_model.CpSolver, rest: Rest) -> Break:
        first = solver.value(rest.start) * self.grid
        start, end = (self.case.moment(m) for m in (first, first + solver.value(rest.size) * self.grid))
        return Break(clinician=rest.clinician, kind=rest.label, start=start, end=end)


def solve(case: Case, *, time_limit: float = 60.0, workers: int = 2, seed: int = 0, log: bool = False) -> Plan:
    """Return the rival's plan after `time_limit` seconds, the building of the model included.

    Its cost is the checker's: before the optimum the model's own slack variables stand too high.
    """
    begun = time.monotonic()
    book = Textbook(case)
    book.hint(max(0.1, (time_limit - (time.monotonic() - begun)) / 3), workers)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, time_limit - (time.monotonic() - begun))
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.log_search_progress = log
    status = solver.solve(book.cp)
    if status == cp_model.MODEL_INVALID:
        raise ValueError(book.cp.validate())
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Plan(status="infeasible" if status == cp_model.INFEASIBLE else "unknown")
    plan, bound = book.plan(solver), max(0, round(solver.best_objective_bound))  # no cost is below 0
    cost = check(case, plan).cost
    status_word = "optimal" if cost == bound else "feasible"
    return plan.model_copy(update={"status": status_word, "cost": cost, "bound": bound, "gap": gap(case, cost, bound)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("week")
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--log", action="store_true")
    parser.add_argument("-o", "--output", type=Path)
    asked = parser.parse_args()
    case = load_case(asked.week)
    plan = solve(case, time_limit=asked.time_limit, workers=asked.workers, seed=asked.seed, log=asked.log)
    report = check(case, plan)
    print(f"{plan.status}: cost {plan.cost}, bound {plan.bound}, gap {plan.gap}")
    for violation in report.violations if plan.appointments else ():
        print(f"{violation.rule}: {violation.about}: {violation.text}")
    if asked.output is not None:
        asked.output.write_text(plan.model_dump_json(indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
