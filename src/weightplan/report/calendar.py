"""One RFC 5545 calendar per clinician: what to do when and where, and nothing about whom."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress

from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Plan
from weightplan.report.looks import type_label
from weightplan.report.published import Entry, Published, read_calendar, revised
from weightplan.report.words import Language, Words

ORGANIZER = "https://weightplan.example/"  # what is published needs one (RFC 5546, 3.2.1), and nobody is to be mailed
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def write_ics(
    case: Case,
    plan: Plan,
    folder: str | Path,
    language: Language = "sv",
    stamp: datetime | None = None,
    earlier: Plan | Path | None = None,
) -> list[Path]:
    """Write a calendar per clinician into `folder` (made where missing) and return their paths.

    Events are appointments with their notes (DTSTART to the end of `busy_until`), crisis slots,
    lunches, admin time and supervision, in the rulebook's zone. Patients appear in no field: a UID is a
    hash, which stays the same when an appointment moves. `earlier` is what was published before, a
    folder of these calendars or a plan: an event that stays keeps its SEQUENCE, one that changed
    gets the next, one that is gone is written as cancelled. `stamp` is DTSTAMP, now unless given.
    Raises OSError where a file cannot be written, InputError for an earlier file that is no calendar.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    moment = (stamp or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    words = Words(language)
    first, last = case.moment(0), case.moment(case.day_count * MINUTES_PER_DAY)
    paths = []
    for clinician, name in file_names(list(case.clinicians)).items():
        if isinstance(earlier, Plan):
            before = {entry.uid: Published(entry) for entry in _entries(case, earlier, clinician, words)}
        else:
            before = read_calendar(earlier / name, ZoneInfo(case.rulebook.timezone)) if earlier else {}
        events = revised(_entries(case, plan, clinician, words), before, first, last)
        path = target / name
        path.write_bytes(_calendar(case, clinician, events, words, moment).to_ical())
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


def _calendar(case: Case, clinician: str, events: list[Published], words: Words, stamp: datetime) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//weightplan//weightplan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")  # also for what is cancelled: CANCEL would ask for attendees
    calendar.add("x-wr-calname", f"{words('title')} {clinician}")
    zone = ZoneInfo(case.rulebook.timezone)
    first, last = case.date_of(0) - timedelta(days=1), case.date_of(case.day_count) + timedelta(days=366)
    calendar.add_component(Timezone.from_tzinfo(zone, case.rulebook.timezone, first, last))
    for published in events:
        calendar.add_component(_event(published, zone, stamp))
    return calendar


def _event(published: Published, zone: ZoneInfo, stamp: datetime) -> Event:
    entry, event = published.entry, Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", published.sequence)
    event.add("status", "CANCELLED" if published.cancelled else "CONFIRMED")
    event.add("organizer", vCalAddress(ORGANIZER))
    event.add("dtstart", entry.start.replace(tzinfo=zone))
    event.add("dtend", entry.end.replace(tzinfo=zone))
    event.add("summary", entry.summary)
    if entry.room is not None:
        event.add("location", entry.room)
    if entry.note:
        event.add("description", entry.note)
    return event


def _entries(case: Case, plan: Plan, clinician: str, words: Words) -> Iterator[Entry]:
    nth: Counter[str] = Counter()
    for a in sorted((a for a in plan.appointments if clinician in a.clinicians), key=lambda a: (a.start, a.request)):
        crisis = a.request == CRISIS
        # A crisis slot belongs to its day; a need keeps its identity wherever it is moved.
        key = f"crisis {a.start:%Y-%m-%d}" if crisis else f"need {case.week.week} {a.request}"
        label = words("crisis_slot") if crisis else type_label(case, a.contact_type, words.language)
        yield Entry(_uid(clinician, key, nth), a.start, a.busy_until, label, a.room, _note(a, words))
    for pause in plan.breaks:
        if pause.clinician == clinician:
            uid = _uid(clinician, f"{pause.kind} {pause.start:%Y-%m-%d}", nth)
            yield Entry(uid, pause.start, pause.end, words(pause.kind), None, "")


def _note(appointment: Appointment, words: Words) -> str:
    if appointment.busy_until == appointment.end:
        return ""
    times = f"{appointment.start:%H:%M}–{appointment.end:%H:%M}"
    return f"{words('contact')} {times}, {words('documentation')} –{appointment.busy_until:%H:%M}"


def _uid(clinician: str, key: str, nth: Counter[str]) -> str:
    nth[key] += 1
    return f"{_hash(chr(0).join((clinician, key, str(nth[key]))))[:32]}@weightplan"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
