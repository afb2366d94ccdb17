"""Alembic's way in: the connection is handed over by `weightplan_api.store.database`."""

from alembic import context

from weightplan_api.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
