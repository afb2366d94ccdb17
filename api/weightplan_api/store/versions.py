"""A plan as planners change it: every change is a version, and undone ones can be redone."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from weightplan_api.store.database import Database
from weightplan_api.store.tables import versions


class StaleError(Exception):
    """The change was made to a version that is no longer the newest."""


@dataclass(frozen=True)
class Version:
    """A week and its plan as JSON; number 0 is what the job itself answered."""

    number: int
    week: str
    plan: str
    what: str


@dataclass(frozen=True)
class Versions:
    """The versions of a database's plans. A number is never used twice, so it says what was looked at."""

    database: Database

    def current(self, job: str) -> Version | None:
        """Return the version that stands; None where nothing was changed yet."""
        with self.database.reading() as connection:
            return _current(connection, job)

    def number(self, job: str) -> tuple[int, bool]:
        """Return the number of the version that stands, and whether one can be redone."""
        newest = select(versions.c.state, func.max(versions.c.number)).where(versions.c.job == job)
        with self.database.reading() as connection:
            numbers = {row[0]: row[1] for row in connection.execute(newest.group_by(versions.c.state))}
        return numbers.get("done", 0), "undone" in numbers

    def change(self, job: str, before: Version, week: str, plan: str, what: str) -> int:
        """Add a version that follows another; raises StaleError where somebody else was faster."""
        with self.database.writing() as connection:
            now = _current(connection, job)
            if (now.number if now is not None else 0) != before.number:
                raise StaleError
            if now is None:
                _add(connection, job, before)
            undone = update(versions).where(versions.c.job == job, versions.c.state == "undone")
            connection.execute(undone.values(state="dropped"))
            last = connection.execute(select(func.max(versions.c.number)).where(versions.c.job == job)).scalar()
            number = int(last or 0) + 1
            _add(connection, job, Version(number, week, plan, what))
        return number

    def undo(self, job: str) -> bool:
        """Go back one version; False at the first."""
        with self.database.writing() as connection:
            now = _current(connection, job)
            if now is None or now.number == 0:
                return False
            _mark(connection, job, now.number, "undone")
        return True

    def redo(self, job: str) -> bool:
        """Go forward one version; False at the last."""
        next_one = select(func.min(versions.c.number)).where(versions.c.job == job, versions.c.state == "undone")
        with self.database.writing() as connection:
            number = connection.execute(next_one).scalar()
            if number is None:
                return False
            _mark(connection, job, number, "done")
        return True


def _current(connection: Connection, job: str) -> Version | None:
    query = select(versions).where(versions.c.job == job, versions.c.state == "done")
    row = connection.execute(query.order_by(versions.c.number.desc()).limit(1)).first()
    return Version(row.number, row.week, row.plan, row.what) if row is not None else None


def _add(connection: Connection, job: str, version: Version) -> None:
    values = {"job": job, "number": version.number, "week": version.week, "plan": version.plan, "what": version.what}
    connection.execute(insert(versions).values(**values, state="done", at=time.time()))


def _mark(connection: Connection, job: str, number: int, state: str) -> None:
    connection.execute(update(versions).where(versions.c.job == job, versions.c.number == number).values(state=state))
