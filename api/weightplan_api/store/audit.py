"""The audit log: who changed what, when and why. Nothing in it names a patient."""

import time
from dataclasses import dataclass

from sqlalchemy import insert, select

from weightplan_api.store.database import Database
from weightplan_api.store.tables import audit


@dataclass(frozen=True)
class Deed:
    """One line of the log; `at` in seconds since 1970."""

    at: float
    who: str
    what: str
    why: str
    job: str | None


@dataclass(frozen=True)
class Audit:
    """The log of a database: it is only ever added to."""

    database: Database

    def add(self, unit: str, who: str, what: str, *, why: str = "", job: str | None = None) -> None:
        with self.database.writing() as connection:
            values = {"unit": unit, "who": who, "what": what, "why": why, "job": job, "at": time.time()}
            connection.execute(insert(audit).values(values))

    def of(self, unit: str, job: str | None = None, most: int = 1000) -> list[Deed]:
        """Return the newest lines of a unit, or of one job of it."""
        query = select(audit).where(audit.c.unit == unit).order_by(audit.c.id.desc()).limit(most)
        if job is not None:
            query = query.where(audit.c.job == job)
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        return [Deed(row.at, row.who, row.what, row.why, row.job) for row in rows]
