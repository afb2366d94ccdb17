"""The diaries of a unit while somebody fills them by hand: who is free when, and what one more contact breaks.

A day is an integer with one bit a step of the grid, set where the time is free; a shift and an "and"
find every start of a contact at once. Nothing is ever taken out again, so that what does not fit a
clinician's day today fits it never more.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from bench.rivals.common import appointment, rest
from bench.rivals.ways import ADMIN_PIECE, DAY, REMOTE, Ground, Need, Way
from weightplan.case import Case, Stretch
from weightplan.plan import Appointment, Break, Plan
from weightplan.week import Group

Key = tuple[str, int]


@dataclass
class Day:
    """A clinician's day: free steps, lawful lunches (steps, starts as bits), contacts in order, and sums."""

    free: int
    lunch: tuple[int, int] | None
    held: list[tuple[int, int]] = field(default_factory=list)
    minutes: int = 0
    load: int = 0
    heavy: int = 0
    first: int = 0


def ones(stretches: Iterable[Stretch]) -> int:
    """Return the bits of closed stretches."""
    bits = 0
    for first, last in stretches:
        bits |= (1 << (last + 1)) - (1 << first)
    return bits


def runs(bits: int, length: int) -> int:
    """Return the places from which `length` bits in a row are set."""
    have = 1
    while have < length:
        shift = min(have, length - have)
        bits &= bits >> shift
        have += shift
    return bits


def places(bits: int) -> Iterator[int]:
    """Yield the places of set bits, lowest first."""
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


class Diary:
    """Every clinician's, room's and patient's week, and the contacts placed so far."""

    def __init__(self, case: Case, ground: Ground) -> None:
        self.case, self.ground, self.grid = case, ground, case.grid
        self.steps = DAY // case.grid
        self.limits = {c: case.limits(c) for c in case.clinicians}
        self.days = {key: self._day(*key) for key in ground.free}
        self.booked: dict[str, int] = defaultdict(int)
        self.of_week: dict[tuple[str, int, str], int] = defaultdict(int)
        self.patient_busy: dict[Key, int] = defaultdict(int)
        self.patient_count: dict[Key, int] = defaultdict(int)
        self.moments: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self.room_free: dict[Key, int] = {}
        self.room_starts: dict[tuple[int, int, int], int] = {}
        self.admin: list[Break] = []
        self.placed: list[Appointment] = []
        self.of_need: dict[str, list[tuple[int, Way]]] = defaultdict(list)

    def _day(self, clinician: str, day: int) -> Day:
        base = day * self.steps
        stretches = self.ground.snapped((a, b - self.grid) for a, b in self.ground.free[clinician, day])
        due = self.ground.lunch(clinician, day)
        lunch = None
        if due is not None:
            lunch = -(-due[0] // self.grid), ones((s // self.grid - base,) * 2 for s in due[1])
        return Day(ones((a - base, b - base) for a, b in stretches), lunch)

    # What fits

    def closed(self, way: Way, day: int) -> bool:
        """Say whether a way has no place on a day, whatever patients and rooms do; that stays so."""
        return not self._team_starts(way, day) or any(self._over(c, way, day) for c in way.team)

    def _over(self, clinician: str, way: Way, day: int) -> bool:
        limits, today, kind, week = self.limits[clinician], self.days[clinician, day], way.kind, day // 7
        counts = (
            (limits.max_contact_minutes_per_day, today.minutes + kind.minutes, True),
            (limits.max_heavy_per_day, today.heavy + 1, kind.heavy),
            (limits.max_first_per_day, today.first + 1, kind.first),
            (limits.max_heavy_per_week, self.of_week[clinician, week, "heavy"] + 1, kind.heavy),
            (limits.max_first_per_week, self.of_week[clinician, week, "first"] + 1, kind.first),
        )
        return any(most is not None and count > most for most, count, concerned in counts if concerned)

    def _team_starts(self, way: Way, day: int) -> int:
        length, bits = -(-way.busy // self.grid), -1
        for clinician in way.team:
            bits &= runs(self.days[clinician, day].free, length)
        return bits

    def start(
        self, way: Way, day: int, need: Need | None, between: Stretch, promised: str | None = None
    ) -> tuple[int, str | None] | None:
        """Return the first legal start on a day, with its room; None where there is none.

        `between` are the first and the last minute allowed, `promised` is the only room allowed. The
        share of remote contacts is not looked at here: it can come right again.
        """
        if any(self._over(c, way, day) for c in way.team) or (promised is not None and way.kind.room is None):
            return None
        bits = self._team_starts(way, day) & self._suits(way, day, need)
        if bits:
            base = day * self.steps
            bits &= ones((max(0, a - base), b - base) for a, b in self.ground.snapped([between]) if b >= base)
        halls = None
        if bits and way.kind.room is not None:
            suiting = self.ground.suiting(way, day, need)
            if promised is not None:
                suiting = [n for n in suiting if promised in {room.id for room in self.ground.classes[n]}]
            halls = [(n, self._room_bits(n, day, way.kind.minutes)) for n in suiting]
            bits &= _union(room for _, room in halls)
        for place in places(bits):
            minute = day * DAY + place * self.grid
            if all(self._bears(c, day, minute, minute + way.busy) for c in way.team):
                number = next((n for n, room in halls if room >> place & 1), None) if halls else None
                return minute, None if number is None else self._room(number, day, place, way.kind.minutes)
        return None

    def _suits(self, way: Way, day: int, need: Need | None) -> int:
        """Return the starts that suit stretches of hours, patients and windows."""
        base = day * self.steps
        bits = ones((a - base, b - base) for a, b in self.ground.starts(way, day, need))
        if way.kind.modality == "digital":
            return bits
        most, length = self.case.rulebook.limits.max_patient_contacts_per_day, -(-way.kind.minutes // self.grid)
        for patient in way.patients:
            if most is not None and self.patient_count[patient, day] >= most:
                return 0
            bits &= runs(~self.patient_busy[patient, day], length)
        return bits

    def _bears(self, clinician: str, day: int, start: int, end: int) -> bool:
        """Say whether lunch still fits and no row grows too long."""
        today = self.days[clinician, day]
        if today.lunch is not None:
            length, lawful = today.lunch
            if not runs(today.free & ~self._bits(day, start, end), length) & lawful:
                return False
        longest = self.limits[clinician].max_minutes_in_a_row
        return longest is None or self._row(clinician, today, start, end) <= longest

    def _row(self, clinician: str, today: Day, start: int, end: int) -> int:
        """Return the minutes of the row that a contact would be part of; a lunch outlasts a pause, so gaps tell."""
        pause, blocks = self.limits[clinician].pause_minutes or 0, self.case.blocks(clinician)
        place = bisect_left(today.held, (start, end))
        for a, b in today.held[place:]:
            if a - end >= pause or any(end <= s and e <= a for s, e in blocks):
                break
            end = b
        for a, b in reversed(today.held[:place]):
            if start - b >= pause or any(b <= s and e <= start for s, e in blocks):
                break
            start = a
        return end - start

    def _bits(self, day: int, start: int, end: int) -> int:
        base = day * DAY
        return ones([((start - base) // self.grid, -(-(end - base) // self.grid) - 1)])

    def remote_fits(self, way: Way, day: int) -> bool:
        """Say whether the team's remote contacts keep within their share of the week with this one."""
        for clinician in way.team if way.kind.modality in REMOTE else ():
            share, week = self.limits[clinician].max_remote_share, day // 7
            remote = self.of_week[clinician, week, "remote"] + way.kind.minutes
            total = self.of_week[clinician, week, "minutes"] + way.kind.minutes
            if share is not None and remote > Fraction(str(share)) * total:
                return False
        return True

    # Rooms

    def _room_bits(self, number: int, day: int, minutes: int) -> int:
        key = number, day, minutes
        if key not in self.room_starts:
            length, base = -(-minutes // self.grid), day * self.steps
            bits = _union(runs(self._free_room(room.id, day), length) for room in self.ground.classes[number])
            spans = self.ground.opened(number, day, minutes)
            if spans is not None:
                bits &= ones((a - base, b - base) for a, b in spans)
            self.room_starts[key] = bits
        return self.room_starts[key]

    def _free_room(self, room: str, day: int) -> int:
        return self.room_free.setdefault((room, day), (1 << self.steps) - 1)

    def _room(self, number: int, day: int, place: int, minutes: int) -> str:
        length = -(-minutes // self.grid)
        rooms = self.ground.classes[number]
        return next(r.id for r in rooms if runs(self._free_room(r.id, day), length) >> place & 1)

    # What is written down

    def place(self, way: Way, start: int, room: str | None) -> None:
        """Write a contact into the diaries."""
        day, kind, end = start // DAY, way.kind, start + way.kind.minutes
        for clinician in way.team:
            today = self.days[clinician, day]
            today.free &= ~self._bits(day, start, start + way.busy)
            insort(today.held, (start, start + way.busy))
            today.minutes += kind.minutes
            today.load += kind.load
            today.heavy += kind.heavy
            today.first += kind.first
            self.booked[clinician] += way.weights.get(clinician, 0)
            remote = kind.minutes if kind.modality in REMOTE else 0
            sums = {"minutes": kind.minutes, "remote": remote, "heavy": int(kind.heavy), "first": int(kind.first)}
            for name, amount in sums.items():
                self.of_week[clinician, day // 7, name] += amount
        for patient in way.patients:
            if not isinstance(self.case.needs.get(way.need), Group):
                self.moments[patient].append((start, kind.first))
            if kind.modality != "digital":
                self.patient_busy[patient, day] |= self._bits(day, start, end)
                self.patient_count[patient, day] += 1
        if room is not None:
            self._take_room(room, day, start, end)
        self.of_need[way.need].append((start, way))
        self.placed.append(appointment(self.case, way, start, room))

    def _take_room(self, room: str, day: int, start: int, end: int) -> None:
        self.room_free[room, day] = self._free_room(room, day) & ~self._bits(day, start, end)
        number = next(n for n, rooms in enumerate(self.ground.classes) if any(r.id == room for r in rooms))
        for key in [k for k in self.room_starts if k[:2] == (number, day)]:
            del self.room_starts[key]

    def protect(self, clinician: str, week: int) -> None:
        """Keep the admin time of a week free: late in the week, in as few pieces as there is room for."""
        left = self.ground.admin_due(clinician, week)
        for size in range(left, ADMIN_PIECE - 1, -self.grid):
            for day in reversed(range(7 * week, 7 * week + 7)):
                if size <= left and (left - size == 0 or left - size >= ADMIN_PIECE):
                    left -= size * self._protected(clinician, day, size)
            if not left:
                return

    def _protected(self, clinician: str, day: int, minutes: int) -> bool:
        today, length = self.days[clinician, day], -(-minutes // self.grid)
        base = day * self.steps
        spans = self.ground.snapped((a, b - minutes) for a, b in self.ground.free[clinician, day])
        for place in reversed(list(places(runs(today.free, length) & ones((a - base, b - base) for a, b in spans)))):
            start = day * DAY + place * self.grid
            bits = self._bits(day, start, start + minutes)
            if today.lunch is None or runs(today.free & ~bits, today.lunch[0]) & today.lunch[1]:
                today.free &= ~bits
                self.admin.append(rest(self.case, clinician, "admin", start, start + minutes))
                return True
        return False

    def plan(self) -> Plan:
        """Return what stands in the diaries, each lunch at the first lawful place that is free."""
        lunches = []
        for (clinician, day), today in self.days.items():
            if today.lunch is None:
                continue
            length, lawful = today.lunch
            place = next(places(runs(today.free, length) & lawful), None)
            if place is not None:
                start = day * DAY + place * self.grid
                lunches.append(rest(self.case, clinician, "lunch", start, start + length * self.grid))
        return Plan(appointments=tuple(self.placed), breaks=(*self.admin, *lunches))


def _union(parts: Iterable[int]) -> int:
    bits = 0
    for part in parts:
        bits |= part
    return bits
