"""The area that an area of a round is counted with when too few people vote in it."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import rebuild

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0014", engine)
    if engine == "sqlite":
        rebuild(connection, after, "round_area")
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
