"""The section `year:` of a study: who is referred, what treatments look like, and who is away.

Every figure is a rate that the unit gives; `origin` says where they come from.
"""

from typing import Annotated, Self

from pydantic import Field, model_validator

from weightplan.fields import FileModel, Identifier
from weightplan.rulebook import Level as CareLevel
from weightplan.rulebook import Origin, Share
from weightplan.study.limits import SolveLimits

Types = Annotated[tuple[Identifier, ...], Field(min_length=1)]
Contacts = Annotated[int, Field(ge=1, le=1000)]
Rate = Annotated[float, Field(ge=0, le=10_000)]
Positive = Annotated[float, Field(gt=0, le=10_000)]


class Step(FileModel):
    """One contact of a treatment: types in order of preference, so many `days` after the contact before it."""

    contact_types: Types
    days: Annotated[int, Field(ge=1, le=365)]


class Course(FileModel):
    """A treatment: carried by one clinician of `roles`, begun by a first visit if `first` names its types.

    The steps come in turn, and then again from the first. It ends after a number of contacts drawn evenly
    from the least to the most of `contacts` (the first visit not counted), or after a time drawn
    exponentially with a mean of `mean_weeks`.
    """

    roles: Types
    first: tuple[Identifier, ...] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    contacts: Annotated[tuple[Contacts, ...], Field(min_length=2, max_length=2)] | None = None
    mean_weeks: Positive | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.contacts is None) == (self.mean_weeks is None):
            raise ValueError("give contacts, the least and the most, or mean_weeks")
        if self.contacts is not None and self.contacts[0] > self.contacts[1]:
            raise ValueError(f"contacts: {self.contacts[0]} is more than {self.contacts[1]}")
        return self


class Stepping(FileModel):
    """The chance each week that a patient in treatment is stepped a level up, or down."""

    up: Share = 0.0
    down: Share = 0.0

    @model_validator(mode="after")
    def _at_most_one(self) -> Self:
        if self.up + self.down > 1:
            raise ValueError("up and down come to more than 1")
        return self


class SickLeave(FileModel):
    """The chance each week that a clinician falls ill, and how many days it lasts on average (exponentially)."""

    weekly: Annotated[float, Field(ge=0, lt=1)]
    mean_days: Positive


class Turnover(FileModel):
    """The chance that a clinician leaves within a year, and how many weeks the post then stands empty."""

    yearly: Annotated[float, Field(ge=0, lt=1)]
    weeks_empty: Annotated[int, Field(ge=1, le=104)]


class Vacation(FileModel):
    """Weeks in a row in June to August, and in the two weeks of Christmas and New Year.

    Colleagues of a role take the stretches of summer, and the two weeks, in turn.
    """

    summer: Annotated[int, Field(ge=0, le=13)] = 4
    christmas: Annotated[int, Field(ge=0, le=2)] = 1


class Year(FileModel):
    """So many linked weeks from the base week on, each really solved within `limits`.

    `referrals` a week come by chance (Poisson) and by level of care. `places` is how many patients a full-time
    clinician of a role carries at once. What waits becomes one step more urgent with every
    `priority_rises_weeks`. Weights short of the target or above it are carried over to the next week, up to
    `carry_weights` of them. `no_show` draws who stays away, with the chances of the week and its rulebook.
    """

    weeks: Annotated[int, Field(ge=4, le=520)] = 52
    repetitions: Annotated[int, Field(ge=1, le=1000)] = 10
    limits: SolveLimits = SolveLimits(seconds=1.0)
    referrals: Annotated[dict[CareLevel, Rate], Field(min_length=1)]
    courses: Annotated[dict[CareLevel, Course], Field(min_length=1)]
    places: Annotated[dict[Identifier, Rate], Field(min_length=1)]
    stepping: dict[CareLevel, Stepping] = {}
    sick_leave: SickLeave | None = None
    turnover: Turnover | None = None
    vacation: Vacation | None = None
    no_show: bool = True
    priority_rises_weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    carry_weights: Annotated[float, Field(ge=0, le=1000)] = 0.0
    origin: Origin = "example"
