"""What is wrong with large plans, by plain SQL and a schedule of its own that shares nothing with the product's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

ON_BALLOT = """
SELECT proposal.id, capital_flag.code FROM proposal JOIN capital_flag ON capital_flag.proposal_id = proposal.id
WHERE proposal.state IN ('on_ballot', 'won', 'decided') AND (
  (is_hard AND capital_flag.state <> 'vanished') OR (NOT is_hard AND capital_flag.state IN ('raised', 'confirmed')))"""
PAID_TWICE = """
SELECT proposal.id FROM proposal JOIN capital_case ON capital_case.proposal_id = proposal.id
WHERE credit_reference <> '' AND proposal.state <> 'capital_route'"""
ALONE = "SELECT id FROM fact_correction WHERE state = 'confirmed' AND decided_by_key = proposed_by_key"
TWICE = "SELECT case_id, body, round FROM capital_decision GROUP BY case_id, body, round HAVING count(*) > 1"
NO_COUNCIL = """
SELECT capital_case.id FROM capital_case WHERE state IN ('credit_granted', 'in_execution', 'delivered')
AND NOT EXISTS (
  SELECT 1 FROM capital_decision WHERE case_id = capital_case.id AND body = 'council' AND outcome = 'yes')"""
QUESTIONS = {
    "a plan that is too large is on a ballot": ON_BALLOT,
    "a plan is paid and on its way to a ballot": PAID_TWICE,
    "one person corrected the facts": ALONE,
    "a body decided twice": TWICE,
    "a credit without the council": NO_COUNCIL,
}
GRANTS = """
SELECT capital_case.proposal_id, investment_cents, third_party_cents, residual_cents, life_years, upkeep_cents,
completed_in, rates FROM capital_calculation JOIN capital_case ON capital_case.id = capital_calculation.case_id
WHERE kind = 'grant' AND method = 'linear' AND first_year = 'after'
AND NOT EXISTS (SELECT 1 FROM capital_calculation later WHERE later.case_id = capital_case.id
  AND later.kind = 'reestimate')"""
STANDS = """
SELECT year, after_cents FROM standing_commitment line WHERE subject = :subject AND NOT EXISTS (
  SELECT 1 FROM standing_commitment later WHERE later.subject = line.subject AND later.area_code = line.area_code
  AND later.year = line.year AND later.line > line.line)"""


def schedules_beside_lines(connection: Any) -> Iterator[str]:
    """Linear grants that were never estimated again: their own years beside what stands."""
    for row in connection.execute(text(GRANTS)).mappings():
        subject = f"capital:{row['proposal_id']}"
        stands = {year: int(cents) for year, cents in connection.execute(text(STANDS), {"subject": subject})}
        if stands != dict(_years(row)):
            yield f"what stands is not what was calculated: {subject}"


def _years(row: Any) -> Iterator[tuple[int, int]]:
    rates = json.loads(row["rates"])
    left = row["investment_cents"] - row["third_party_cents"]
    yearly = _half_up(left - row["residual_cents"], row["life_years"])
    for number in range(1, row["life_years"] + 1):
        year = row["completed_in"] + number
        rate = ([rates["base"]] + [rate for since, rate in rates["later"] if since <= year])[-1]
        off = left - row["residual_cents"] if number == row["life_years"] else min(yearly, left - row["residual_cents"])
        total = off + _half_up(left * rate, 10_000) + row["upkeep_cents"]
        left -= off
        if total:
            yield year, total


def _half_up(amount: int, parts: int) -> int:
    return (2 * amount + parts) // (2 * parts)
