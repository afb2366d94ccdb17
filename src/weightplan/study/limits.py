"""What one solve of a study may take."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from weightplan.fields import FileModel


class SolveLimits(FileModel):
    """What one solve may take: `deterministic` units, which repeat exactly, or `seconds`, which do not; one of them."""

    deterministic: Annotated[float, Field(ge=0.001, le=100_000)] | None = None
    seconds: Annotated[float, Field(ge=0.1, le=100_000)] | None = None
    gap: Annotated[float, Field(ge=0, le=1)] = 0.005

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if self.deterministic is not None and self.seconds is not None:
            raise ValueError("give deterministic or seconds, not both")
        if self.deterministic is None and self.seconds is None:
            raise ValueError("give seconds or deterministic: a solve without either may never end")
        return self
