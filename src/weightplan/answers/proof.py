"""What every answer carries: a sentence for people in both languages, and how far it is proven."""

from pydantic import BaseModel, ConfigDict


class AnswerModel(BaseModel):
    """Base of what answers are made of: read-only, and as plain data what `--json` prints."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class Proof(AnswerModel):
    """How sure an answer is. `bound` limits it in the answer's own unit (None: nothing is known of it).

    `proven` says that the answer equals its bound, or that what was claimed was shown for every legal
    week; `seconds` is the time it took.
    """

    proven: bool
    bound: float | None
    seconds: float


class Answer(AnswerModel):
    """An answer in words, its proof beside it."""

    text: str
    text_sv: str
    proof: Proof
