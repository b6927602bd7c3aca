"""The first tables, exactly as their frozen text."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    for statement in thaw(Path(__file__).parent / "0001", connection.dialect.name):
        connection.exec_driver_sql(statement)
