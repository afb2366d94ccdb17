"""The study file (`scenarios/studies/<name>.yaml`): what differs, how often it is drawn, how long a solve takes."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from weightplan.fields import FileModel, Hours, Identifier, Weight
from weightplan.rulebook import Level as CareLevel
from weightplan.rulebook import Origin, Share
from weightplan.study.limits import SolveLimits
from weightplan.study.year.model import Year

Fte = Annotated[float, Field(gt=0, le=1.5)]
Number = Annotated[int, Field(ge=1, le=100)]
Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^=,/\s]+$")]
Choice = dict[Name, Name]
MOST_SCENARIOS = 10_000


class Added(FileModel):
    """New staff. They have the hours, site and limits of `like`, or of the first of their role with the most hours.

    Where a need lists several clinicians, `like` among them, the new are listed too. `hours` replaces
    the hours; without it an `fte` below that of `like` keeps the first part of the week.
    """

    role: Identifier
    number: Number = 1
    fte: Fte | None = None
    skills: tuple[Identifier, ...] = ()
    like: Identifier | None = None
    hours: Hours | None = None


class Removed(FileModel):
    """The last `number` of a role in the week's order, their own blocks and bookings with them."""

    role: Identifier
    number: Number = 1


class Changed(FileModel):
    """Other FTE or more skills for everybody of a role, or for its first `number`."""

    role: Identifier
    number: Number | None = None
    fte: Fte | None = None
    skills: tuple[Identifier, ...] = ()


class Level(FileModel):
    """A set of changes to the base week; an empty one is the week as it is.

    `targets` is by role, `weights` by contact type, `need` a factor by level of care, `rooms` how many more
    (or fewer, the last first) by kind. `no_show` is everybody's chance of staying away, `absence` the chance
    that a clinician is absent a whole day. `set` gives any other field by its path, `year` one of the study's
    own `year`: `courses[2].steps[0].contact_types`.
    """

    label: dict[Literal["sv", "en"], str] = {}
    rulebook: Identifier | None = None
    remove: tuple[Removed, ...] = ()
    change: tuple[Changed, ...] = ()
    add: tuple[Added, ...] = ()
    targets: dict[Identifier, Weight] = {}
    weights: dict[Identifier, Weight] = {}
    need: dict[CareLevel, Annotated[float, Field(ge=0, le=10)]] = {}
    rooms: dict[Identifier, Annotated[int, Field(ge=-100, le=100)]] = {}
    no_show: Share | None = None
    absence: Share | None = None
    set: dict[Identifier, Any] = {}
    year: dict[Identifier, Any] = {}


class Listed(FileModel):
    """Exactly these scenarios; a factor left out is at its base level."""

    list: Annotated[tuple[Choice, ...], Field(min_length=1)]


class LatinHypercube(FileModel):
    """So many scenarios, each factor's levels spread evenly over them."""

    latin_hypercube: Annotated[int, Field(ge=1, le=MOST_SCENARIOS)]
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class Varies(FileModel):
    """What a repetition draws. A draw hangs on seed and name alone, so that scenarios are compared on equal luck.

    `absence` is the chance of each clinician's day to be lost. `need` is the chance of each patient not to ask,
    half of it, or to be joined by one like them, the other half. `no_show: true` draws who stays away, with
    the chances of the week and its rulebook.
    """

    absence: Share = 0.0
    need: Share = 0.0
    no_show: bool = False


class StudyFile(FileModel):
    """A study. `base` names the level of each factor that the others are compared with: its first unless said.

    `seed` is the first repetition's, the next one's is one more. `salaries` are a month's full-time cost by role.
    `salaries_origin` says where these come from, `origin` where levels and chances do. `year` is what `weightplan year`
    asks besides.
    """

    name: Identifier
    question: dict[Literal["sv", "en"], str] = {}
    week: Identifier
    rulebook: Identifier | None = None
    factors: Annotated[dict[Name, Annotated[dict[Name, Level], Field(min_length=1)]], Field(min_length=1)]
    base: Choice = {}
    design: Literal["full"] | Listed | LatinHypercube = "full"
    repetitions: Annotated[int, Field(ge=1, le=10_000)] = 1
    seed: Annotated[int, Field(ge=0, le=2**31 - 10_001)] = 1
    varies: Varies = Varies()
    limits: SolveLimits = SolveLimits(deterministic=2.0)
    salaries: dict[Identifier, Annotated[float, Field(gt=0, le=10_000_000)]] = {}
    salaries_origin: Origin = "example"
    origin: Origin = "example"
    year: Year | None = None
    notes: str | None = None

    @model_validator(mode="after")
    def _draws_something(self) -> Self:
        if self.repetitions > 1 and not self.draws:
            raise ValueError("repetitions: nothing varies, so every repetition would be the same; see `varies`")
        return self

    @property
    def draws(self) -> bool:
        """Whether repetitions differ in anything."""
        levels_draw = any(level.absence for levels in self.factors.values() for level in levels.values())
        return bool(self.varies.absence or self.varies.need or self.varies.no_show or levels_draw)

    def base_level(self, factor: str) -> str:
        """Return the level that a factor's others are compared with."""
        return self.base.get(factor, next(iter(self.factors[factor])))
