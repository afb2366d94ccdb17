"""One row of a study: what one solve of one scenario in one repetition came to. Roles and counts, never people."""

from abc import abstractmethod
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from weightplan.plan import Status

FACTOR = "factor_"
FIRST = ("scenario", "repetition", "seed")
LAST = ("seconds", "attempts", "error")
_PLAN = ("status", "cost", "bound", "gap")


class RowModel(BaseModel):
    """Base of a row's parts. None stands where there is no plan, or too few people to be shown together."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class PoolFigures(RowModel):
    """Sums over the people of one pool of roles. `phone_minutes` and `contact_minutes` are without notes."""

    roles: str
    people: int
    target: float
    booked: float
    at_target: int
    true_minutes: int
    contact_minutes: int
    phone_minutes: int
    load: int
    first_visits: int


class Figures(RowModel):
    """What is read off a plan. Weights in weights, `load_*` in points per full-time week, `gini` 0 to 1.

    `at_target` counts those with a target whose booked weights reach it; `attended` are the weights left once
    who stays away is drawn. `unserved_*` count contacts, a group once. `room_open` are the minutes in which a
    room is open and somebody works. `salary_cost` is the horizon's.
    """

    clinicians: int
    with_target: int
    unserved: int
    unserved_level_none: int
    unserved_level_1: int
    unserved_level_2: int
    unserved_level_3: int
    unserved_level_4: int
    unserved_priority_1: int
    unserved_priority_2: int
    unserved_priority_3: int
    unserved_priority_4: int
    first_visits_waiting: int
    room_used: int
    room_open: int
    at_target: int | None = None
    booked: float | None = None
    expected: float | None = None
    reportable: float | None = None
    target: float | None = None
    attended: float | None = None
    at_target_attended: int | None = None
    load_mean: float | None = None
    load_max: float | None = None
    load_gini: float | None = None
    salary_cost: float | None = None
    pools: tuple[PoolFigures, ...] = ()


class Answer(RowModel):
    """What one job came to. Where it is `failed`, `error` says why, and `attempts` how often it was tried."""

    scenario: str
    levels: dict[str, str]
    repetition: int
    seed: int
    seconds: float = 0.0
    attempts: int = 1
    error: str | None = None

    @property
    @abstractmethod
    def failed(self) -> bool:
        """Whether it came to nothing."""

    @abstractmethod
    def records(self) -> list[dict[str, Any]]:
        """Return what is kept of it, each record flat but for lists of parts."""

    @classmethod
    @abstractmethod
    def columns(cls) -> dict[str, Any]:
        """Return the names and types of a record's columns between those that every answer has."""

    def ends(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what every record begins and ends with."""
        levels = {f"{FACTOR}{factor}": level for factor, level in self.levels.items()}
        first, last = ({name: getattr(self, name) for name in names} for names in (FIRST, LAST))
        return first | levels, last


class Row(Answer):
    """One solve. `status` is the plan's, or `failed`."""

    status: Status | Literal["failed"]
    cost: int | None = None
    bound: int | None = None
    gap: float | None = None
    figures: Figures | None = None

    @property
    def failed(self) -> bool:
        return self.status == "failed"

    def records(self) -> list[dict[str, Any]]:
        """Return the one record of a solve, its pools as a list."""
        head, tail = self.ends()
        read = self.figures.model_dump() if self.figures else dict.fromkeys(Figures.model_fields)
        return [head | {name: getattr(self, name) for name in _PLAN} | read | tail]

    @classmethod
    def columns(cls) -> dict[str, Any]:
        plan = {name: cls.model_fields[name].annotation for name in _PLAN}
        return plan | {name: field.annotation for name, field in Figures.model_fields.items()}
