"""Another lunch for a day whose hours have changed, so that the search has a legal week to begin from."""

from collections.abc import Iterator
from itertools import islice

from weightplan.answers.reach.lever import Situation
from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import meal_break
from weightplan.rules.ledger import Ledger
from weightplan.rules.meal_break import lunch_hours

MOST_TRIED = 8


def with_lunch(situation: Situation, clinician: str, day: int) -> Situation:
    """Return the situation with a lawful lunch on a day, for as few weights as may be; unchanged where that fails.

    Contacts that only the clinician holds make room for it, with all that follows them.
    """
    case, plan = situation.case, situation.plan
    if check(case, plan).legal:
        return situation
    tries = sorted(_tries(case, plan, clinician, day), key=lambda found: found[0])
    lawful = (other for _, other in tries if not any(meal_break.check(case, Ledger(case, other))))
    legal = (other for other in islice(lawful, MOST_TRIED) if check(case, other).legal)
    return Situation(case, next(legal, plan))


def _tries(case: Case, plan: Plan, clinician: str, day: int) -> Iterator[tuple[float, Plan]]:
    """Yield plans with a lunch at each time that nothing else holds, and the weights that it costs."""
    opens, closes = lunch_hours(case, day)
    minutes = case.rulebook.working_time.lunch_minutes
    kept = tuple(b for b in plan.breaks if not _is_lunch_of(case, b, clinician, day))
    fixed = [*case.blocks(clinician)]
    fixed += [(case.minute(b.start), case.minute(b.end)) for b in kept if b.clinician == clinician]
    own = [(case.minute(a.start), case.minute(a.busy_until), a) for a in plan.appointments if clinician in a.clinicians]
    fixed += [(first, last) for first, last, a in own if a.clinicians != (clinician,) or a.request == CRISIS]
    for start in range(opens, closes - minutes + 1, case.grid):
        end = start + minutes
        if any(first < end and start < last for first, last in fixed):
            continue
        gone = _with_followers(case, plan, [a for first, last, a in own if first < end and start < last])
        if any(a.clinicians != (clinician,) for a in gone):
            continue
        lunch = Break(clinician=clinician, start=case.moment(start), end=case.moment(end), kind="lunch")
        left = tuple(a for a in plan.appointments if a not in gone)
        other = plan.model_copy(update={"appointments": left, "breaks": (*kept, lunch)})
        yield sum(a.weights.get(clinician, 0.0) for a in gone), other


def _with_followers(case: Case, plan: Plan, gone: list[Appointment]) -> list[Appointment]:
    """Return appointments with all that follows them, and what follows that, as far as it is planned."""
    names = {a.request for a in gone}
    while more := {r.id for r in case.requests.values() if r.after is not None and r.after.request in names} - names:
        names |= more
    return [*gone, *(a for a in plan.appointments if a.request in names and a not in gone)]


def _is_lunch_of(case: Case, pause: Break, clinician: str, day: int) -> bool:
    return pause.clinician == clinician and pause.kind == "lunch" and case.minute(pause.start) // MINUTES_PER_DAY == day
