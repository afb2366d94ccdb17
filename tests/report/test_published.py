"""Calendars of a week that was planned again: what stays, what changed and what is gone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.npm import Node
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.report.calendar import write_ics

from .conftest import make_plan, visit

STAMP = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
Told = dict[str, tuple[str, int, str]]  # uid: start, sequence, status


def told(path: Path) -> Told:
    calendar: Any = Calendar.from_ical(path.read_bytes())
    assert str(calendar["METHOD"]) == "PUBLISH"
    return {
        str(e["UID"]): (f"{e['DTSTART'].dt:%a %H:%M}", int(e["SEQUENCE"]), str(e["STATUS"]))
        for e in calendar.walk("VEVENT")
    }


def starts(path: Path) -> list[tuple[str, int, str]]:
    return sorted(told(path).values())


def published(case: Case, plan: Plan, folder: Path, earlier: Plan | Path | None = None) -> Path:
    """Write calendars and return anna's."""
    return write_ics(case, plan, folder, "en", STAMP, earlier)[0]


FIRST = make_plan(visit("q1", "anna", "08:00"), visit("q2", "anna", "09:00"), visit("q3", "anna", "10:00"))
# q1 stays, q2 is an hour later, q3 is gone, a second q1 is new.
SECOND = make_plan(visit("q1", "anna", "08:00"), visit("q2", "anna", "10:00"), visit("q1", "anna", "11:00"))
AFTER = [
    ("Mon 08:00", 0, "CONFIRMED"),
    ("Mon 10:00", 1, "CANCELLED"),
    ("Mon 10:00", 1, "CONFIRMED"),
    ("Mon 11:00", 0, "CONFIRMED"),
]


def test_a_first_calendar_is_all_of_revision_0(case: Case, tmp_path: Path) -> None:
    assert {row[1:] for row in starts(published(case, FIRST, tmp_path))} == {(0, "CONFIRMED")}


def test_a_replanned_week_updates_and_cancels_by_folder_or_by_plan(case: Case, tmp_path: Path) -> None:
    before = told(published(case, FIRST, tmp_path / "a"))
    by_folder = published(case, SECOND, tmp_path / "b", tmp_path / "a")
    by_plan = published(case, SECOND, tmp_path / "c", FIRST)
    assert starts(by_folder) == starts(by_plan) == AFTER
    assert told(by_folder).keys() == told(by_plan).keys()
    assert before.keys() <= told(by_folder).keys()


def test_written_over_itself_and_told_twice(case: Case, tmp_path: Path) -> None:
    """The same folder is read, then written; where nothing is new no number changes, of what is cancelled neither."""
    for plan in (FIRST, SECOND, SECOND):
        path = published(case, plan, tmp_path, tmp_path)
    assert starts(path) == AFTER


def test_what_was_cancelled_and_comes_back_is_the_next_revision(case: Case, tmp_path: Path) -> None:
    """q3: told, cancelled, told again at its old time: 0, 1, 2. The second q1 is cancelled."""
    for plan in (FIRST, SECOND, FIRST):
        path = published(case, plan, tmp_path, tmp_path)
    assert starts(path) == [
        ("Mon 08:00", 0, "CONFIRMED"),
        ("Mon 09:00", 2, "CONFIRMED"),
        ("Mon 10:00", 2, "CONFIRMED"),
        ("Mon 11:00", 1, "CANCELLED"),
    ]


def test_a_new_room_alone_is_a_revision(case: Case, tmp_path: Path) -> None:
    published(case, FIRST, tmp_path)
    moved = make_plan(
        visit("q1", "anna", "08:00", room="r9"), *(a.model_dump(mode="json") for a in FIRST.appointments[1:])
    )
    assert [row[1] for row in starts(published(case, moved, tmp_path, tmp_path))] == [1, 0, 0]


def test_who_takes_over_gets_the_event_and_who_gave_it_away_has_it_cancelled(case: Case, tmp_path: Path) -> None:
    given = make_plan(visit("q1", "bo", "08:00"))
    anna, bo, _ = write_ics(case, given, tmp_path, "en", STAMP, make_plan(visit("q1", "anna", "08:00")))
    assert starts(anna) == [("Mon 08:00", 1, "CANCELLED")]
    assert starts(bo) == [("Mon 08:00", 0, "CONFIRMED")]


def test_another_week_s_events_are_not_cancelled(case: Case, tmp_path: Path) -> None:
    """Last week's calendar lies in the folder: its events are over, not cancelled."""
    monday_before = {"start": "2026-11-16T08:00", "end": "2026-11-16T08:45", "busy_until": "2026-11-16T08:55"}
    old = make_plan({**visit("q9", "anna", "08:00"), **monday_before})
    sunday = {"start": "2026-11-29T23:00", "end": "2026-11-29T23:45", "busy_until": "2026-11-29T23:55"}
    late = make_plan({**visit("q9", "anna", "08:00"), **sunday})
    assert starts(published(case, make_plan(), tmp_path / "old", old)) == []
    assert starts(published(case, make_plan(), tmp_path / "late", late)) == [("Sun 23:00", 1, "CANCELLED")]


def test_uids_stay_and_name_nobody(case: Case, tmp_path: Path) -> None:
    for uid in told(published(case, FIRST, tmp_path)):
        name, at, where = uid.partition("@")
        assert (at, where, len(name)) == ("@", "weightplan", 32)
        assert set(name) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "text", ["nothing", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"]
)
def test_an_earlier_file_that_is_no_calendar_is_one_line(case: Case, text: str, tmp_path: Path) -> None:
    (tmp_path / "anna.ics").write_text(text)
    with pytest.raises(InputError, match=r"anna\.ics: is no calendar of an earlier plan"):
        published(case, FIRST, tmp_path, tmp_path)


SCRIPT = """
const ICAL = require('ical.js').default ?? require('ical.js');
const fs = require('fs');
const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
console.log(JSON.stringify(calendar.getAllSubcomponents('vevent').map(part => {
  const event = new ICAL.Event(part);
  const utc = time => time.toJSDate().toISOString();
  return [event.uid, utc(event.startDate), utc(event.endDate), event.sequence, part.getFirstPropertyValue('status')];
})));
"""


@pytest.mark.nightly
def test_ical_js_reads_the_same_events(example: tuple[Case, Plan], case: Case, tmp_path: Path) -> None:
    """Uid, start, end, sequence and status, in icalendar and in ical.js, of plans and of a replanned week."""
    node = Node(tmp_path / "npm", "ical.js@2")
    paths = [published(case, SECOND, tmp_path / "again", FIRST), *write_ics(*example, tmp_path / "week")]
    for path in paths:
        calendar: Any = Calendar.from_ical(path.read_bytes())
        expected = [
            [
                str(e["UID"]),
                *(f"{e[at].dt.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z" for at in ("DTSTART", "DTEND")),
                int(e["SEQUENCE"]),
                str(e["STATUS"]),
            ]
            for e in calendar.walk("VEVENT")
        ]
        assert node.run(SCRIPT, path) == expected
        assert expected or path.stem == "cai"
