"""The tables: made by migrations, the same as the code says, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from weightplan_api.store import Database, Jobs, opened
from weightplan_api.store.tables import metadata
from weightplan_api.store.versions import StaleError, Version, Versions


def test_migrations_make_the_tables_of_the_code(database: Database) -> None:
    """Nothing is missing and nothing is left over after all migrations."""
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_two_servers_may_start_at_once(url: str) -> None:
    """Both find, or make, the same tables."""
    with ThreadPoolExecutor(4) as pool:
        for database in list(pool.map(opened, [url] * 4)):
            assert Jobs(database).counts() == {}
            database.close()


def test_versions_undo_and_redo(database: Database) -> None:
    """Back and forth between versions; a new change forgets what was undone; a late one is refused."""
    job, versions = Jobs(database).submit("u", "schedules", "{}")[0], Versions(database)
    first = Version(0, "w0", "p0", "")
    assert versions.current(job) is None and versions.number(job) == (0, False)
    assert not versions.undo(job) and not versions.redo(job)
    assert versions.change(job, first, "w1", "p1", "one") == 1
    one = Version(1, "w1", "p1", "one")
    assert versions.change(job, one, "w2", "p2", "two") == 2
    assert versions.current(job) == Version(2, "w2", "p2", "two")
    assert versions.undo(job) and versions.undo(job) and not versions.undo(job)
    assert versions.current(job) == first and versions.number(job) == (0, True)
    assert versions.redo(job) and versions.current(job) == one
    # Two was undone, and another change takes its place: under a number of its own.
    assert versions.change(job, one, "w3", "p3", "three") == 3
    assert versions.number(job) == (3, False) and not versions.redo(job)
    with pytest.raises(StaleError):
        versions.change(job, one, "w4", "p4", "four")
    assert versions.undo(job) and versions.current(job) == one
