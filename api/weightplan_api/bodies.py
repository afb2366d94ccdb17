"""What clients send. The problem itself is the library's own model; around it is only how to run."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from weightplan.fields import Identifier, Moment, WallClock, Weight
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.solver.sums import Gain, Loss
from weightplan.study.model import StudyFile
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
    """What every job has: how to run."""

    config: Config = Config()


class WeekBody(JobBody):
    """What most jobs have: a week. `earlier` is a plan that people have been told."""

    modelInput: Week
    earlier: Plan | None = None


class Schedule(WeekBody):
    """A week to plan. `hint` is a plan to begin from."""

    hint: Plan | None = None


class Check(WeekBody):
    """A plan to check, whoever made it."""

    plan: Plan


class Explanation(WeekBody):
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


class Replan(WeekBody):
    """A plan to mend. What begins before `now` stands."""

    plan: Plan
    now: WallClock
    absent: tuple[Away, ...] = ()
    lostRooms: tuple[Away, ...] = ()
    urgent: tuple[Request, ...] = ()
    cancelled: tuple[Identifier, ...] = ()
    noShows: tuple[Identifier, ...] = ()


class FrontierJob(WeekBody):
    """A question of what one thing costs in another: up to `points` plans, none as good as another in both.

    Begins from `plan`, or from one that it makes. Against load, no plan counts that leaves more needs of the
    priorities 1 to `kept`, by price, than that one. `confidence` is how sure the gain of that name means.
    """

    of: Gain = "weights"
    against: Loss = "load"
    points: Annotated[int, Field(ge=1, le=30)] = 10
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.8
    kept: Annotated[int, Field(ge=0, le=4)] = 4
    plan: Plan | None = None


class StudyInput(Body):
    """A study. `week` stands for the one that the study names; without it that name must be one that ships.

    Rulebooks that the study or its levels name are in `rulebooks`, by name, or ship. No name is read as a path.
    """

    study: StudyFile
    week: Identifier | Week | None = None
    rulebooks: dict[Identifier, Rulebook] = {}


class StudyJob(JobBody):
    """A study to run. Seeds and gap are the study's own; `spentLimit`, where it is set, ends the whole study."""

    modelInput: StudyInput
