"""Contracted hours, cut to those of a part of full time."""

from collections.abc import Collection, Iterable, Mapping

from weightplan.fields import WEEKDAYS, Hours, Weekday, span_minutes


def minutes_of(hours: Mapping[Weekday, Iterable[str]]) -> int:
    """Return the minutes of a week's hours."""
    return sum(end - start for spans in hours.values() for start, end in map(span_minutes, spans))


def first_part(
    hours: Mapping[Weekday, Iterable[str]], share: float, grid: int, days: Collection[Weekday] | None = None
) -> Hours:
    """Return so large a share of all hours: the first of those on `days` (None: all days), cut on the grid.

    Raises ValueError, one line, where those days hold less.
    """
    taken = round(share * minutes_of(hours) / grid) * grid
    spans = [
        (day, *span_minutes(span))
        for day in WEEKDAYS
        if days is None or day in days
        for span in sorted(hours.get(day, ()))
    ]
    there = sum(end - start for _, start, end in spans)
    if taken > there:
        raise ValueError(f"takes {_clock(taken)} hours a week, and there are {_clock(there)}")
    kept: Hours = {}
    for day, start, end in spans:
        minutes = min(taken, end - start)
        if minutes > 0:
            kept[day] = (*kept.get(day, ()), f"{_clock(start)}-{_clock(start + minutes)}")
        taken -= minutes
    return kept


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
