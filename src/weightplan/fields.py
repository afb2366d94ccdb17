"""Field types shared by the file models: weights, clock spans, wall-clock times, weekdays."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_PER_DAY = 1440
LARGEST_COST = 2**31 - 1

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")


class FileModel(BaseModel):
    """Base of everything read from a file: strict, closed to unknown names, immutable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


def hundredths(weight: float) -> int:
    """Return a weight as an integer of 0.01, the unit in which all arithmetic is done."""
    return int((Decimal(str(weight)) * 100).to_integral_value())


def clock_minutes(text: str) -> int:
    """Return minutes after midnight for `HH:MM` (`24:00` ends a day)."""
    if not _CLOCK.fullmatch(text):
        raise ValueError(f"{text!r} is no clock time (HH:MM)")
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def span_minutes(text: str) -> tuple[int, int]:
    """Return (start, end) in minutes after midnight for `HH:MM-HH:MM`."""
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(f"{text!r} is no span of hours (HH:MM-HH:MM)")
    start, end = clock_minutes(first.strip()), clock_minutes(last.strip())
    if end <= start:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end


def _two_decimals(weight: float) -> float:
    if Decimal(str(weight)) * 100 % 1:
        raise ValueError(f"{weight} has more than two decimals")
    return weight


def _clock(text: str) -> str:
    clock_minutes(text)
    return text


def _span(text: str) -> str:
    span_minutes(text)
    return text


def _wall_clock(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError(f"{moment.isoformat()} carries a zone; the rulebook names the zone once")
    if moment.second or moment.microsecond:
        raise ValueError(f"{moment.isoformat()} is not a whole minute")
    return moment


Weight = Annotated[float, Field(ge=-100_000, le=100_000), AfterValidator(_two_decimals)]
Clock = Annotated[str, AfterValidator(_clock)]
Span = Annotated[str, AfterValidator(_span)]
Hours = dict[Weekday, tuple[Span, ...]]
WallClock = Annotated[datetime, AfterValidator(_wall_clock)]
Identifier = Annotated[str, Field(min_length=1, max_length=200)]
Price = Annotated[int, Field(ge=0, le=1_000_000)]
Minutes = Annotated[int, Field(ge=0, le=10_080)]


class Moment(FileModel):
    """A stretch of wall-clock time, `start` included, `end` not."""

    start: WallClock
    end: WallClock
