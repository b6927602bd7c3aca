"""Where letters on paper go."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    """All of it is new, so both engines run the text as it is."""
    connection = op.get_bind()
    for statement in thaw(HERE / "0018", connection.dialect.name):
        connection.exec_driver_sql(statement)
