"""Every bad input is one clear line with file and path, exit code 1, nothing written, no traceback.

The week and rulebook of `weightplan new` are the sound input from which each case departs.
"""

import copy
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

import weightplan
from weightplan.cli import app
from weightplan.files.reading import read_table

STARTER = Path(weightplan.__file__).parent / "starter"
NO = object()  # take the field out
MORE = object()  # append to the list


def changed(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set, append to or take out the value at a path like `requests[3].clinicians[0]`."""
    keys = [int(key) if key.isdigit() else key for key in re.findall(r"[^.\[\]]+", path)]
    node: Any = tree
    for key in keys[:-1]:
        node = node[str(key) if isinstance(node, dict) else key]
    last = str(keys[-1]) if isinstance(node, dict) else keys[-1]
    if value is NO:
        del node[last]
    elif isinstance(value, tuple) and value[0] is MORE:
        node.setdefault(last, []).append(value[1])
    else:
        node[last] = value


@pytest.fixture(scope="module")
def sound() -> dict[str, dict[str, Any]]:
    return {name: read_table(STARTER / f"{name}.yaml") for name in ("week", "rulebook")}


@pytest.fixture
def no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(*_: object, **__: object) -> None:
        raise AssertionError("bad input reached the solver")

    module = ModuleType("weightplan.solver")
    module.solve = solve  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "weightplan.solver", module)


def written(folder: Path, sound: dict[str, dict[str, Any]], changes: dict[str, Any]) -> Path:
    """Write the sound input with changes; a path that begins with `book:` lies in the rulebook."""
    trees = copy.deepcopy(sound)
    for path, value in changes.items():
        name, _, rest = path.rpartition(":")
        changed(trees["rulebook" if name else "week"], rest, value)
    for name, tree in trees.items():
        (folder / f"{name}.json").write_text(json.dumps(tree), encoding="utf-8")
    return folder / "week.json"


def refused(week: Path) -> list[str]:
    """Run `solve`, which must refuse before it writes or solves, and return its lines."""
    before = sorted(week.parent.iterdir())
    outputs = [f"--html={week.parent / 'w.html'}", f"--ics={week.parent / 'ics'}"]
    result = CliRunner().invoke(app, ["solve", str(week), "-o", str(week.parent / "plan.json"), *outputs])
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert isinstance(result.exception, SystemExit)
    assert sorted(week.parent.iterdir()) == before
    return result.stderr.splitlines()


def booking(request: str = "q5", clinician: str = "nurse1", start: str = "2026-11-24T09:00", **more: Any) -> Any:
    return (MORE, {"request": request, "clinician": clinician, "start": start, "locked": True, **more})


CASES: list[tuple[dict[str, Any], str]] = [
    # unknown names
    ({"clinicians[0].role": "psykologist"}, "clinicians[0].role: no role 'psykologist', did you mean 'psychologist'?"),
    ({"requests[4].clinicians[0]": "nurse"}, "requests[4].clinicians[0]: no clinician 'nurse', did you mean 'nurse1'?"),
    ({"requests[1].contact_types[0]": "trauma"}, "requests[1].contact_types[0]: no contact type 'trauma'"),
    ({"requests[0].patient": "x"}, "requests[0].patient: no patient 'x'"),
    ({"requests[0].rooms": ["r9"]}, "requests[0].rooms[0]: no room 'r9'"),
    ({"requests[3].addons[0]": "interpret"}, "requests[3].addons[0]: no add-on 'interpret', did you mean 'interpreter"),
    ({"requests[2].after.request": "q22"}, "requests[2].after.request: no request 'q22', did you mean 'q2'?"),
    ({"patients[0].clinician": "psy11"}, "patients[0].clinician: no clinician 'psy11', did you mean 'psy1'?"),
    ({"groups[0].leaders_from[2]": "nurs1"}, "groups[0].leaders_from[2]: no clinician 'nurs1', did you mean 'nurse1'?"),
    ({"groups[0].contact_type": "skils_group"}, "groups[0].contact_type: no contact type 'skils_group', did you mean"),
    ({"groups[0].participants[0]": "p99"}, "groups[0].participants[0]: no patient 'p99'"),
    ({"groups[0].rooms": ["x"]}, "groups[0].rooms[0]: no room 'x'"),
    ({"bookings[0].room": "r11"}, "bookings[0].room: no room 'r11', did you mean 'r1'?"),
    ({"bookings[0].request": "q11"}, "bookings[0].request: no request or group 'q11', did you mean 'q1'?"),
    ({"bookings[0].clinician": "psy"}, "bookings[0].clinician: no clinician 'psy', did you mean"),
    ({"demand[1].role": "psychologists"}, "demand[1].role: no role 'psychologists', did you mean 'psychologist'?"),
    ({"demand[0].level": 4}, "demand[0].level: no care package for level 4, only for 1, 2"),
    ({"book:levels": {}, "demand[1]": NO}, "demand[0].level: the rulebook has no levels"),
    ({"rulebook": "rulebok"}, "rulebook: rulebok: no such file, and nothing of that name in models/"),
    ({"rulebook": "a\nb"}, r"rulebook: a\nb: no such file"),
    # identifiers used twice
    ({"clinicians": (MORE, {"id": "psy1", "role": "nurse", "hours": {}})}, "clinicians[3].id: 'psy1' stands there twi"),
    ({"rooms[1].id": "r1"}, "rooms[1].id: 'r1' stands there twice"),
    ({"patients": (MORE, {"id": "p4"})}, "patients[5].id: 'p4' stands there twice"),
    ({"requests[6].id": "q1"}, "requests[6].id: 'q1' stands there twice"),
    ({"groups[0].id": "q1"}, "groups[0].id: 'q1' is taken by a request"),
    ({"requests[6].id": "crisis"}, "requests[6].id: 'crisis' is taken by the crisis slots"),
    ({"groups[0].id": "crisis"}, "groups[0].id: 'crisis' is taken by the crisis slots"),
    ({"requests[6].id": "demand1-p1-i0"}, "requests[6].id: 'demand1-p1-i0' is taken by demand"),
    ({"patients[4].id": "demand0-p0", "requests[5]": NO}, "patients[4].id: 'demand0-p0' is a name that demand gives"),
    ({"groups[0].participants[1]": "p1"}, "groups[0].participants[1]: 'p1' stands there twice"),
    # after
    ({"requests[2].after.request": "q3"}, "requests[2].after.request: 'q3' cannot come after itself"),
    (
        {"requests[1].after": {"request": "q3"}},
        "requests[1].after.request: q2 after q3 after q2 goes round in a circle",
    ),
    ({"requests[2].count": 2}, "requests[2].after: goes with count 1, this request has count 2"),
    ({"requests[2].after.request": "q5"}, "requests[2].after.request: 'q5' has count 2; only a request with count 1"),
    ({"requests[2].after.max_days": 0}, "requests[2].after.max_days: 0 is less than min_days 1"),
    # people and rooms
    ({"groups[0].leaders_from": ["psy1"]}, "groups[0].leaders_from: skills_group needs 2 (psychologist or nurse), 1 c"),
    ({"book:contact_types.skills_group.lead_roles": ["nurse"], "groups[0].leaders_from": ["psy1", "psy2"]},
     "groups[0].leaders_from: skills_group needs a nurse among those who hold it"),
    ({"clinicians[0].skills": []},
     "requests[1].must: trauma_therapy needs 1 (psychologist with trauma), nobody can"),
    ({"requests[1].clinicians": ["psy2", "nurse1"]},
     "requests[1].must: trauma_therapy needs 1 (psychologist with trauma), nobody can among psy2, nurse1"),
    ({"requests[1].clinicians": []}, "requests[1].must: trauma_therapy needs 1"),
    ({"requests[1].rooms": ["g1"]}, "requests[1].must: no room of kind 'consulting' for it"),
    ({"groups[0].must": True, "rooms[2].kind": "hall"}, "groups[0].must: no room of kind 'group' for it"),
    # locked bookings
    ({"bookings[0].co_leaders": ["psy"]}, "bookings[0].co_leaders[0]: no clinician 'psy', did you mean"),
    ({"bookings[0].co_leaders": ["psy2"]}, "bookings[0].clinician: 'psy1' and 'psy2' cannot hold 'q1' together"),
    ({"bookings": booking(request="q7", clinician="psy1", start="2026-11-23T09:30")},
     "bookings[1].clinician: 'psy1' is still in bookings[0] at 2026-11-23 09:30"),
    ({"bookings": booking(start="2026-11-23T09:30", room="r1")},
     "bookings[1].room: 'r1' is still in bookings[0] at 2026-11-23 09:30"),
    ({"bookings[0].request": "q2", "bookings[0].clinician": "psy2"}, "bookings[0].clinician: 'psy2' cannot hold 'q2'"),
    ({"bookings": booking(clinician="psy1", start="2026-11-24T09:00")}, "bookings[1].clinician: 'psy1' cannot hold 'q"),
    ({"bookings[0].start": "2026-11-23T07:00"}, "bookings[0].start: 2026-11-23 07:00 to 07:55 is outside the hours of"),
    ({"bookings": booking(start="2026-11-27T09:00")}, "bookings[1].start: 2026-11-27 09:00 to 09:55 is outside the ho"),
    ({"bookings[0].start": "2026-11-24T13:00"}, "bookings[0].start: 2026-11-24 13:00 to 13:55 lies in a block of 'psy"),
    ({"bookings[0].start": "2026-11-23T09:02"}, "bookings[0].start: 09:02 is not a multiple of the 5-minute grid"),
    ({"bookings[0].start": "2026-11-30T09:00"}, "bookings[0].start: 2026-11-30 09:00 lies outside the horizon, 2026-1"),
    ({"bookings[0].room": "g1", "requests[0].contact_types": ["physical_visit"]},
     "bookings[0].room: 'g1' is of kind 'group', 'q1' needs consulting"),
    ({"bookings": booking(request="q1", clinician="psy1", start="2026-11-25T09:00")},
     "bookings[1].request: more locked contacts for 'q1' than the 1 asked for"),
    ({"bookings": booking(request="crisis", start="2026-11-25T09:00"), "book:crisis.slots_per_day": 0},
     "bookings[1].request: more locked crisis slots on 2026-11-25 than the 0 asked for"),
    # times
    ({"clinicians[0].hours.mon": ["17:00-08:00"]}, "clinicians[0].hours.mon[0]: '17:00-08:00' ends before it begins"),
    ({"clinicians[1].hours.wed[1]": "11:00-17:00"}, "clinicians[1].hours.wed: 08:00-12:00 and 11:00-17:00 overlap"),
    ({"clinicians[0].hours.mon": ["08:02-17:00"]}, "clinicians[0].hours.mon[0]: 08:02-17:00 is not on the 5-minute gr"),
    ({"clinicians[0].hours.mon": ["8-17"]}, "clinicians[0].hours.mon[0]: '8' is no clock time (HH:MM)"),
    ({"clinicians[0].hours.mun": []}, "clinicians[0].hours.mun: 'mun' is none of mon, tue, wed, thu, fri, sat, sun, d"),
    ({"planned_on": "2026-12-01"}, "planned_on: 2026-12-01 lies outside the horizon, 2026-11-23 to 2026-11-29"),
    ({"patients[0].course_start": "2026-11-30"}, "patients[0].course_start: 2026-11-30 lies outside the horizon"),
    ({"patients[0].course_start": "2026-11-22", "patients[0].new": True},
     "patients[0].course_start: 2026-11-22 is before 2026-11-23, and the patient is new"),
    ({"patients[0].available.mon": ["08:01-09:00"]}, "patients[0].available.mon[0]: 08:01-09:00 is not on the 5-minut"),
    ({"rooms[1].hours.mon": ["08:00-09:00", "08:30-10:00"]}, "rooms[1].hours.mon: 08:00-09:00 and 08:30-10:00 overlap"),
    ({"clinicians[0].blocks[0].end": "2026-11-24T12:00"},
     "clinicians[0].blocks[0]: ends 2026-11-24 12:00, not after its start 2026-11-24 13:00"),
    ({"clinicians[0].blocks[0].start": "2026-11-24T12:58"},
     "clinicians[0].blocks[0].start: 12:58 is not a multiple of the 5-minute grid"),
    ({"clinicians[0].blocks[0]": {"start": "2026-12-24T12:00", "end": "2026-12-24T13:00"}},
     "clinicians[0].blocks[0]: 2026-12-24 12:00 to 2026-12-24 13:00 lies outside the horizon, 2026-11-23 to 2026-11-2"),
    ({"clinicians[2].absences[0].end": "2026-11-26T00:00"}, "clinicians[2].absences[0]: ends 2026-11-26 00:00, not af"),
    ({"requests[6].windows[0].start": "2026-11-25T12:00"}, "requests[6].windows[0]: ends 2026-11-25 12:00, not after"),
    ({"groups[0].windows[0]": {"start": "2026-11-16T12:00", "end": "2026-11-16T13:00"}},
     "groups[0].windows[0]: 2026-11-16 12:00 to 2026-11-16 13:00 lies outside the horizon"),
    ({"requests[5].latest": "2026-11-22"}, "requests[5].latest: 2026-11-22 lies outside the horizon"),
    ({"requests[5].latest": NO, "requests[5].earliest": "2026-11-30"}, "requests[5].earliest: 2026-11-30 lies outside"),
    ({"requests[5].earliest": "2026-11-27"}, "requests[5].latest: 2026-11-26 is before earliest 2026-11-27"),
    ({"requests[5].latest": "2026-11-31"}, "requests[5].latest: 2026-11-31 is no date"),
    ({"requests[5].latest": 20261126}, "requests[5].latest: 20261126 is no date"),
    ({"bookings[0].start": "2026-11-31T09:00"}, "bookings[0].start: 2026-11-31T09:00 is no moment"),
    ({"bookings[0].start": "2026-11-23T09:00+01:00"}, "bookings[0].start: 2026-11-23T09:00:00+01:00 carries a zone"),
    ({"bookings[0].start": "2026-11-23T09:00:30"}, "bookings[0].start: 2026-11-23T09:00:30 is not a whole minute"),
    ({"week": "9999-12-30"}, "week: 9999-12-30 lies too far ahead"),
    ({"clinicians[0].limits": {"pause_minutes": 7}}, "clinicians[0].limits.pause_minutes: 7 is not a multiple"),
    # the rulebook
    ({"book:levers": {"longer_hours": {"cost": 1, "step": 7}}}, "levers.longer_hours.step: 7 is not a multiple of"),
    ({"book:levers": {"room": {"cost": 0}}}, "levers.room.cost: "),
    ({"book:levers": {"question": {"cost": 1, "contact_types": ["phone_cal"]}}},
        "levers.question.contact_types[0]: no contact type 'phone_cal', did you mean 'phone_call'?"),
    ({"book:levers": {"rooms": {"cost": 1}}}, "levers.rooms"),
    ({"book:grid_minutes": 0.3}, "grid_minutes: input should be a valid integer, not 0.3"),
    ({"book:grid_minutes": False}, "grid_minutes: input should be a valid integer, not False"),
    ({"book:contact_types.phone_call.minutes": 0.3}, "contact_types.phone_call.minutes: input should be a valid integ"),
    ({"book:contact_types.phone_call.minutes": 21}, "contact_types.phone_call.minutes: 21 is not a multiple of the 5-"),
    ({"book:contact_types.phone_call.documentation_minutes": 1}, "contact_types.phone_call.documentation_minutes: 1 i"),
    ({"book:limits.pause_minutes": 7}, "limits.pause_minutes: 7 is not a multiple of the 5-minute grid"),
    ({"book:limits.min_minutes_between_heavy": 7}, "limits.min_minutes_between_heavy: 7 is not a multiple of the 5-"),
    ({"book:limits.phone_hours": {"mon": ["08:00-09:01"]}}, "limits.phone_hours.mon[0]: 08:00-09:01 is not on the 5-m"),
    ({"clinicians[0].limits": {"phone_hours": {"mon": ["08:00-10:00", "09:00-11:00"]}}},
     "clinicians[0].limits.phone_hours.mon: 08:00-10:00 and 09:00-11:00 overlap"),
    ({"book:limits.min_rest_hours_per_day": 25}, "limits.min_rest_hours_per_day: input should be less than or eq"),
    ({"book:limits.min_rest_hours_per_week": 169}, "limits.min_rest_hours_per_week: input should be less than or equa"),
    ({"book:roles.nurse.limits.max_minutes_in_a_row": 7}, "roles.nurse.limits.max_minutes_in_a_row: 7 is not a multip"),
    ({"book:working_time.lunch_minutes": 31}, "working_time.lunch_minutes: 31 is not a multiple of the 5-minute grid"),
    ({"book:working_time.lunch_between[0]": "11:01"}, "working_time.lunch_between[0]: 11:01 is not a multiple"),
    ({"book:working_time.lunch_between": ["13:30", "11:00"]}, "working_time.lunch_between: 11:00 is not after 13:30"),
    ({"book:working_time.lunch_between": ["11:00", "11:20"]}, "working_time.lunch_between: 20 minutes do not hold a l"),
    ({"book:contact_types.phone_call.roles[0]": "psy"}, "contact_types.phone_call.roles[0]: no role 'psy'"),
    ({"book:contact_types.phone_call.lead_roles": ["nurs"]}, "contact_types.phone_call.lead_roles[0]: no role 'nurs',"),
    ({"book:contact_types.skills_group.weight": 1}, "contact_types.skills_group.weight_per_participant: a type has th"),
    ({"book:contact_types.skills_group.weight_per_participant": NO},
     "contact_types.skills_group: a group needs weight or weight_per_participant"),
    ({"book:contact_types.phone_call.weight": NO, "book:contact_types.phone_call.weight_per_participant": 1},
     "contact_types.phone_call.weight_per_participant: only for groups, this is phone"),
    ({"book:contact_types.skills_group.participants": [9, 3]}, "contact_types.skills_group.participants: 9 to 3 is th"),
    ({"book:contact_types.phone_call.modality": "fone"}, "contact_types.phone_call.modality: 'fone' is none of physic"),
    ({"book:crisis.contact_type": "crisis"}, "crisis.contact_type: no contact type 'crisis'"),
    ({"book:timezone": "Europe/Stokholm"}, "timezone: no time zone 'Europe/Stokholm', did you mean 'Europe/Stockholm'"),
    ({"book:timezone": "Europe"}, "timezone: no time zone 'Europe'"),
    ({"book:timezone": "/etc/passwd"}, "timezone: no time zone '/etc/passwd'"),
    ({"book:country": "SX0"}, "country: no country 'SX0' whose public holidays are known"),
    ({"book:levels.1.package[0].contact_types[0]": "digital"}, "levels.1.package[0].contact_types[0]: no contact type"),
    ({"book:levels.2.package[1].follows": 1}, "levels.2.package[1].follows: 1 is no earlier item of this package"),
    ({"book:levels.2.package[1].max_days": 0}, "levels.2.package[1].max_days: 0 is less than min_days 1"),
    ({"book:contact_types.phone_call.weight": 0.123}, "contact_types.phone_call.weight: 0.123 has more than two decim"),
    # costs beyond 2^31 − 1, each by another price
    ({"clinicians[0].target": 100_000.0, "book:prices.shortfall": [1, 2, 1_000_000]}, "prices.shortfall: the worst pl"),
    ({"book:contact_types.phone_call.weight": 100_000, "book:prices.overshoot": 1000}, "prices.overshoot: the worst p"),
    ({"requests[4].count": 1000, "requests[5].count": 1000, "requests[6].count": 1000,
      "book:prices.front_loaded": 999_999}, "prices.front_loaded: the worst plan would cost 3"),
    ({"patients[0].contacts_since_measurement": 9_999, "book:prices.measurement": 999_999}, "prices.measurement: the"),
    ({"clinicians[0].target": 100_000.0, "book:prices.week_balance": 1000}, "prices.week_balance: the worst plan"),
    ({"requests[4].count": 1000, "requests[4].priority": 1, "book:prices.unserved.1": 1_000_000,
      "groups[0].participants": 10_000, "groups[0].priority": 1}, "prices.unserved: the worst plan would cost 11"),
    ({"book:contact_types.first_visit.load": 10_000, "book:prices.load_over_soft": 1_000_000}, "prices.load_over_soft"),
    ({"book:contact_types.first_visit.load": 10_000, "book:prices.load_imbalance": 1_000_000}, "prices.load_imbalance"),
    # fields and shapes
    ({"requests[0].contact_typs": [], "requests[0].contact_types": ["video_visit"]},
     "requests[0].contact_typs: no such field 'contact_typs', did you mean 'contact_types'?"),
    ({"clinicians[0].blocks[0].lable": ""}, "clinicians[0].blocks[0].lable: no such field 'lable', did you mean 'labe"),
    ({"book:limits.min_supervision_minutes_per_week": 7}, "limits.min_supervision_minutes_per_week: 7 is not a multi"),
    ({"book:limits.max_row": 1}, "limits.max_row: no such field 'max_row'"),
    ({"book:contact_types.phone_call.wieght": 1}, "contact_types.phone_call.wieght: no such field 'wieght', did you m"),
    ({"rulebook": {"name": "x", "contact_types": {}, "roles": {"a": {}}}}, "rulebook.contact_types: "),
    ({"rulebook": 5}, "rulebook: 5 cannot stand here"),
    ({"groups[0].participants": ["p1", 3]}, "groups[0].participants[1]: input should be a valid string, not 3"),
    ({"groups[0].participants": -1}, "groups[0].participants: input should be greater than or equal to 0, not -1"),
    ({"clinicians[0].site": {"mon": 3}}, "clinicians[0].site.mon: input should be a valid string, not 3"),
    ({"clinicians[0].role": NO}, "clinicians[0].role: is missing"),
    ({"clinicians": []}, "clinicians: "),
    ({"clinicians[0].id": ""}, "clinicians[0].id: is empty"),
    ({"clinicians[0].fte": "1"}, "clinicians[0].fte: input should be a valid number, not '1'"),
    ({"clinicians[0].fte": 10**30}, "clinicians[0].fte: "),
    ({"clinicians[0].fte": None}, "clinicians[0].fte: input should be a valid number, not nothing"),
    ({"weeks": 0}, "weeks: input should be greater than or equal to 1, not 0"),
    ({"requests": {"id": "q1"}}, "requests: "),
    ({"a\nb": 1}, r"'a\nb': no such field"),
    ({"book:contact_types.trauma_therapy.skills": ["a\n\x1b[2J"]},
     r"requests[1].must: trauma_therapy needs 1 (psychologist with a\n\x1b[2J)"),
    ({"name": "\ud800"}, "the file: holds text that is no Unicode"),
]  # fmt: skip


def test_the_sound_input_is_sound(tmp_path: Path, sound: dict[str, dict[str, Any]]) -> None:
    result = CliRunner().invoke(app, ["validate", str(written(tmp_path, sound, {}))])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.usefixtures("no_solver")
@pytest.mark.parametrize(("changes", "line"), CASES, ids=[line[:60] for _, line in CASES])
def test_one_line_names_file_and_path(
    tmp_path: Path, sound: dict[str, dict[str, Any]], changes: dict[str, Any], line: str
) -> None:
    week = written(tmp_path, sound, changes)
    lines = refused(week)
    assert len(lines) == 1, lines
    file = week.with_name("rulebook.json") if any(path.startswith("book:") for path in changes) else week
    allowed = (f"{file}: {line}", f"{week}: {line}")
    assert lines[0].startswith(allowed), f"{lines[0]}\n{allowed[0]}"


@pytest.mark.usefixtures("no_solver")
def test_problems_are_listed_together_up_to_twenty(tmp_path: Path, sound: dict[str, dict[str, Any]]) -> None:
    lines = refused(written(tmp_path, sound, {"patients": [{"id": f"p{i}", "clinician": "x"} for i in range(30)]}))
    assert len(lines) == 21
    assert lines[0].endswith("patients[0].clinician: no clinician 'x'")
    assert lines[-1] == "and 10 more"


@pytest.mark.usefixtures("no_solver")
def test_a_rulebook_inside_the_week_is_named_by_its_path_there(
    tmp_path: Path, sound: dict[str, dict[str, Any]]
) -> None:
    week = written(tmp_path, sound, {"rulebook": sound["rulebook"] | {"timezone": "Mars"}})
    assert refused(week) == [f"{week}: rulebook.timezone: no time zone 'Mars'"]


FINE: list[dict[str, Any]] = [
    {"clinicians[2].absences[0]": {"start": "2026-10-01T07:32", "end": "2027-01-01T00:00"}},
    {"clinicians[0].blocks[0]": {"start": "2026-11-20T13:00", "end": "2026-11-23T10:00"}, "bookings": []},
    {"requests[5].earliest": "2026-10-01", "requests[5].latest": "2027-10-01"},
    {"requests[5].latest": "2026-11-23", "requests[6].windows": []},
    {"clinicians[1].hours.wed[1]": "12:00-17:00"},
    {"bookings": booking(request="q7", clinician="psy1", start="2026-11-23T09:55")},
    {"bookings": booking(start="2026-11-23T09:45", room="r1")},
    {"bookings": booking(request="crisis", clinician="psy2", start="2026-11-25T09:00")},
    {"bookings": booking(request="skills", clinician="psy2", start="2026-11-25T13:00", room="g1")},
    {"bookings[0].start": "2026-11-23T07:00", "bookings[0].locked": False},
    {"book:contact_types.phone_call.weight": NO},
    {"book:contact_types.skills_group.weight": 3, "book:contact_types.skills_group.weight_per_participant": NO},
    {"book:working_time.lunch_between": ["11:00", "11:30"]},
    {"book:country": NO, "book:crisis": NO},
    {"book:timezone": "UTC"},
    {"planned_on": "2026-11-29", "patients[0].course_start": "2020-01-01", "patients[0].new": False},
    {"patients[0].course_start": "2026-11-29", "patients[0].new": True},
    {"clinicians[0].blocks[0].kind": "supervision", "book:limits.min_supervision_minutes_per_week": 60},
    {"requests[3].clinicians": [], "requests[3].patient": NO},
    {"groups[0].leaders_from": ["psy1", "nurse1"]},
    {"groups[0].participants": 7, "groups[0].must": True},
    {"clinicians[0].site": {"mon": "north"}, "clinicians[1].site": "south"},
]


@pytest.mark.parametrize("changes", FINE, ids=[" ".join(changes) for changes in FINE])
def test_valid_input_stays_valid(tmp_path: Path, sound: dict[str, dict[str, Any]], changes: dict[str, Any]) -> None:
    result = CliRunner().invoke(app, ["validate", str(written(tmp_path, sound, changes))])
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("rule", ["moved", "late_change"])
def test_an_earlier_plan_counts_in_the_worst_cost(tmp_path: Path, sound: dict[str, dict[str, Any]], rule: str) -> None:
    week = written(tmp_path, sound, {f"book:prices.{rule}": 1_000_000})
    times = {"start": "2026-11-23T09:00", "end": "2026-11-23T09:45", "busy_until": "2026-11-23T09:55"}
    told = [{"request": "q1", "contact_type": "physical_visit", "clinicians": ["psy1"], **times}] * 2200
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"appointments": told}))
    result = CliRunner().invoke(app, ["check", str(week), str(plan), "--earlier", str(plan)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / 'rulebook.json'}: prices.{rule}: the worst plan would cost 2")
