"""Wall-clock times as instants with their offset, and hours of the week as FHIR lists them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from weightplan.exchange.fhir.names import BASE, DAYS
from weightplan.fields import Hours

_DAY_END, _LAST = "24:00", "23:59:59"  # FHIR's day has no 24:00, and our clock has no seconds
_CLOSED = BASE + "closed"


def instant(moment: datetime, zone: ZoneInfo) -> str:
    """Return a wall-clock time of a zone with the offset of that day."""
    return moment.replace(tzinfo=zone).isoformat(timespec="seconds")


def wall_clock(text: str, zone: ZoneInfo) -> str:
    """Return the wall-clock time of an instant; raises ValueError for text that is none.

    An offset that the zone has at that wall-clock time leaves the clock as written, so that the
    hours that a spring night skips and an autumn night repeats come back as they were.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset from UTC")
    clock = moment.replace(tzinfo=None)
    offsets = {clock.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    local = clock if moment.utcoffset() in offsets else moment.astimezone(zone).replace(tzinfo=None)
    return local.isoformat()


def hours_listed(hours: Hours, start: str, end: str) -> list[dict[str, Any]]:
    """Return hours with FHIR's names for the beginning and end of a stretch."""
    listed: list[dict[str, Any]] = []
    for day, spans in hours.items():
        for span in spans:
            first, _, last = (part.strip() for part in span.partition("-"))
            until = _LAST if last == _DAY_END else f"{last}:00"
            listed.append({"daysOfWeek": [day], start: f"{first}:00", end: until})
        if not spans:
            listed.append({"daysOfWeek": [day], "extension": [{"url": _CLOSED, "valueBoolean": True}]})
    return listed


def hours_read(listed: list[dict[str, Any]], start: str, end: str) -> dict[str, list[str]]:
    """Return hours from FHIR's list; a stretch without times is the whole day."""
    hours: dict[str, list[str]] = {}
    for part in listed:
        for day in part.get("daysOfWeek", DAYS):
            spans = hours.setdefault(day, [])
            if any(extension.get("url") == _CLOSED for extension in part.get("extension", ())):
                continue
            first, last = part.get(start, "00:00:00"), part.get(end, _LAST)
            spans.append(f"{first[:5]}-{_DAY_END if last == _LAST else last[:5]}")
    return hours
