"""The tables. Moments are seconds since 1970 in UTC, so that both databases compare them alike."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("unit", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("result", String(10)),
    Column("name", Text, nullable=False, default=""),
    Column("tags", Text, nullable=False, default="[]"),
    Column("request", Text, nullable=False),
    Column("figures", Text, nullable=False, default="{}"),
    Column("answer", Text),
    Column("problem", Text),
    Column("runner", String(100)),
    Column("attempt", Integer, nullable=False, default=0),
    Column("crashes", Integer, nullable=False, default=0),
    Column("beat", Float),
    Column("stop", Boolean, nullable=False, default=False),
    Column("last_event", Integer, nullable=False, default=0),
    Column("submitted", Float, nullable=False),
    Column("started", Float),
    Column("ended", Float),
    Column("expires", Float, nullable=False),
    Index(None, "state", "submitted"),
    Index(None, "unit", "kind", "submitted"),
    Index(None, "expires"),
)

events = Table(
    "events",
    metadata,
    Column("job", String(32), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("data", Text, nullable=False),
    Column("at", Float, nullable=False),
)

# The rows of a study, each as JSON by the number of its solve.
rows = Table(
    "rows",
    metadata,
    Column("job", String(32), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),
)

# A plan and the week it is a plan of, as they stood after each change that a planner made: `done`,
# `undone` (and can be redone) or `dropped` (another change was made instead). No number is used twice.
versions = Table(
    "versions",
    metadata,
    Column("job", String(32), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("week", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("state", String(10), nullable=False, default="done"),
    Column("at", Float, nullable=False),
)

# The answer to a POST by its `Idempotency-Key`: the same key gives the same job.
keys = Table(
    "keys",
    metadata,
    Column("unit", String(100), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("job", String(32), ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("unit", String(100), nullable=False),
    Column("role", String(20), nullable=False),
    Column("clinician", String(200)),
    Column("name", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("expires", Float),
    UniqueConstraint("digest"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("token", String(32), ForeignKey("tokens.id", ondelete="CASCADE"), nullable=False),
    Column("expires", Float, nullable=False),
)

# Who did what and why. No patient's id is ever written here.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("unit", String(100), nullable=False),
    Column("job", String(32)),
    Column("at", Float, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False, default=""),
    Index(None, "unit", "at"),
)
