"""What a day can hold, without asking when: the clock's place in a model without one.

A day falls into parts: its hours, cut by blocks, standing contacts and lunch. Contacts are counted into parts, and
each part holds so many minutes, a pause after every long row included. Every legal day passes these
limits, so the model is part of a bound (clockless.py); not every day that passes them can be timed,
so the times are looked for afterwards, and what does not fit is dropped.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from weightplan.case import Stretch
from weightplan.rules.protected import KINDS
from weightplan.solver.model import Model
from weightplan.solver.parts import Choice, Expr, Literal, Pool, Rest
from weightplan.solver.posting import profile
from weightplan.week import Group

MOST_MINUTES = 1440
PRICE_OF_MINUTE = 1000


def post(model: Model, days: Iterable[int], *, lenient: bool) -> None:
    """Limit what each part of each clinician's day holds; a `lenient` limit may be passed at a price."""
    for clinician in model.staff:
        for day in days:
            if model.case.hours(clinician, day):
                _Day(model, clinician, day, MOST_MINUTES if lenient else 0).post()
    _newcomers_first(model)


@dataclass
class _Part:
    """A stretch of a day between standing contacts, blocks, lunch and the ends of the hours.

    Contacts of it lie within `reach`; `length` is its minutes, at most `longest`. Where a lunch
    ends or begins it, `until` and `since` are that minute. `held` are (amount, busy minutes); `ends`
    count the pauses and pieces of admin time in it.
    """

    reach: Stretch
    length: Expr
    longest: int
    until: Expr | None = None
    since: Expr | None = None
    held: list[tuple[Expr, int]] = field(default_factory=list)
    ends: list[cp_model.IntVar] = field(default_factory=list)

    def holds(self, pool: Pool) -> int:
        """Return how many contacts of a pool fit into it, alone."""
        candidate = pool.choices[0].candidate
        fits = 0
        for first, last in candidate.starts:
            early, late = max(first, self.reach[0]), min(last, self.reach[1] - candidate.busy)
            if early <= late:
                fits += (late - early) // max(candidate.busy, 1) + 1
        return fits


@dataclass(frozen=True)
class _Lunch:
    """A place in a row where lunch parts it, if it is `used` there."""

    used: Literal


@dataclass
class _Row:
    """What may follow each other without a pause, in order: parts, minutes of standing contacts, lunch."""

    items: list["_Part | int | _Lunch"] = field(default_factory=list)

    @property
    def parts(self) -> list[_Part]:
        return [item for item in self.items if isinstance(item, _Part)]

    def windows(self) -> Iterator[list["_Part | int | _Lunch"]]:
        """Yield each run of items that ends at standing contacts, at lunch, or with the row."""
        last = len(self.items) - 1
        first_ones = [n for n, item in enumerate(self.items) if n == 0 or not isinstance(item, _Part)]
        last_ones = [n for n, item in enumerate(self.items) if n == last or not isinstance(item, _Part)]
        for first in first_ones:
            for end in last_ones:
                if first <= end:
                    yield self.items[first : end + 1]


@dataclass
class _Day:
    model: Model
    clinician: str
    day: int
    most_over: int
    loose_ends: int = 0

    def post(self) -> None:
        pools = self.model.pools_of_day.get((self.clinician, self.day), [])
        self.stretches = _open(self.model, self.clinician, self.day)
        self.standing = sorted(
            (c.candidate.starts[0][0], c.candidate.busy) for pool in pools for c in pool.choices if c.standing
        )
        free = [pool for pool in pools if not pool.choices[0].standing]
        rows = self._rows()
        for pool in free:
            self._count_in(pool, [part for row in rows for part in row.parts])
        self._share_out_breaks(rows)
        self._windows(free)
        self._rooms(free)

    def _rests(self, kind: str) -> list[Rest]:
        rests = self.model.rests_of_day.get((self.clinician, self.day), [])
        return [rest for rest in rests if rest.kind == kind]

    def _rows(self) -> list[_Row]:
        """Cut the day's stretches at standing contacts, and at lunch where it may lie."""
        cut = [(stretch, _without(stretch, self.standing)) for stretch in self.stretches]
        lunch = next(iter(self._rests("lunch")), None)
        if lunch is not None and self._is_loose(lunch):
            # It may lie across an end of the hours and take next to none of them: it only parts rows.
            self.loose_ends, lunch = 1, None
        hosts = [piece for _, pieces in cut for piece in pieces if lunch and _takes(lunch, piece)]
        used = {piece: self.model.cp.new_bool_var("") for piece in hosts}
        if used:
            self.model.cp.add_exactly_one(used.values())
        rows = []
        for (first, last), pieces in cut:
            row = _Row()
            standing = [(start, start + busy) for start, busy in self.standing if first <= start < last]
            for stretch in sorted([*pieces, *standing]):
                if stretch not in pieces:
                    row.items.append(stretch[1] - stretch[0])
                elif lunch is None or stretch not in used:
                    row.items.append(_Part(stretch, stretch[1] - stretch[0], stretch[1] - stretch[0]))
                else:
                    before, after = self._around(lunch, stretch, used[stretch], certain=len(hosts) == 1)
                    row.items += [before, _Lunch(used[stretch]), after]
            rows.append(row)
        return rows

    def _is_loose(self, lunch: Rest) -> bool:
        edges = (edge for stretch in self.model.case.hours(self.clinician, self.day) for edge in stretch)
        return any(lunch.reach[0] < edge < lunch.reach[1] for edge in edges)

    def _around(self, lunch: Rest, piece: Stretch, used: Literal, *, certain: bool) -> tuple[_Part, _Part]:
        """Cut a piece in two, `lunch.minutes` apart if lunch is there; if it is not, the cut may lie anywhere."""
        unit, (first, last) = self.model.unit, piece
        early, late = max(first, lunch.reach[0]), min(last, lunch.reach[1]) - lunch.minutes
        widest = (early, late) if certain else (first, last)
        cut = self.model.cp.new_int_var(-(-widest[0] // unit), widest[1] // unit, "")
        start, end = unit * cut, unit * cut + lunch.minutes * used
        if not certain:
            self.model.cp.add(start >= early).only_enforce_if(used)
            self.model.cp.add(start <= late).only_enforce_if(used)
        before = _Part((first, widest[1]), start - first, widest[1] - first, until=start)
        since = widest[0] + lunch.minutes * certain
        after = _Part((since, last), last - end, last - since, since=end)
        return before, after

    def _count_in(self, pool: Pool, parts: list[_Part]) -> None:
        """Count a pool's contacts into the parts that can hold them."""
        cp, busy = self.model.cp, pool.choices[0].candidate.busy
        total = self.model.literals(choice.count for choice in pool.choices)
        most = sum(choice.most for choice in pool.choices)
        fitting = [(part, min(most, fits)) for part in parts if (fits := part.holds(pool))]
        if not fitting:
            cp.add(busy * total <= self._over())
            return
        amounts = [total] if len(fitting) == 1 else [cp.new_int_var(0, fits, "") for _, fits in fitting]
        for (part, _), amount in zip(fitting, amounts, strict=True):
            part.held.append((amount, busy))
            self._keep_off_lunch(pool, part, amount)
        if len(fitting) > 1:
            cp.add(self.model.literals(amounts) == total)

    def _keep_off_lunch(self, pool: Pool, part: _Part, amount: Expr) -> None:
        """Move lunch aside for contacts that cannot start early, or not late, enough."""
        candidate, cp = pool.choices[0].candidate, self.model.cp
        early, late = candidate.starts[0][0] + candidate.busy, candidate.starts[-1][1]
        too_late = part.until is not None and early > part.reach[0] + candidate.busy
        too_early = part.since is not None and late < part.reach[1] - candidate.busy
        if not too_late and not too_early:
            return
        used = cp.new_bool_var("")
        cp.add(amount <= 0).only_enforce_if(~used)
        if part.until is not None and too_late:
            cp.add(part.until >= early).only_enforce_if(used)
        if part.since is not None and too_early:
            cp.add(part.since <= late).only_enforce_if(used)

    def _share_out_breaks(self, rows: list[_Row]) -> None:
        """Limit each part: contacts, protected time, and pauses that end long rows where no protected time does."""
        cp, limits = self.model.cp, self.model.case.limits(self.clinician)
        pieces = [rest for kind in KINDS for rest in self._rests(kind)]
        longest, pause = limits.max_minutes_in_a_row, limits.pause_minutes or 0
        least = min((rest.minutes for rest in pieces), default=0)
        shares: list[cp_model.IntVar] = []
        taken: list[cp_model.IntVar] = []
        for row in rows:
            parted = longest is not None and sum(_most_minutes(item) for item in row.items) > longest
            for part in row.parts:
                minutes: Expr = sum((amount * busy for amount, busy in part.held), 0)
                if pieces:
                    most = min(len(pieces), part.longest // max(least, 1))
                    share, number = cp.new_int_var(0, part.longest, ""), cp.new_int_var(0, most, "")
                    cp.add(share >= least * number)
                    cp.add(share <= part.longest * number)
                    shares.append(share)
                    taken.append(number)
                    part.ends.append(number)
                    minutes = minutes + share
                if parted and longest:
                    # Of two rows that follow each other both are needed only if one cannot hold them.
                    part.ends.append(cp.new_int_var(0, 2 * -(-part.longest // longest), ""))
                    minutes = minutes + pause * part.ends[-1]
                cp.add(minutes - self._over() <= part.length)
            if parted and longest is not None:
                for window in row.windows():
                    self._fit_rows(window, longest)
        if pieces:
            cp.add(self.model.literals(shares) == self.model.unit * self.model.literals(r.size for r in pieces))
            cp.add(self.model.literals(taken) <= self.model.literals(r.presence for r in pieces))

    def _fit_rows(self, window: Sequence[_Part | int | _Lunch], longest: int) -> None:
        """Limit the contacts by the number of rows, as items by the number of bins.

        Of contacts longer than 1/(n+1) of a row no more than n share it, and longer ones count for
        more; n = 0 stands for their plain minutes.
        """
        if sum(_most_minutes(item) for item in window) <= longest:
            return
        cp, over = self.model.cp, self._over()
        held = [pair for item in window for pair in _held(item)]
        inside = [item for item in window[1:-1] if isinstance(item, _Lunch)]
        ends = [end for item in window if isinstance(item, _Part) for end in item.ends]
        number = 1 + self.loose_ends + self.model.literals([*ends, *(lunch.used for lunch in inside)])
        cp.add(sum((amount * busy for amount, busy in held), 0) <= longest * number + over)
        for most in (1, 2, 3):
            shares = [(amount, -(-(most + 1) * busy // longest) - 1) for amount, busy in held]
            if any(share for _, share in shares):
                cp.add(sum((amount * share for amount, share in shares if share), 0) <= most * number + over)

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
                self._limit(inside, [c.candidate.busy for c in inside], length)

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
                self._limit(held, [c.candidate.minutes for c in held], max(0, whole - full))

    def _limit(self, choices: Sequence[Choice], minutes: Sequence[int], most: int) -> None:
        taken = self.model.weighted([c.count for c in choices], minutes)
        self.model.cp.add(taken - self._over() <= most)

    def _over(self) -> Expr:
        """Return by how many minutes a limit is passed: what has to be served can then wait for the times."""
        if not self.most_over:
            return 0
        over = self.model.cp.new_int_var(0, self.most_over, "")
        self.model.charge(PRICE_OF_MINUTE, over)
        return over


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


def _most_minutes(item: _Part | int | _Lunch) -> int:
    if isinstance(item, _Part):
        return item.longest
    return item if isinstance(item, int) else 0


def _held(item: _Part | int | _Lunch) -> list[tuple[Expr, int]]:
    if isinstance(item, _Part):
        return item.held
    return [(1, item)] if isinstance(item, int) else []


def _open(model: Model, clinician: str, day: int) -> list[Stretch]:
    """Return the hours of a day without its blocks."""
    stretches = list(model.case.hours(clinician, day))
    for begins, ends in model.case.blocks(clinician):
        cut = [(start, min(end, begins)) for start, end in stretches] + [
            (max(start, ends), end) for start, end in stretches
        ]
        stretches = sorted({(start, end) for start, end in cut if start < end})
    return stretches


def _without(stretch: Stretch, standing: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Return what (start, minutes) pairs leave of a stretch."""
    pieces, free_from = [], stretch[0]
    for start, busy in standing:
        if stretch[0] <= start < stretch[1]:
            pieces.append((free_from, start))
            free_from = max(free_from, start + busy)
    return [(start, end) for start, end in (*pieces, (free_from, stretch[1])) if start < end]


def _takes(lunch: Rest, piece: Stretch) -> bool:
    return min(piece[1], lunch.reach[1]) - max(piece[0], lunch.reach[0]) >= lunch.minutes
