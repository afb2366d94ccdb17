"""What the answers about moving one appointment are made of. Weights in whole weights, costs as the checker's."""

from datetime import date

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.plan import Instant


class Place(AnswerModel):
    """Where and how a contact could be held. What is None is taken as it is now; a room, one that is free."""

    start: Instant
    clinicians: tuple[str, ...] | None = None
    room: str | None = None
    contact_type: str | None = None


class DayLoad(AnswerModel):
    """A clinician's load points of one day, before and after a move."""

    day: date
    before: int
    after: int


class Effect(AnswerModel):
    """What a move does to one clinician: weights booked in the whole plan, load on the days that it touches."""

    clinician: str
    booked_before: float
    booked_after: float
    loads: tuple[DayLoad, ...]


class Move(AnswerModel):
    """Legal places that differ in nothing but start and room: any start on the grid from `start` to `last_start`.

    Every room of `rooms` is free at each of them (empty: the contact needs none). `cost` is how much
    the plan's cost rises, `per_rule` by which soft rules.
    """

    contact_type: str
    clinicians: tuple[str, ...]
    start: Instant
    last_start: Instant
    rooms: tuple[str, ...]
    cost: int
    per_rule: dict[str, int]
    effects: tuple[Effect, ...]


class Moves(Answer):
    """The legal other places of one appointment, cheapest first. `places` counts all, shown or not."""

    request: str
    start: Instant
    places: int
    moves: tuple[Move, ...]


class Broken(AnswerModel):
    """A hard rule that a move would break: about whom or what, in the checker's sentence."""

    rule: str
    about: str
    text: str


class MovedBreak(AnswerModel):
    """A break that makes room: whose and which, when it is now and when it would be."""

    clinician: str
    kind: str
    start: Instant
    end: Instant
    new_start: Instant
    new_end: Instant


class Verdict(Answer):
    """Whether an appointment may go to one place. `cost`, its rise, is None where it may not.

    Where it may only if breaks of that day make room, `legal` is false, `breaks` says which move
    where, and `cost` is the rise then.
    """

    request: str
    place: Place
    legal: bool
    cost: int | None
    per_rule: dict[str, int]
    effects: tuple[Effect, ...]
    broken: tuple[Broken, ...]
    breaks: tuple[MovedBreak, ...] = ()
