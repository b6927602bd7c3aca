"""What is wrong with the books, by plain SQL that shares nothing with the product's own checks."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Engine, text

from prove import large_books

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
REQUESTS = """
SELECT holding.account_id, holding.subject FROM holding
LEFT JOIN payment_request ON payment_request.account_id = holding.account_id
AND payment_request.subject = holding.subject AND payment_request.state IN ('asked', 'approved')
WHERE holding.part = 'promised'
GROUP BY holding.account_id, holding.subject, holding.asked
HAVING holding.asked <> coalesce(sum(payment_request.cents), 0)"""
ASKED = "SELECT account_id, subject FROM holding WHERE asked > cents OR cents < 0"
CLOSED = "SELECT id FROM account WHERE is_closed AND promised > 0"
LINES_FOLLOW = """
SELECT line.id FROM standing_commitment line LEFT JOIN standing_commitment earlier
ON earlier.area_code = line.area_code AND earlier.subject = line.subject AND earlier.year = line.year
AND earlier.line = line.line - 1
WHERE line.after_cents <> line.before_cents + line.cents OR coalesce(earlier.after_cents, 0) <> line.before_cents
OR (line.line > 1 AND earlier.id IS NULL)"""
LINES_ONCE = """
SELECT area_code, subject, year, line FROM standing_commitment
GROUP BY area_code, subject, year, line HAVING count(*) > 1"""
STANDS = """
SELECT account.id FROM account WHERE unit = 'eur' AND shortfall + (
  SELECT coalesce(sum(ledger_line.cents), 0) FROM ledger_line JOIN movement ON movement.id = ledger_line.movement_id
  LEFT JOIN movement earlier ON earlier.id = movement.corrects_id
  WHERE ledger_line.account_id = account.id AND part = 'standing'
  AND (movement.kind IN ('stand', 'free_standing') OR earlier.kind = 'stand')) <> (
  SELECT coalesce(sum(after_cents), 0) FROM standing_commitment newest
  WHERE newest.area_code = account.area_code AND newest.year = account.year AND NOT EXISTS (
    SELECT 1 FROM standing_commitment later WHERE later.area_code = newest.area_code
    AND later.subject = newest.subject AND later.year = newest.year AND later.line > newest.line))"""
TWO_PEOPLE = "SELECT year FROM budget_year WHERE fixed_by_key = proposed_by_key"


def faults(engine: Engine) -> list[str]:
    """Everything that does not hold, each in a few words; empty when the books are right."""
    with engine.connect() as connection:
        found = [
            f"{name}: {connection.execute(text(sql)).first()}"
            for name, sql in _QUESTIONS.items()
            if connection.execute(text(sql)).first() is not None
        ]
        found += [*_accounts_beside_lines(connection), *_reports_beside_lines(connection)]
        return found + list(large_books.schedules_beside_lines(connection))


_QUESTIONS = {
    "one person fixed a year": TWO_PEOPLE,
    "the shares are not the total": SHARES,
    "an account does not add up": IDENTITY,
    "a part is below zero": BELOW_ZERO,
    "a movement has no two sides": ONE_SIDED,
    "more left a place than it held": OVERSPENT,
    "a holding is not its lines": HOLDINGS,
    "more is asked than is held": ASKED,
    "what is asked is not what is set apart": REQUESTS,
    "a closed year has new promises": CLOSED,
    "a line does not follow the one before": LINES_FOLLOW,
    "two lines follow the same one": LINES_ONCE,
    "what stands is not what is set apart": STANDS,
    **large_books.QUESTIONS,
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


BOUND = ("standing", "promised")
REALISED = ("paid", "delivered")
UNTIL = """
SELECT part, sum(cents) FROM ledger_line JOIN account ON account.id = ledger_line.account_id
WHERE movement_id <= :last AND account.year = :year AND account.unit = 'eur' GROUP BY part"""


def _reports_beside_lines(connection: object) -> Iterator[str]:
    """Each report's main figures beside the lines that there were when it was made."""
    reports = "SELECT id, year, last_movement_id, content FROM year_report"
    for number, year, last, content in connection.execute(text(reports)).all():  # type: ignore[attr-defined]
        sums = dict(connection.execute(text(UNTIL), {"last": last, "year": year}).tuples().all())  # type: ignore[attr-defined]
        facts = next(each["facts"] for each in json.loads(content)["sections"] if each["code"] == "money")
        meant = {
            "money_came_in": -sum(int(sums.get(part, 0)) for part in SOURCES),
            "money_bound": sum(int(sums.get(part, 0)) for part in BOUND),
            "money_realised": sum(int(sums.get(part, 0)) for part in REALISED),
        }
        if any(facts[name] != value for name, value in meant.items()):
            yield f"a report is not its ledger: {number} {facts} {meant}"
