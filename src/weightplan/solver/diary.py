"""One clinician's week while it is packed: what is taken, and what the limits still leave."""

from collections import defaultdict
from dataclasses import dataclass, field

from weightplan.case import Case, Stretch
from weightplan.rules import admin_time, meal_break, supervision_kept
from weightplan.rules.base import days_of
from weightplan.rules.protected import SHORTEST
from weightplan.rules.remote_share import REMOTE
from weightplan.solver.candidates import Candidate
from weightplan.solver.state import Held

NOON = 12 * 60
DUE = (("admin", admin_time.minutes_due), ("supervision", supervision_kept.minutes_due))


@dataclass
class Diary:
    """Contacts, breaks and blocks of one clinician, all of them `taken`, by day.

    `minutes` are of contact, `remote` those of them by phone and in writing.
    """

    case: Case
    clinician: str
    contacts: dict[int, list[tuple[Stretch, Candidate]]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[int, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    rests: list[Held] = field(default_factory=list)
    minutes: int = 0
    remote: int = 0

    def __post_init__(self) -> None:
        self.limits = self.case.limits(self.clinician)
        self.blocks = self.case.blocks(self.clinician)
        for block in self.blocks:
            for day in days_of(block):
                self.taken[day].append(block)
        for day in range(self.case.day_count):
            self._lunch(day)
        for week in range(self.case.week.weeks):
            for kind, due in DUE:
                self._protect(kind, week, due(self.case, self.clinician, week))

    def used(self, day: int) -> int:
        """Return the minutes of contact on a day."""
        return sum(candidate.minutes for _, candidate in self.contacts[day])

    def allows(self, candidate: Candidate) -> bool:
        """Say whether the limits of the day and the week leave room for one more contact."""
        limits, kind, day = self.limits, candidate.kind, candidate.day
        today = [one.kind for _, one in self.contacts[day]]
        days = range(day // 7 * 7, day // 7 * 7 + 7)
        week = [one.kind for other in days for _, one in self.contacts[other]]
        counts = (
            (kind.heavy, sum(k.heavy for k in today), limits.max_heavy_per_day),
            (kind.heavy, sum(k.heavy for k in week), limits.max_heavy_per_week),
            (kind.first, sum(k.first for k in today), limits.max_first_per_day),
            (kind.first, sum(k.first for k in week), limits.max_first_per_week),
        )
        if any(counted and most is not None and number >= most for counted, number, most in counts):
            return False
        most = limits.max_contact_minutes_per_day
        if most is not None and self.used(day) + candidate.minutes > most:
            return False
        share, remote = limits.max_remote_share, kind.modality in REMOTE
        return not (
            remote
            and share is not None
            and self.remote + candidate.minutes > share * (self.minutes + candidate.minutes) - 1e-9
        )

    def fits(self, candidate: Candidate, start: int) -> bool:
        """Say whether the time is free and no row of contacts grows too long."""
        end, day = start + candidate.busy, candidate.day
        if any(begins < end and start < ends for begins, ends in self.taken[day]):
            return False
        least = self.limits.min_minutes_between_heavy
        if candidate.kind.heavy and least is not None:
            heavy = [stretch for stretch, one in self.contacts[day] if one.kind.heavy]
            if any(begins - least < end and start < ends + least for begins, ends in heavy):
                return False
        return self._in_a_row(day, (start, end))

    def book(self, candidate: Candidate, start: int) -> None:
        """Take the time of a contact."""
        stretch = (start, start + candidate.busy)
        self.contacts[candidate.day].append((stretch, candidate))
        self.taken[candidate.day].append(stretch)
        self.minutes += candidate.minutes
        self.remote += candidate.minutes if candidate.kind.modality in REMOTE else 0

    def _in_a_row(self, day: int, one: Stretch) -> bool:
        most, pause = self.limits.max_minutes_in_a_row, self.limits.pause_minutes or 0
        if most is None:
            return True
        lunches = [(rest.start, rest.end) for rest in self.rests if rest.day == day and rest.kind == "lunch"]
        enders = [*lunches, *self.blocks]
        first, last = one
        busy = sorted(stretch for stretch, _ in self.contacts[day])

        def parted(left: int, right: int) -> bool:
            return right - left >= pause or any(left <= begins and ends <= right for begins, ends in enders)

        for begins, ends in (stretch for stretch in busy if stretch[0] >= last):
            if parted(last, begins):
                break
            last = ends
        for begins, ends in reversed([stretch for stretch in busy if stretch[1] <= one[0]]):
            if parted(ends, first):
                break
            first = begins
        return last - first <= most

    def _lunch(self, day: int) -> None:
        for offer in meal_break.rests(self.case, self.clinician, day):
            starts = [s for first, last in offer.starts for s in range(first, last + 1, self.case.grid)]
            free = [s for s in starts if not any(a < s + offer.shortest and s < b for a, b in self.taken[day])]
            if free:
                start = min(free, key=lambda s: abs(s % 1440 - NOON))
                self._rest(start, start + offer.shortest, "lunch", day)

    def _protect(self, kind: str, week: int, due: int) -> None:
        """Keep protected time free at the ends of days, half an hour at a time where it can be."""
        days = [day for day in range(7 * week, 7 * week + 7) if self.case.hours(self.clinician, day)]
        for day in days * (due // SHORTEST + 1):
            if due <= 0:
                break
            size = due if SHORTEST <= due < 2 * SHORTEST else SHORTEST
            start = self._last_gap(day, size)
            if start is not None:
                self._rest(start, start + size, kind, day)
                due -= size

    def _rest(self, start: int, end: int, kind: str, day: int) -> None:
        self.rests.append(Held(self.clinician, start, end, kind, day))
        self.taken[day].append((start, end))

    def _last_gap(self, day: int, minutes: int) -> int | None:
        grid, taken = self.case.grid, self.taken[day]
        for opens, closes in reversed(self.case.hours(self.clinician, day)):
            for start in range(closes - minutes, opens - 1, -grid):
                if not any(begins < start + minutes and start < ends for begins, ends in taken):
                    return start
        return None
