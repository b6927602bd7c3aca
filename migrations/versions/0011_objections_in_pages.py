"""Objections by everyone: for an organisation, late with a reason, invited to a hearing, and what follows when upheld."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import rebuild

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
# an objection that was upheld while an agreement runs waits for the end of that agreement
WAITS = """UPDATE objection SET follow_up = 'end_agreement'
    WHERE state IN ('upheld', 'partly_upheld') AND decision_id IS NOT NULL AND challenge_id IN
        (SELECT id FROM challenge WHERE state IN ('active', 'evaluation', 'extended'))"""


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0011", engine)
    if engine == "sqlite":
        rebuild(connection, after, "challenge_agreement")
        rebuild(connection, after, "objection", {"late_reason": "''", "hearing_place": "''", "follow_up": "''"})
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(WAITS)
