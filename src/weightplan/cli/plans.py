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

    plan = read_plan(path)
    problems = [f"{path}: {line}" for line in _strangers(case, plan)]
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


def _strangers(case: "Case", plan: "Plan") -> Iterator[str]:
    from weightplan.case import CRISIS
    from weightplan.validate.words import unknown

    needs, kinds = {*case.needs, CRISIS}, case.rulebook.contact_types
    for place, appointment in enumerate(plan.appointments):
        at = f"appointments[{place}]"
        yield from unknown(f"{at}.request", "request or group", [appointment.request], needs)
        yield from unknown(f"{at}.contact_type", "contact type", [appointment.contact_type], kinds)
        yield from unknown(f"{at}.clinicians", "clinician", appointment.clinicians, case.clinicians)
        yield from unknown(f"{at}.patients", "patient", appointment.patients, case.patients)
