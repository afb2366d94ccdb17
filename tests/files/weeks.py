"""What it means that a week came back from a file as it was."""

from pathlib import Path
from typing import Any

from weightplan.files import load_case
from weightplan.files.writing import write_week
from weightplan.rulebook import Rulebook
from weightplan.week import Week


def lifted(week: Week) -> list[Any]:
    """Limits with what was given: one that is lifted is None there, one never set is absent."""
    limits = [person.limits for person in week.clinicians]
    if isinstance(week.rulebook, Rulebook):
        limits += [week.rulebook.limits, *(role.limits for role in week.rulebook.roles.values())]
    return [limit.model_dump(exclude_unset=True) for limit in limits]


def assert_survives(week: Week, path: Path, rulebook: Rulebook | None = None) -> None:
    """Write a week, read it, and find nothing changed."""
    write_week(week, path, rulebook)
    back = load_case(path).week
    assert back == week
    assert lifted(back) == lifted(week)
