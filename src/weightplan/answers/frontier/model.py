"""What the answer holds. Weights in weights, people at target as a number, load in points, needs left as priced."""

from weightplan.answers.proof import Answer, AnswerModel
from weightplan.plan import Plan
from weightplan.solver.sums import Gain, Loss


class Limit(AnswerModel):
    """No legal plan that loses at most `limit` gains more than `bound` (None: nothing was proven)."""

    limit: int
    bound: float | None


class Point(AnswerModel):
    """A legal plan with its gain, its loss and the price of what it leaves unserved.

    No legal plan that loses as little gains more than `bound`.
    """

    gain: float
    loss: int
    left: int
    bound: float | None
    proven: bool
    plan: Plan


class Frontier(Answer):
    """Points by rising loss, and what was proven within each limit that was asked.

    No legal plan loses less than `least_lost`; none counts that leaves more than `most_unserved`, by price, of the
    needs of priorities 1 to `kept` (None: what is left is what is weighed). `proof.proven` says that every point's
    gain is its bound; `proof.bound` is the most that any of them can gain.
    """

    of: Gain
    against: Loss
    points: tuple[Point, ...]
    limits: tuple[Limit, ...]
    least_lost: int
    kept: int
    most_unserved: int | None
