"""The price list of a staffing question: what staff and rooms may be added, at what cost."""

from typing import Annotated

from pydantic import Field

from weightplan.fields import FileModel, Identifier, Weekday
from weightplan.rulebook import Origin

Cost = Annotated[int, Field(ge=0, le=10_000_000)]
Most = Annotated[int, Field(ge=1, le=20)]


class Post(FileModel):
    """A step of staff: somebody with the hours, skills, site and limits of the clinician `like`, on `days` (None: all).

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
