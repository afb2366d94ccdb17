"""What the answer on prices holds, in weights."""

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.fields import Weekday


class Price(AnswerModel):
    """What one rule costs in weights: at least and at most. The same number twice is a proven price.

    `room_kind` and `weekday` say what one more room is meant; without them, one of every kind on all days.
    """

    rule: str
    room_kind: str | None = None
    weekday: Weekday | None = None
    least: float
    most: float
    proven: bool
    for_trade: bool


class Prices(Answer):
    """The price of every rule that binds in some way, in the order in which rules are listed.

    `clinician` is None for the whole unit. `complete` is False where time, or the person who asked,
    stopped before every rule had its turn: those left out are not priced.
    """

    clinician: str | None
    prices: tuple[Price, ...]
    complete: bool = True
