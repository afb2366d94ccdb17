"""Every change that a price list offers, cheapest first, and the week with it."""

from collections.abc import Iterator
from itertools import product
from math import prod

from weightplan.answers.staffing.model import Added
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files.pricelist import Post, PriceList, RoomOffer, hours_of
from weightplan.week import Clinician, Room

MOST_CHANGES = 2_000
Change = tuple[Added, ...]


def changes(prices: PriceList) -> list[tuple[int, Change]]:
    """Return (cost, change) for every combination, no change among them; of equal cost the fewest parts first.

    Raises InputError where there are too many to go through.
    """
    lines, number = _lines(prices), combinations(prices)
    if number > MOST_CHANGES:
        raise InputError([f"the price list makes {number} combinations, and {MOST_CHANGES} is the most: lower `most`"])
    made = []
    for counts in product(*(range(offer.most + 1) for _, offer in lines)):
        taken = [(name, offer, n) for (name, offer), n in zip(lines, counts, strict=True) if n]
        cost = sum(offer.cost * n for _, offer, n in taken)
        made.append((cost, tuple(Added(line=name, number=n) for name, _, n in taken)))
    return sorted(made, key=lambda pair: (pair[0], sum(part.number for part in pair[1])))


def combinations(prices: PriceList) -> int:
    """Return how many changes a price list offers, no change among them."""
    return prod(offer.most + 1 for _, offer in _lines(prices))


def with_change(case: Case, prices: PriceList, change: Change) -> Case:
    """Return the case with what a change adds; new staff have no blocks, absences or balance."""
    lines, people, rooms = dict(_lines(prices)), [], []
    for part in change:
        offer = lines[part.line]
        for number in range(1, part.number + 1):
            if isinstance(offer, Post):
                people.append(_hired(case, offer, f"{part.line} {number}"))
            else:
                rooms.append(Room(id=f"{part.line} {number}", kind=offer.kind, site=offer.site))
    update = {"clinicians": (*case.week.clinicians, *people), "rooms": (*case.week.rooms, *rooms)}
    return Case(case.week.model_copy(update=update), case.rulebook, case.earlier)


def _lines(prices: PriceList) -> list[tuple[str, Post | RoomOffer]]:
    staff: Iterator[tuple[str, Post | RoomOffer]] = ((f"staff[{n}]", post) for n, post in enumerate(prices.staff))
    return [*staff, *((f"rooms[{n}]", room) for n, room in enumerate(prices.rooms))]


def _hired(case: Case, post: Post, name: str) -> Clinician:
    model = case.clinicians[post.like]
    update = {
        "id": name,
        "role": post.role,
        "fte": post.fte,
        "hours": hours_of(case, post),
        "blocks": (),
        "absences": (),
        "target": None,
        "balance": 0.0,
    }
    return model.model_copy(update=update)
