"""Reads of votes for the booth: which vote is open by the clock, which key is known, which plans one may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.models import Proposal
from rounds.models import Round
from voting.models import BallotBox, BallotPlan, Credential


@dataclass(frozen=True)
class KnownVote:
    """A vote of this municipality, ahead, open or over; `is_sealed` when its ballot stands."""

    round_id: int
    title: str
    slug: str
    opens_at: datetime
    closes_at: datetime
    is_sealed: bool

    def is_open(self, moment: datetime) -> bool:
        """Whether new voters may come in."""
        return self.is_sealed and self.opens_at <= moment < self.closes_at


@dataclass(frozen=True)
class Voter:
    """What the ballot box knows of a key that may vote."""

    public_key: bytes
    round_id: int
    area_code: str


@dataclass(frozen=True)
class PlanToChoose:
    """A plan on the ballot as the booth shows it; `place` counts from 0 in the order of the ballot."""

    place: int
    title: str
    cost_cents: int
    proposal: int | None
    theme: str | None
    where: str | None
    summary: str | None
    area_code: str


def known_votes(session: Session) -> list[KnownVote]:
    """Announced votes without replayed ones, the first to open first."""
    rows = session.execute(
        select(Round.id, Round.title, Round.slug, Round.opens_at, Round.closes_at, BallotBox.state)
        .outerjoin(BallotBox, BallotBox.round_id == Round.id)
        .where(Round.announced_at.is_not(None), ~Round.is_reference)
        .order_by(Round.opens_at, Round.id)
    )
    return [KnownVote(*row[:5], is_sealed=row.state == "sealed") for row in rows]


def open_boxes(session: Session, moment: datetime) -> Sequence[BallotBox]:
    """The ballot boxes that new voters may come to at this moment."""
    chosen = select(BallotBox).where(
        ~BallotBox.is_reference,
        BallotBox.state == "sealed",
        BallotBox.opens_at <= moment,
        BallotBox.closes_at > moment,
    )
    return session.scalars(chosen.order_by(BallotBox.round_id)).all()


def find_voter(session: Session, public_keys: Sequence[bytes]) -> Voter | None:
    """The one of these keys that may vote; a withdrawn key is as unknown as any other."""
    chosen = select(Credential.public_key, Credential.round_id, Credential.area_code).where(
        Credential.public_key.in_(public_keys), Credential.state.in_(("issued", "voted"))
    )
    row = session.execute(chosen).first()
    return Voter(*row) if row else None


def plans_to_choose(session: Session, round_id: int, area_codes: Sequence[str]) -> list[PlanToChoose]:
    """The plans of these areas in the order of the ballot, area after area as they are named."""
    rows = session.execute(
        select(
            BallotPlan.position,
            BallotPlan.title,
            BallotPlan.cost_cents,
            BallotPlan.proposal_id,
            Proposal.theme,
            Proposal.place,
            Proposal.summary,
            BallotPlan.area_code,
        )
        .outerjoin(Proposal, Proposal.id == BallotPlan.proposal_id)
        .where(BallotPlan.round_id == round_id, BallotPlan.area_code.in_(area_codes))
    )
    in_order = sorted(rows, key=lambda row: (area_codes.index(row.area_code), row.position))
    return [PlanToChoose(place, *row[1:]) for place, row in enumerate(in_order)]
