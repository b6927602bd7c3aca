"""What was agreed in talks, reports about tasks that were taken over, and ordinary agreements out of the talks."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    """All of it is new, so both engines run the text as it is."""
    connection = op.get_bind()
    for statement in thaw(HERE / "0013", connection.dialect.name):
        connection.exec_driver_sql(statement)
