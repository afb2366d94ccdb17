"""Where one more contact could go in a plan as it stands, and which limits stand in the way.

Nothing is moved: every statement is about adding one unserved contact to this very plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from weightplan.case import Case, Stretch
from weightplan.fields import Hours, Moment
from weightplan.report.windows import left_by
from weightplan.rulebook import ContactType
from weightplan.rules.ledger import Ledger
from weightplan.rules.remote_share import REMOTE
from weightplan.rules.row_of_contacts import rows
from weightplan.week import Clinician, Group, Request


@dataclass(frozen=True)
class Option:
    """One way to serve an unserved need: a contact type, and when and where the need allows it.

    `days` are (first, last) days of the horizon; `windows` are minutes of the horizon.
    """

    type_name: str
    kind: ContactType
    days: tuple[int, int]
    windows: tuple[Stretch, ...] | None
    rooms: tuple[str, ...] | None
    available: tuple[tuple[Stretch, ...], ...] | None

    @property
    def busy(self) -> int:
        return self.kind.minutes + self.kind.documentation_minutes


def free_stretches(case: Case, ledger: Ledger, clinician: str, day: int) -> tuple[Stretch, ...]:
    """Return the clinician's working time of a day that holds no appointment, break or block."""
    taken = [(e.start, e.busy_until) for e in ledger.by_clinician_day.get((clinician, day), ())]
    taken += [(p.start, p.end) for p in ledger.pauses_of[clinician]]
    taken += case.blocks(clinician)
    return _minus(case.hours(clinician, day), sorted(taken))


def options(case: Case, ledger: Ledger, clinician: str) -> tuple[Option, ...]:
    """Return every different way in which the clinician may serve a need that is left over.

    Only ways that earn weight; needs that are alike in all that matters here count once.
    """
    person = case.clinicians[clinician]
    found: dict[Option, None] = {}
    for need, asked in ledger.needs():
        if asked > ledger.count(need):
            found |= dict.fromkeys(_ways(case, need, person))
    return tuple(found)


def _ways(case: Case, need: Request | Group, person: Clinician) -> Iterator[Option]:
    is_group = isinstance(need, Group)
    named = need.leaders_from if isinstance(need, Group) else need.clinicians
    if named is not None and person.id not in named:
        return
    patient = None if isinstance(need, Group) or need.patient is None else case.patients.get(need.patient)
    for name in (need.contact_type,) if isinstance(need, Group) else need.contact_types:
        kind = case.rulebook.contact_types[name]
        earns = case.group_weight(need, kind) if isinstance(need, Group) else case.request_weight(need, kind)
        able = (kind.roles is None or person.role in kind.roles) and set(kind.skills) <= set(person.skills)
        if earns <= 0 or not able:
            continue
        bound_to_patient = patient is not None and patient.available is not None and kind.modality != "digital"
        yield Option(
            name,
            kind,
            _days(case, need),
            None if need.windows is None else tuple(_minutes(case, w) for w in need.windows),
            need.rooms if kind.room is not None else None,
            _week_table(case, patient.available) if bound_to_patient and patient and not is_group else None,
        )


def _days(case: Case, need: Request | Group) -> tuple[int, int]:
    first = 0 if need.earliest is None else (need.earliest - case.week.week).days
    last = case.day_count - 1 if need.latest is None else (need.latest - case.week.week).days
    return first, last


def _minutes(case: Case, window: Moment) -> Stretch:
    return case.minute(window.start), case.minute(window.end)


def _week_table(case: Case, hours: Hours | None) -> tuple[tuple[Stretch, ...], ...]:
    return tuple(case.span_on(hours or {}, day) for day in range(case.day_count))


class Openings:
    """What stands in the way of one more contact, for one clinician and any day."""

    def __init__(self, case: Case, ledger: Ledger, clinician: str) -> None:
        self.case, self.ledger, self.clinician = case, ledger, clinician
        self.limits = case.limits(clinician)
        self._starts: dict[tuple[int, int], tuple[list[int], list[int]]] = {}

    @cached_property
    def _entries(self) -> list[tuple[int, ContactType]]:
        return [(e.day, e.kind) for e in self.ledger.by_clinician[self.clinician] if e.kind]

    def blockers(self, option: Option, day: int) -> frozenset[str]:
        """Return the names of the rules that keep this option off this day (empty: none counted here does)."""
        found = set(self._counts(option.kind, day))
        stop = self._no_place(option, day)
        return frozenset(found | ({stop} if stop else set()))

    def _counts(self, kind: ContactType, day: int) -> Iterator[str]:
        limits, entries = self.limits, self._entries
        today = sum(e.minutes for e in self.ledger.by_clinician_day.get((self.clinician, day), ()))
        most = limits.max_contact_minutes_per_day
        if most is not None and today + kind.minutes > most:
            yield "contact_minutes"
        week = [(d, k) for d, k in entries if d // 7 == day // 7]
        heavy, first = [d for d, k in week if k.heavy], [d for d, k in week if k.first]
        if kind.heavy and _full(heavy, day, limits.max_heavy_per_day, limits.max_heavy_per_week):
            yield "heavy_contacts"
        if kind.first and _full(first, day, limits.max_first_per_day, limits.max_first_per_week):
            yield "first_visits"
        if kind.modality in REMOTE and limits.max_remote_share is not None:
            remote = sum(k.minutes for _, k in week if k.modality in REMOTE) + kind.minutes
            total = sum(k.minutes for _, k in week) + kind.minutes
            if remote > Fraction(str(limits.max_remote_share)) * total:
                yield "remote_share"

    def _no_place(self, option: Option, day: int) -> str | None:
        """Return the rule that leaves no start: free time first, then pauses, rests, the patient, the rooms."""
        in_gap, in_row = self._starts_on(day, option.busy)
        if not in_gap:
            return "working_hours"
        if not in_row:
            return "row_of_contacts"
        timely = in_row
        for rule, stretches, lasts in left_by(self.case, self.ledger, self.clinician, option.kind):
            timely = [s for s in timely if any(a <= s and s + lasts <= b for a, b in stretches)]
            if not timely:
                return rule
        suits = [s for s in timely if _suits(option, day, s)]
        if not suits:
            return "patient_time"
        if option.kind.room is None:
            return None
        rooms = [r for r in self.case.rooms if self._room_may(r, option)]
        return None if any(self._room_free(r, day, s, option.kind.minutes) for r in rooms for s in suits) else "room"

    def _starts_on(self, day: int, busy: int) -> tuple[list[int], list[int]]:
        if (day, busy) not in self._starts:
            step = self.case.grid
            gaps = free_stretches(self.case, self.ledger, self.clinician, day)
            in_gap = [s for a, b in gaps for s in range(-(-a // step) * step, b - busy + 1, step)]
            in_row = [s for s in in_gap if self._row_holds(s, s + busy)]
            self._starts[day, busy] = in_gap, in_row
        return self._starts[day, busy]

    def _row_holds(self, start: int, end: int) -> bool:
        longest, pause = self.limits.max_minutes_in_a_row, self.limits.pause_minutes or 0
        if longest is None:
            return True
        before, after = start, end
        for first, last in self._rows:
            if last <= start and start - last < pause and not self._ended_between(last, start):
                before = min(before, first)
            if first >= end and first - end < pause and not self._ended_between(end, first):
                after = max(after, last)
            if first < start and end < last:  # in the middle of a row whose gaps are short
                before, after = min(before, first), max(after, last)
        return after - before <= longest

    @cached_property
    def _rows(self) -> list[Stretch]:
        return list(rows(self.case, self.ledger, self.clinician, self.limits.pause_minutes or 0))

    @cached_property
    def _enders(self) -> list[Stretch]:
        lunches = [(p.start, p.end) for p in self.ledger.pauses_of[self.clinician] if p.kind == "lunch"]
        return lunches + list(self.case.blocks(self.clinician))

    def _ended_between(self, start: int, end: int) -> bool:
        return any(start <= a and b <= end for a, b in self._enders)

    def _room_may(self, room: str, option: Option) -> bool:
        right_kind = self.case.rooms[room].kind == option.kind.room
        return right_kind and (option.rooms is None or room in option.rooms)

    def _room_free(self, room: str, day: int, start: int, minutes: int) -> bool:
        if not any(a <= start and start + minutes <= b for a, b in self.case.room_hours(room, day)):
            return False
        return not any(a < start + minutes and start < b for a, b in self._held.get((room, day), ()))

    @cached_property
    def _held(self) -> dict[tuple[str, int], list[Stretch]]:
        held: dict[tuple[str, int], list[Stretch]] = {}
        for entry in self.ledger.entries:
            if entry.room is not None:
                held.setdefault((entry.room, entry.day), []).append((entry.start, entry.end))
        return held


def _full(days: list[int], day: int, per_day: int | None, per_week: int | None) -> bool:
    return (per_day is not None and days.count(day) >= per_day) or (per_week is not None and len(days) >= per_week)


def _suits(option: Option, day: int, start: int) -> bool:
    end = start + option.kind.minutes
    if not option.days[0] <= day <= option.days[1]:
        return False
    if option.windows is not None and not any(a <= start and end <= b for a, b in option.windows):
        return False
    return option.available is None or any(a <= start and end <= b for a, b in option.available[day])


def _minus(stretches: tuple[Stretch, ...], taken: list[Stretch]) -> tuple[Stretch, ...]:
    free: list[Stretch] = []
    for start, end in stretches:
        at = start
        for first, last in taken:
            if last <= at or first >= end:
                continue
            if first > at:
                free.append((at, first))
            at = max(at, last)
        if at < end:
            free.append((at, end))
    return tuple(free)
