"""What it would take: sets of levers as plain data."""

from typing import Literal

from weightplan.answers.proof import Answer, AnswerModel

Status = Literal["reached", "found", "unreachable", "unknown"]


class Pull(AnswerModel):
    """One lever of a set. A `question` is put to whoever owns the care plan; it changes nothing by itself."""

    lever: str
    text: str
    text_sv: str
    cost: int
    question: bool


class LeverSet(Answer):
    """Levers that together reach the target, shown by a legal plan in which the clinician has `weights`.

    `target` is what is reached, lower where a lever lowers it. The proof's bound is of the cost: any set
    that reaches the target and includes none told before costs at least that.
    """

    levers: tuple[Pull, ...]
    cost: int
    weights: float
    target: float


class Reach(Answer):
    """What it would take for a clinician to reach a target.

    `reached`: the plan does already. `found`: by each of `sets`, cheapest first. `unreachable`: proven, by no
    set of these levers. `unknown`: none was found in time. `levers` is how many there are to choose from,
    `most` what no legal week passes with all of them pulled (None: nothing is known of it).
    """

    status: Status
    clinician: str
    target: float
    booked: float
    sets: tuple[LeverSet, ...]
    levers: int
    most: float | None
