"""What patients were told, and whom a plan moves."""

from collections import Counter
from collections.abc import Iterable, Mapping

from weightplan.case import CRISIS, Case
from weightplan.plan import Appointment
from weightplan.week import Group

Promise = tuple[str, int, str, frozenset[str]]


def promises(case: Case, appointments: Iterable[Appointment]) -> Counter[Promise]:
    """Return what patients were told: which need, when, how, with whom."""
    return Counter(
        (a.request, case.minute(a.start), a.contact_type, frozenset(a.clinicians))
        for a in appointments
        if a.request != CRISIS
    )


def moved_patients(case: Case, before: Iterable[Appointment], after: Iterable[Appointment]) -> dict[str, int]:
    """Return how many people each broken promise moves, by patient, or by need where no patient is named."""
    broken = promises(case, before) - promises(case, after)
    return {name: heads for promise in broken for name, heads in people(case, promise[0]).items()}


def people(case: Case, request: str) -> Mapping[str, int]:
    """Return who comes to a need, each once, or how many where nobody is named."""
    need = case.needs.get(request)
    if isinstance(need, Group):
        return dict.fromkeys(case.members(need), 1) or {request: case.participants(need)}
    return {need.patient or request: 1} if need is not None else {}
