"""The week: clinicians, rooms, patients and their documented needs (`scenarios/<unit>.yaml`)."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from weightplan.fields import FileModel, Hours, Identifier, Moment, WallClock, Weekday, Weight
from weightplan.rulebook import Count, Level, Limits, Priority, Rulebook, Share


class Block(Moment):
    """Time of one clinician that is taken: a meeting, supervision. `kind` says which, where that counts."""

    label: str = ""
    kind: Literal["meeting", "supervision", "other"] | None = None


class Clinician(FileModel):
    """One member of staff with contracted hours, blocks and absences.

    `target` (weights over the horizon) replaces the role's; `balance` carries weights over
    from earlier weeks. `site` is one site or one per weekday.
    """

    id: Identifier
    role: Identifier
    fte: Annotated[float, Field(gt=0, le=1.5)] = 1.0
    skills: tuple[Identifier, ...] = ()
    hours: Hours
    blocks: tuple[Block, ...] = ()
    absences: tuple[Moment, ...] = ()
    target: Weight | None = None
    balance: Weight = 0.0
    limits: Limits = Limits()
    site: Identifier | dict[Weekday, Identifier] | None = None


class Room(FileModel):
    """A room of one kind; without `hours` it is always open, but for its `absences`: being painted, lent out."""

    id: Identifier
    kind: Identifier
    site: Identifier | None = None
    hours: Hours | None = None
    absences: tuple[Moment, ...] = ()


class Patient(FileModel):
    """A patient by opaque id. `available` names the hours that suit; left out, all do.

    `course_start` is the day on which the treatment began, `contacts_since_measurement` the
    contacts outside groups since the last measuring one, before this horizon.
    """

    id: Identifier
    level: Level | None = None
    clinician: Identifier | None = None
    new: bool = False
    course_start: date | None = None
    contacts_since_measurement: Count = 0
    available: Hours | None = None
    attendance: Share | None = None


class After(FileModel):
    """This need follows another, `min_days` to `max_days` calendar days later."""

    request: Identifier
    min_days: Count = 0
    max_days: Count | None = None


class Request(FileModel):
    """One documented need: `contact_types` in order of preference, most preferred first."""

    id: Identifier
    patient: Identifier | None = None
    contact_types: Annotated[tuple[Identifier, ...], Field(min_length=1)]
    clinicians: tuple[Identifier, ...] | None = None
    count: Annotated[int, Field(ge=1, le=1000)] = 1
    earliest: date | None = None
    latest: date | None = None
    windows: tuple[Moment, ...] | None = None
    rooms: tuple[Identifier, ...] | None = None
    priority: Priority = 3
    must: bool = False
    after: After | None = None
    same_clinician: bool = True
    same_day: Identifier | None = None
    addons: tuple[Identifier, ...] = ()


class Group(FileModel):
    """One group session to place; `participants` are patients, or how many there are."""

    id: Identifier
    contact_type: Identifier
    participants: tuple[Identifier, ...] | Count
    leaders_from: tuple[Identifier, ...] | None = None
    windows: tuple[Moment, ...] | None = None
    earliest: date | None = None
    latest: date | None = None
    rooms: tuple[Identifier, ...] | None = None
    priority: Priority = 2
    must: bool = False
    same_day: Identifier | None = None


class Booking(FileModel):
    """A contact already promised; a locked one never moves, another is where the search begins.

    `co_leaders` are promised too, where several lead; without them the clinician may lead with anybody.
    """

    request: Identifier
    clinician: Identifier
    start: WallClock
    room: Identifier | None = None
    locked: bool = False
    co_leaders: tuple[Identifier, ...] = ()

    @property
    def team(self) -> tuple[str, ...]:
        """Return everybody who is promised."""
        return (self.clinician, *self.co_leaders)


class Demand(FileModel):
    """A case mix: so many patients of one level, turned into requests by its care package."""

    level: Level
    patients: Annotated[int, Field(ge=0, le=100_000)]
    role: Identifier | None = None
    priority: Priority | None = None


class Override(FileModel):
    """Why somebody set a value by hand: `what` is its path as `clinicians[psy1].limits.max_first_per_day`.

    Parts of lists go by their id; `bookings[psy1].locked` are all locked bookings of a clinician.
    """

    what: Identifier
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    by: Identifier | None = None
    on: date | None = None


class Week(FileModel):
    """The problem: `weeks` weeks from the date `week`. Source: the design's section 4.2.

    `planned_on` is the day on which the plan is made.
    """

    week: date
    weeks: Annotated[int, Field(ge=1, le=53)] = 1
    planned_on: date | None = None
    rulebook: Identifier | Rulebook
    name: str | None = None
    clinicians: Annotated[tuple[Clinician, ...], Field(min_length=1)]
    rooms: tuple[Room, ...] = ()
    patients: tuple[Patient, ...] = ()
    requests: tuple[Request, ...] = ()
    groups: tuple[Group, ...] = ()
    bookings: tuple[Booking, ...] = ()
    demand: tuple[Demand, ...] = ()
    overrides: tuple[Override, ...] = ()
