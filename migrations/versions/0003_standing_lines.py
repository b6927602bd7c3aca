"""What years to come owe, as lines: every commitment becomes its first line, what was freed of it a second one."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from migrations.frozen import thaw
from migrations.rebuilding import rebuild

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

HERE = Path(__file__).parent
FIRST_LINES = {"line": "1", "previous_line": "NULL", "before_cents": "0", "after_cents": "cents"}
FREED = """
INSERT INTO standing_commitment
(area_code, subject, label, year, line, previous_line, before_cents, cents, after_cents, reference, made_at, made_by_key)
SELECT s.area_code, s.subject, s.label, s.year, 2, 1, s.after_cents, -sum(m.cents), s.after_cents - sum(m.cents),
coalesce(nullif(max(m.reference), ''), s.reference), max(m.at), max(m.actor_key)
FROM standing_commitment s
JOIN account a ON a.year = s.year AND a.area_code = s.area_code AND a.unit = 'eur'
JOIN ledger_line l ON l.account_id = a.id AND l.part = 'standing' AND l.side = 'out' AND l.subject = s.subject
JOIN movement m ON m.id = l.movement_id
LEFT JOIN movement back ON back.id = m.corrects_id
WHERE m.kind = 'free_standing' OR back.kind = 'stand'
GROUP BY s.area_code, s.subject, s.label, s.year, s.after_cents, s.reference"""
"""What was given back, or taken back by a correction, is owed no more."""


def upgrade() -> None:
    connection = op.get_bind()
    engine = connection.dialect.name
    after = thaw(HERE / "0003", engine)
    if engine == "sqlite":
        rebuild(connection, after, "standing_commitment", FIRST_LINES)
    else:
        for statement in after:
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(FREED)
