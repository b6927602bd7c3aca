"""Accounts of organisations: confirmed numbers, invitations, and how the broker knows somebody."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import make_new, rebuild

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
NEW_TABLES = {"organisation_invitation", "person_identity", "broker_visit"}


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0012", engine)
    if engine == "sqlite":
        rebuild(connection, after, "organisation")
        make_new(connection, after, NEW_TABLES)
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
