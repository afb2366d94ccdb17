"""What a day can hold, without asking when: the clock's place in a model without one.

A day falls into parts: its hours, cut by blocks and by lunch. Contacts are counted into parts, and
each part holds so many minutes, a pause after every long row included. These are estimates for the
search, never part of a bound: a plan found with them is timed, and what does not fit is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from weightplan.case import Stretch
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Expr, Pool, Rest
from weightplan.solver.posting import profile
from weightplan.week import Group

MOST_MINUTES = 1440
PRICE_OF_MINUTE = 60


def post(model: Model, days: Iterable[int]) -> None:
    """Limit what each part of each clinician's day holds."""
    for clinician in model.staff:
        for day in days:
            stretches = _open(model, clinician, day)
            if stretches:
                _Day(model, clinician, day, stretches).post()
    _newcomers_first(model)


@dataclass
class _Part:
    """A stretch of a day between blocks, lunch and the ends of the hours.

    A contact of it starts and ends within `reach`; `length` is its minutes, `before` and `after`
    the lunch that bounds it, `held` the contacts counted into it, as (amount, busy minutes).
    """

    reach: Stretch
    length: Expr
    range: Stretch
    before: Rest | None = None
    after: Rest | None = None
    held: list[tuple[Expr, int]] = field(default_factory=list)

    def holds(self, pool: Pool) -> int:
        """Return how many contacts of a pool fit into it, alone."""
        candidate = pool.choices[0].candidate
        fits = 0
        for first, last in candidate.starts:
            early, late = max(first, self.reach[0]), min(last, self.reach[1] - candidate.busy)
            if early <= late:
                fits += (late - early) // max(candidate.busy, 1) + 1
        return fits


@dataclass
class _Day:
    model: Model
    clinician: str
    day: int
    stretches: list[Stretch]

    def post(self) -> None:
        pools = self.model.pools_of_day.get((self.clinician, self.day), [])
        parts = self._parts()
        for pool in pools:
            self._count_in(pool, parts)
        self._share_out_admin(parts)
        self._windows(pools)
        self._rooms(pools)

    @property
    def _rests(self) -> list[Rest]:
        return self.model.rests_of_day.get((self.clinician, self.day), [])

    def _parts(self) -> list[_Part]:
        """Cut the day at its blocks, and at lunch where one stretch is sure to hold it."""
        lunch = next((rest for rest in self._rests if rest.kind == "lunch"), None)
        parts: list[_Part] = []
        lunches = [(first, last) for first, last in self.stretches if lunch and self._takes(lunch, first, last)]
        for first, last in self.stretches:
            whole = _Part((first, last), last - first, (last - first, last - first))
            if lunch is None or (first, last) not in lunches[:1]:
                parts.append(whole)
                continue
            early = max(first, lunch.reach[0])
            late = min(last, lunch.reach[1]) - lunch.minutes
            start = self.model.unit * lunch.start
            if len(lunches) == 1:
                self.model.cp.add_linear_constraint(start, early, late)
                parts.append(_Part((first, late), start - first, (early - first, late - first), after=lunch))
                end = start + lunch.minutes
                reach = (early + lunch.minutes, last)
                parts.append(_Part(reach, last - end, (last - late - lunch.minutes, last - reach[0]), before=lunch))
            else:
                length = last - first - lunch.minutes
                parts.append(_Part((first, last), length, (length, length)))
        return [part for part in parts if part.range[1] > 0]

    @staticmethod
    def _takes(lunch: Rest, first: int, last: int) -> bool:
        return min(last, lunch.reach[1]) - max(first, lunch.reach[0]) >= lunch.minutes

    def _count_in(self, pool: Pool, parts: list[_Part]) -> None:
        """Count a pool's contacts into the parts that can hold them."""
        cp, busy = self.model.cp, pool.choices[0].candidate.busy
        total = self.model.literals(choice.count for choice in pool.choices)
        most = sum(choice.most for choice in pool.choices)
        fitting = [(part, min(most, fits)) for part in parts if (fits := part.holds(pool))]
        if len(fitting) <= 1:
            for part, _ in fitting:
                part.held.append((total, busy))
                self._keep_off_lunch(pool, part, total)
            return
        amounts = []
        for part, fits in fitting:
            amount = cp.new_int_var(0, fits, "")
            amounts.append(amount)
            part.held.append((amount, busy))
            self._keep_off_lunch(pool, part, amount)
        cp.add(self.model.literals(amounts) == total)

    def _keep_off_lunch(self, pool: Pool, part: _Part, amount: Expr) -> None:
        """Move lunch aside for contacts that cannot start early, or not late, enough."""
        candidate, cp, unit = pool.choices[0].candidate, self.model.cp, self.model.unit
        lunch = part.after or part.before
        if lunch is None:
            return
        early, late = candidate.starts[0][0] + candidate.busy, candidate.starts[-1][1]
        hinders = early > part.reach[0] + part.range[0] if part.after else late < part.reach[1] - part.range[0]
        if not hinders:
            return
        used = cp.new_bool_var("")
        cp.add(amount <= 0).only_enforce_if(~used)
        if part.after:
            cp.add(unit * lunch.start >= early).only_enforce_if(used)
        else:
            cp.add(unit * lunch.start <= late - lunch.minutes).only_enforce_if(used)

    def _share_out_admin(self, parts: list[_Part]) -> None:
        """Limit each part: contacts, admin time, and a pause after each long row that no admin time ends."""
        cp, limits = self.model.cp, self.model.case.limits(self.clinician)
        pieces = [rest for rest in self._rests if rest.kind == "admin"]
        row, pause = limits.max_minutes_in_a_row, limits.pause_minutes or 0
        shares: list[cp_model.IntVar] = []
        taken: list[cp_model.IntVar] = []
        for part in parts:
            busy: Expr = sum((amount * minutes for amount, minutes in part.held), 0)
            breaks: Expr = 0
            if pieces:
                share, has = cp.new_int_var(0, part.range[1], ""), cp.new_bool_var("")
                cp.add(share >= min(rest.minutes for rest in pieces)).only_enforce_if(has)
                cp.add(share == 0).only_enforce_if(~has)
                shares.append(share)
                taken.append(has)
                busy, breaks = busy + share, has
            if row is not None and pause:
                idle = self._pauses(part, row, pause, breaks)
                busy = busy + idle
            over = cp.new_int_var(0, MOST_MINUTES, "")
            cp.add(busy - over <= part.length)
            self.model.charge(PRICE_OF_MINUTE, over)
        if pieces:
            cp.add(self.model.literals(shares) == self.model.unit * self.model.literals(r.size for r in pieces))
            cp.add(self.model.literals(taken) <= self.model.literals(r.presence for r in pieces))

    def _pauses(self, part: _Part, row: int, pause: int, breaks: Expr) -> Expr:
        """Return the minutes of pauses: a full part needs so many, one that is not full may need fewer."""
        least, most = (max(0, -((row - minutes) // (row + pause))) for minutes in part.range)
        if not most:
            return 0
        cp = self.model.cp
        pauses = cp.new_int_var(0, most, "")
        rows = pauses + 1 + breaks
        cp.add(sum((amount * minutes for amount, minutes in part.held), 0) <= row * rows)
        for parts in (1, 2, 3):
            # Of contacts longer than 1/(n+1) of a row no more than n share it, longer ones count for more.
            shares = [(amount, -(-(parts + 1) * minutes // row) - 1) for amount, minutes in part.held]
            if any(share for _, share in shares):
                cp.add(sum((amount * share for amount, share in shares if share), 0) <= parts * rows)
        return pause * pauses

    def _windows(self, pools: Sequence[Pool]) -> None:
        """Limit what has to lie in a narrow window, such as a patient's hours."""
        choices = [choice for pool in pools for choice in pool.choices]
        hulls = {(c.candidate.starts[0][0], c.candidate.starts[-1][1] + c.candidate.busy) for c in choices}
        whole = sum(end - start for start, end in self.stretches)
        for first, last in sorted(hulls):
            length = sum(max(0, min(end, last) - max(start, first)) for start, end in self.stretches)
            inside = [
                c
                for c in choices
                if first <= c.candidate.starts[0][0] and c.candidate.starts[-1][1] + c.candidate.busy <= last
            ]
            if length < whole and len(inside) < len(choices):
                self._limit(inside, length)

    def _rooms(self, pools: Sequence[Pool]) -> None:
        """Leave the stretches in which others hold every room of a class to them."""
        choices = [choice for pool in pools for choice in pool.choices]
        whole = sum(end - start for start, end in self.stretches)
        for rooms, taken in self.model.outside_rooms.items():
            held = [c for c in choices if c.candidate.rooms and set(c.candidate.rooms) <= set(rooms)]
            full = sum(
                max(0, min(end, b) - max(start, a))
                for start, end in self.stretches
                for a, b, used in profile(taken)
                if used >= len(rooms)
            )
            if held and full:
                self._limit(held, max(0, whole - full))

    def _limit(self, choices: Sequence[Choice], most: int) -> None:
        """Limit minutes softly: what has to be served stays possible where it is too much by this estimate."""
        over = self.model.cp.new_int_var(0, MOST_MINUTES, "")
        busy = self.model.weighted([c.count for c in choices], [c.candidate.busy for c in choices])
        self.model.cp.add(busy - over <= most)
        self.model.charge(PRICE_OF_MINUTE, over)


def _newcomers_first(model: Model) -> None:
    """New patients: no group, and no other contact, on a day before the first visit's."""
    new = {patient.id for patient in model.case.patients.values() if patient.new}
    of_patient: dict[str, list[Choice]] = defaultdict(list)
    for choice in model.choices:
        if choice.candidate.needs.single:
            for patient in new.intersection(choice.candidate.patients):
                of_patient[patient].append(choice)
    for choices in of_patient.values():
        if all(choice.standing for choice in choices):
            continue
        alone = [c for c in choices if not isinstance(c.candidate.need, Group)]
        long_ones = [c for c in alone if c.candidate.kind.first]
        for choice in choices:
            before = alone if isinstance(choice.candidate.need, Group) else long_ones
            if choice not in before:
                earlier = [c for c in before if c.candidate.day <= choice.candidate.day]
                model.cp.add(choice.count <= choice.most * model.total(earlier))


def _open(model: Model, clinician: str, day: int) -> list[Stretch]:
    """Return the hours of a day without its blocks."""
    stretches = list(model.case.hours(clinician, day))
    for begins, ends in model.case.blocks(clinician):
        cut = [(start, min(end, begins)) for start, end in stretches] + [
            (max(start, ends), end) for start, end in stretches
        ]
        stretches = sorted({(start, end) for start, end in cut if start < end})
    return stretches
