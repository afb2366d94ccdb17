"""When one need could be met as far as the need and its patients say, in an empty week and in the plan."""

from collections import Counter, defaultdict
from functools import cache

from weightplan.case import Case
from weightplan.fields import Hours, Weekday
from weightplan.reasons.bits import Grid, Starts
from weightplan.rulebook import ContactType
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group, Request

Need = Request | Group


class Wishes:
    """Start times by need and contact type."""

    def __init__(self, case: Case, ledger: Ledger, grid: Grid) -> None:
        self.case, self.ledger, self.grid = case, ledger, grid
        self._tagged: dict[str, set[int]] = defaultdict(set)
        for entry in ledger.entries:
            if entry.need is not None and entry.need.same_day is not None:
                self._tagged[entry.need.same_day].add(entry.day)
        self._hours = cache(self._hours_of)

    def patients(self, need: Need) -> tuple[str, ...]:
        if isinstance(need, Group):
            return self.case.members(need)
        return (need.patient,) if need.patient else ()

    def suits(self, need: Need, kind: ContactType) -> Starts:
        """Return the starts in the hours that suit every patient."""
        starts = self.grid.always
        for name in self.patients(need) if kind.modality != "digital" else ():
            patient = self.case.patients.get(name)
            if patient is not None and patient.available is not None:
                starts &= self._hours(_frozen(patient.available), kind.minutes)
        return starts

    def _hours_of(self, table: tuple[tuple[Weekday, tuple[str, ...]], ...], minutes: int) -> Starts:
        hours, days = dict(table), range(self.case.day_count)
        return self.grid.inside((span for day in days for span in self.case.span_on(hours, day)), minutes)

    def timely(self, need: Need, kind: ContactType) -> Starts:
        """Return the starts in the need's days and windows, the right number of days after what it follows."""
        case, last = self.case, self.case.day_count - 1
        first = 0 if need.earliest is None else max(0, (need.earliest - case.week.week).days)
        last = last if need.latest is None else min(last, (need.latest - case.week.week).days)
        before = self.before(need)
        if isinstance(need, Request) and need.after and before is not None:
            first = max(first, before.day + need.after.min_days)
            last = last if need.after.max_days is None else min(last, before.day + need.after.max_days)
        starts = (
            self.grid.days(range(first, last + 1)) if (first, last) != (0, case.day_count - 1) else self.grid.always
        )
        if need.windows is not None:
            windows = [(case.minute(w.start), case.minute(w.end)) for w in need.windows]
            starts &= self.grid.inside(windows, kind.minutes)
        return starts

    def before(self, need: Need) -> Entry | None:
        """Return the contact in the plan that a need follows."""
        if not isinstance(need, Request) or need.after is None:
            return None
        return next(iter(self.ledger.by_request.get(need.after.request, ())), None)

    def clear(self, need: Need, kind: ContactType) -> Starts:
        """Return the starts at which the plan leaves every patient free."""
        if kind.modality == "digital":
            return self.grid.always
        entries = [e for p in self.patients(need) for e in self.ledger.by_patient.get(p, ()) if e.modality != "digital"]
        return self.grid.always & ~self.grid.touching(((e.start, e.end) for e in entries), kind.minutes)

    def breaking(self, need: Need, kind: ContactType) -> dict[str, Starts]:
        """Return the starts at which one more contact would break a rule about patients or tags, by rule."""
        found = {"same_day": self._apart(need) | self._crowded(need, kind)}
        if isinstance(need, Group):
            found["group_after_first"] = self._before_first(need)
        elif not kind.first:
            found["first_visit_is_long"] = self._before_first(need)
        return {rule: starts for rule, starts in found.items() if starts}

    def _apart(self, need: Need) -> Starts:
        days = self._tagged.get(need.same_day, set()) if need.same_day is not None else set()
        return self.grid.always & ~self.grid.days(days) if days else 0

    def _crowded(self, need: Need, kind: ContactType) -> Starts:
        most = self.case.rulebook.limits.max_patient_contacts_per_day
        starts = 0
        for name in self.patients(need) if most is not None and kind.modality != "digital" else ():
            held = Counter(e.day for e in self.ledger.by_patient.get(name, ()) if e.modality != "digital")
            starts |= self.grid.days(d for d in range(self.case.day_count) if held[d] >= (most or 0))
        return starts

    def _before_first(self, need: Need) -> Starts:
        """Return the starts before the first contact alone of a new patient: all where there is none."""
        starts = 0
        for name in self.patients(need):
            patient = self.case.patients.get(name)
            if patient is not None and patient.new:
                alone = [e.start for e in self.ledger.by_patient.get(name, ()) if not isinstance(e.need, Group)]
                starts |= self.grid.between(0, alone[0] - 1) if alone else self.grid.always
        return starts


def _frozen(hours: Hours) -> tuple[tuple[Weekday, tuple[str, ...]], ...]:
    return tuple((day, tuple(spans)) for day, spans in hours.items())
