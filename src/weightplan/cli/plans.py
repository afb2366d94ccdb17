"""A plan read for a week: it may name only what the week has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from weightplan.errors import InputError

if TYPE_CHECKING:
    from weightplan.case import Case
    from weightplan.plan import Plan


def read_plan_of(case: "Case", path: Path) -> "Plan":
    """Read a plan whose figures are to be reckoned by a week and its rulebook.

    Raises InputError, one line each, for needs, contact types, clinicians and patients that the case does not have.
    """
    from weightplan.files import read_plan
    from weightplan.validate.plans import strangers

    plan = read_plan(path)
    problems = [f"{path}: {line}" for line in strangers(case, plan)]
    if problems:
        raise InputError(problems)
    return plan


def clinician_of(case: "Case", name: str) -> str:
    """Return a clinician of the week by id; raises InputError with the nearest name for others."""
    from weightplan.validate.words import unknown

    problems = list(unknown("--clinician", "clinician", [name], case.clinicians))
    if problems:
        raise InputError(problems)
    return name


@contextmanager
def named(week: str) -> Iterator[None]:
    """Put the week's name before every line of an InputError."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{week}: {line}" for line in error.problems) from None
