"""Alembic's way in: runs the versions on the connection that migrations.upgrade hands over."""

from __future__ import annotations

from alembic import context

from migrations.tables import every_table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=every_table(),
    # SQLite too rolls back a schema change here: our own BEGIN stands around it
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
