"""What planning for confidence answers. Weights in weights, chances from 0 to 1."""

from weightplan.answers.proof import Answer, AnswerModel


class Margin(AnswerModel):
    """One clinician's chance of reaching the target: in the plan for the target alone, and in this one.

    `most_found` is the highest chance in any legal plan that was tried. `bound` is what the chance passes
    in no legal week: 0 where none books the target, None where nothing is known.
    """

    clinician: str
    target: float
    booked_before: float
    booked: float
    before: float
    after: float
    most_found: float
    reached: bool
    bound: float | None


class Aimed(Answer):
    """How many clinicians reach their target with at least the chance `confidence`, of those who have a target.

    The proof's bound is how many could at best. Clinicians in the week's order.
    """

    confidence: float
    reached_before: int
    reached: int
    clinicians: tuple[Margin, ...]
