"""The calendars: read back with icalendar, they hold the plan and no patient."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.report.calendar import file_names, write_ics

from .conftest import make_case, make_plan, visit

STAMP = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _events(path: Path) -> list[Event]:
    calendar = Calendar.from_ical(path.read_bytes())
    assert isinstance(calendar, Calendar)
    return [e for e in calendar.walk("VEVENT") if isinstance(e, Event)]


def _facts(path: Path) -> Counter[tuple[object, ...]]:
    return Counter(
        (e.DTSTART.replace(tzinfo=None), e.DTEND.replace(tzinfo=None), str(e["SUMMARY"]), str(e.get("LOCATION", "")))  # type: ignore[union-attr]
        for e in _events(path)
    )


def test_events_are_the_plan_s(example: tuple[Case, Plan], tmp_path: Path) -> None:
    case, plan = example
    paths = write_ics(case, plan, tmp_path, "en", STAMP)
    assert [p.name for p in paths] == [f"{c}.ics" for c in case.clinicians]
    for clinician, path in zip(case.clinicians, paths, strict=True):
        own = [a for a in plan.appointments if clinician in a.clinicians]
        expected = Counter(
            (
                a.start.replace(tzinfo=None),
                a.busy_until.replace(tzinfo=None),
                "Crisis slot" if a.request == "crisis" else a.contact_type.replace("_", " ").capitalize(),
                a.room or "",
            )
            for a in own
        ) + Counter(
            (b.start.replace(tzinfo=None), b.end.replace(tzinfo=None), b.kind.capitalize(), "")
            for b in plan.breaks
            if b.clinician == clinician
        )
        assert _facts(path) == expected


def test_no_patient_and_no_need_is_named(example: tuple[Case, Plan], case: Case, plan: Plan, tmp_path: Path) -> None:
    for n, (week, answer) in enumerate((example, (case, plan))):
        ids = {p for a in answer.appointments for p in a.patients} | {a.request for a in answer.appointments} - {
            "crisis"
        }
        for path in write_ics(week, answer, tmp_path / str(n), "sv", STAMP):
            text = path.read_text(encoding="utf-8")
            said = [line.partition(":")[2] for line in text.splitlines() if not line.startswith(("UID", "DTSTAMP"))]
            words = {word.strip(",\\") for value in said for word in value.split()}
            assert not words & ids


def test_each_file_is_a_valid_calendar_in_the_rulebook_s_zone(case: Case, plan: Plan, tmp_path: Path) -> None:
    for path in write_ics(case, plan, tmp_path, "sv", STAMP):
        raw = path.read_bytes()
        calendar = Calendar.from_ical(raw)
        assert isinstance(calendar, Calendar)
        assert (calendar["VERSION"], bool(calendar["PRODID"])) == ("2.0", True)
        (zone,) = calendar.walk("VTIMEZONE")
        assert zone["TZID"] == "Europe/Stockholm"
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert calendar.errors == []
        for event in _events(path):
            assert event.DTSTAMP == STAMP
            assert event["DTSTART"].params["TZID"] == "Europe/Stockholm"
            assert str(event.DTSTART.tzinfo) == "Europe/Stockholm"  # type: ignore[union-attr]
    assert _facts(tmp_path / "anna.ics")[
        datetime(2026, 11, 23, 8), datetime(2026, 11, 23, 8, 55), "Besök", "r1"
    ] == 1  # fmt: skip


def test_uids_are_unique_and_stay_when_an_appointment_moves(case: Case, plan: Plan, tmp_path: Path) -> None:
    before = [str(e["UID"]) for p in write_ics(case, plan, tmp_path / "1", stamp=STAMP) for e in _events(p)]
    assert len(set(before)) == len(before)
    again = [str(e["UID"]) for p in write_ics(case, plan, tmp_path / "2") for e in _events(p)]
    assert again == before
    moved = make_plan(visit("q2", "bo", "11:00"))
    (event,) = _events(write_ics(case, moved, tmp_path / "3", stamp=STAMP)[1])
    assert str(event["UID"]) in before


def test_crisis_slots_are_called_that(tmp_path: Path) -> None:
    slot = visit("crisis", "anna", "08:00", contact_type="crisis", weights={})
    (path,) = write_ics(make_case([{"id": "anna"}]), make_plan(slot), tmp_path, stamp=STAMP)
    assert [str(e["SUMMARY"]) for e in _events(path)] == ["Kristid"]


@pytest.mark.parametrize(
    "odd", ["../../etc/passwd", "/abs", "a/b", "..", ".", "CON", "nul.txt", "å ä", "x\0y", "a" * 200, "\\s"]
)
def test_odd_ids_make_safe_file_names(odd: str, tmp_path: Path) -> None:
    name = file_names([odd])[odd]
    assert (tmp_path / name).resolve().parent == tmp_path.resolve()
    assert len(name) < 100 and name.isascii() and name.endswith(".ics")
    assert not name.startswith((".", "-")) and not set(name) & set('/\\:*?"<>|\0 ')
    assert name.partition(".")[0].upper() not in {"CON", "NUL"}


def test_different_ids_never_share_a_file() -> None:
    ids = ["a/b", "a_b", "A_b", "a b", "..", "../", "Å", "Ä"]
    names = file_names(ids).values()
    assert len({n.casefold() for n in names}) == len(ids)


def test_hostile_ids_write_inside_the_folder(hostile: tuple[Case, Plan], tmp_path: Path) -> None:
    case, plan = hostile
    folder = tmp_path / "deep" / "calendars"
    paths = write_ics(case, plan, folder, stamp=STAMP)
    assert {p.parent for p in paths} == {folder}
    assert sorted(tmp_path.rglob("*.ics")) == sorted(paths)
    assert len(paths) == 3
