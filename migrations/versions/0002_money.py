"""The money: pairs of lines, holdings, two people, year ends, payments; deals, small plans, reports, decisions."""

from __future__ import annotations

from pathlib import Path

from alembic import op
from sqlalchemy.engine import Connection

from migrations.frozen import thaw
from migrations.rebuilding import make_new, rebuild, table_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
# one administrator fixed these years: what stands for the second person says so
FIXED_BY = "CASE WHEN fixed_at IS NULL THEN NULL ELSE 'before-two-people' END"
PROPOSED_BY = (
    "CASE WHEN fixed_at IS NULL THEN NULL ELSE coalesce((SELECT actor_key FROM log_row WHERE act = 'fix_year' "
    "AND subject = 'year:' || budget_year.year ORDER BY seq DESC LIMIT 1), 'unknown') END"
)
NEW_VALUES: dict[str, dict[str, str]] = {
    "budget_year": {
        "total_minutes": "0",
        "proposed_at": "fixed_at",
        "proposed_by_key": PROPOSED_BY,
        "proposed_reference": "reference",
        "fixed_by_key": FIXED_BY,
    },
    "account": {"is_closed": "false", "shortfall": "0", "delivered": "0", "carried_out": "0"},
    "movement": {"gives": "'out'", "takes": "'in'"},
    "ledger_line": {"side": "CASE WHEN cents < 0 THEN 'out' ELSE 'in' END", "moved": "abs(cents)"},
    "proposal": {},
    "role_grant": {},
}
HOLDINGS = (
    "INSERT INTO holding (account_id, part, subject, cents, asked) "
    "SELECT account_id, part, subject, sum(cents), 0 FROM ledger_line WHERE subject <> '' "
    "GROUP BY account_id, part, subject"
)


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0002", engine)
    if engine == "sqlite":
        _on_sqlite(connection, after)
    else:
        # the text is every change from 0001 to here, in order
        for statement in after:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(HOLDINGS)


def _on_sqlite(connection: Connection, after: list[str]) -> None:
    """The text is the whole schema: what differs is made anew with its rows, what is new is made."""
    known = {table_of(each) for each in thaw(HERE / "0001", "sqlite")}
    for table, values in NEW_VALUES.items():
        rebuild(connection, after, table, values)
    make_new(connection, after, {name for each in after if (name := table_of(each))} - known)
