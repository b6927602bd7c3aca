"""Letters as they were sent, when those on paper were posted, and the mail that brings one."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import make_new, rebuild

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
NEW = ("letter", "letter_posting")


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0015", engine)
    if engine == "sqlite":
        make_new(connection, after, NEW)
        rebuild(connection, after, "outbox_mail")
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
