"""Jobs: accepted, claimed by one runner at a time, beaten, ended once.

Who works on a job holds an `attempt` number. Every write of a runner names it, so that one that
was given up for dead and comes back changes nothing.
"""

import json
import secrets
import time
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, update

from weightplan_api.store.database import Database
from weightplan_api.store.job import LONG, Best, Job, KeyReusedError, QueueFullError, Result, State
from weightplan_api.store.tables import events, jobs, keys, rows

# A process may be killed from outside, so one death says little; a dozen say that the job kills it.
MOST_CRASHES = 12
LIGHT = tuple(c for c in jobs.c if c.name not in ("request", "answer"))
CRASHED = {
    "code": "CRASHED",
    "title": "The work was given up",
    "detail": f"The process that did the work ended {MOST_CRASHES} times without an answer.",
}


@dataclass(frozen=True)
class Jobs:
    """The jobs of a database. Raises nothing for jobs that are not there: it answers None or False."""

    database: Database
    keep_seconds: float = 30 * 86_400.0
    most_waiting: int = 100

    # --- what clients do

    def submit(
        self,
        unit: str,
        kind: str,
        request: str,
        *,
        name: str = "",
        tags: tuple[str, ...] = (),
        key: str | None = None,
        digest: str = "",
        best: Best | None = None,
    ) -> tuple[str, bool]:
        """Accept a job; return its id and whether it is new (False: this key was answered before)."""
        now, job = time.time(), secrets.token_hex(16)
        with self.database.writing() as connection:
            if key is not None:
                known = connection.execute(select(keys).where(keys.c.unit == unit, keys.c.key == key)).first()
                if known is not None and known.digest != digest:
                    raise KeyReusedError
                if known is not None:
                    return str(known.job), False
            if self._full(connection):
                raise QueueFullError
            values: dict[str, Any] = {
                "id": job,
                "unit": unit,
                "kind": kind,
                "state": "queued",
                "request": request,
                "name": name,
            }
            values |= {"tags": json.dumps(tags), "submitted": now, "expires": now + self.keep_seconds}
            if best is not None:
                values |= {"answer": best.answer, "figures": json.dumps(best.figures), "result": best.result}
            connection.execute(insert(jobs).values(values))
            if key is not None:
                connection.execute(insert(keys).values(unit=unit, key=key, digest=digest, job=job))
        return job, True

    def full(self) -> bool:
        """Return whether as many jobs wait as may."""
        with self.database.reading() as connection:
            return self._full(connection)

    def knows(self, unit: str, key: str) -> bool:
        """Return whether a job was submitted with this key."""
        known = select(keys.c.job).where(keys.c.unit == unit, keys.c.key == key)
        with self.database.reading() as connection:
            return connection.execute(known).first() is not None

    def get(self, job: str) -> Job | None:
        return self.standing({job}).get(job)

    def standing(self, named: Set[str]) -> dict[str, Job]:
        """Return those of these jobs that there are, of whatever unit."""
        with self.database.reading() as connection:
            rows = connection.execute(select(*LIGHT).where(jobs.c.id.in_(named))).all()
        return {row.id: _job(row) for row in rows}

    def listed(self, unit: str, kind: str, most: int) -> list[Job]:
        """Return the newest jobs of a unit."""
        query = select(*LIGHT).where(jobs.c.unit == unit, jobs.c.kind == kind)
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(jobs.c.submitted.desc()).limit(most)).all()
        return [_job(row) for row in rows]

    def request(self, job: str) -> str | None:
        with self.database.reading() as connection:
            return connection.execute(select(jobs.c.request).where(jobs.c.id == job)).scalar()

    def answer(self, job: str) -> str | None:
        """Return the answer of a job, or the best one so far."""
        with self.database.reading() as connection:
            return connection.execute(select(jobs.c.answer).where(jobs.c.id == job)).scalar()

    def events_after(self, job: str, number: int) -> list[tuple[int, str, str]]:
        """Return (number, kind, data) of the events after one, in order."""
        query = select(events.c.number, events.c.kind, events.c.data)
        with self.database.reading() as connection:
            rows = connection.execute(
                query.where(events.c.job == job, events.c.number > number).order_by(events.c.number)
            ).all()
        return [(row.number, row.kind, row.data) for row in rows]

    def ask_to_stop(self, job: str) -> bool:
        """Ask a job to stop; one that waits is over at once, with its best. False where it is over already."""
        with self.database.writing() as connection:
            waiting = [jobs.c.id == job, jobs.c.state == "queued"]
            if _end(connection, waiting, "stopped", None, {"stop": True}, otherwise="unknown"):
                return True
            running = update(jobs).where(jobs.c.id == job, jobs.c.state == "running")
            return bool(connection.execute(running.values(stop=True)).rowcount)

    def erase(self, job: str, unit: str) -> dict[str, int] | None:
        """Erase a job and all that hangs on it; return how many rows of what went, None where there is none."""
        with self.database.writing() as connection:
            hanging = {"events": events.c.job, "rows": rows.c.job}
            gone = {
                name: connection.execute(select(func.count()).where(column == job)).scalar() or 0
                for name, column in hanging.items()
            }
            if not connection.execute(delete(jobs).where(jobs.c.id == job, jobs.c.unit == unit)).rowcount:
                return None
        return {"jobs": 1, **gone}

    def expire(self) -> int:
        """Erase jobs whose time is over and that nobody works on; return how many."""
        old = delete(jobs).where(jobs.c.expires < time.time(), jobs.c.state != "running")
        with self.database.writing() as connection:
            return connection.execute(old).rowcount

    def counts(self) -> dict[str, int]:
        """Return how many jobs are in each state."""
        with self.database.reading() as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state)).all()
        return {str(state): int(count) for state, count in rows}

    def _full(self, connection: Connection) -> bool:
        waiting = select(func.count()).where(jobs.c.state == "queued")
        return (connection.execute(waiting).scalar() or 0) >= self.most_waiting

    # --- what runners do

    def claim(self, runner: str, beat_lost_after: float, *, long: bool = False) -> Job | None:
        """Take the oldest job that waits, or that a dead runner left, of the long kinds or of the others.

        None where there is none.
        """
        now = time.time()
        left = (jobs.c.state == "running") & (jobs.c.beat < now - beat_lost_after)
        kinds = jobs.c.kind.in_(LONG) if long else jobs.c.kind.not_in(LONG)
        oldest = select(*LIGHT).where(kinds, or_(jobs.c.state == "queued", left)).order_by(jobs.c.submitted).limit(1)
        with self.database.writing() as connection:
            row = connection.execute(oldest.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            taken = {"state": "running", "runner": runner, "attempt": row.attempt + 1, "beat": now}
            if row.started is None:
                taken["started"] = now
            connection.execute(update(jobs).where(jobs.c.id == row.id).values(taken))
            return _job(connection.execute(select(*LIGHT).where(jobs.c.id == row.id)).one())

    def beat(self, job: str, attempt: int) -> Literal["go on", "stop", "lost"]:
        """Say that a job is being worked on; hear whether to go on."""
        with self.database.writing() as connection:
            if not connection.execute(update(jobs).where(*held_by(job, attempt)).values(beat=time.time())).rowcount:
                return "lost"
            stop = connection.execute(select(jobs.c.stop).where(jobs.c.id == job)).scalar()
        return "stop" if stop else "go on"

    def tell(
        self,
        job: str,
        attempt: int,
        kind: str,
        figures: Mapping[str, Any],
        answer: str | None = None,
        result: Result | None = None,
    ) -> bool:
        """Write how a job stands, and the best answer so far; False where the job is another's by now."""
        values: dict[str, Any] = {"figures": json.dumps(figures), "beat": time.time()}
        values |= {"answer": answer} if answer is not None else {}
        values |= {"result": result} if result is not None else {}
        with self.database.writing() as connection:
            if not connection.execute(update(jobs).where(*held_by(job, attempt)).values(values)).rowcount:
                return False
            _tell(connection, job, kind, figures)
        return True

    def end(
        self,
        job: str,
        attempt: int,
        state: State,
        *,
        result: Result | None = None,
        figures: Mapping[str, Any] | None = None,
        answer: str | None = None,
        problem: Mapping[str, Any] | None = None,
    ) -> bool:
        """End a job, once: False where it is another's by now, or over."""
        values: dict[str, Any] = {"figures": json.dumps(figures)} if figures is not None else {}
        values |= {"answer": answer} if answer is not None else {}
        values |= {"problem": json.dumps(problem)} if problem is not None else {}
        with self.database.writing() as connection:
            return _end(connection, held_by(job, attempt), state, result, values)

    def give_back(self, job: str, attempt: int, *, crashed: bool) -> None:
        """Let another runner have a job; one whose process crashed MOST_CRASHES times has failed."""
        more = int(crashed)
        with self.database.writing() as connection:
            waiting = update(jobs).where(*held_by(job, attempt), jobs.c.crashes + more < MOST_CRASHES)
            values = {"state": "queued", "runner": None, "crashes": jobs.c.crashes + more}
            if not connection.execute(waiting.values(values)).rowcount:
                _end(connection, held_by(job, attempt), "failed", None, {"problem": json.dumps(CRASHED)})


def held_by(job: str, attempt: int) -> list[ColumnElement[bool]]:
    """Return what is true of a job only while this attempt works on it."""
    return [jobs.c.id == job, jobs.c.attempt == attempt, jobs.c.state == "running"]


def _end(
    connection: Connection,
    mine: list[ColumnElement[bool]],
    state: State,
    result: Result | None,
    values: dict[str, Any],
    otherwise: Result | None = None,
) -> bool:
    """End a job that is still what `mine` says; without a result of its own it has the one told before, or another."""
    row = connection.execute(select(jobs.c.id, jobs.c.result).where(*mine).with_for_update()).first()
    if row is None:
        return False
    reached = result or row.result or otherwise
    connection.execute(update(jobs).where(*mine).values(state=state, result=reached, ended=time.time(), **values))
    _tell(connection, row.id, "ended", {"job": state, "result": reached})
    return True


def _tell(connection: Connection, job: str, kind: str, data: Mapping[str, Any]) -> None:
    connection.execute(update(jobs).where(jobs.c.id == job).values(last_event=jobs.c.last_event + 1))
    number = connection.execute(select(jobs.c.last_event).where(jobs.c.id == job)).scalar()
    connection.execute(insert(events).values(job=job, number=number, kind=kind, data=json.dumps(data), at=time.time()))


def _job(row: Row[Any]) -> Job:
    fields = {name: getattr(row, name) for name in Job.__dataclass_fields__}
    fields |= {"tags": tuple(json.loads(row.tags)), "figures": json.loads(row.figures)}
    fields["problem"] = json.loads(row.problem) if row.problem else None
    return Job(**fields)
