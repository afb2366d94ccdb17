"""What the answer holds: contacts are a clinician's contacts over the whole horizon, minutes with notes."""

from weightplan.answers.proof import Answer, AnswerModel


class Side(AnswerModel):
    """One way of reckoning: contacts with notes in minutes each, and which share of contracted time they take."""

    contacts: float
    minutes_each: float | None
    share_of_time: float | None


class Capa(Answer):
    """CAPA's least and most, what the needs ask for, and what a plan holds (None: no plan was given).

    `new_patients` are how many CAPA could take on in the same time at least and at most, `new_asked` how many
    come. `away` is the share of contacts that our attendance loses; CAPA plans with none. `usable` is the share
    of contracted days that are worked in this horizon; CAPA takes `usable_by_capa` of every quarter.
    """

    full_time: float
    least: Side
    most: Side
    asked: Side
    planned: Side | None
    new_patients: tuple[float, float]
    new_asked: int
    away: float | None
    usable: float | None
    usable_by_capa: float
