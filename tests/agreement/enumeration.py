"""Every plan of a tiny week: all legal ones, and the least that the checker asks for one of them."""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations_with_replacement, permutations

from weightplan.case import CRISIS, Case, share_of_leaders
from weightplan.check import Report, check
from weightplan.fields import MINUTES_PER_DAY, clock_minutes
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import admin_time, supervision_kept
from weightplan.rules.meal_break import needs_lunch
from weightplan.rules.protected import SHORTEST
from weightplan.week import Group, Request

Part = tuple[Appointment | Break, ...]

# What is wrong in a part of a plan stays wrong in the whole.
LASTING = {
    "need",
    "duration",
    "working_hours",
    "no_overlap",
    "room",
    "competence",
    "acceptable_type",
    "patient_time",
    "deadline",
    "same_day",
    "group_size",
    "supervised",
    "site",
    "contact_minutes",
    "heavy_contacts",
    "first_visits",
    "heavy_after_heavy",
    "phone_hours",
    "daily_rest",
    "weekly_rest",
}


class TooManyError(Exception):
    """A week has more plans than one wants to look at."""


def least_cost(case: Case, most: int) -> int | None:
    """Return the cost of the cheapest legal plan, None if no plan is legal; else as `legal_plans`."""
    return min((report.cost for _, report in legal_plans(case, most)), default=None)


def legal_plans(case: Case, most: int) -> Iterator[tuple[Plan, Report]]:
    """Yield every legal plan of a tiny week with what the checker says of it.

    Breaks are those that are due, each as short as can be. Raises TooManyError where there are
    more than `most` plans in which no two parts clash.
    """
    parts = [[part for part in ways if _may_stand(case, part)] for ways in _ways(case)]
    if sum(len(ways) for ways in parts) ** 2 > 4 * most:
        raise TooManyError
    clashes = _Clashes(case)
    for number, chosen in enumerate(_complete(parts, (), clashes)):
        if number > most:
            raise TooManyError
        plan = _plan(chosen)
        report = check(case, plan)
        if report.legal:
            yield plan, report


class _Clashes:
    """Which two parts cannot stand together, found once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known: dict[tuple[int, int], bool] = {}

    def __call__(self, one: Part, other: Part) -> bool:
        key = (id(one), id(other))
        if key not in self.known:
            self.known[key] = bool(one and other) and not _may_stand(self.case, (*one, *other))
        return self.known[key]


def _complete(parts: list[list[Part]], chosen: tuple[Part, ...], clashes: _Clashes) -> Iterator[tuple[Part, ...]]:
    if not parts:
        yield chosen
        return
    for part in parts[0]:
        if not any(clashes(other, part) for other in chosen):
            yield from _complete(parts[1:], (*chosen, part), clashes)


def _plan(parts: Iterable[Part]) -> Plan:
    held = tuple(chain.from_iterable(parts))
    return Plan(
        appointments=tuple(h for h in held if isinstance(h, Appointment)),
        breaks=tuple(h for h in held if isinstance(h, Break)),
    )


def _may_stand(case: Case, part: Part) -> bool:
    return not any(v.rule in LASTING for v in check(case, _plan([part])).violations)


def _ways(case: Case) -> Iterator[list[Part]]:
    """Yield, for each thing to decide, every way to decide it."""
    for clinician in case.clinicians:
        for day in range(case.day_count):
            if needs_lunch(case, clinician, day):
                yield list(_lunches(case, clinician, day))
        for week in range(case.week.weeks):
            if due := admin_time.minutes_due(case, clinician, week):
                yield list(_protected_times(case, clinician, week, due, "admin"))
            if due := supervision_kept.minutes_due(case, clinician, week):
                yield list(_protected_times(case, clinician, week, due, "supervision"))
    for day in case.crisis_days if case.rulebook.crisis else ():
        slots = [a for a in _appointments(case, CRISIS, None) if case.minute(a.start) // MINUTES_PER_DAY == day]
        yield list(combinations_with_replacement(slots, case.rulebook.crisis.slots_per_day))  # type: ignore[union-attr]
    for need in (*case.requests.values(), *case.groups.values()):
        ways = [None, *_appointments(case, need.id, need)]
        times = need.count if isinstance(need, Request) else 1
        yield [tuple(a for a in part if a) for part in combinations_with_replacement(ways, times)]


def _lunches(case: Case, clinician: str, day: int) -> Iterator[Part]:
    """Yield lunches of every length: a longer one may be what keeps the afternoon short enough."""
    first, last = (day * MINUTES_PER_DAY + clock_minutes(c) for c in case.rulebook.working_time.lunch_between)
    for minutes in range(case.rulebook.working_time.lunch_minutes, last - first + 1, case.grid):
        found = [
            _break(case, clinician, start, minutes, "lunch") for start in range(first, last - minutes + 1, case.grid)
        ]
        lawful = [part for part in found if _is_lawful(case, clinician, day, part)]
        yield from lawful
        if lawful:
            return


def _is_lawful(case: Case, clinician: str, day: int, part: Part) -> bool:
    broken = [v for v in check(case, _plan([part])).violations if v.rule == "meal_break" and v.about == clinician]
    return not any(v.text.startswith(str(case.date_of(day))) for v in broken)


def _protected_times(case: Case, clinician: str, week: int, due: int, kind: str) -> Iterator[Part]:
    """Yield one piece that is long enough, or several of half an hour."""
    stretches = [s for day in range(7 * week, 7 * week + 7) for s in case.hours(clinician, day)]

    def pieces(minutes: int) -> list[Part]:
        starts = [m for first, last in stretches for m in range(first, last - minutes + 1, case.grid)]
        return [_break(case, clinician, start, minutes, kind) for start in starts]

    if due > 2 * SHORTEST:
        raise TooManyError
    yield from pieces(-(-max(due, SHORTEST) // case.grid) * case.grid)
    if due > SHORTEST:
        halves = pieces(SHORTEST)
        yield from ((*one, *other) for place, one in enumerate(halves) for other in halves[place + 1 :])


def _break(case: Case, clinician: str, start: int, minutes: int, kind: str) -> Part:
    return (Break(clinician=clinician, start=case.moment(start), end=case.moment(start + minutes), kind=kind),)  # type: ignore[arg-type]


def _appointments(case: Case, name: str, need: Request | Group | None) -> Iterator[Appointment]:
    types = need.contact_types if isinstance(need, Request) else (need.contact_type if need else case.crisis_type,)
    for contact_type in dict.fromkeys(types):
        kind = case.rulebook.contact_types[contact_type or ""]
        patients, total = (), 0
        if isinstance(need, Request):
            patients, total = ((need.patient,) if need.patient else ()), case.request_weight(need, kind)
        elif need is not None:
            patients, total = case.members(need), case.group_weight(need, kind)
        rooms = [r.id for r in case.week.rooms if r.kind == kind.room] if kind.room else [None]
        for team in permutations(case.clinicians, kind.leaders):
            for start in _starts(case, team[0], kind.minutes + kind.documentation_minutes):
                for room in rooms:
                    yield Appointment(
                        request=name,
                        contact_type=contact_type or "",
                        clinicians=team,
                        patients=patients,
                        room=room,
                        start=case.moment(start),
                        end=case.moment(start + kind.minutes),
                        busy_until=case.moment(start + kind.minutes + kind.documentation_minutes),
                        weights={c: w / 100 for c, w in share_of_leaders(total, team, kind).items()},
                    )


def _starts(case: Case, clinician: str, minutes: int) -> Iterator[int]:
    for day in range(case.day_count):
        for first, last in case.hours(clinician, day):
            yield from range(first, last - minutes + 1, case.grid)
