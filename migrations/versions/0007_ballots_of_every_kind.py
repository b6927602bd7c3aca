"""Ballots of every kind: points, places, hours, limits by theme, plans that exclude each other, the lot."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import make_new, rebuild

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
# rounds from before were announced without a word about a lot: they stay as they were
NEW_VALUES = {
    "round": {"utility": "'cost'", "least_spend_percent": "0", "threshold": "0", "lot": "'none'"},
    "round_area": {},
}
NEW_TABLES = {"round_limit", "exclusion_group", "exclusion_member", "lot_entry", "lot"}


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0007", engine)
    if engine == "sqlite":
        for table, values in NEW_VALUES.items():
            rebuild(connection, after, table, values)
        make_new(connection, after, NEW_TABLES)
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
