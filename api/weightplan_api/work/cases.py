"""The case behind a body, its faults named as they stand in the body."""

from weightplan.case import Case
from weightplan.errors import InputError
from weightplan.files import case_of_week
from weightplan.plan import Plan
from weightplan.validate.plans import strangers
from weightplan.week import Week


def week_in(field: str, week: Week, earlier: Plan | None = None) -> Case:
    """Return the case of the week in a field; raises InputError for one that cannot be used."""
    try:
        return case_of_week(week, earlier)
    except InputError as error:
        raise InputError(f"{field}.{line}" for line in error.problems) from None


def planned_in(field: str, week: Week, plan: Plan, earlier: Plan | None, *, plan_field: str = "plan") -> Case:
    """Return the case of a week and a plan of it; raises InputError where the plan is another week's."""
    case = week_in(field, week, earlier)
    problems = list(strangers(case, plan))
    if problems:
        raise InputError(f"{plan_field}.{line}" for line in problems)
    return case
