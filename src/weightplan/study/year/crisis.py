"""A week's crisis slots as needs: as many a day as the staff who are there can hold.

A rulebook's crisis slots are due on every weekday, whoever is away, and a week that cannot hold them has no plan. In
a year that would lose everybody's week for one slot.
"""

from collections import Counter

from weightplan.case import Case
from weightplan.check import check
from weightplan.rulebook import Prices
from weightplan.week import Request

SLOT = "an open crisis slot"
MOST_SEARCH = 1.0  # deterministic units: a week of slots alone is proven in a hundredth of that


def is_slot(need: str) -> bool:
    """Say whether a need of a year's week is a crisis slot."""
    return need.startswith(SLOT)


def slots_due(case: Case) -> int:
    """Return how many crisis slots the rulebook asks for in a week."""
    crisis = case.rulebook.crisis
    return crisis.slots_per_day * len(case.crisis_days) if crisis else 0


def open_slots(case: Case) -> tuple[Request, ...]:
    """Return a must for each day of a week, for as many crisis slots as those at work can hold; none for none."""
    crisis = case.rulebook.crisis
    if crisis is None or not crisis.slots_per_day:
        return ()
    wanted = tuple(
        Request(
            id=f"{SLOT}-{day}",
            contact_types=(SLOT,),
            count=crisis.slots_per_day,
            earliest=case.date_of(day),
            latest=case.date_of(day),
            priority=1,
        )
        for day in case.crisis_days
    )
    held = _held(_alone(case, wanted))
    return tuple(slot.model_copy(update={"count": held[slot.id], "must": True}) for slot in wanted if held[slot.id])


def with_slots_as_needs(case: Case, slots: tuple[Request, ...]) -> Case:
    """Return a week whose crisis slots are those, and nothing that the rulebook asks for; they earn no weight."""
    book, crisis = case.rulebook, case.rulebook.crisis
    if crisis is None:
        return case
    kind = book.contact_types[crisis.contact_type].model_copy(update={"weight": 0.0, "weight_per_participant": None})
    book = book.model_copy(update={"crisis": None, "contact_types": {**book.contact_types, SLOT: kind}})
    return Case(case.week.model_copy(update={"requests": (*case.week.requests, *slots)}), book)


def _alone(case: Case, slots: tuple[Request, ...]) -> Case:
    """Return a week in which slots are all there is to plan, and all that counts."""
    empty = {"patients": (), "requests": (), "groups": ()}
    only = with_slots_as_needs(Case(case.week.model_copy(update=empty), case.rulebook), slots)
    return Case(only.week, only.rulebook.model_copy(update={"prices": Prices(unserved={1: 1})}))


def _held(case: Case) -> Counter[str]:
    """Return how many of a week's slots can be held, by need: what fits at first sight, or the proven most."""
    from weightplan.solver import packed, solve

    asked = sum(slot.count for slot in case.requests.values())
    plan = packed(case)
    if len(plan.appointments) < asked or check(case, plan).violations:
        plan = solve(case, time_limit=None, deterministic_limit=MOST_SEARCH, gap=0.0, workers=1)
    return Counter(appointment.request for appointment in plan.appointments)
