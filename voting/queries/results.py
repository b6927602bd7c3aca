"""Reads of published results: the frozen records, nothing of a vote that is not published yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.refusals import NotFound
from rounds.models import Round
from voting.models import BallotBox, Result
from voting.rules.story.amounts import cents_of


@dataclass(frozen=True)
class PublishedResult:
    """An area's result: the record's exact text, and what it says."""

    text: str
    record_hash: str

    @property
    def record(self) -> dict[str, Any]:
        return parsed(self.text)

    @property
    def winning_proposals(self) -> frozenset[int]:
        """The numbers of the plans that won, of a vote of this municipality."""
        plans, count = self.record["plans"], self.record["count"]
        return frozenset(plans[won]["proposal"] for won in (*count["winners"], *count["granted"]))

    @cached_property
    def spent_cents(self) -> int:
        return cents_of(self.record["count"]["spent"])


@lru_cache(maxsize=64)
def parsed(text: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(text)
    return told


def published_results(session: Session, round_id: int) -> dict[str, PublishedResult]:
    """The results of a round by area code; empty until it is published."""
    chosen = select(Result.area_code, Result.record, Result.record_hash).where(Result.round_id == round_id)
    return {code: PublishedResult(text, digest) for code, text, digest in session.execute(chosen)}


def result_of(session: Session, round_id: int, area_code: str) -> PublishedResult | None:
    """The result of one area, or None until it is published."""
    chosen = select(Result.record, Result.record_hash).filter_by(round_id=round_id, area_code=area_code)
    row = session.execute(chosen).one_or_none()
    return PublishedResult(row.record, row.record_hash) if row else None


def uncounted_rounds(session: Session, now: datetime) -> Sequence[int]:
    """The rounds of which the vote is over and nobody looked at the result yet."""
    chosen = select(BallotBox.round_id).where(BallotBox.state != "published", BallotBox.closes_at <= now)
    return session.scalars(chosen.where(~BallotBox.is_reference).order_by(BallotBox.round_id)).all()


def round_with_state(session: Session, slug: str) -> tuple[Round, str | None]:
    """The round with this address and the state of its vote (None before sealing). Raises NotFound."""
    chosen = select(Round, BallotBox.state).outerjoin(BallotBox, BallotBox.round_id == Round.id)
    row = session.execute(chosen.where(Round.slug == slug)).one_or_none()
    if row is None:
        raise NotFound(msg("We do not know this round."))
    return row.Round, row.state


def rounds_with_ballot(session: Session) -> set[int]:
    """The rounds of which a ballot was made: in another one nobody could vote."""
    return set(session.scalars(select(BallotBox.round_id)))


def reference_rounds(session: Session) -> Sequence[Round]:
    """Replayed elections that are counted, newest first."""
    chosen = select(Round).join(BallotBox, BallotBox.round_id == Round.id)
    published = chosen.where(Round.is_reference, BallotBox.state == "published")
    return session.scalars(published.order_by(Round.id.desc())).all()
