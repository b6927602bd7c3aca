"""A threshold as a part of the ballots: how many percent, instead of a number of votes."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import rebuild

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0008", engine)
    if engine == "sqlite":
        rebuild(connection, after, "round", {"threshold_percent": "0"})
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
