"""A price list made from a week, for those who have not written one: what it offers is usual, its costs are made up."""

from collections.abc import Iterator

from weightplan.answers.staffing.changes import MOST_CHANGES, combinations
from weightplan.case import Case
from weightplan.files.pricelist import Post, PriceList, RoomOffer
from weightplan.hours import minutes_of
from weightplan.week import Clinician, Group, Request

FULL_TIME, ROOM = 100, 10
HALF = 0.5
# The most whole posts and half ones of a role and rooms of a kind: the first that makes few enough combinations.
SIZES = ((2, 1, 2), (2, 1, 1), (2, 0, 1), (1, 0, 1), (1, 0, 0))


def example_prices(case: Case) -> PriceList:
    """Return posts like those of each role with a target, whole and half, and a room of each kind in use and site.

    A post of full time costs 100, a room 10. A week of many roles is offered less of each, and last only its first
    roles, so that all combinations can be gone through.
    """
    for size in SIZES:
        offered = _offered(case, *size)
        if combinations(offered) <= MOST_CHANGES:
            return offered
    while combinations(offered) > MOST_CHANGES:
        offered = PriceList(staff=offered.staff[:-1])
    return offered


def _offered(case: Case, posts: int, halves: int, rooms: int) -> PriceList:
    staff: list[Post] = []
    for model in _models(case):
        staff.append(_post(model, model.fte, posts))
        if halves and model.fte > HALF:
            staff.append(_post(model, HALF, halves))
    types = {name for need in case.needs.values() for name in _types(need)} | {case.crisis_type}
    kinds = {kind.room for name, kind in case.rulebook.contact_types.items() if name in types}
    places = dict.fromkeys((room.kind, room.site) for room in case.week.rooms if room.kind in kinds)
    more = (RoomOffer(kind=kind, site=site, cost=ROOM, most=rooms) for kind, site in places if rooms)
    return PriceList(staff=tuple(staff), rooms=tuple(more))


def _models(case: Case) -> Iterator[Clinician]:
    """Yield of each role with a target the clinician of the most contracted time, the first of equals."""
    for name, role in case.rulebook.roles.items():
        people = [person for person in case.week.clinicians if person.role == name and person.hours]
        if role.weekly_target > 0 and people:
            yield max(people, key=lambda person: minutes_of(person.hours))


def _post(model: Clinician, fte: float, most: int) -> Post:
    return Post(role=model.role, fte=fte, like=model.id, cost=round(FULL_TIME * fte), most=most)


def _types(need: Request | Group) -> tuple[str, ...]:
    return need.contact_types if isinstance(need, Request) else (need.contact_type,)
