"""The price list of a staffing question: what staff and rooms may be added, at what cost."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from weightplan.case import Case
from weightplan.fields import FileModel, Hours, Identifier, Weekday
from weightplan.hours import first_part
from weightplan.rulebook import Origin
from weightplan.validate.words import unknown

Cost = Annotated[int, Field(ge=0, le=10_000_000)]
Most = Annotated[int, Field(ge=1, le=20)]


class Post(FileModel):
    """A step of staff: somebody with the skills, site and limits of the clinician `like`, on `days` (None: all).

    The hours are so large a part of those of `like` as `fte` is of that clinician's, the first of those days'.
    `cost` is what one such step costs for the time that the week covers, in any one currency.
    """

    role: Identifier
    fte: Annotated[float, Field(gt=0, le=1.5)]
    like: Identifier
    days: tuple[Weekday, ...] | None = None
    cost: Cost
    most: Most = 1
    origin: Origin = "example"


class RoomOffer(FileModel):
    """One more room of a kind, open all day; `cost` as for staff."""

    kind: Identifier
    site: Identifier | None = None
    cost: Cost
    most: Most = 1
    origin: Origin = "example"


class PriceList(FileModel):
    """All that may be added; each up to `most` times."""

    staff: tuple[Post, ...] = ()
    rooms: tuple[RoomOffer, ...] = ()


def problems_of_prices(prices: PriceList, case: Case) -> Iterator[str]:
    """Yield one line, `path: what is wrong`, for what the week does not know, and for posts that no hours make."""
    for place, post in enumerate(prices.staff):
        path = f"staff[{place}]"
        yield from unknown(f"{path}.role", "role", [post.role], case.rulebook.roles)
        yield from unknown(f"{path}.like", "clinician", [post.like], case.clinicians)
        if post.like in case.clinicians:
            try:
                hours_of(case, post)
            except ValueError as error:
                days = f" on {', '.join(post.days)}" if post.days is not None else ""
                yield f"{path}.fte: {post.fte} of {post.like!r}{days} {error}"
    kinds = {kind.room for kind in case.rulebook.contact_types.values() if kind.room is not None}
    for place, room in enumerate(prices.rooms):
        yield from unknown(f"rooms[{place}].kind", "room kind", [room.kind], kinds)


def hours_of(case: Case, post: Post) -> Hours:
    """Return the hours of a post; raises ValueError, one line, where its days hold too few."""
    model = case.clinicians[post.like]
    return first_part(model.hours, post.fte / model.fte, case.grid, post.days)
