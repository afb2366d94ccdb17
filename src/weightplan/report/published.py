"""What a calendar said before: what stays keeps its number, what changed gets the next, what is gone is cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

from weightplan.errors import InputError


@dataclass(frozen=True)
class Entry:
    """One event as people see it; times are wall-clock times of the rulebook's zone."""

    uid: str
    start: datetime
    end: datetime
    summary: str
    room: str | None
    note: str


@dataclass(frozen=True)
class Published:
    """An event with its revision (RFC 5545, 3.8.7.4)."""

    entry: Entry
    sequence: int = 0
    cancelled: bool = False


def revised(entries: Iterable[Entry], before: dict[str, Published], first: datetime, last: datetime) -> list[Published]:
    """Return the events to write, given those told before, by UID.

    What was told for other days than `first` until `last` belongs to another week and is not cancelled.
    """
    now = [_next(entry, before.get(entry.uid)) for entry in entries]
    kept = {event.entry.uid for event in now}
    gone = [old for uid, old in before.items() if uid not in kept and first <= old.entry.start < last]
    return now + [old if old.cancelled else Published(old.entry, old.sequence + 1, cancelled=True) for old in gone]


def _next(entry: Entry, old: Published | None) -> Published:
    if old is None:
        return Published(entry)
    return old if old.entry == entry and not old.cancelled else Published(entry, old.sequence + 1)


def read_calendar(path: Path, zone: ZoneInfo) -> dict[str, Published]:
    """Return the events of a calendar that was written before, by UID; none where there is no file.

    Raises InputError for a file that is no calendar with whole events.
    """
    if not path.exists():
        return {}
    try:
        calendar = Calendar.from_ical(path.read_bytes())
        events = [_event(event, zone) for event in calendar.walk("VEVENT")]
    except (ValueError, KeyError, AttributeError, IndexError) as error:
        raise InputError([f"{path}: is no calendar of an earlier plan ({error}); choose another folder"]) from None
    return {event.entry.uid: event for event in events}


def _event(event: Any, zone: ZoneInfo) -> Published:
    room = event.get("location")
    return Published(
        Entry(
            str(event["uid"]),
            _wall_clock(event["dtstart"].dt, zone),
            _wall_clock(event["dtend"].dt, zone),
            str(event.get("summary", "")),
            None if room is None else str(room),
            str(event.get("description", "")),
        ),
        int(event.get("sequence", 0)),
        str(event.get("status", "")).upper() == "CANCELLED",
    )


def _wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone) if moment.tzinfo is not None else moment
    return local.replace(tzinfo=None)
