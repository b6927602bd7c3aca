"""The rows of the register as open data: what everybody may know of each request, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from challenges.models import (
    Challenge,
    ChallengeAgreement,
    ChallengeDecision,
    ChallengeEvaluation,
    ChallengeGround,
)
from challenges.queries.register import Entry


@dataclass(frozen=True)
class OpenRow:
    """One request; who asked, who wrote and who objected are not in here."""

    entry: Entry
    area_code: str | None
    preset: str
    current_cost_cents: int | None
    decision: ChallengeDecision | None
    grounds: tuple[str, ...]
    agreement: ChallengeAgreement | None
    """Only one that holds: while both sides still write it, it is theirs alone."""
    evaluation: ChallengeEvaluation | None


def open_rows(session: Session, entries: Sequence[Entry]) -> list[OpenRow]:
    """The rows of these requests, in this order."""
    numbers = [each.id for each in entries]
    challenges = {row.id: row for row in session.scalars(select(Challenge).where(Challenge.id.in_(numbers)))}
    decisions = _newest_decisions(session, numbers)
    grounds = _grounds(session, [each.id for each in decisions.values()])
    agreements = select(ChallengeAgreement).where(
        ChallengeAgreement.challenge_id.in_(numbers), ChallengeAgreement.deal_id.is_not(None)
    )
    agreed = {row.challenge_id: row for row in session.scalars(agreements)}
    evaluations = select(ChallengeEvaluation).where(ChallengeEvaluation.challenge_id.in_(numbers))
    evaluated = {row.challenge_id: row for row in session.scalars(evaluations.order_by(ChallengeEvaluation.id))}
    return [
        OpenRow(
            entry, row.area_code, row.preset or "", row.current_cost_cents, decision := decisions.get(entry.id),
            grounds.get(decision.id, ()) if decision else (), agreed.get(entry.id), evaluated.get(entry.id),
        )
        for entry in entries
        for row in (challenges[entry.id],)
    ]  # fmt: skip


def _newest_decisions(session: Session, numbers: Sequence[int]) -> dict[int, ChallengeDecision]:
    chosen = select(ChallengeDecision).where(ChallengeDecision.challenge_id.in_(numbers))
    return {row.challenge_id: row for row in session.scalars(chosen.order_by(ChallengeDecision.number))}


def _grounds(session: Session, decisions: Sequence[int]) -> dict[int, tuple[str, ...]]:
    chosen = select(ChallengeGround).where(ChallengeGround.decision_id.in_(decisions)).order_by(ChallengeGround.id)
    found: dict[int, tuple[str, ...]] = {}
    for row in session.scalars(chosen):
        found[row.decision_id] = (*found.get(row.decision_id, ()), row.ground)
    return found
