"""A rival: one time-indexed integer program, HiGHS.

A yes-or-no column for each (need, type, team, start), rows that let nobody be in two places at any step
of the grid, and the prices as the objective. The grid is the coarsest that every time of the week falls
on. HiGHS tells of no solution on the way, so that the first plan is the last.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from bench.rivals.bulk import Index, Program
from bench.rivals.common import OnPlan, RefusalError, answer, rest, seated
from bench.rivals.grid import steps_of
from bench.rivals.ways import ADMIN_PIECE, DAY, REMOTE, Ground, Need, Way
from weightplan.case import Case
from weightplan.plan import Break, Plan
from weightplan.week import Group, Request

MOST_COLUMNS = 200_000  # of starts; for twice as many HiGHS does not end its presolve in the time of a run
NO_LIMIT = float("inf")
Values = npt.NDArray[np.float64]
Signature = tuple[tuple[int, ...], int, str | None]


@dataclass(eq=False)
class Spread:
    """A way on one day with a column for each of its starts (in steps of the week), from `first` on."""

    way: Way
    need: Need | None
    day: int
    starts: Index
    first: int = 0

    @property
    def columns(self) -> Index:
        return self.first + np.arange(len(self.starts))

    def terms(self, factor: float = 1.0) -> list[tuple[int, float]]:
        return [(int(column), factor) for column in self.columns]


def terms(spreads: Iterable[Spread], factor: float = 1.0) -> list[tuple[int, float]]:
    """Return (column, factor) for every start of several ways."""
    return [term for spread in spreads for term in spread.terms(factor)]


class TimeIndexed:
    """The program. Times are in steps, weights in 0.01. Raises RefusalError where it would be too large."""

    def __init__(self, case: Case) -> None:
        self.case, self.step = case, steps_of(case)
        self.ground, self.program = Ground(case, self.step), Program()
        self.horizon = case.day_count * DAY // self.step
        self.of_need: dict[str, list[Spread]] = {}
        self.of_clinician: dict[str, list[Spread]] = defaultdict(list)
        self.of_patient: dict[str, list[Spread]] = defaultdict(list)
        self.in_hall: dict[tuple[Signature, int], dict[int, int]] = {}
        self.busy: dict[str, int] = {}
        self.admin: dict[str, dict[int, int]] = defaultdict(dict)
        self.lunches: dict[tuple[str, int], tuple[int, list[int], int]] = {}
        self._needs()
        for clinician in case.clinicians:
            self._clinician(clinician)
        self._rooms()
        self._patients()
        self._follow_ups()
        self._same_day()
        self._locked()
        self._imbalance()

    def length(self, minutes: int) -> int:
        return -(-minutes // self.step)

    # Needs

    def _needs(self) -> None:
        drafts = [(need, self._spreads(need)) for need in self.case.needs.values()]
        count = sum(len(spread.starts) for _, spreads in drafts for spread in spreads)
        if count > MOST_COLUMNS:
            raise RefusalError(f"{count:,} starts on a grid of {self.step} minutes, {MOST_COLUMNS:,} at most")
        prices = self.case.rulebook.prices.unserved
        for need, spreads in drafts:
            heads = self.case.participants(need) if isinstance(need, Group) else 1
            asked = need.count if isinstance(need, Request) else 1
            price = prices.get(need.priority, 0) * heads
            self.program.offset += price * asked
            for spread in spreads:
                self._add(spread, spread.way.cost - price)
            self.program.row(terms(spreads), asked if need.must else 0, asked)
        self._crisis()

    def _spreads(self, need: Need) -> list[Spread]:
        ways = [(way, day) for way in self.ground.ways(need) for day in self.ground.days(need)]
        return [spread for way, day in ways if len((spread := self._spread(way, day, need)).starts)]

    def _spread(self, way: Way, day: int, need: Need | None) -> Spread:
        starts = self.ground.starts(way, day, need)
        if way.kind.room is not None:
            starts = [span for _, opened in self.ground.halls(way, day, need, starts) for span in opened]
        return Spread(way, need, day, np.array(sorted({s for a, b in starts for s in range(a, b + 1)}), dtype=np.int64))

    def _add(self, spread: Spread, price: float) -> None:
        spread.first = self.program.columns(len(spread.starts), whole=True, price=price)
        self.of_need.setdefault(spread.way.need, []).append(spread)
        for clinician in spread.way.team:
            self.of_clinician[clinician].append(spread)
        for patient in spread.way.patients:
            self.of_patient[patient].append(spread)

    def _crisis(self) -> None:
        crisis = self.case.rulebook.crisis
        for day in self.case.crisis_days if crisis is not None else ():
            spreads = [self._spread(way, day, None) for way in self.ground.crisis_ways()]
            for spread in spreads:
                self._add(spread, 0)
            due = crisis.slots_per_day if crisis is not None else 0
            self.program.row(terms(spreads), due, due)

    # Clinicians

    def _clinician(self, clinician: str) -> None:
        mine = self.of_clinician[clinician]
        self.busy[clinician] = self._level(1, ((s.starts, s.columns, self.length(s.way.busy)) for s in mine))
        self._breaks(clinician)
        self._rows(clinician)
        self._limits(clinician)
        self._targets(clinician)

    def _level(self, most: int, held: Iterable[tuple[Index, Index, int]]) -> int:
        """Return columns, one a step, for how many of (starts, columns, length) run at each step: `most` at most.

        Each start is entered where it begins and where it ends, not at every step between: the level is
        the step before's, and what begins, less what ends. That makes a fifth of the entries.
        """
        program, every = self.program, np.arange(self.horizon)
        level, rows = program.columns(self.horizon, most, whole=False), program.rows(self.horizon, 0, 0)
        program.fill(rows + every, level + every, -1.0)
        program.fill(rows + every[1:], level + every[:-1])
        for starts, columns, length in held:
            program.fill(rows + starts, columns)
            ended = starts + length < self.horizon
            program.fill(rows + starts[ended] + length, columns[ended], -1.0)
        return level

    def _breaks(self, clinician: str) -> None:
        """Give every day its lunch and every week its admin time, apart from each other and from contacts."""
        program, every = self.program, np.arange(self.horizon)
        rows = program.rows(self.horizon, 0, 1)
        program.fill(rows + every, self.busy[clinician] + every)
        for day in range(self.case.day_count):
            due = self.ground.lunch(clinician, day)
            if due is not None:
                length, starts = self.length(due[0]), [s // self.step for s in due[1]]
                first = program.columns(len(starts), whole=True)
                self.lunches[clinician, day] = (length, starts, first)
                program.row([(first + n, 1.0) for n in range(len(starts))], 1, 1)
                places = np.array(starts, dtype=np.int64)[:, None] + np.arange(length)
                program.fill(rows + places, first + np.arange(len(starts))[:, None])
        for week in range(self.case.week.weeks):
            due_minutes = self.ground.admin_due(clinician, week)
            days = range(7 * week, 7 * week + 7) if due_minutes else range(0)
            held = [column for day in days for column in self._admin(clinician, day, rows)]
            if due_minutes:
                program.row([(column, float(self.step)) for column in held], due_minutes, NO_LIMIT)

    def _admin(self, clinician: str, day: int, rows: int) -> Iterator[int]:
        """Yield a column for each step that may be admin time, in pieces that are long enough."""
        shortest = self.length(ADMIN_PIECE)
        for a, b in self.ground.free[clinician, day]:
            begin, end = self.length(a), b // self.step
            if end - begin < shortest:
                continue
            first = self.program.columns(end - begin, whole=True)
            columns = {step: first + step - begin for step in range(begin, end)}
            self.admin[clinician] |= columns
            self.program.fill(rows + np.arange(begin, end), first + np.arange(end - begin))
            for step, column in columns.items():
                rising = [(column, 1.0), *([(column - 1, -1.0)] if step > begin else [])]
                for later in range(1, shortest):
                    held = [(columns[step + later], -1.0)] if step + later < end else []
                    self.program.row([*rising, *held], -NO_LIMIT, 0)
            yield from columns.values()

    def _rows(self, clinician: str) -> None:
        """Between two busy steps too far apart for one row there is a pause, a lunch or a block."""
        limits, case, program = self.case.limits(clinician), self.case, self.program
        if limits.max_minutes_in_a_row is None:
            return
        longest, pause = limits.max_minutes_in_a_row // self.step, self.length(limits.pause_minutes or 0)
        for spread in self.of_clinician[clinician]:
            if self.length(spread.way.busy) > longest:
                for column in spread.columns:
                    program.upper[column] = 0.0
        if not pause:
            return
        free = np.zeros(self.horizon + longest + pause + 1, dtype=bool)
        for day in range(case.day_count):
            for a, b in self.ground.free[clinician, day]:
                free[self.length(a) : b // self.step] = True
        pauses, busy = program.columns(self.horizon, whole=False), self.busy[clinician]
        every = np.arange(self.horizon - pause + 1)
        for later in range(pause):
            rows = program.rows(len(every), 0, 1)
            program.fill(rows + every, pauses + every)
            program.fill(rows + every, busy + every + later)
        off = np.convolve(~free, np.ones(pause, dtype=int), "valid") == pause  # nothing can lie there: a pause
        blocks = [(-(-a // self.step), -(-b // self.step)) for a, b in case.blocks(clinician)]
        lunch_ends = self._short_lunches(clinician, pause)
        for apart in range(longest, longest + pause):
            for step in np.flatnonzero(free[: self.horizon - apart] & free[apart : self.horizon]):
                first, last = int(step) + 1, int(step) + apart
                if off[first : last - pause + 1].any() or any(first <= a and b <= last for a, b in blocks):
                    continue
                held = [(pauses + t, -1.0) for t in range(first, last - pause + 1)]
                held += [(column, -1.0) for t, length, column in lunch_ends if first <= t and t + length <= last]
                program.row([(busy + int(step), 1.0), (busy + last, 1.0), *held], -NO_LIMIT, 1)

    def _short_lunches(self, clinician: str, pause: int) -> list[tuple[int, int, int]]:
        """Return (start, length, column) of lunches shorter than a pause, which end a row all the same."""
        return [
            (start, length, first + number)
            for (person, _), (length, starts, first) in self.lunches.items()
            if person == clinician and length < pause
            for number, start in enumerate(starts)
        ]

    def _limits(self, clinician: str) -> None:
        limits, mine = self.case.limits(clinician), self.of_clinician[clinician]
        for day in range(self.case.day_count):
            today = [spread for spread in mine if spread.day == day]
            heavy, first = ([s for s in today if getattr(s.way.kind, word)] for word in ("heavy", "first"))
            minutes = [term for s in today for term in s.terms(s.way.kind.minutes)]
            self._most(minutes, limits.max_contact_minutes_per_day)
            self._most(terms(heavy), limits.max_heavy_per_day)
            self._most(terms(first), limits.max_first_per_day)
            prices, soft = self.case.rulebook.prices, limits.soft_load_per_day
            if soft is not None and prices.load_over_soft and today:
                over = self.program.columns(1, NO_LIMIT, whole=False, price=prices.load_over_soft)
                self._most([*(t for s in today for t in s.terms(s.way.kind.load)), (over, -1.0)], soft)
        for week in range(self.case.week.weeks):
            now = [spread for spread in mine if spread.day // 7 == week]
            self._most(terms(s for s in now if s.way.kind.heavy), limits.max_heavy_per_week)
            self._most(terms(s for s in now if s.way.kind.first), limits.max_first_per_week)
            if limits.max_remote_share is not None:
                share = Fraction(str(limits.max_remote_share))
                factors = [(s, share.denominator * (s.way.kind.modality in REMOTE) - share.numerator) for s in now]
                self._most([t for s, factor in factors for t in s.terms(factor * s.way.kind.minutes)], 0)

    def _most(self, held: list[tuple[int, float]], most: int | None) -> None:
        if most is not None and held:
            self.program.row(held, -NO_LIMIT, most)

    def _targets(self, clinician: str) -> None:
        prices, target = self.case.rulebook.prices, self.case.target(clinician)
        booked = [t for s in self.of_clinician[clinician] for t in s.terms(s.way.weights.get(clinician, 0))]
        if prices.shortfall is not None:
            tenth, fifth = target // 10, target // 5
            sizes = (tenth, fifth - tenth, target - fifth)
            short = [
                (self.program.columns(1, size, whole=False, price=price), 1.0)
                for size, price in zip(sizes, prices.shortfall, strict=True)
            ]
            self.program.row([*booked, *short], target, NO_LIMIT)
        if prices.overshoot:
            over = self.program.columns(1, NO_LIMIT, whole=False, price=prices.overshoot)
            self._most([*booked, (over, -1.0)], target * 105 // 100)

    def _imbalance(self) -> None:
        price = self.case.rulebook.prices.load_imbalance
        for week in range(self.case.week.weeks) if price else ():
            most = self.program.columns(1, NO_LIMIT, whole=True, price=price or 0)
            least = self.program.columns(1, NO_LIMIT, whole=True, price=-(price or 0))
            self._most([(least, 1.0), (most, -1.0)], 0)
            for clinician, person in self.case.clinicians.items():
                worked = Fraction(str(person.fte)) * self.case.worked_share(clinician, week)
                if worked:
                    n, d = worked.numerator, worked.denominator
                    mine = [s for s in self.of_clinician[clinician] if s.day // 7 == week]
                    load = [t for s in mine for t in s.terms(d * s.way.kind.load)]
                    self.program.row([*load, (most, -float(n))], -NO_LIMIT, n - 1)  # ⌊load ÷ time⌋ ≤ most
                    self.program.row([*load, (least, -float(n))], 0, NO_LIMIT)

    # Rooms and patients

    def _signature(self, spread: Spread) -> Signature:
        """Return what tells a contact's choice of rooms from another's: classes, minutes, and a promised room."""
        promised = {b.request for b in self.case.week.bookings if b.locked and b.room is not None}
        halls = tuple(self.ground.suiting(spread.way, spread.day, spread.need))
        return halls, spread.way.kind.minutes, spread.way.need if spread.way.need in promised else None

    def _rooms(self) -> None:
        """Count how many contacts with the same choice of rooms begin in each class of rooms at each step."""
        program = self.program
        roomed = [s for spreads in self.of_need.values() for s in spreads if s.way.kind.room is not None]
        alike: dict[tuple[Signature, int], list[Spread]] = defaultdict(list)
        for spread in roomed:
            alike[self._signature(spread), spread.day].append(spread)
        held: list[list[tuple[Index, Index, int]]] = [[] for _ in self.ground.classes]
        for (signature, day), spreads in alike.items():
            halls, minutes, _ = signature
            rows: dict[int, int] = {}
            for spread in spreads:
                for start, column in zip(spread.starts.tolist(), spread.columns.tolist(), strict=True):
                    if start not in rows:
                        rows[start] = program.rows(1, 0, 0)
                    program.fill(np.array([rows[start]]), np.array([column]))
            for hall in halls:
                spans = self.ground.opened(hall, day, minutes)
                open_ = [s for s in rows if spans is None or any(a <= s <= b for a, b in spans)]
                first = program.columns(len(open_), len(self.ground.classes[hall]), whole=True)
                for number, start in enumerate(open_):
                    program.fill(np.array([rows[start]]), np.array([first + number]), -1.0)
                    self.in_hall.setdefault((signature, start), {})[hall] = first + number
                columns = first + np.arange(len(open_))
                held[hall].append((np.array(open_, dtype=np.int64), columns, self.length(minutes)))
        for rooms, taken in zip(self.ground.classes, held, strict=True):
            self._level(len(rooms), taken)

    def _patients(self) -> None:
        most = self.case.rulebook.limits.max_patient_contacts_per_day
        for patient, spreads in self.of_patient.items():
            present = [s for s in spreads if s.way.kind.modality != "digital"]
            if len({s.need.id for s in present if s.need is not None}) > 1 or any(
                s.need.count > 1 for s in present if isinstance(s.need, Request)
            ):
                self._level(1, ((s.starts, s.columns, self.length(s.way.kind.minutes)) for s in present))
            for day in range(self.case.day_count):
                self._most(terms(s for s in present if s.day == day), most)
            if self.case.patients[patient].new:
                groups = [s for s in spreads if isinstance(s.need, Group)]
                alone = [s for s in spreads if not isinstance(s.need, Group)]
                self._preceded([s for s in alone if not s.way.kind.first], [s for s in alone if s.way.kind.first])
                self._preceded(groups, alone)

    def _preceded(self, later: list[Spread], earlier: list[Spread]) -> None:
        """A start among the later ones needs one among the earlier ones that is not after it."""
        moments = sorted({start for spread in later for start in spread.starts.tolist()})
        if not moments:
            return
        first = self.program.columns(len(moments), NO_LIMIT, whole=False)  # how many have begun by each moment
        rows = self.program.rows(len(moments), 0, 0)
        numbers = np.arange(len(moments))
        self.program.fill(rows + numbers, first + numbers, -1.0)
        self.program.fill(rows + numbers[1:], first + numbers[:-1])
        for spread in earlier:
            places = np.searchsorted(np.array(moments), spread.starts)
            known = places < len(moments)
            self.program.fill(rows + places[known], spread.columns[known])
        for spread in later:
            places = np.searchsorted(np.array(moments), spread.starts)
            after = self.program.rows(len(spread.starts), -NO_LIMIT, 0)
            every = np.arange(len(spread.starts))
            self.program.fill(after + every, spread.columns)
            self.program.fill(after + every, first + places, -1.0)

    # What ties needs together

    def _follow_ups(self) -> None:
        for need in self.case.requests.values():
            after = need.after
            if after is None:
                continue
            least, most = after.min_days, after.max_days
            alike: dict[tuple[int, frozenset[str]], list[Spread]] = defaultdict(list)
            for spread in self.of_need.get(need.id, ()):
                alike[spread.day, frozenset(spread.way.team if need.same_clinician else ())].append(spread)
            for (day, team), spreads in alike.items():
                before = [
                    s
                    for s in self.of_need.get(after.request, ())
                    if day - s.day >= least
                    and (most is None or day - s.day <= most)
                    and (not need.same_clinician or frozenset(s.way.team) == team)
                ]
                self.program.row([*terms(spreads), *terms(before, -1.0)], -NO_LIMIT, 0)

    def _same_day(self) -> None:
        tagged: dict[str, list[Need]] = defaultdict(list)
        for need in self.case.needs.values():
            if need.same_day is not None:
                tagged[need.same_day].append(need)
        for needs in tagged.values():
            days = self.program.columns(self.case.day_count, whole=True)
            self._most([(days + day, 1.0) for day in range(self.case.day_count)], 1)
            for need in needs:
                asked = need.count if isinstance(need, Request) else 1
                for day in range(self.case.day_count):
                    today = [s for s in self.of_need.get(need.id, ()) if s.day == day]
                    self._most([*terms(today), (days + day, -float(asked))], 0)

    def _locked(self) -> None:
        for booking in self.case.week.bookings:
            if not booking.locked:
                continue
            start = self.case.minute(booking.start) // self.step
            spreads = [s for s in self.of_need.get(booking.request, ()) if booking.clinician in s.way.team]
            standing = [(s, int(column)) for s in spreads for column in s.columns[s.starts == start]]
            self.program.row([(column, 1.0) for _, column in standing], 1, NO_LIMIT)
            if booking.room is not None:
                held = {
                    column
                    for s, _ in standing
                    for hall, column in self.in_hall.get((self._signature(s), start), {}).items()
                    if self.ground.classes[hall][0].id == booking.room
                }
                self.program.row([(column, 1.0) for column in held], 1, NO_LIMIT)

    # The answer

    def plan(self, values: Values) -> Plan:
        """Read the plan from a solution."""
        halls = {
            key: [hall for hall, column in columns.items() for _ in range(round(values[column]))]
            for key, columns in self.in_hall.items()
        }
        placed = []
        for spread in (s for spreads in self.of_need.values() for s in spreads):
            for start in spread.starts[values[spread.columns] > 0.5].tolist():
                hall = None
                if spread.way.kind.room is not None:
                    hall = halls[self._signature(spread), start].pop()
                placed.append((start * self.step, spread.way, hall))
        contacts = seated(self.case, self.ground.classes, placed)
        return Plan(appointments=contacts, breaks=(*self._lunch_breaks(values), *self._admin_breaks(values)))

    def _lunch_breaks(self, values: Values) -> Iterator[Break]:
        for (clinician, _), (length, starts, first) in self.lunches.items():
            for number, start in enumerate(starts):
                if values[first + number] > 0.5:
                    begin = start * self.step
                    yield rest(self.case, clinician, "lunch", begin, begin + length * self.step)

    def _admin_breaks(self, values: Values) -> Iterator[Break]:
        for clinician, columns in self.admin.items():
            held = [step for step, column in columns.items() if values[column] > 0.5]
            begun = None
            for step in held:
                begun = step if begun is None else begun
                if step + 1 not in held or self._stretch_ends(clinician, step + 1):
                    yield rest(self.case, clinician, "admin", begun * self.step, (step + 1) * self.step)
                    begun = None

    def _stretch_ends(self, clinician: str, step: int) -> bool:
        minute = step * self.step
        return any(a == minute for a, _ in self.ground.free[clinician, minute // DAY])


def solve(case: Case, *, time_limit: float, workers: int, seed: int, on_plan: OnPlan) -> Plan:
    """Return HiGHS's last plan. Raises RefusalError above `MOST_COLUMNS`.

    `math_opt` hands HiGHS neither a number of threads nor a seed: it takes the cores that it finds.
    """
    begun = time.monotonic()
    model = TimeIndexed(case)
    found = model.program.solve(0.9 * time_limit - (time.monotonic() - begun))  # HiGHS looks at the clock now and then
    if found.values is None:
        return Plan(status="infeasible" if found.infeasible else "unknown", bound=found.bound)
    plan = model.plan(found.values)
    on_plan(plan)
    return answer(case, plan, found.bound)
