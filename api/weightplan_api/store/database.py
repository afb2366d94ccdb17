"""One database behind everything: SQLite in WAL by default, PostgreSQL by its URL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

WAIT_FOR_LOCK = 30.0


@dataclass(frozen=True)
class Database:
    """A database whose tables are those of this version."""

    engine: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that is kept as a whole or not at all."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that holds no lock."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def opened(url: str, *, as_it_is: bool = False) -> Database:
    """Open a database and bring its tables up to date, unless it is to be taken as it is.

    Raises SQLAlchemyError where that fails.
    """
    place = make_url(url)
    if place.drivername == "postgresql":
        place = place.set(drivername="postgresql+psycopg")
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    # An error that showed its parameters would show a week's patients.
    engine = create_engine(place, pool_pre_ping=True, pool_size=20, max_overflow=40, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _tune_sqlite(engine)
    if not as_it_is:
        _migrate(engine)
    return Database(engine)


def _tune_sqlite(engine: Engine) -> None:
    """Readers never wait for the writer, and a writer waits for another instead of failing."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours to say, below
        for line in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            f"busy_timeout={int(WAIT_FOR_LOCK * 1000)}",
        ):
            connection.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        # A transaction that reads first and then wants to write could fail at once: take the lock first.
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE")


def _migrate(engine: Engine) -> None:
    from alembic import command  # a third of a second that working processes need not wait for
    from alembic.config import Config

    with as_file(files("weightplan_api.store") / "migrations") as folder, engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(772911)")  # two servers may start at once
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
