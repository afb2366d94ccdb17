"""Tokens and sessions: who may do what. Only digests are kept; a token is shown once, when it is made."""

import hashlib
import secrets
import time
from collections.abc import Set
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Column, Select, delete, func, insert, or_, select

from weightplan_api.store.database import Database
from weightplan_api.store.tables import sessions, tokens

Role = Literal["planner", "reader", "clinician"]
SESSION_SECONDS = 12 * 3600.0


@dataclass(frozen=True)
class Holder:
    """Whom a token speaks for: a unit, a role in it, and for one clinician's own page the clinician."""

    id: str
    unit: str
    role: Role
    clinician: str | None
    name: str


@dataclass(frozen=True)
class Tokens:
    """The tokens of a database."""

    database: Database

    def create(
        self, unit: str, role: Role, name: str, *, clinician: str | None = None, days: float | None = None
    ) -> tuple[str, str]:
        """Make a token; return its id and the token itself, which nobody can read again."""
        token, identifier, now = f"wp_{secrets.token_urlsafe(32)}", secrets.token_hex(8), time.time()
        values: dict[str, Any] = {
            "id": identifier,
            "digest": _digest(token),
            "unit": unit,
            "role": role,
            "clinician": clinician,
        }
        values |= {"name": name, "created": now, "expires": now + days * 86_400 if days is not None else None}
        with self.database.writing() as connection:
            connection.execute(insert(tokens).values(values))
        return identifier, token

    def holders(self, shown: Set[str]) -> dict[str, Holder]:
        """Return whom these tokens speak for, those that are valid."""
        return self._holders(select(tokens, tokens.c.digest.label("shown")), tokens.c.digest, shown)

    def in_sessions(self, secrets: Set[str]) -> dict[str, Holder]:
        """Return whom these sessions speak for, those that are not over."""
        open_ones = select(tokens, sessions.c.digest.label("shown")).join(sessions, sessions.c.token == tokens.c.id)
        return self._holders(open_ones.where(sessions.c.expires > time.time()), sessions.c.digest, secrets)

    def revoke(self, identifier: str) -> bool:
        """Forget a token, and with it the sessions that it began."""
        with self.database.writing() as connection:
            return bool(connection.execute(delete(tokens).where(tokens.c.id == identifier)).rowcount)

    def listed(self) -> list[Holder]:
        with self.database.reading() as connection:
            rows = connection.execute(select(tokens).order_by(tokens.c.created)).all()
        return [Holder(row.id, row.unit, row.role, row.clinician, row.name) for row in rows]

    def any(self) -> bool:
        with self.database.reading() as connection:
            return bool(connection.execute(select(func.count()).select_from(tokens)).scalar())

    def begin_session(self, token: str) -> str | None:
        """Begin a session; return its secret, None for a token that is none."""
        holder = self.holders({token}).get(token)
        if holder is None:
            return None
        secret, now = secrets.token_urlsafe(32), time.time()
        with self.database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < now))
            values = {"digest": _digest(secret), "token": holder.id, "expires": now + SESSION_SECONDS}
            connection.execute(insert(sessions).values(values))
        return secret

    def end_session(self, secret: str) -> None:
        with self.database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(secret)))

    def _holders(self, query: Select[Any], column: Column[Any], shown: Set[str]) -> dict[str, Holder]:
        secrets = {_digest(secret): secret for secret in shown}
        valid = or_(tokens.c.expires.is_(None), tokens.c.expires > time.time())
        with self.database.reading() as connection:
            rows = connection.execute(query.where(column.in_(secrets), valid)).all()
        return {secrets[row.shown]: Holder(row.id, row.unit, row.role, row.clinician, row.name) for row in rows}


def csrf_of(secret: str) -> str:
    """Return what a page in a session must send along with every change."""
    return _digest(f"csrf {secret}")


def _digest(secret: str) -> str:
    """Tokens are 256 random bits, so one round of SHA-256 is enough: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
