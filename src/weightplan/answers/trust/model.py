"""What the answer on trust holds. Weights in weights; figures over too few people are None."""

from datetime import date
from typing import Literal

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.plan import Status

Kind = Literal["lunch", "admin", "supervision", "blocks"]


class Switch(AnswerModel):
    """Requests whose most preferred type was changed to a heavier one although the first was legal that day.

    `requests` names the request of each appointment, `gained` is what they weigh more together.
    """

    wished: str
    chosen: str
    count: int
    requests: tuple[str, ...]
    gained: float


class Share(AnswerModel):
    """Minutes of contact per patient asked for, in one group of patients: `level.1`, `level.none`, `new`, `returning`.

    `untargeted` is the same in a plan made without the weight target, None where none was made.
    """

    group: str
    patients: int | None
    minutes: float | None
    untargeted: float | None


class Load(AnswerModel):
    """Load points per full-time week of those who work in one role: mean, greatest, and Gini coefficient (0 = even)."""

    role: str
    people: int | None
    mean: float | None
    most: float | None
    gini: float | None


class Protected(AnswerModel):
    """Protected time of a kind, due and kept: lunches counted, the others in minutes.

    `supervision` is what is due beside the blocks that hold it.
    """

    kind: Kind
    due: int
    kept: int


class MadeUp(AnswerModel):
    """A number in use that is marked `example`, by its path in the rulebook."""

    field: str
    value: int | float


class ByHand(AnswerModel):
    """A value set by hand, by its path in the week, with the reason that was kept (None: none was given)."""

    what: str
    value: str
    reason: str | None
    by: str | None = None
    on: date | None = None


class Trust(Answer):
    """What speaks for and against trusting a plan. `untargeted` is how far the plan without the target came.

    `protected` sums over the unit and is None where that has fewer than `least` people.
    """

    switches: tuple[Switch, ...]
    equity: tuple[Share, ...]
    untargeted: Status | None
    loads: tuple[Load, ...]
    protected: tuple[Protected, ...] | None
    made_up: tuple[MadeUp, ...]
    by_hand: tuple[ByHand, ...]
    least: int
