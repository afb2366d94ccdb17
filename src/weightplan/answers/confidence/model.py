"""What the answer on confidence holds. Weights in weights, chances from 0 to 1."""

from weightplan.answers.proof import Answer, AnswerModel


class Chances(AnswerModel):
    """What becomes of booked weights: mean, standard deviation, quantiles, and the chance of the target or more."""

    mean: float
    deviation: float
    p10: float
    p50: float
    p90: float
    reaches: float


class Outlook(AnswerModel):
    """One clinician's week, or with `clinician` None the unit's sums against the sum of the targets.

    `booked`, `expected` and `reportable` are the checker's three numbers. `attended` are the chances
    of all that is booked, `reported` of what the contract counts of it.
    """

    clinician: str | None
    target: float
    booked: float
    expected: float
    reportable: float
    attended: Chances
    reported: Chances


class Confidence(Answer):
    """Outlooks in the week's order. `unit` is None where too small to be summed, or where one clinician is asked."""

    clinicians: tuple[Outlook, ...]
    unit: Outlook | None
