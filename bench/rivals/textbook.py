"""The rival: one textbook CP-SAT model of the whole week.

One presence and one start per (need, contact type, clinicians, day), optional intervals, a
`no_overlap` per clinician and patient, a `cumulative` per kind of room, and the prices as one sum.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from ortools.sat.python import cp_model

from bench.rivals.common import OnPlan, answer, rest, seated
from bench.rivals.ways import ADMIN_PIECE, DAY, REMOTE, Ground, Need, Way
from weightplan.case import CRISIS, Case, Stretch
from weightplan.plan import Break, Plan
from weightplan.week import Request


@dataclass(eq=False)
class Choice(Way):
    """A way on one day, with the variables that say whether and when."""

    day: int
    here: Any = None
    start: Any = None
    rooms: list[tuple[int, Any]] = field(default_factory=list)


@dataclass
class Rest:
    """A lunch, or a piece of admin time that may be left out (`here`)."""

    clinician: str
    label: str
    start: Any
    size: Any
    here: Any


class Values(Protocol):
    """What can say which value an expression has in a solution."""

    def value(self, expression: Any, /) -> int: ...


class Textbook:
    """The model. Times are in steps of the rulebook's grid, weights in 0.01."""

    def __init__(self, case: Case) -> None:
        self.case, self.cp, self.grid, self.ground = case, cp_model.CpModel(), case.grid, Ground(case)
        self.costs: list[Any] = []
        self.copies: dict[str, list[list[Choice]]] = {}
        self.rests: list[Rest] = []
        self.of_day: dict[tuple[str, int], list[Choice]] = defaultdict(list)
        self.busy: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.contacts: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.of_patient: dict[str, list[tuple[Choice, Any]]] = defaultdict(list)
        self.free, self.classes = self.ground.free, self.ground.classes
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

    # Variables

    def _place(self, way: Choice, need: Need | None) -> bool:
        """Make a way's variables; say whether there is any time for it."""
        starts = self.ground.starts(way, way.day, need)
        halls = self.ground.halls(way, way.day, need, starts) if way.kind.room is not None else []
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
        for need in self.case.needs.values():
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

    def _ways(self, need: Need) -> Iterator[Choice]:
        days = self.ground.days(need)
        for way in self.ground.ways(need):
            yield from (Choice(**vars(way), day=day) for day in days)

    def _crisis(self) -> None:
        crisis = self.case.rulebook.crisis
        if crisis is None:
            return
        holders = self.ground.crisis_ways()
        self.copies[CRISIS] = []
        for day in self.case.crisis_days:
            for _ in range(crisis.slots_per_day):
                drafts = [Choice(**vars(way), day=day) for way in holders]
                ways = [way for way in drafts if self._place(way, None)]
                self.copies[CRISIS].append(ways)
                self.cp.add_exactly_one(way.here for way in ways)

    # Breaks and rows

    def _breaks(self) -> None:
        for clinician in self.case.clinicians:
            held: dict[int, list[Any]] = defaultdict(list)
            for day in range(self.case.day_count):
                self._lunch(clinician, day)
                due = self.ground.admin_due(clinician, day // 7)
                for stretch in self.free[clinician, day] if due else ():
                    if stretch[1] - stretch[0] >= ADMIN_PIECE:
                        held[day // 7].append(self._admin(clinician, day, stretch, due))
            for week in range(self.case.week.weeks):
                self.cp.add(sum(held[week]) >= self.ground.admin_due(clinician, week) // self.grid)

    def _admin(self, clinician: str, day: int, stretch: Stretch, due: int) -> Any:
        (first, last), cp = self.ground.snapped([stretch])[0], self.cp
        here, start = cp.new_bool_var(""), cp.new_int_var(first, last, "")
        size = cp.new_int_var(0, max(due, ADMIN_PIECE) // self.grid, "")
        end = cp.new_int_var(first, last, "")
        cp.add(size >= -(-ADMIN_PIECE // self.grid)).only_enforce_if(here)
        cp.add(size == 0).only_enforce_if(~here)
        self.busy[clinician, day].append(cp.new_optional_interval_var(start, size, end, here, ""))
        self.rests.append(Rest(clinician, "admin", start, size, here))
        return size

    def _lunch(self, clinician: str, day: int) -> None:
        due = self.ground.lunch(clinician, day)
        if due is None:
            return
        minutes, starts = due
        if not starts:
            self.cp.add_bool_or([])
            return
        steps = cp_model.Domain.from_values([s // self.grid for s in starts])
        start, size = self.cp.new_int_var_from_domain(steps, ""), -(-minutes // self.grid)
        self.busy[clinician, day].append(self.cp.new_fixed_size_interval_var(start, size, ""))
        self.rests.append(Rest(clinician, "lunch", start, size, 1))

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

    def _moment(self, ways: list[Choice]) -> Any:
        moment = self.cp.new_int_var(0, self.case.day_count * DAY // self.grid, "")
        for way in ways:
            self.cp.add(moment == way.start).only_enforce_if(way.here)
        return moment

    def _preceded(self, ways: list[Choice], earlier: list[tuple[list[Choice], Any]], *, first: bool) -> None:
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
        tagged: dict[str, list[Choice]] = defaultdict(list)
        for need in self.case.needs.values():
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

    def hint(self, seconds: float, workers: int) -> Plan | None:
        """Begin with what has to be placed and nothing else: solved first, without the rest and the prices.

        Return that plan, None where it was not found in time.
        """
        due = {n.id for n in self.case.needs.values() if n.must}
        due |= {b.request for b in self.case.week.bookings if b.locked} | {CRISIS}
        due |= {r.after.request for r in self.case.requests.values() if r.after and r.id in due}
        small = self.cp.clone()
        small.clear_objective()
        for need, copies in self.copies.items():
            for way in (way for copy in copies for way in copy) if need not in due else ():
                small.add(small.get_bool_var_from_proto_index(way.here.index) == 0)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, workers
        if solver.solve(small) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        for index in range(len(self.cp.proto.variables)):
            variable = self.cp.get_int_var_from_proto_index(index)
            self.cp.add_hint(variable, solver.value(small.get_int_var_from_proto_index(index)))
        return self.plan(solver)  # the variables of `small` have the same indices

    # The answer

    def plan(self, found: Values) -> Plan:
        """Read the plan from a solver, or a callback, that has one."""
        placed = [
            (found.value(way.start) * self.grid, way, next((n for n, lit in way.rooms if found.value(lit)), None))
            for copies in self.copies.values()
            for copy in copies
            for way in copy
            if found.value(way.here)
        ]
        breaks = tuple(self._break(found, pause) for pause in self.rests if found.value(pause.here))
        return Plan(appointments=seated(self.case, self.classes, placed), breaks=breaks)

    def _break(self, found: Values, pause: Rest) -> Break:
        start = found.value(pause.start) * self.grid
        return rest(self.case, pause.clinician, pause.label, start, start + found.value(pause.size) * self.grid)


class _Told(cp_model.CpSolverSolutionCallback):
    """Hands every solution on as a plan."""

    def __init__(self, book: Textbook, on_plan: OnPlan) -> None:
        super().__init__()
        self.book, self.on_plan = book, on_plan

    def on_solution_callback(self) -> None:
        self.on_plan(self.book.plan(self))


def solve(case: Case, *, time_limit: float, workers: int, seed: int, on_plan: OnPlan) -> Plan:
    """Return the rival's plan after `time_limit` seconds, the building of the model included.

    Its cost is the checker's: before the optimum the model's own slack variables stand too high.
    """
    begun = time.monotonic()
    book = Textbook(case)
    start = book.hint(max(0.1, (time_limit - (time.monotonic() - begun)) / 3), workers)
    if start is not None:
        on_plan(start)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, time_limit - (time.monotonic() - begun))
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    status = solver.solve(book.cp, _Told(book, on_plan))
    if status == cp_model.MODEL_INVALID:
        raise ValueError(book.cp.validate())
    bound = max(0, round(solver.best_objective_bound))  # no cost is below 0
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return answer(case, book.plan(solver), bound)
    if start is not None:
        return answer(case, start, bound)
    return Plan(status="infeasible" if status == cp_model.INFEASIBLE else "unknown", bound=bound)
