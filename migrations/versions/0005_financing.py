"""Large plans: the council clerk, plans that another budget pays, and the route with all that is kept on it."""

from __future__ import annotations

from pathlib import Path

from alembic import op
from sqlalchemy.engine import Connection

from migrations.frozen import thaw
from migrations.rebuilding import make_new, rebuild, table_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
CHANGED: dict[str, dict[str, str]] = {"role_grant": {}, "proposal": {"paid_elsewhere": "false"}}


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / revision, engine)
    if engine == "sqlite":
        _on_sqlite(connection, after)
    else:
        for statement in after:
            connection.exec_driver_sql(statement)


def _on_sqlite(connection: Connection, after: list[str]) -> None:
    """What differs is made anew with its rows, what is new is made."""
    for table, values in CHANGED.items():
        rebuild(connection, after, table, values)
    make_new(connection, after, {name for each in after if (name := table_of(each))} - set(CHANGED))
