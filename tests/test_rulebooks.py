"""The shipped rulebooks: every number has an origin, and the published ones are the published ones."""

import csv
import importlib.util
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from ruamel.yaml import YAML

from weightplan.files import read_rulebook, shipped
from weightplan.rulebook import Rulebook

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "models"
NAMES = sorted(path.stem for path in MODELS.glob("*.yaml"))
US_YEARS = {
    name: name.removeprefix("us-work-rvu-") if name != "us-work-rvu" else "2024" for name in NAMES if "us" in name
}
CODE = re.compile(r"code (\w{5})")
DKK = re.compile(r"([\d.]+) DKK")


def at(book: Rulebook, field: str) -> Any:
    """Return what a source's `field` names in the file."""
    node: Any = book.model_dump(mode="json")
    for key in field.split("."):
        node = node[key]
    return node


def weight_of(name: str, book: Rulebook) -> tuple[str, float | None]:
    kind = book.contact_types[name]
    field = "weight" if kind.weight_per_participant is None else "weight_per_participant"
    return f"contact_types.{name}.{field}", getattr(kind, field)


def us_rulebooks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("us_rulebooks", ROOT / "scenarios" / "us_rulebooks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_three_systems_ship():
    """A user picks Stockholm, Denmark or a year of the United States by name."""
    years = {f"us-work-rvu-{year}" for year in (2019, 2020, 2021, 2022, 2023, 2025)}
    assert set(NAMES) == {"stockholm-psychiatry", "denmark-psychiatrist", "us-work-rvu"} | years
    assert set(NAMES) <= set(shipped("models"))


def test_models_hold_data_only():
    """There is no Python under models/."""
    assert {path.suffix for path in MODELS.iterdir()} <= {".yaml", ".csv", ""}


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_an_origin(name: str):
    """Origin is written out for each type and package item; `sourced` has a source, `example` has none."""
    tree = YAML(typ="safe").load(MODELS / f"{name}.yaml")
    items = [item for level in tree["levels"].values() for item in level["package"]]
    levers = tree.get("levers", {}).values()
    assert all("origin" in row for row in [*tree["contact_types"].values(), *items, *levers])
    assert all(row["origin"] == "example" for row in levers)  # no contract sets what a manager may change
    book = read_rulebook(name)
    sourced = {source.field for source in book.sources}
    for kind_name, kind in book.contact_types.items():
        assert (weight_of(kind_name, book)[0] in sourced) == (kind.origin == "sourced"), kind_name
    assert book.notes and "no entry of `sources` names is an example" in book.notes


@pytest.mark.parametrize("name", NAMES)
def test_sources_name_real_fields(name: str):
    """Each source names a field of the file that is there, once, and says where its value is from."""
    book = read_rulebook(name)
    fields = [source.field for source in book.sources]
    assert len(fields) == len(set(fields))
    assert all(at(book, field) is not None for field in fields)
    assert all(len(source.text) > 20 for source in book.sources)


@pytest.mark.parametrize("name", NAMES)
def test_names_inside_a_rulebook_exist(name: str):
    """Roles, lead roles, package types, follow-ups and the crisis type are defined in the same file."""
    book = read_rulebook(name)
    for kind in book.contact_types.values():
        assert {*(kind.roles or ()), *(kind.lead_roles or ())} <= book.roles.keys()
        assert kind.label and kind.label.sv and kind.label.en
        assert kind.minutes % book.grid_minutes == kind.documentation_minutes % book.grid_minutes == 0
    assert all(role.label for role in book.roles.values())
    question = book.levers.question
    assert question is None or set(question.contact_types) <= book.contact_types.keys()
    assert book.crisis is None or book.crisis.contact_type in book.contact_types
    assert sorted(book.levels) == [1, 2, 3, 4]
    for level in book.levels.values():
        assert level.label
        for place, item in enumerate(level.package):
            assert set(item.contact_types) <= book.contact_types.keys()
            if item.follows is not None:
                assert item.follows < place
                assert level.package[item.follows].per_week == item.per_week


def test_stockholm_has_one_published_weight():
    """45 minutes physical is 1, a psychologist's target is 45; every other weight and target is an example."""
    book = read_rulebook("stockholm-psychiatry")
    visit = book.contact_types["physical_visit"]
    assert (visit.minutes, visit.weight, visit.origin) == (45, 1.0, "sourced")
    assert [name for name, kind in book.contact_types.items() if kind.origin != "example"] == ["physical_visit"]
    targets = [s.field for s in book.sources if s.field.startswith("roles.")]
    assert targets == ["roles.psychologist.weekly_target"]
    assert book.roles["psychologist"].weekly_target == 45.0


def test_stockholm_peer_support_earns_nothing_and_is_never_alone():
    """A peer supporter has no target; what the role may hold takes two, one of them experienced."""
    book = read_rulebook("stockholm-psychiatry")
    held = [kind for kind in book.contact_types.values() if "peer_support" in (kind.roles or ())]
    assert book.roles["peer_support"].weekly_target == 0
    assert book.contact_types["peer_visit"].weight == 0
    assert held and all(kind.leaders == 2 and "peer_support" not in (kind.lead_roles or ()) for kind in held)
    assert all(kind.lead_roles for kind in held)


def test_stockholm_uses_every_way_of_sharing_and_every_modality():
    """The shipped rulebook exercises split, full and lead, and the five modalities."""
    kinds = read_rulebook("stockholm-psychiatry").contact_types.values()
    assert {kind.leader_share for kind in kinds if kind.leaders > 1} == {"split", "full", "lead"}
    assert {kind.modality for kind in kinds} == {"physical", "video", "group", "phone", "digital"}


def test_stockholm_is_stepped_care():
    """The mildest get written and phone contacts only, the sickest start with a physical visit that is a must."""
    levels = read_rulebook("stockholm-psychiatry").levels
    assert {name for item in levels[1].package for name in item.contact_types} == {"digital_support", "phone_short"}
    first = levels[4].package[0]
    assert first.must and first.contact_types == ("physical_visit",)
    assert sum(item.per_week for item in levels[4].package) > sum(item.per_week for item in levels[1].package)


@pytest.mark.parametrize("name", US_YEARS)
def test_us_weights_are_the_published_work_rvu(name: str):
    """Each sourced weight equals the table's cell for the code that its source names and the file's year."""
    with (MODELS / "us-work-rvu.csv").open(encoding="utf-8", newline="") as table:
        cells = {row["hcpcs"]: row[f"work_rvu_{US_YEARS[name]}"] for row in csv.DictReader(table)}
    book = read_rulebook(name)
    coded = [(source, code[1]) for source in book.sources if (code := CODE.search(source.text))]
    assert book.version == US_YEARS[name]
    assert len(coded) == sum(kind.origin == "sourced" for kind in book.contact_types.values()) + len(book.addons)
    for source, code in coded:
        assert at(book, source.field) == float(cells[code]), source.field
        assert US_YEARS[name] in source.text


def test_us_weights_of_2024():
    """45 minutes of talking treatment are 2.35, a group 0.62 a head, a first assessment 3.84 (CMS, 2024)."""
    kinds = read_rulebook("us-work-rvu").contact_types
    assert kinds["therapy_45"].weight == 2.35
    assert kinds["therapy_group"].weight_per_participant == 0.62
    assert kinds["first_assessment"].weight == 3.84


@pytest.mark.parametrize("name", US_YEARS)
def test_us_targets_are_a_years_level_over_46_weeks(name: str):
    """A weekly target is the Veterans Affairs level of a year ÷ 46, to two decimals."""
    book = read_rulebook(name)
    levels = {"psychologist": 1957, "psychiatrist": 2643, "social_worker": 1448, "nurse_specialist": 2117}
    assert {role: book.roles[role].weekly_target for role in levels} == {r: round(n / 46, 2) for r, n in levels.items()}


def test_us_years_are_written_from_the_pattern():
    """Running the script again changes nothing."""
    script = us_rulebooks()
    for year in script.YEARS:
        assert script.rulebook_text(year) == (MODELS / f"us-work-rvu-{year}.yaml").read_text(encoding="utf-8"), year


def test_us_written_contacts_had_no_work_rvu_in_2019():
    """A type whose code was not priced that year is left out, in packages too."""
    book = read_rulebook("us-work-rvu-2019")
    assert not [name for name in book.contact_types if name.startswith("written")]


def test_danish_weights_are_fees_over_a_later_consultation():
    """Each weight is the fee that its source names ÷ 469.29 DKK, to two decimals."""
    book = read_rulebook("denmark-psychiatrist")
    priced = [(source.field, Decimal(fee[1])) for source in book.sources if (fee := DKK.search(source.text))]
    assert len(priced) == len(book.contact_types) + len(book.addons)
    for field, fee in priced:
        weight = (fee / Decimal("469.29")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert Decimal(str(at(book, field))) == weight, field


def test_danish_group_is_paid_by_the_session():
    """1,867.50 DKK whatever the size, 2 to 6 people."""
    group = read_rulebook("denmark-psychiatrist").contact_types["therapy_group"]
    assert (group.weight, group.weight_per_participant, group.participants) == (3.98, None, (2, 6))


def test_stockholm_gives_every_lever_and_keeps_supervision():
    """A manager may pull each of them; a meeting that is supervision is never given up."""
    levers = read_rulebook("stockholm-psychiatry").levers
    assert all(getattr(levers, name) is not None for name in type(levers).model_fields)
    assert levers.meeting and levers.meeting.keep == ("supervision", "handledning")
