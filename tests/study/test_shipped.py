"""The studies that ship: sound, marked as examples, short enough."""

import sys
from pathlib import Path

import pytest

from weightplan.files import shipped
from weightplan.study.scenarios import FOLDER, find_study, prepared
from weightplan.study.year.scenarios import prepared_year, year_of

WEEKS = Path(__file__).parents[2] / "scenarios" / "studies" / "weeks"
sys.path.insert(0, str(WEEKS.parents[1]))
import generate  # noqa: E402
from units import STUDIES  # noqa: E402

NAMES = ("two-psychologists-or-a-doctor", "old-or-new-contract", "how-many-reach-45")
YEAR = "a-phone-heavy-year"


def test_these_ship() -> None:
    assert set(shipped(FOLDER)) == {*NAMES, YEAR}


def test_the_shipped_year_is_sound() -> None:
    """Every scenario makes a year of 52 weeks with a limit, for the unit of twelve, and all of it is an example."""
    path = find_study(YEAR)
    ready = prepared_year(path)
    assert len(ready.base["clinicians"]) == 12
    assert {"sv", "en"} == set(ready.study.question)
    years = [year_of(ready, choice) for choice in ready.choices]
    assert [sum(year.referrals.values()) for year in years] == pytest.approx([16.35, 16.35, 22.9])
    assert {(year.weeks, year.limits.seconds, year.origin) for year in years} == {(52, 1.0, "example")}
    assert years[1].courses != years[0].courses


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_study_is_sound(name: str) -> None:
    """Every level and scenario makes a week, rows repeat exactly, and what is made up says so."""
    path = find_study(name)
    ready = prepared(path)
    assert ready.study.limits.deterministic is not None
    assert {"sv", "en"} == set(ready.study.question)
    assert "example" in path.read_text(encoding="utf-8")
    assert ready.study.salaries_origin == "example"
    assert ready.pools


def test_old_or_new_differ_in_the_rulebook_alone() -> None:
    """One factor, two rulebooks, and the psychologists' target goes up to 45."""
    ready = prepared(find_study("old-or-new-contract"))
    old, new = (ready.week(choice) for choice in ready.choices)
    assert {key for key in new if old[key] != new[key]} == {"rulebook"}
    assert old["rulebook"]["roles"]["psychologist"]["weekly_target"] < 45
    assert new["rulebook"]["roles"]["psychologist"]["weekly_target"] == 45


def test_every_base_week_is_generated() -> None:
    """The recipes write the stored files, and there are no others."""
    assert {path.name for path in WEEKS.iterdir()} == {f"{name}{unit.suffix}" for name, unit in STUDIES.items()}
    for name, unit in STUDIES.items():
        text = generate.text_of(generate.Builder(name, unit).build(), unit.suffix)
        assert (WEEKS / f"{name}{unit.suffix}").read_text(encoding="utf-8") == text
