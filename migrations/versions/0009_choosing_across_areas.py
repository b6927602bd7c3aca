"""A round in which residents choose from the plans of all its areas."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import rebuild

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0009", engine)
    if engine == "sqlite":
        rebuild(connection, after, "round", {"across": "0"})
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
