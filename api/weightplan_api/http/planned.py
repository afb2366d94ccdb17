"""The weeks and plans that are looked at: read once, kept for the next question."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Annotated

from fastapi import Depends, Request

from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.week import Week
from weightplan_api.bodies import Schedule
from weightplan_api.http.problems import Problem, invalid, unknown
from weightplan_api.store import Jobs
from weightplan_api.store.versions import Version, Versions
from weightplan_api.work.cases import week_in
from weightplan_api.work.editing import Planned

KIND = "schedules"
KEPT = 4
WITHOUT_PLAN = ("infeasible", "unknown")


class Desks:
    """The plans of jobs that are over, in their current versions."""

    def __init__(self, jobs: Jobs, versions: Versions) -> None:
        self.jobs, self.versions = jobs, versions
        self._read = lru_cache(maxsize=KEPT)(self._reading)

    def current(self, job: str) -> tuple[int, Planned]:
        """Return the current version; raises Problem where there is no plan (yet)."""
        stand = self.jobs.get(job)
        if stand is None:
            raise unknown()
        number, _ = self.versions.number(job)
        # A plan that is still being improved changes without a number of its own.
        return number, self._read(job, number, stand.last_event)

    def change(self, job: str, number: int, before: Planned, after: Planned, what: str) -> None:
        """Keep a change of a version; raises StaleError where another came first."""
        self.versions.change(job, Version(number, *_written(before), ""), *_written(after), what)

    def _reading(self, job: str, number: int, _: int) -> Planned:
        request, answer, changed = self.jobs.request(job), self.jobs.answer(job), self.versions.current(job)
        if request is None:
            raise unknown()
        body = Schedule.model_validate_json(request)
        week = Week.model_validate_json(changed.week) if changed is not None else body.modelInput
        text = changed.plan if changed is not None else answer
        plan = Plan.model_validate_json(text) if text else None
        if plan is None or plan.status in WITHOUT_PLAN:
            raise Problem(409, "NO_PLAN", "There is no plan to show")
        return Planned(week_in("modelInput", week, body.earlier), plan)


def _written(planned: Planned) -> tuple[str, str]:
    return planned.case.week.model_dump_json(exclude_unset=True), planned.plan.model_dump_json()


async def desks_of(request: Request) -> Desks:
    desks: Desks = request.app.state.desks
    return desks


AllDesks = Annotated[Desks, Depends(desks_of)]


@contextmanager
def refusing() -> Iterator[None]:
    """Answer what the library cannot use as a problem."""
    try:
        yield
    except InputError as error:
        raise invalid(error.problems) from None
