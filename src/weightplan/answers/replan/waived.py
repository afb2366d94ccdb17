"""Musts that nobody can meet any more: said aloud, instead of no plan at all."""

from collections.abc import Collection
from typing import TypeVar

from weightplan.case import Case
from weightplan.solver.catalogue import Catalogue
from weightplan.week import Group, Request

Need = TypeVar("Need", Request, Group)


def without_the_impossible(case: Case, now: int) -> tuple[Case, tuple[str, ...]]:
    """Return the case without the musts that no clinician has hours and leave for any more, and which those are.

    `now` in minutes: what has been counts as met.
    """
    catalogue = Catalogue(case, since=now)
    assert case.earlier is not None
    been = {a.request for a in case.earlier.appointments if case.minute(a.start) < now}

    def is_possible(name: str) -> bool:
        if name in been:
            return True
        need = case.needs.get(name)
        if need is None or not catalogue.ways(catalogue.classes([name])[0], tuple(case.clinicians)):
            return False
        after = need.after if isinstance(need, Request) else None
        return after is None or is_possible(after.request)

    lost = tuple(name for name, need in case.needs.items() if need.must and not is_possible(name))
    update = {
        "requests": tuple(waived(need, lost) for need in case.week.requests),
        "groups": tuple(waived(need, lost) for need in case.week.groups),
    }
    return Case(case.week.model_copy(update=update), case.rulebook, case.earlier), lost


def waived(need: Need, lost: Collection[str]) -> Need:
    """Return a need, no longer a must if it is among the lost."""
    return need.model_copy(update={"must": False}) if need.id in lost else need
