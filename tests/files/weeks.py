"""What it means that a week came back from a file as it was."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.agreement.plans import Thrown
from tests.strategies import _PlanMaker, _WeekMaker
from weightplan.case import Case
from weightplan.files import load_case
from weightplan.files.writing import write_week
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Week


def thrown_plans(number: int) -> Iterator[tuple[Case, Plan]]:
    """Yield random weeks, each with its rulebook inside, and random plans of them in which everybody is known."""
    for seed in range(number):
        dice = Thrown(f"exchange {seed}")
        tree = _WeekMaker(dice, days=dice.number(1, 5), requests=8).week()
        week = Week.model_validate_json(json.dumps(tree))
        assert isinstance(week.rulebook, Rulebook)
        made = Case(week, week.rulebook)
        if not problems_of(made):
            yield made, _PlanMaker(dice, made, wild=0).plan()


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
