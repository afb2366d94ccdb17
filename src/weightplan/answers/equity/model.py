"""What the answer holds. Weights in weights, time in minutes, all over the plan's whole horizon."""

from weightplan.answers.proof import Answer, AnswerModel


class Measure(AnswerModel):
    """One sum over contacts, beside what the unit's means by level would give those who are listed.

    `ratio` is sum ÷ expected, None where nothing is expected.
    """

    sum: float
    per_1000: float
    expected: float
    ratio: float | None


class Place(AnswerModel):
    """One site, or those that are shown together, with how many hold and have its contacts.

    `contact` is minutes of contact × patients who have them; `time` is what the same contacts take of clinicians,
    notes and travel included; `travel` is the part of it that is travel.
    """

    sites: tuple[str, ...]
    listed: int
    clinicians: int
    patients: int
    weights: Measure
    contact: Measure
    time: Measure
    travel: float


class Equity(Answer):
    """Every site by itself or with others, in the order of the file, and `all` of them together.

    `by_level` and `with_travel` say what the file knew, `examples` how many of its sites are made up. `left_out`
    contacts have no site (None: some, of too few people to tell).
    """

    places: tuple[Place, ...]
    all: Place
    by_level: bool
    with_travel: bool
    examples: int
    left_out: int | None
    least: int
