"""What every rival shares with the runner: how it is called, how it reports, and how a plan is written.

A rival is `solve(case, *, time_limit, workers, seed, on_plan) -> Plan`. `time_limit` is in seconds of
wall time and holds for everything, the building of a model included; `on_plan` takes every plan found
on the way. A rival imports nothing of weightplan's solver, and leaves a plan told earlier out of
account (the price `moved`): the runner's weeks have none.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from bench.rivals.ways import Way
from weightplan.case import Case
from weightplan.check import check, gap
from weightplan.plan import Appointment, Break, Plan
from weightplan.week import Room

OnPlan = Callable[[Plan], None]


class RefusalError(Exception):
    """A rival that does not run: something is not installed, or the week is too large for it."""


class Rival(Protocol):
    def __call__(self, case: Case, *, time_limit: float, workers: int, seed: int, on_plan: OnPlan) -> Plan:
        """Return the best plan found; one of status `unknown` where there is none. Raises RefusalError."""
        ...


def appointment(case: Case, way: Way, start: int, room: str | None) -> Appointment:
    """Return the contact that meets a need in one way, from `start` (a minute of the week)."""
    end = start + way.kind.minutes
    return Appointment(
        request=way.need,
        contact_type=way.name,
        clinicians=way.team,
        patients=way.patients,
        room=room,
        start=case.moment(start),
        end=case.moment(end),
        busy_until=case.moment(end + way.kind.documentation_minutes),
        weights={c: w / 100 for c, w in way.weights.items()},
    )


def seated(
    case: Case, classes: Sequence[Sequence[Room]], placed: Iterable[tuple[int, Way, int | None]]
) -> tuple[Appointment, ...]:
    """Return contacts from (start, way, class of rooms), each in the first room of its class that is free.

    That always works out where no class is asked for more rooms at once than it has.
    """
    until: dict[str, int] = {}
    appointments = []
    for start, way, held in sorted(placed, key=lambda p: (p[0], p[1].need)):
        room = None
        if held is not None:
            room = next(r.id for r in classes[held] if until.get(r.id, 0) <= start)
            until[room] = start + way.kind.minutes
        appointments.append(appointment(case, way, start, room))
    return tuple(appointments)


def rest(case: Case, clinician: str, kind: str, start: int, end: int) -> Break:
    """Return a lunch or a piece of admin time between two minutes of the week."""
    return Break.model_validate(
        {"clinician": clinician, "kind": kind, "start": case.moment(start), "end": case.moment(end)}
    )


def answer(case: Case, plan: Plan, bound: int | None) -> Plan:
    """Return a plan with its status, the checker's cost, and the rival's own bound where it has one."""
    cost = check(case, plan).cost
    status = "optimal" if cost == bound else "feasible"
    far = None if bound is None else gap(case, cost, bound)
    return plan.model_copy(update={"status": status, "cost": cost, "bound": bound, "gap": far})
