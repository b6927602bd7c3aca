"""The right to challenge: requests with what happened to them, talks, advice, decisions; organisations and members."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    """All of it is new, so both engines run the text as it is."""
    connection = op.get_bind()
    for statement in thaw(HERE / "0004", connection.dialect.name):
        connection.exec_driver_sql(statement)
