"""When one clinician could start a contact: at work, free of contacts, free of breaks, within the limits."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache

from weightplan.case import Case, Stretch
from weightplan.reasons.bits import Grid, Starts
from weightplan.reasons.rows import gaps, too_long
from weightplan.report.windows import left_by
from weightplan.rules import admin_time, protected, supervision_kept
from weightplan.rules.ledger import Ledger, Pause
from weightplan.rules.meal_break import needs_lunch
from weightplan.rules.remote_share import REMOTE


class Staff:
    """Start times by clinician; every answer is reckoned once.

    `busy` are minutes with notes. `breaking` and `resting` give starts by the rule in the way.
    """

    def __init__(self, case: Case, ledger: Ledger, grid: Grid) -> None:
        self.case, self.ledger, self.grid = case, ledger, grid
        self.present = cache(self._present)
        self.free = cache(self._free)
        self.breaking = cache(self._breaking)
        self.resting = cache(self._resting)
        self._gaps = cache(lambda clinician: gaps(case, ledger, clinician))

    def _present(self, clinician: str, busy: int) -> Starts:
        """Starts at work and in no block."""
        hours = (stretch for day in range(self.case.day_count) for stretch in self.case.hours(clinician, day))
        return self.grid.inside(hours, busy) & ~self.grid.touching(self.case.blocks(clinician), busy)

    def _free(self, clinician: str, busy: int) -> Starts:
        """Starts at work where the plan holds neither contact nor break."""
        taken: list[Stretch] = [(e.start, e.busy_until) for e in self.ledger.by_clinician[clinician]]
        taken += [(p.start, p.end) for p in self.ledger.pauses_of.get(clinician, ())]
        return self._present(clinician, busy) & ~self.grid.touching(taken, busy)

    def _resting(self, clinician: str, busy: int) -> dict[str, Starts]:
        """Starts that run into a break without which its rule would be broken."""
        rests = self.ledger.pauses_of.get(clinician, [])
        lunches = [(p.start, p.end) for p in rests if p.kind == "lunch" and needs_lunch(self.case, clinician, p.day)]
        found = {"meal_break": self.grid.touching(lunches, busy)}
        for rule, kind, minutes_due in (
            ("admin_time", "admin", admin_time.minutes_due),
            ("supervision_kept", "supervision", supervision_kept.minutes_due),
        ):
            due = self._due(clinician, [p for p in rests if p.kind == kind], minutes_due)
            found[rule] = self.grid.touching([(p.start, p.end) for p in due], busy)
        return {rule: starts for rule, starts in found.items() if starts}

    def _due(self, clinician: str, rests: list[Pause], minutes_due: Callable[[Case, str, int], int]) -> Iterator[Pause]:
        """Yield the pieces of protected time without which less than is due would be left."""
        counted = [p for p in rests if protected.counts(self.case, p)]
        held = Counter[int]()
        for pause in counted:
            held[pause.day // 7] += pause.end - pause.start
        for pause in counted:
            week = pause.day // 7
            if held[week] - (pause.end - pause.start) < minutes_due(self.case, clinician, week):
                yield pause

    def _breaking(self, clinician: str, type_name: str) -> dict[str, Starts]:
        """Starts at which one more contact of a type would break a limit of this clinician, by rule."""
        kind, limits = self.case.rulebook.contact_types[type_name], self.case.limits(clinician)
        entries = [(e.day, e.minutes, e.kind) for e in self.ledger.by_clinician[clinician] if e.kind]
        found: dict[str, Starts] = {}
        if limits.max_contact_minutes_per_day is not None:
            minutes = Counter[int]()
            for day, lasts, _ in entries:
                minutes[day] += lasts
            most = limits.max_contact_minutes_per_day - kind.minutes
            found["contact_minutes"] = self.grid.days(d for d in self._days if minutes[d] > most)
        if limits.max_minutes_in_a_row is not None:
            busy = kind.minutes + kind.documentation_minutes
            found["row_of_contacts"] = too_long(self._gaps(clinician), self.grid, busy, limits.max_minutes_in_a_row)
        if kind.heavy:
            days = [day for day, _, other in entries if other.heavy]
            found["heavy_contacts"] = self._full(days, limits.max_heavy_per_day, limits.max_heavy_per_week)
        if kind.first:
            days = [day for day, _, other in entries if other.first]
            found["first_visits"] = self._full(days, limits.max_first_per_day, limits.max_first_per_week)
        for rule, stretches, lasts in left_by(self.case, self.ledger, clinician, kind):
            found[rule] = self.grid.always & ~self.grid.inside(stretches, lasts)
        if kind.modality in REMOTE and limits.max_remote_share is not None:
            share, weeks = Fraction(str(limits.max_remote_share)), defaultdict[int, Fraction](Fraction)
            for day, lasts, other in entries:
                weeks[day // 7] += lasts * ((other.modality in REMOTE) - share)
            more = kind.minutes * (1 - share)
            found["remote_share"] = self.grid.days(d for d in self._days if weeks[d // 7] + more > 0)
        return {rule: starts for rule, starts in found.items() if starts}

    @property
    def _days(self) -> range:
        return range(self.case.day_count)

    def _full(self, days: list[int], per_day: int | None, per_week: int | None) -> Starts:
        """Return the starts on days that hold all that a day, or a week, may."""
        daily, weekly = Counter(days), Counter(day // 7 for day in days)
        return self.grid.days(
            day
            for day in self._days
            if (per_day is not None and daily[day] >= per_day)
            or (per_week is not None and weekly[day // 7] >= per_week)
        )
