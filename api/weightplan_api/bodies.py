"""What clients send. The problem itself is the library's own model; around it is only how to run."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from weightplan.fields import Identifier, Moment, WallClock, Weight
from weightplan.plan import Plan
from weightplan.week import Request, Week

ShortText = Annotated[str, Field(max_length=200)]
Question = Literal["why", "price", "reach", "conflict", "moves", "diff", "confidence", "trust"]


class Body(BaseModel):
    """Base of every body: closed to unknown names, and as strict as the files are."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class Termination(Body):
    """When a run ends: after a time (ISO 8601, `PT60S`), or when the proven gap is small enough."""

    spentLimit: Annotated[timedelta, Field(gt=timedelta(0), le=timedelta(days=1))] = timedelta(seconds=60)
    gap: Annotated[float, Field(ge=0, le=1)] = 0.005

    @property
    def seconds(self) -> float:
        return self.spentLimit.total_seconds()


class Run(Body):
    """How to run: a name and tags to find it by, the seed of the search, and when to end."""

    name: ShortText = ""
    tags: Annotated[tuple[ShortText, ...], Field(max_length=20)] = ()
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    termination: Termination = Termination()


class Config(Body):
    """The configuration of a job."""

    run: Run = Run()


class JobBody(Body):
    """What every job has: a week, and how to run. `earlier` is a plan that people have been told."""

    modelInput: Week
    earlier: Plan | None = None
    config: Config = Config()


class Schedule(JobBody):
    """A week to plan. `hint` is a plan to begin from."""

    hint: Plan | None = None


class Check(JobBody):
    """A plan to check, whoever made it."""

    plan: Plan


class Explanation(JobBody):
    """A question about a week and its plan; `conflict` needs no plan.

    `why`, `price` and `reach` are about a clinician (`why` about everybody and `price` about the unit,
    where none is named), `reach` asks for `target` or the clinician's own, `moves` is about an
    appointment by its request (and `start`, where there are several), or with `at` about one place for
    it, `diff` compares with `otherPlan`, of `otherInput` where that week differs.
    """

    question: Question
    plan: Plan | None = None
    clinician: Identifier | None = None
    target: Annotated[Weight, Field(ge=0)] | None = None
    appointment: Identifier | None = None
    start: WallClock | None = None
    at: WallClock | None = None
    clinicians: tuple[Identifier, ...] | None = None
    room: Identifier | None = None
    contactType: Identifier | None = None
    otherPlan: Plan | None = None
    otherInput: Week | None = None


class Away(Moment):
    """A clinician, or a room, by id, that is not there for a while."""

    id: Identifier


class Replan(JobBody):
    """A plan to mend. What begins before `now` stands."""

    plan: Plan
    now: WallClock
    absent: tuple[Away, ...] = ()
    lostRooms: tuple[Away, ...] = ()
    urgent: tuple[Request, ...] = ()
    cancelled: tuple[Identifier, ...] = ()
    noShows: tuple[Identifier, ...] = ()
