"""One RFC 5545 calendar per clinician: what to do when and where, and nothing about whom."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from weightplan.case import CRISIS, Case
from weightplan.plan import Appointment, Plan
from weightplan.report.looks import type_label
from weightplan.report.words import Language, Words

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_ics(
    case: Case, plan: Plan, folder: str | Path, language: Language = "sv", stamp: datetime | None = None
) -> list[Path]:
    """Write a calendar per clinician into `folder` (made where missing) and return their paths.

    Events are appointments with their notes (DTSTART to the end of `busy_until`), crisis slots,
    lunches, admin time and supervision, in the rulebook's zone. Patients appear in no field: a UID is a
    hash, which stays the same when an appointment moves, so that a new plan updates the old one.
    `stamp` is DTSTAMP, now unless given. Raises OSError where a file cannot be written.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    moment = (stamp or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    paths = []
    for clinician, name in file_names(list(case.clinicians)).items():
        path = target / name
        path.write_bytes(_calendar(case, plan, clinician, Words(language), moment).to_ical())
        paths.append(path)
    return paths


def file_names(clinicians: list[str]) -> dict[str, str]:
    """Return a file name per clinician id: safe on every system, different for different ids.

    An id that is not a plain name, or differs from another only in case, gets a hash appended.
    """
    seen = Counter(c.casefold() for c in clinicians)
    names = {}
    for clinician in clinicians:
        plain = re.sub(r"[^A-Za-z0-9_-]+", "_", clinician).strip("_")[:60]
        unsafe = plain != clinician or seen[clinician.casefold()] > 1 or _RESERVED.fullmatch(clinician)
        names[clinician] = f"{plain or 'clinician'}-{_hash(clinician)[:10]}.ics" if unsafe else f"{plain}.ics"
    return names


def _calendar(case: Case, plan: Plan, clinician: str, words: Words, stamp: datetime) -> Calendar:
    zone = ZoneInfo(case.rulebook.timezone)
    calendar = Calendar()
    calendar.add("prodid", "-//weightplan//weightplan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{words('title')} {clinician}")
    first, last = case.date_of(0) - timedelta(days=1), case.date_of(case.day_count) + timedelta(days=366)
    calendar.add_component(Timezone.from_tzinfo(zone, case.rulebook.timezone, first, last))
    for uid, start, end, summary, room, note in _events(case, plan, clinician, words):
        event = Event()
        event.add("uid", f"{uid}@weightplan")
        event.add("dtstamp", stamp)
        event.add("dtstart", start.replace(tzinfo=zone))
        event.add("dtend", end.replace(tzinfo=zone))
        event.add("summary", summary)
        if room is not None:
            event.add("location", room)
        if note:
            event.add("description", note)
        calendar.add_component(event)
    return calendar


Row = tuple[str, datetime, datetime, str, str | None, str]


def _events(case: Case, plan: Plan, clinician: str, words: Words) -> Iterator[Row]:
    nth: Counter[str] = Counter()
    for a in sorted((a for a in plan.appointments if clinician in a.clinicians), key=lambda a: (a.start, a.request)):
        crisis = a.request == CRISIS
        # A crisis slot belongs to its day; a need keeps its identity wherever it is moved.
        key = f"crisis {a.start:%Y-%m-%d}" if crisis else f"need {case.week.week} {a.request}"
        label = type_label(case, a.contact_type, words.language)
        yield (
            _uid(clinician, key, nth),
            a.start,
            a.busy_until,
            words("crisis_slot") if crisis else label,
            a.room,
            _note(a, words),
        )
    for pause in plan.breaks:
        if pause.clinician == clinician:
            uid = _uid(clinician, f"{pause.kind} {pause.start:%Y-%m-%d}", nth)
            yield uid, pause.start, pause.end, words(pause.kind), None, ""


def _note(appointment: Appointment, words: Words) -> str:
    if appointment.busy_until == appointment.end:
        return ""
    times = f"{appointment.start:%H:%M}–{appointment.end:%H:%M}"
    return f"{words('contact')} {times}, {words('documentation')} –{appointment.busy_until:%H:%M}"


def _uid(clinician: str, key: str, nth: Counter[str]) -> str:
    nth[key] += 1
    return _hash("\0".join((clinician, key, str(nth[key]))))[:32]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
