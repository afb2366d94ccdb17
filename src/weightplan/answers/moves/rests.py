"""Whether a contact may go to a place if breaks make room: lunch and admin time of that day placed anew.

What is searched: the breaks of each clinician of the contact's new team on its new day. Each keeps
its kind and length and starts anywhere on the grid inside the day's hours, lunch inside the lunch
hours; contacts, blocks and the breaks of other days and people stand.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from weightplan.case import Case, Stretch
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import HARD_RULES, meal_break
from weightplan.rules.ledger import Ledger

RESTING = ("no_overlap", "meal_break", "admin_time", "row_of_contacts")  # all that looks at breaks
Swap = tuple[Break, Break]


def making_room(case: Case, plan: Plan, old: Appointment, new: Appointment) -> tuple[Swap, ...] | None:
    """Return which breaks (before, after) move so that all rules about breaks hold with `new` for `old`.

    The least minutes of shift for each clinician; nothing where no break has to move, None where no
    placing will do.
    """
    swaps: list[Swap] = []
    for clinician in new.clinicians:
        found = _of_one(case, plan, old, new, clinician)
        if found is None:
            return None
        swaps += found
    return tuple(swaps)


def _of_one(case: Case, plan: Plan, old: Appointment, new: Appointment, clinician: str) -> list[Swap] | None:
    week = case.week.model_copy(update={"clinicians": (case.clinicians[clinician],)})
    alone = case.part(week, case.rulebook, None)
    own = [
        (a, a.model_copy(update={"clinicians": (clinician,)})) for a in plan.appointments if clinician in a.clinicians
    ]
    after = (*(mine for a, mine in own if a is not old), new.model_copy(update={"clinicians": (clinician,)}))
    rests = tuple(b for b in plan.breaks if b.clinician == clinician)
    day = [b for b in rests if b.start.date() == new.start.date()]
    others = tuple(b for b in rests if b not in day)
    known = _faults(alone, Plan(appointments=tuple(mine for _, mine in own), breaks=rests))
    for placed in _placings(case, after, day, clinician):
        if not _faults(alone, Plan(appointments=after, breaks=(*others, *placed))) - known:
            return [(was, now) for was, now in zip(day, placed, strict=True) if was != now]
    return None


def _faults(case: Case, plan: Plan) -> Counter[tuple[str, str]]:
    ledger = Ledger(case, plan)
    return Counter((v.rule, v.about) for name in RESTING for v in HARD_RULES[name].check(case, ledger))


def _placings(
    case: Case, held: tuple[Appointment, ...], day: list[Break], clinician: str
) -> Iterator[tuple[Break, ...]]:
    """Yield every placing of a day's breaks that meets no contact, block or other break; the least shift first."""
    taken = [(case.minute(a.start), case.minute(a.busy_until)) for a in held] + list(case.blocks(clinician))
    choices = [
        [s for s in _starts(case, rest) if not _meets(s, s + _minutes(case, rest), taken)] if day else []
        for rest in day
    ]
    spans = [_minutes(case, rest) for rest in day]
    now = [case.minute(rest.start) for rest in day]
    for starts in sorted(product(*choices), key=lambda s: sum(abs(a - b) for a, b in zip(s, now, strict=True))):
        pieces = [(start, start + length) for start, length in zip(starts, spans, strict=True)]
        if not any(_meets(*piece, pieces[place + 1 :]) for place, piece in enumerate(pieces)):
            yield tuple(_moved(case, rest, start) for rest, start in zip(day, starts, strict=True))


def _starts(case: Case, rest: Break) -> Iterator[int]:
    minutes, day = _minutes(case, rest), case.minute(rest.start) // MINUTES_PER_DAY
    within = [meal_break.lunch_hours(case, day)] if rest.kind == "lunch" else case.hours(rest.clinician, day)
    found = {case.minute(rest.start)}
    for first, last in within:
        found.update(range(-(-first // case.grid) * case.grid, last - minutes + 1, case.grid))
    yield from sorted(found)


def _meets(start: int, end: int, taken: list[Stretch]) -> bool:
    return any(start < last and first < end for first, last in taken)


def _minutes(case: Case, rest: Break) -> int:
    return case.minute(rest.end) - case.minute(rest.start)


def _moved(case: Case, rest: Break, start: int) -> Break:
    begins = case.moment(start)
    return rest.model_copy(update={"start": begins, "end": begins + timedelta(minutes=_minutes(case, rest))})
