"""What a job is to those who ask for it and to those who work on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["queued", "running", "succeeded", "failed", "stopped", "invalid"]
Result = Literal["optimal", "feasible", "infeasible", "unknown"]
ENDED: tuple[State, ...] = ("succeeded", "failed", "stopped", "invalid")
# Kinds of job that may take hours: a runner works on one of them beside the others, which would have to wait.
LONG = ("studies",)


class QueueFullError(Exception):
    """As many jobs wait as may."""


class KeyReusedError(Exception):
    """An idempotency key came with another body than before."""


@dataclass(frozen=True)
class Job:
    """A job as it stands, without its request and answer."""

    id: str
    unit: str
    kind: str
    state: State
    result: Result | None
    name: str
    tags: tuple[str, ...]
    figures: Mapping[str, Any]
    problem: Mapping[str, Any] | None
    attempt: int
    stop: bool
    last_event: int
    submitted: float
    started: float | None
    ended: float | None
    expires: float

    @property
    def over(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class Best:
    """An answer that a job has before anybody works on it, as JSON, with its figures."""

    answer: str
    figures: Mapping[str, Any]
    result: Result
