"""Contacts held as a heavier type than the patient's first choice, where the first choice was legal that day."""

from weightplan.answers.moves.fitting import Fitting
from weightplan.answers.moves.judge import Judge
from weightplan.answers.trust.model import Switch
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Request


def switches(case: Case, plan: Plan) -> tuple[Switch, ...]:
    """Return the switches that raised weight without need, by first and chosen type, in the rulebook's order.

    Everything else of the plan stands; the first type may take any team, start and room of the same day.
    A plan that is broken already may stay as broken as it is.
    """
    judge = Judge(case, plan)
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for entry in Ledger(case, plan).entries:
        gained = _gained(case, entry)
        if gained > 0 and _first_was_legal(case, plan, judge, entry):
            pair = (_first(entry), entry.appointment.contact_type)
            found.setdefault(pair, []).append((entry.request, gained))
    order = list(case.rulebook.contact_types)
    return tuple(
        Switch(
            wished=wished,
            chosen=chosen,
            count=len(held),
            requests=tuple(name for name, _ in held),
            gained=sum(gained for _, gained in held) / 100,
        )
        for (wished, chosen), held in sorted(found.items(), key=lambda item: tuple(map(order.index, item[0])))
    )


def _first(entry: Entry) -> str:
    assert isinstance(entry.need, Request)
    return entry.need.contact_types[0]


def _gained(case: Case, entry: Entry) -> int:
    """Return what a contact weighs more than its request's first type would, in 0.01."""
    if entry.kind is None or not isinstance(entry.need, Request):
        return 0
    first = case.rulebook.contact_types[_first(entry)]
    return case.request_weight(entry.need, entry.kind) - case.request_weight(entry.need, first)


def _first_was_legal(case: Case, plan: Plan, judge: Judge, entry: Entry) -> bool:
    old, wished = entry.appointment, _first(entry)
    fitting = Fitting(case, plan, old)
    for fit in fitting.fits():
        if fit.way.type_name != wished or fit.day != entry.day:
            continue
        for first, last, rooms in fitting.stretches(fit):
            room = old.room if old.room in rooms else next(iter(rooms), None)
            for minute in range(first, last + 1, case.grid):
                if not judge.judge(old, fitting.appointment(wished, fit.team, minute, room)).broken:
                    return True
    return False
