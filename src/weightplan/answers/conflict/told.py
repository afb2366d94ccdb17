"""A demand or a way out, as people read it."""

from weightplan.answers.proof import AnswerModel


class Told(AnswerModel):
    """A phrase in both languages."""

    text: str
    text_sv: str
