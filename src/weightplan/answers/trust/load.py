"""How evenly load is shared within a role."""

from collections.abc import Sequence
from fractions import Fraction

from weightplan.answers.trust.model import Load
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.rules.ledger import Ledger
from weightplan.rules.load_imbalance import exact_time


def loads(case: Case, plan: Plan) -> tuple[Load, ...]:
    """Return every role's load in the week's order. Roles with fewer than `min_group_size` at work show nothing."""
    ledger = Ledger(case, plan)
    found: dict[str, list[Fraction]] = {person.role: [] for person in case.week.clinicians}
    for person in case.week.clinicians:
        time = sum((exact_time(case, person.id, week) for week in range(case.week.weeks)), Fraction(0))
        if time > 0:
            points = sum(ledger.load(person.id, day) for day in range(case.day_count))
            found[person.role].append(points / time)
    least = max(1, case.rulebook.min_group_size)
    return tuple(_load(role, each) if len(each) >= least else _hidden(role) for role, each in found.items())


def gini(values: Sequence[Fraction]) -> Fraction:
    """Return the Gini coefficient: 0 where all have the same or nobody has anything, near 1 where one has all."""
    total = sum(values)
    if not total:
        return Fraction(0)
    ranked = enumerate(sorted(values), 1)
    number = len(values)
    return 2 * sum((place * value for place, value in ranked), Fraction(0)) / (number * total) - Fraction(
        number + 1, number
    )


def _load(role: str, each: list[Fraction]) -> Load:
    return Load(
        role=role,
        people=len(each),
        mean=round(float(sum(each) / len(each)), 2),
        most=round(float(max(each)), 2),
        gini=round(float(gini(each)), 4),
    )


def _hidden(role: str) -> Load:
    return Load(role=role, people=None, mean=None, most=None, gini=None)
