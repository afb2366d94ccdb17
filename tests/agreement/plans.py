"""Random cases and plans, as in `tests.strategies`, made so that one rule has much to say of them."""

import json
import random
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.agreement.seasoning import PLANS, PRESUMED, WEEKS, WILD
from tests.strategies import _Dice, _PlanMaker, _WeekMaker
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Week

T = TypeVar("T")
Planned = tuple[Case, Plan]


class Thrown(_Dice):
    """Dice of the standard library: fast, the same for a seed, and without a lean to small numbers."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return self.random.sample(things, len(things))


def thrown(rule: str, seed: int) -> Planned:
    """Return the case and the plan that a seed gives for a rule."""
    dice = Thrown(f"{rule} {seed}")
    while (planned := _planned(dice, rule)) is None:
        pass
    return planned


@st.composite
def drawn(draw: DrawFn, rule: str) -> Planned:
    """The same as a strategy: slower, but what it finds shrinks."""
    planned = _planned(_Dice(draw), rule)
    assume(planned is not None)
    assert planned is not None
    return planned


def _planned(dice: _Dice, rule: str) -> Planned | None:
    tree = _WeekMaker(dice, days=dice.number(1, 4), requests=9).week()
    if rule in WEEKS:
        WEEKS[rule](dice, tree)
    week = Week.model_validate_json(json.dumps(tree))
    assert isinstance(week.rulebook, Rulebook)
    case = Case(week, week.rulebook)
    if problems_of(case):
        return None
    plan = _PlanMaker(dice, case, wild=WILD.get(rule, 4) if dice.sometimes(6) else 0).plan()
    plan = _of_known_types(case, plan)
    if rule in PLANS:
        case, plan = PLANS[rule](dice, case, plan)
    if rule in PRESUMED:
        plan = PRESUMED[rule](case, plan)
    return case, plan


def _of_known_types(case: Case, plan: Plan) -> Plan:
    """Leave out appointments of unknown types: no candidate is made of them."""
    known = tuple(a for a in plan.appointments if a.contact_type in case.rulebook.contact_types)
    return plan.model_copy(update={"appointments": known})
