"""What could be placed: a class of needs that are alike, and one way to serve it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from weightplan.case import CRISIS, Stretch
from weightplan.rulebook import ContactType
from weightplan.week import Group, Request


@dataclass(frozen=True)
class NeedClass:
    """Needs that the solver may exchange for one another; `asked` contacts in all.

    Merging look-alike needs takes the symmetry out of the model. A need tied to another one
    (by patient, follow-up, tag, booking or earlier promise), or of a patient whose contacts a rule
    counts, is a class of its own: `single`.
    """

    ids: tuple[str, ...]
    need: Request | Group | None
    asked: int
    single: bool

    @property
    def key(self) -> str:
        return self.ids[0]


@dataclass(frozen=True)
class Candidate:
    """One way to serve a need: contact type, team and day. Minutes as the plan would state them.

    `weights` are pairs (clinician, 0.01 weights); `starts` are closed stretches of minutes that
    the rules leave it, `rooms` those it may use; `room` counts only where `room_is_given`.
    """

    needs: NeedClass
    contact_type: str
    kind: ContactType
    team: tuple[str, ...]
    day: int
    minutes: int
    documentation: int
    weights: tuple[tuple[str, int], ...]
    patients: tuple[str, ...]
    starts: tuple[Stretch, ...] = ()
    rooms: tuple[str, ...] = ()
    room: str | None = None
    room_is_given: bool = False

    @property
    def need(self) -> Request | Group | None:
        return self.needs.need

    @property
    def busy(self) -> int:
        return self.minutes + self.documentation

    @cached_property
    def weight_of(self) -> dict[str, int]:
        return dict(self.weights)

    @property
    def is_crisis(self) -> bool:
        return self.need is None and self.needs.key == CRISIS


Thing = TypeVar("Thing", Candidate, NeedClass)


def changed(thing: Thing, **fields: object) -> Thing:
    """Return a copy with other fields: models take thousands, and `dataclasses.replace` is five times as slow."""
    other = object.__new__(type(thing))
    other.__dict__.update(thing.__dict__, **fields)
    return other
