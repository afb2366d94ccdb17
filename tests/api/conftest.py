"""The service on both databases, in a process of the test's own or as a real server."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from tests.api.postgres import binaries, server
from weightplan_api.http import create_app
from weightplan_api.server import running
from weightplan_api.settings import Settings
from weightplan_api.store import Database, Jobs, opened

REQUIRED = os.environ.get("WEIGHTPLAN_REQUIRE", "").split(",")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server that lives as long as the tests."""
    programs = binaries()
    if programs is None:
        assert "postgresql" not in REQUIRED, "install Debian's postgresql"
        pytest.skip("PostgreSQL is not installed")
    with server(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database, of both kinds in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'jobs.sqlite'}"
        return
    server_url, name = request.getfixturevalue("postgres"), f"w{uuid4().hex}"
    admin = create_engine(server_url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server_url.rpartition("/")[0] + f"/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A fresh database."""
    database = opened(url)
    yield database
    database.close()


@pytest.fixture
def jobs(database: Database) -> Jobs:
    """The jobs of a fresh database."""
    return Jobs(database)


@pytest.fixture
def settings(url: str) -> Settings:
    """Settings of a small service on a fresh database."""
    return Settings(database_url=url, workers=1, most_waiting=20)


@pytest.fixture
def client(database: Database, settings: Settings) -> Iterator[TestClient]:
    """A client of a service on loopback, without tokens."""
    app = create_app(database, settings, loopback=True)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def working(database: Database, settings: Settings) -> Iterator[None]:
    """A runner beside the test."""
    with running(database, settings):
        yield
