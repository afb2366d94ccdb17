"""The rows of studies: kept one by one as they come, so that whoever takes a study up goes on where it was."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from weightplan_api.store.database import Database
from weightplan_api.store.jobs import held_by
from weightplan_api.store.tables import jobs, rows


@dataclass(frozen=True)
class Rows:
    """The rows of a database's studies, as JSON by the number of their solve."""

    database: Database

    def keep(self, job: str, attempt: int, number: int, row: str) -> bool:
        """Keep a row; False where the job is another's by now."""
        # The job is locked until the row is there: nobody can take it over in between.
        mine = select(jobs.c.id).where(*held_by(job, attempt)).with_for_update()
        with self.database.writing() as connection:
            if connection.execute(mine).first() is None:
                return False
            connection.execute(insert(rows).values(job=job, number=number, content=row))
        return True

    def numbers(self, job: str) -> set[int]:
        """Return the numbers of the solves whose rows are there."""
        with self.database.reading() as connection:
            return {row.number for row in connection.execute(select(rows.c.number).where(rows.c.job == job))}

    def all(self, job: str) -> list[str]:
        """Return the rows in the order of their solves."""
        query = select(rows.c.content).where(rows.c.job == job).order_by(rows.c.number)
        with self.database.reading() as connection:
            return [row.content for row in connection.execute(query)]
