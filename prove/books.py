"""What is wrong with the books, by plain SQL that shares nothing with the product's own checks."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Engine, text

USES = (
    "standing",
    "saved",
    "reserve_left",
    "ring_fenced",
    "promised",
    "delivered",
    "paid",
    "lapsed",
    "carried_out",
    "available",
)
SOURCES = ("allocated", "carried_in", "additions")

SHARES = """
SELECT budget_year.year, total_cents, coalesce(sum(allocated), 0) FROM budget_year
LEFT JOIN account ON account.year = budget_year.year AND unit = 'eur'
WHERE fixed_at IS NOT NULL GROUP BY budget_year.year, total_cents
HAVING total_cents <> coalesce(sum(allocated), 0)"""
IDENTITY = f"SELECT id FROM account WHERE {' + '.join(SOURCES)} <> {' + '.join(USES)}"
BELOW_ZERO = f"SELECT id FROM account WHERE {' OR '.join(f'{part} < 0' for part in SOURCES + USES)}"
ONE_SIDED = """
SELECT movement.id FROM movement LEFT JOIN ledger_line ON ledger_line.movement_id = movement.id
GROUP BY movement.id HAVING count(ledger_line.id) <> 2 OR coalesce(sum(ledger_line.cents), 0) <> 0"""
OVERSPENT = """
SELECT account_id, part, subject, sum(cents) FROM ledger_line
WHERE part NOT IN ('allocated', 'carried_in', 'additions')
GROUP BY account_id, part, subject HAVING sum(cents) < 0"""
HOLDINGS = """
SELECT holding.account_id, holding.part, holding.subject FROM holding
LEFT JOIN ledger_line ON ledger_line.account_id = holding.account_id AND ledger_line.part = holding.part
AND ledger_line.subject = holding.subject
GROUP BY holding.account_id, holding.part, holding.subject, holding.cents
HAVING holding.cents <> coalesce(sum(ledger_line.cents), 0)"""
ASKED = "SELECT account_id, subject FROM holding WHERE asked > cents OR cents < 0"
CLOSED = "SELECT id FROM account WHERE is_closed AND promised > 0"
TWO_PEOPLE = "SELECT year FROM budget_year WHERE fixed_by_key = proposed_by_key"


def faults(engine: Engine) -> list[str]:
    """Everything that does not hold, each in a few words; empty when the books are right."""
    with engine.connect() as connection:
        found = [
            f"{name}: {connection.execute(text(sql)).first()}"
            for name, sql in _QUESTIONS.items()
            if connection.execute(text(sql)).first() is not None
        ]
        return found + list(_accounts_beside_lines(connection))


_QUESTIONS = {
    "one person fixed a year": TWO_PEOPLE,
    "the shares are not the total": SHARES,
    "an account does not add up": IDENTITY,
    "a part is below zero": BELOW_ZERO,
    "a movement has no two sides": ONE_SIDED,
    "more left a place than it held": OVERSPENT,
    "a holding is not its lines": HOLDINGS,
    "more is asked than is held": ASKED,
    "a closed year has new promises": CLOSED,
}


def _accounts_beside_lines(connection: object) -> Iterator[str]:
    sums: dict[tuple[int, str], int] = {}
    grouped = "SELECT account_id, part, sum(cents) FROM ledger_line GROUP BY account_id, part"
    for account_id, part, cents in connection.execute(text(grouped)):  # type: ignore[attr-defined]
        sums[(account_id, part)] = int(-cents if part in SOURCES else cents)
    for row in connection.execute(text("SELECT * FROM account")).mappings():  # type: ignore[attr-defined]
        for part in SOURCES + USES:
            if row[part] != sums.get((row["id"], part), 0):
                yield f"an account is not its lines: {row['id']} {part} {row[part]} {sums.get((row['id'], part), 0)}"
