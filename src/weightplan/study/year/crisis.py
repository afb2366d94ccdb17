"""Crisis slots in a week short of staff: as many a day as those who are there can hold.

A rulebook's crisis slots are due on every weekday, whoever is away, and a week that cannot hold them has no plan. In
a year that would lose everybody's week for one slot.
"""

from collections import Counter

from weightplan.case import CRISIS, Case
from weightplan.check import check
from weightplan.rulebook import Prices
from weightplan.week import Request

SLOT = "an open crisis slot"
MOST_SEARCH = 1.0  # deterministic units: a week of slots alone is proven in a hundredth of that


def is_slot(need: str) -> bool:
    """Say whether what a contact serves is a crisis slot."""
    return need == CRISIS or need.startswith(SLOT)


def slots_due(case: Case) -> int:
    """Return how many crisis slots the rulebook asks for in a week."""
    crisis = case.rulebook.crisis
    return crisis.slots_per_day * len(case.crisis_days) if crisis else 0


def with_slots_that_can_be_held(case: Case) -> Case:
    """Return a week without the crisis slots that those at work cannot hold.

    Where they can hold all, it is the same week. Else the slots of each day are a must like any other, as many as can
    be held: of all slots of the week the most at once.
    """
    if not slots_due(case):
        return case
    slots = _a_need_a_day(case)
    held = _held(_alone(case, slots))
    if all(held[slot.id] == slot.count for slot in slots):
        return case
    kept = (slot.model_copy(update={"count": held[slot.id], "must": True}) for slot in slots if held[slot.id])
    return _with_needs(case, tuple(kept))


def _a_need_a_day(case: Case) -> tuple[Request, ...]:
    assert case.rulebook.crisis is not None
    return tuple(
        Request(
            id=f"{SLOT}-{day}",
            contact_types=(SLOT,),
            count=case.rulebook.crisis.slots_per_day,
            earliest=case.date_of(day),
            latest=case.date_of(day),
            priority=1,
        )
        for day in case.crisis_days
    )


def _with_needs(case: Case, slots: tuple[Request, ...]) -> Case:
    """Return a week with slots as needs, and none that the rulebook asks for; they earn no weight either."""
    book = case.rulebook
    kind = book.contact_types[str(case.crisis_type)].model_copy(update={"weight": 0.0, "weight_per_participant": None})
    book = book.model_copy(update={"crisis": None, "contact_types": {**book.contact_types, SLOT: kind}})
    return Case(case.week.model_copy(update={"requests": (*case.week.requests, *slots)}), book)


def _alone(case: Case, slots: tuple[Request, ...]) -> Case:
    """Return a week in which slots are all there is to plan, and all that counts."""
    empty = case.week.model_copy(update={"patients": (), "requests": (), "groups": ()})
    only = _with_needs(Case(empty, case.rulebook), slots)
    return Case(only.week, only.rulebook.model_copy(update={"prices": Prices(unserved={1: 1})}))


def _held(case: Case) -> Counter[str]:
    """Return how many of a week's slots can be held, by need: all where they fit at first sight, or the most."""
    from weightplan.solver import packed, solve

    asked = sum(slot.count for slot in case.requests.values())
    plan = packed(case)
    if len(plan.appointments) < asked or check(case, plan).violations:
        plan = solve(case, time_limit=None, deterministic_limit=MOST_SEARCH, gap=0.0, workers=1)
    return Counter(appointment.request for appointment in plan.appointments)
