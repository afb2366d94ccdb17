"""The parts that a clinician's day falls into: its hours, cut by blocks, standing contacts and lunch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from weightplan.case import Case, Stretch
from weightplan.solver.model import Model
from weightplan.solver.parts import Expr, Literal, Pool, Rest


@dataclass
class Part:
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
class Lunch:
    """A place in a row where lunch parts it, if it is `used` there."""

    used: Literal


# An integer is the minutes of a standing contact.
Item = Part | int | Lunch


@dataclass
class Row:
    """What may follow each other without a pause, in order: parts, minutes of standing contacts, lunch."""

    items: list[Item] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return [item for item in self.items if isinstance(item, Part)]

    def windows(self) -> Iterator[list[Item]]:
        """Yield each run of items that ends at standing contacts, at lunch, or with the row."""
        last = len(self.items) - 1
        first_ones = [n for n, item in enumerate(self.items) if n == 0 or not isinstance(item, Part)]
        last_ones = [n for n, item in enumerate(self.items) if n == last or not isinstance(item, Part)]
        for first in first_ones:
            for end in last_ones:
                if first <= end:
                    yield self.items[first : end + 1]


@dataclass
class DayCut:
    """A clinician's day as `rows` of parts. `standing` are contacts as (start, busy minutes), sorted.

    `stretches` are its hours without blocks. `loose_ends` counts lunches that part rows, nobody knows where.
    """

    model: Model
    clinician: str
    day: int
    standing: Sequence[tuple[int, int]]
    loose_ends: int = 0

    def __post_init__(self) -> None:
        self.stretches = open_hours(self.model.case, self.clinician, self.day)
        self.rows = self._rows()

    def rests(self, kind: str) -> list[Rest]:
        """Return the day's breaks of a kind."""
        rests = self.model.rests_of_day.get((self.clinician, self.day), [])
        return [rest for rest in rests if rest.kind == kind]

    def _rows(self) -> list[Row]:
        """Cut the day's stretches at standing contacts, and at lunch where it may lie."""
        cut = [(stretch, _without(stretch, self.standing)) for stretch in self.stretches]
        lunch = next(iter(self.rests("lunch")), None)
        if lunch is not None and self._is_loose(lunch):
            # It may lie across an end of the hours and take next to none of them: it only parts rows.
            self.loose_ends, lunch = 1, None
        hosts = [piece for _, pieces in cut for piece in pieces if lunch and _takes(lunch, piece)]
        used = {piece: self.model.cp.new_bool_var("") for piece in hosts}
        if used:
            self.model.cp.add_exactly_one(used.values())
        rows = []
        for (first, last), pieces in cut:
            row = Row()
            standing = [(start, start + busy) for start, busy in self.standing if first <= start < last]
            for stretch in sorted([*pieces, *standing]):
                if stretch not in pieces:
                    row.items.append(stretch[1] - stretch[0])
                elif lunch is None or stretch not in used:
                    row.items.append(Part(stretch, stretch[1] - stretch[0], stretch[1] - stretch[0]))
                else:
                    before, after = self._around(lunch, stretch, used[stretch], certain=len(hosts) == 1)
                    row.items += [before, Lunch(used[stretch]), after]
            rows.append(row)
        return rows

    def _is_loose(self, lunch: Rest) -> bool:
        edges = (edge for stretch in self.model.case.hours(self.clinician, self.day) for edge in stretch)
        return any(lunch.reach[0] < edge < lunch.reach[1] for edge in edges)

    def _around(self, lunch: Rest, piece: Stretch, used: Literal, *, certain: bool) -> tuple[Part, Part]:
        """Cut a piece in two, `lunch.minutes` apart if lunch is there; if it is not, the cut may lie anywhere."""
        unit, (first, last) = self.model.unit, piece
        early, late = max(first, lunch.reach[0]), min(last, lunch.reach[1]) - lunch.minutes
        widest = (early, late) if certain else (first, last)
        cut = self.model.cp.new_int_var(-(-widest[0] // unit), widest[1] // unit, "")
        start, end = unit * cut, unit * cut + lunch.minutes * used
        if not certain:
            self.model.cp.add(start >= early).only_enforce_if(used)
            self.model.cp.add(start <= late).only_enforce_if(used)
        before = Part((first, widest[1]), start - first, widest[1] - first, until=start)
        since = widest[0] + lunch.minutes * certain
        after = Part((since, last), last - end, last - since, since=end)
        return before, after


def most_minutes(item: Item) -> int:
    """Return the minutes of contacts that an item can be at most."""
    if isinstance(item, Part):
        return item.longest
    return item if isinstance(item, int) else 0


def contacts_in(item: Item) -> list[tuple[Expr, int]]:
    """Return the contacts of an item, as (amount, busy minutes)."""
    if isinstance(item, Part):
        return item.held
    return [(1, item)] if isinstance(item, int) else []


def open_hours(case: Case, clinician: str, day: int) -> list[Stretch]:
    """Return the hours of a day without its blocks."""
    stretches = list(case.hours(clinician, day))
    for begins, ends in case.blocks(clinician):
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
