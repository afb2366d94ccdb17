"""The shipped weeks: they load, the generator writes them again, and each holds what it is there to show."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from weightplan.case import Case
from weightplan.check import check
from weightplan.demand import requests_from_demand
from weightplan.fields import WEEKDAYS, span_minutes
from weightplan.files import load_case, read_rulebook
from weightplan.plan import Plan
from weightplan.rulebook import ContactType
from weightplan.week import Request, Week

FOLDER = Path(__file__).parents[1] / "scenarios"
sys.path.insert(0, str(FOLDER))
import generate  # noqa: E402

NAMES = ("team-4", "clinic-12", "clinic-40", "holiday-week", "first-visits-48", "case-mix-12")
LOOK_ALIKE = "first-visits-48"  # nothing but what its name says
FULL = ("clinic-12", "clinic-40")
PATIENTS_NAMED = ("team-4", "clinic-12", "clinic-40", "holiday-week")
case = cache(load_case)


def first_kind(week: Case, request: Request) -> ContactType:
    return week.rulebook.contact_types[request.contact_types[0]]


def able(week: Case, request: Request, name: str) -> Iterator[str]:
    """Yield who may hold a request as one of its types."""
    kind = week.rulebook.contact_types[name]
    for person in week.clinicians.values():
        named = request.clinicians is None or person.id in request.clinicians
        if named and (kind.roles is None or person.role in kind.roles) and set(kind.skills) <= set(person.skills):
            yield person.id


@pytest.mark.parametrize("name", NAMES)
def test_generator_writes_the_stored_file(name: str):
    """The same seed gives the same bytes."""
    unit = generate.UNITS[name]
    text = generate.text_of(generate.Builder(name, unit).build(), unit.suffix)
    assert (FOLDER / f"{name}{unit.suffix}").read_bytes() == text.encode()


made = cache(generate.text)


@pytest.mark.parametrize("name", generate.MADE)
def test_a_week_too_large_to_store_is_made_again_and_checked_by_its_hash(name: str):
    assert made(name).startswith(f'{{\n"name": "{name}"')


def test_a_week_that_is_made_differently_is_no_week(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(generate.SHA256, "clinic-40-easy", "0" * 64)
    with pytest.raises(ValueError, match=r"clinic-40-easy has SHA-256 [0-9a-f]{64}, not 0000"):
        generate.text("clinic-40-easy")


def test_the_region_is_over_full_and_as_large_as_said(tmp_path: Path):
    """600 clinicians in ten areas, each day at one site, and first visits across sites."""
    (tmp_path / "region.json").write_text(made("region-600"), encoding="utf-8")
    week = load_case(str(tmp_path / "region.json"))
    contacts = sum(r.count for r in week.requests.values()) + len(week.groups)
    capacity = sum(generate.capacity_minutes(week, c) for c in week.clinicians)
    assert (len(week.clinicians), len({generate.area(r.site) for r in week.rooms.values()})) == (600, 10)
    assert 20_000 <= contacts <= 24_000
    assert 1.55 <= generate.need_minutes(week) / capacity <= 1.65
    assert any(isinstance(person.site, dict) for person in week.clinicians.values())
    pooled = [r for r in week.requests.values() if r.contact_types == ("first_visit",)]
    assert {len(r.clinicians) > 8 if r.clinicians else True for r in pooled} == {True}


def test_generator_runs_from_the_command_line(tmp_path: Path):
    """`generate.py --out FOLDER NAME` writes that one file."""
    script = [sys.executable, str(FOLDER / "generate.py"), "--out", str(tmp_path), "team-4"]
    subprocess.run(script, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["team-4.yaml"]


def test_every_stored_week_is_generated():
    """No week in the folder is without its recipe, and none is larger than 1.5 MB."""
    stored = [path for path in FOLDER.iterdir() if path.suffix in (".yaml", ".json")]
    assert {path.stem for path in stored} == set(generate.UNITS) == set(NAMES)
    assert all(path.stat().st_size < 1_500_000 for path in stored)


@pytest.mark.parametrize(
    ("name", "least", "most"), [("team-4", 0.6, 0.9), ("clinic-12", 1.5, 1.7), ("clinic-40", 1.5, 1.7)]
)
def test_need_over_capacity(name: str, least: float, most: float):
    """team-4 is comfortable with its crisis slots; the clinics ask for 1.6 times what their week can hold."""
    week = case(name)
    capacity = sum(generate.capacity_minutes(week, clinician) for clinician in week.clinicians)
    assert least <= generate.need_minutes(week) / capacity <= most


def test_capacity_is_hours_without_lunch_blocks_and_admin():
    """08:00-16:30 and a half-day, an hour of meeting: (510 − 30 + 240 − 60 − 120) × 0.93."""
    rulebook = json.loads(read_rulebook("stockholm-psychiatry").model_dump_json())
    hours = {"mon": ["08:00-16:30"], "tue": ["08:00-12:00"]}
    block = {"start": "2026-11-30T13:30", "end": "2026-11-30T14:30"}
    person = {"id": "a", "role": "nurse", "hours": hours, "blocks": [block]}
    week = Week.model_validate_json(json.dumps({"week": "2026-11-30", "rulebook": rulebook, "clinicians": [person]}))
    assert generate.capacity_minutes(Case(week, read_rulebook("stockholm-psychiatry")), "a") == pytest.approx(
        540 * 0.93
    )


@pytest.mark.parametrize(
    ("name", "people", "contacts"), [("team-4", 4, 120), ("clinic-12", 12, 975), ("clinic-40", 40, 3100)]
)
def test_size(name: str, people: int, contacts: int):
    """The weeks are as large as their names and the benchmark's table say."""
    week = case(name)
    asked = sum(r.count for r in week.requests.values()) + len(week.groups)
    assert len(week.clinicians) == people
    assert asked == pytest.approx(contacts, rel=0.04)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_opaque(name: str):
    """Nothing in a file could be a person's name: letters of a kind and a number."""
    week = case(name).week
    ids = [row.id for rows in (week.clinicians, week.rooms, week.patients, week.requests, week.groups) for row in rows]
    assert all(re.fullmatch(r"[a-z]{1,4}-?\d+", identifier) for identifier in ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_clinicians_are_like_people(name: str):
    """Part-timers, split hours, meetings inside hours, whole and half days away, balances, own limits."""
    people = case(name).week.clinicians
    shortened = [c for c in people if c.fte < 1]
    assert shortened and all(0.5 <= c.fte <= 0.9 for c in shortened)
    assert any(len(spans) == 2 for c in people for spans in c.hours.values())
    assert any(c.absences for c in people) and any(c.balance > 0 for c in people)
    assert sum(bool(c.limits.model_fields_set) for c in people) >= 1
    assert "team meeting" in {b.label for c in people for b in c.blocks}
    for person in people:
        for block in person.blocks:
            spans = person.hours[WEEKDAYS[block.start.weekday()]]
            clock = span_minutes(f"{block.start:%H:%M}-{block.end:%H:%M}")
            assert any(a <= clock[0] and clock[1] <= b for a, b in map(span_minutes, spans)), person.id


@pytest.mark.parametrize("name", NAMES)
def test_contracted_hours_follow_the_fte(name: str):
    """Hours without lunch are 40 a week × FTE, as arbetstidslagen has it."""
    for person in case(name).week.clinicians:
        minutes = 0
        for spans in person.hours.values():
            worked = sum(b - a for a, b in map(span_minutes, spans))
            minutes += worked - 30 * (len(spans) == 1 and worked > 300)
        assert minutes == pytest.approx(2400 * person.fte), person.id


@pytest.mark.parametrize("name", FULL)
def test_clinics_have_whole_and_half_absences(name: str):
    """Some are away a day, somebody half a day, and blocks include supervision."""
    people = case(name).week.clinicians
    away = [(a.end - a.start).total_seconds() / 3600 for c in people for a in c.absences]
    assert sum(hours > 20 for hours in away) > sum(hours < 10 for hours in away) >= 1
    assert "supervision" in {b.label for c in people for b in c.blocks}


@pytest.mark.parametrize("name", NAMES)
def test_rooms_are_scarce(name: str):
    """Fewer consulting rooms than clinicians, group rooms, and one room with limited hours."""
    week = case(name).week
    kinds = [room.kind for room in week.rooms]
    assert 0 < kinds.count("consulting") < len(week.clinicians)
    assert kinds.count("group") >= 1
    assert sum(room.hours is not None for room in week.rooms) == 1


def test_clinic_40_has_three_sites():
    """Each room has a site; clinicians have one, or one per weekday; each site has rooms of every kind."""
    week = case("clinic-40").week
    assert len({room.site for room in week.rooms}) == 3
    assert all(len({r.kind for r in week.rooms if r.site == site}) == 3 for site in {r.site for r in week.rooms})
    assert all(c.site for c in week.clinicians)
    assert {type(c.site) for c in week.clinicians} == {str, dict}


@pytest.mark.parametrize("name", PATIENTS_NAMED)
def test_first_visits_are_pooled(name: str):
    """New patients have no clinician, first visits a latest day; some are musts, some lead to an investigation."""
    week = case(name)
    firsts = [r for r in week.requests.values() if r.contact_types == ("first_visit",)]
    assert firsts and all(r.clinicians is None and r.latest for r in firsts)
    assert all(week.patients[r.patient or ""].new and week.patients[r.patient or ""].clinician is None for r in firsts)
    assert any(r.must for r in firsts) and not all(r.must for r in firsts)
    after = [r for r in week.requests.values() if r.contact_types == ("investigation",)]
    assert after and all(r.after and not r.same_clinician and r.after.request in {f.id for f in firsts} for r in after)


@pytest.mark.parametrize("name", PATIENTS_NAMED)
def test_needs_are_varied(name: str):
    """Homework by phone or in writing, severe musts, pairs on one day, two clinicians, a named room, interpreters."""
    week = case(name)
    requests = week.requests.values()
    homework = [r for r in requests if r.after and first_kind(week, r).modality in ("phone", "digital")]
    assert homework and all(r.after and (r.after.min_days, r.after.max_days) == (1, 4) for r in homework)
    assert any(r.must and r.patient and week.patients[r.patient].level == 4 for r in requests)
    assert any(r.rooms for r in requests) and any(r.addons for r in requests) and any(r.count > 1 for r in requests)
    assert any(r.windows for r in requests) and any(p.available for p in week.week.patients)
    pairs = [r.same_day for r in requests if r.same_day]
    assert pairs and all(pairs.count(tag) == 2 for tag in pairs)
    assert any(first_kind(week, r).leaders == 2 for r in requests)


@pytest.mark.parametrize("name", ["clinic-12", "clinic-40", "holiday-week"])
def test_peer_support_is_beside_a_colleague(name: str):
    """Peer visits name a peer supporter and one experienced colleague."""
    week = case(name)
    visits = [r for r in week.requests.values() if r.contact_types == ("peer_visit",)]
    assert visits
    for visit in visits:
        roles = [week.clinicians[c].role for c in visit.clinicians or ()]
        assert len(roles) == 2 and roles[0] == "peer_support"
        assert roles[1] in (week.rulebook.contact_types["peer_visit"].lead_roles or ())


@pytest.mark.parametrize("name", FULL)
def test_groups_are_named_or_counted(name: str):
    """Some participants are patients, some a number; windows and leaders are given; a new patient joins one."""
    week = case(name)
    groups = week.groups.values()
    assert {type(g.participants) for g in groups} == {tuple, int}
    assert all(g.windows and g.leaders_from for g in groups)
    assert any(week.rulebook.contact_types[g.contact_type].leaders == 2 for g in groups)
    assert any(week.patients[p].new for g in groups for p in week.members(g))


@pytest.mark.parametrize("name", NAMES)
def test_group_sizes_and_leaders_fit(name: str):
    """Every group is within its type's range and names enough able leaders."""
    week = case(name)
    for group in week.groups.values():
        kind = week.rulebook.contact_types[group.contact_type]
        least, most = kind.participants or (0, 0)
        assert least <= week.participants(group) <= most
        roles = [week.clinicians[c].role for c in group.leaders_from or ()]
        assert len(roles) >= kind.leaders and set(roles) <= set(kind.roles or ())


@pytest.mark.parametrize("name", PATIENTS_NAMED)
def test_locked_bookings_stand_together(name: str):
    """Booked contacts alone break no rule but those that ask for more: musts, crisis slots, lunch, admin time."""
    week = case(name)
    bookings = week.week.bookings
    assert {b.locked for b in bookings} == {True, False}
    rows = []
    for booking in bookings:
        request = week.requests[booking.request]
        kind = first_kind(week, request)
        start = week.minute(booking.start)
        end = start + kind.minutes
        rows.append(
            {
                "request": request.id,
                "contact_type": request.contact_types[0],
                "clinicians": [booking.clinician],
                "patients": [request.patient],
                "room": booking.room,
                "start": week.moment(start).isoformat(),
                "end": week.moment(end).isoformat(),
                "busy_until": week.moment(end + kind.documentation_minutes).isoformat(),
                "weights": {booking.clinician: week.request_weight(request, kind) / 100},
            }
        )
    plan = Plan.model_validate_json(json.dumps({"status": "feasible", "appointments": rows}))
    broken = {violation.rule for violation in check(week, plan).violations}
    assert broken <= {"must", "crisis_slots", "meal_break", "admin_time", "supervision_kept"}


@pytest.mark.parametrize("name", NAMES)
def test_musts_and_locked_bookings_are_few_and_possible(name: str):
    """They are at most 15 % of the contacts, and each must has somebody able, days to spare and any hour that suits."""
    week = case(name)
    asked = sum(r.count for r in week.requests.values()) + len(week.groups)
    musts = [r for r in week.requests.values() if r.must]
    held = len(musts) + sum(b.locked for b in week.week.bookings)
    assert (held > 0 or name == LOOK_ALIKE) and held <= (0.08 if name in FULL else 0.15) * asked
    for must in musts:
        assert list(able(week, must, must.contact_types[0])), must.id
        assert not must.windows and not must.rooms and not must.after and not must.same_day
        assert must.patient and week.patients[must.patient].available is None


@pytest.mark.parametrize("name", NAMES)
def test_every_request_has_somebody(name: str):
    """A request's most preferred type has enough able clinicians among those it names."""
    week = case(name)
    for request in week.requests.values():
        assert len(list(able(week, request, request.contact_types[0]))) >= first_kind(week, request).leaders, request.id


def test_holiday_week_is_christmas():
    """Christmas Eve (de facto) and Christmas Day (public) fall on a Thursday and a Friday."""
    week = case("holiday-week")
    holidays = {week.date_of(day) for day in week.holiday_days}
    assert {date(2026, 12, 24), date(2026, 12, 25)} <= holidays
    assert len(week.crisis_days) == 3
    full = next(c for c in week.clinicians.values() if c.fte == 1 and not c.absences and c.role == "psychologist")
    assert week.target(full.id) == 4500 * 3 // 5 - round(100 * full.balance)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "holiday-week"])
def test_other_weeks_have_no_holiday(name: str):
    """30 November 2026 is the Monday of an ordinary week."""
    week = case(name)
    assert week.week.week == date(2026, 11, 30)
    assert not week.holiday_days


def test_case_mix_names_no_patient():
    """Its needs come from levels alone; every role of the mix and every level is there."""
    week = case("case-mix-12")
    assert not week.week.patients and not week.week.requests
    assert {line.level for line in week.week.demand} == {1, 2, 3, 4}
    assert len(week.requests) > 500
    assert all(week.requests[r.after.request].patient == r.patient for r in week.requests.values() if r.after)


def test_demand_ids_stay_the_same():
    """More patients on a line add requests and rename none."""
    week = case("case-mix-12")
    grown = list(week.week.demand)
    grown[0] = grown[0].model_copy(update={"patients": grown[0].patients + 5})
    more = requests_from_demand(week.week.model_copy(update={"demand": tuple(grown)}), week.rulebook)
    before = requests_from_demand(week.week, week.rulebook)
    assert set(before) < set(more)
    assert before[0].id == "demand0-p0-i0"
    assert len({r.id for r in more}) == len(more)


def test_demand_of_two_weeks_keeps_every_follow_up():
    """Each week of a horizon has the package: its own dates, its own follow-ups, the first week's ids unchanged."""
    week = case("case-mix-12")
    one = requests_from_demand(week.week, week.rulebook)
    two = requests_from_demand(week.week.model_copy(update={"weeks": 2}), week.rulebook)
    assert {r.id for r in one} < {r.id for r in two}
    severe = {r.id: r for r in two if r.patient == "demand0-p0"}
    assert severe["demand0-p0-i1-w1"].after.request == "demand0-p0-i0-w1"
    assert (severe["demand0-p0-i0-w1"].earliest, severe["demand0-p0-i0-w1"].latest) == (
        date(2026, 12, 7),
        date(2026, 12, 13),
    )
    assert len(severe) == 2 * sum(r.patient == "demand0-p0" for r in one)
