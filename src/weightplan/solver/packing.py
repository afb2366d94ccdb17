"""A plan in a moment: each need where it fits first, the most urgent first. Where a short solve begins."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from weightplan.case import CRISIS, Case, Stretch
from weightplan.check import Report, check
from weightplan.plan import Plan
from weightplan.rules.remote_share import REMOTE
from weightplan.solver.candidates import Candidate
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.diary import Diary
from weightplan.solver.state import Placed, State, as_plan
from weightplan.week import Group, Request


def packed(case: Case) -> Plan:
    """Return a plan packed need by need, without figures: what fits first, and nothing moved again.

    The most urgent come first, of these the longest: what is left between them still holds short contacts.
    Packed three times and the cheapest kept: with days filled evenly, one after the other, and evenly with no
    contact by phone or in writing that may be another, for their share is limited. It keeps the rules that most
    weeks are about, but may break another; as the `hint` of a solve it is then passed over.
    It heeds no booking, and leaves out needs with a tag for one day.
    """
    catalogue = Catalogue(case)
    ways = ((True, False), (False, False), (True, True))
    plans = [_Packing(case, catalogue, evenly, in_person).plan() for evenly, in_person in ways]
    return min(plans, key=lambda plan: _faults(check(case, plan)))


def _faults(report: Report) -> tuple[int, int]:
    return len(report.violations), report.cost


@dataclass
class _Packing:
    case: Case
    catalogue: Catalogue
    evenly: bool
    in_person: bool
    placed: list[Placed] = field(default_factory=list)
    served: dict[str, list[Placed]] = field(default_factory=lambda: defaultdict(list))
    rooms: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    patients: dict[str, list[Stretch]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.diaries = {clinician: Diary(self.case, clinician) for clinician in self.case.clinicians}
        self.leads = {r.after.request for r in self.case.requests.values() if r.after is not None}

    def plan(self) -> Plan:
        """Return what fits of everything."""
        if self.case.rulebook.crisis is not None:
            self.hold_crisis(self.case.rulebook.crisis.slots_per_day)
        names = sorted(self.case.needs, key=self.rank)
        for _ in range(2):  # remote contacts and follow-ups may have had to wait for others
            for name in names:
                self.place(name)
        rests = tuple(rest for diary in self.diaries.values() for rest in diary.rests)
        return as_plan(self.case, State(tuple(self.placed), rests))

    def rank(self, name: str) -> tuple[bool, int, int, str]:
        """Return a key by which musts come first, then the most urgent, then the longest."""
        need = self.case.needs[name]
        kind = self.case.rulebook.contact_types[need.contact_type if isinstance(need, Group) else need.contact_types[0]]
        return not need.must, need.priority, -(kind.minutes + kind.documentation_minutes) * kind.leaders, name

    def hold_crisis(self, slots: int) -> None:
        """Keep each day's crisis slots open, each with whoever has the most time left."""
        needs = self.catalogue.classes([CRISIS])[0]
        ways = self.catalogue.ways(needs, tuple(self.case.clinicians))
        for day in self.case.crisis_days:
            today = [candidate for candidate in ways if candidate.day == day]
            for _ in range(slots):
                self._first_fit(CRISIS, sorted(today, key=self._used))

    def place(self, name: str) -> None:
        """Place what a need still lacks, as far as it fits."""
        need = self.case.needs[name]
        if need.same_day is not None or self._waits_for_first(need):
            return
        needs = self.catalogue.classes([name])[0]
        for _ in range((need.count if isinstance(need, Request) else 1) - len(self.served[name])):
            ways = [c for c in self.catalogue.ways(needs, tuple(self.case.clinicians)) if self._follows(c, need)]
            for kind in sorted(dict.fromkeys(c.contact_type for c in ways), key=self._last_resort):
                mine = [c for c in ways if c.contact_type == kind]
                if self._first_fit(name, sorted(mine, key=self._early if name in self.leads else self._order)):
                    break
            else:
                return

    def _first_fit(self, name: str, ways: list[Candidate]) -> bool:
        for candidate in ways:
            diaries = [self.diaries[c] for c in candidate.team]
            if not all(diary.allows(candidate) for diary in diaries):
                continue
            for start in self._starts(candidate, diaries):
                room = self._room(candidate, start)
                if (room is not None or candidate.kind.room is None) and self._suits(candidate, start):
                    self._book(name, candidate, start, room)
                    return True
        return False

    def _starts(self, candidate: Candidate, diaries: list[Diary]) -> Iterator[int]:
        """Yield the starts that push a contact up to what is there already, in order."""
        pauses = {0, *(diary.limits.pause_minutes or 0 for diary in diaries)}
        ends = {end for diary in diaries for _, end in diary.taken[candidate.day]}
        ends |= {end for room in candidate.rooms for _, end in self.rooms[room]}
        grid = self.case.grid
        tried = {-(-(end + pause) // grid) * grid for end in ends for pause in pauses}
        for first, last in candidate.starts:
            for start in sorted({first} | {s for s in tried if first < s <= last}):
                if all(diary.fits(candidate, start) for diary in diaries):
                    yield start

    def _room(self, candidate: Candidate, start: int) -> str | None:
        end = start + candidate.minutes
        for room in candidate.rooms:
            hours = self.case.room_hours(room, candidate.day)
            is_open = any(opens <= start and end <= closes for opens, closes in hours)
            if is_open and not any(begins < end and start < ends for begins, ends in self.rooms[room]):
                return room
        return None

    def _suits(self, candidate: Candidate, start: int) -> bool:
        if candidate.kind.modality == "digital":
            return True
        end, most = start + candidate.minutes, self.case.rulebook.limits.max_patient_contacts_per_day
        for patient in candidate.patients:
            held = self.patients[patient]
            if any(begins < end and start < ends for begins, ends in held):
                return False
            if most is not None and sum(begins // 1440 == candidate.day for begins, _ in held) >= most:
                return False
        return True

    def _follows(self, candidate: Candidate, need: Request | Group) -> bool:
        after = need.after if isinstance(need, Request) else None
        if after is None or not isinstance(need, Request):
            return True
        before = self.served[after.request]
        if not before:
            return False
        later = candidate.day - min(placed.candidate.day for placed in before)
        same = not need.same_clinician or set(candidate.team) == set(before[0].candidate.team)
        return same and after.min_days <= later and (after.max_days is None or later <= after.max_days)

    def _waits_for_first(self, need: Request | Group) -> bool:
        """Say whether a need is one of a new patient's that only a first visit makes possible."""
        members = self.case.members(need) if isinstance(need, Group) else (need.patient or "",)
        new = [p for p in members if p in self.case.patients and self.case.patients[p].new]
        if not new:
            return False
        if isinstance(need, Group):
            return True
        kinds = self.case.rulebook.contact_types
        firsts = all(kinds[t].first for t in need.contact_types)
        return not firsts and (need.after is None or need.after.min_days == 0)

    def _last_resort(self, kind: str) -> bool:
        return self.in_person and self.case.rulebook.contact_types[kind].modality in REMOTE

    def _order(self, candidate: Candidate) -> tuple[int, int]:
        return self._used(candidate) if self.evenly else self._early(candidate)

    def _used(self, candidate: Candidate) -> tuple[int, int]:
        return sum(self.diaries[c].used(candidate.day) for c in candidate.team), candidate.day

    @staticmethod
    def _early(candidate: Candidate) -> tuple[int, int]:
        return candidate.day, 0

    def _book(self, name: str, candidate: Candidate, start: int, room: str | None) -> None:
        one = self.catalogue.alone(candidate, name) if name != CRISIS else candidate
        classes = self.catalogue.room_classes([room]) if room is not None else []
        placed = Placed(name, one, start, classes[0] if classes else None)
        self.placed.append(placed)
        self.served[name].append(placed)
        for clinician in candidate.team:
            self.diaries[clinician].book(candidate, start)
        if room is not None:
            self.rooms[room].append((start, start + candidate.minutes))
        for patient in one.patients if candidate.kind.modality != "digital" else ():
            self.patients[patient].append((start, start + candidate.minutes))
