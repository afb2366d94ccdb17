"""A week of two, and studies of it that take seconds."""

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OFFICE, case, clinician, patient, request, room
from weightplan.study.scenarios import Prepared, prepared

# Without the extra `study` there is nothing to test; the group `dev` has it.
collect_ignore_glob = [] if all(map(find_spec, ("matplotlib", "pyarrow", "scipy"))) else ["test_*.py"]

Write = Callable[..., Path]
AS_IS: dict[str, Any] = {"as_is": {}}


def week_of_two() -> dict[str, Any]:
    """Two psychologists, a target of 3 each, ten visits asked for by ten patients of levels 1 and 2."""
    made = case(
        clinicians=[clinician("anna"), clinician("bert")],
        rooms=[room("r1"), room("r2"), room("g1", "group")],
        patients=[patient(f"p{n}", level=1 + n % 2) for n in range(10)],
        requests=[request(f"q{n}", "physical", "call", patient=f"p{n}") for n in range(10)],
        roles={"psychologist": {"weekly_target": 3.0}, "nurse": {}},
        prices={"shortfall": [1, 2, 4], "unserved": {1: 2000, 2: 400, 3: 100, 4: 20}},
        min_group_size=2,
    )
    tree: dict[str, Any] = made.week.model_dump(mode="json", exclude_unset=True)
    assert tree["clinicians"][0]["hours"]["mon"] == OFFICE["mon"]
    return tree


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a study beside its week and return its path; fields replace those of a study of two levels."""

    def call(week: dict[str, Any] | None = None, **fields: Any) -> Path:
        (tmp_path / "two.json").write_text(json.dumps(week or week_of_two(), default=str))
        study = {
            "name": "small",
            "week": "two",
            "factors": {"target": AS_IS | {"high": {"targets": {"psychologist": 8.0}}}},
            "repetitions": 2,
            "varies": {"absence": 0.2},
            "limits": {"deterministic": 0.2},
        }
        path = tmp_path / "study.json"
        path.write_text(json.dumps(study | fields))
        return path

    return call


@pytest.fixture
def ready(write: Write) -> Callable[..., Prepared]:
    """Prepare a small study."""
    return lambda *week, **fields: prepared(write(*week, **fields))


def year_of_two(**fields: Any) -> dict[str, Any]:
    """The section `year` for the week of two: four weeks, two repetitions, a moment for each week."""
    course = {
        "roles": ["psychologist"],
        "first": ["first"],
        "steps": [{"contact_types": ["physical", "call"], "days": 7}],
        "contacts": [2, 4],
    }
    plain = {
        "weeks": 4,
        "repetitions": 2,
        "limits": {"deterministic": 0.05},
        "referrals": {"1": 1.0, "2": 1.0},
        "courses": {"1": course, "2": course},
        "places": {"psychologist": 8},
    }
    return plain | fields
