"""The ordinary agreement that a request led to, seen from the request and from the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area
from challenges.models import Challenge, ChallengeAgreement, ChallengeDeal
from challenges.rules.instead import OfferedDeal
from deals.models import Deal, DealPromise
from deals.queries.finding import promises_of
from deals.rules.life import DealState
from deals.rules.terms import DealKind
from logbook.actors import Actor, Role


@dataclass(frozen=True)
class Instead:
    """The deal that was offered in place of a take-over, with its promises."""

    row: ChallengeDeal
    deal: Deal
    promises: Sequence[DealPromise]


def instead_of(session: Session, challenge_id: int) -> Instead | None:
    """The deal that was offered or made instead, or nothing."""
    chosen = select(ChallengeDeal, Deal).join(Deal, Deal.id == ChallengeDeal.deal_id)
    found = session.execute(chosen.where(ChallengeDeal.challenge_id == challenge_id)).one_or_none()
    return None if found is None else Instead(found[0], found[1], promises_of(session, found[1].id))


def offered_deal(deal: Deal, promises: Sequence[DealPromise]) -> OfferedDeal:
    """The deal as the rules read it."""
    return OfferedDeal(
        deal.id, deal.kind, deal.state, deal.subject == f"deal:{deal.id}", deal.title, deal.planned_result, deal.cents,
        deal.minutes, deal.first_day, deal.last_day, tuple(f"{each.side}: {each.text}" for each in promises),
    )  # fmt: skip


def deals_to_offer(session: Session, actor: Actor) -> list[tuple[int, str]]:
    """The deals in preparation in the coordinator's areas that hang on nothing else, with their area."""
    chosen = (
        select(Deal, Area.name)
        .join(Area, Area.code == Deal.area_code)
        .outerjoin(ChallengeDeal, ChallengeDeal.deal_id == Deal.id)
        .where(Deal.state == DealState.CONCEPT.value, Deal.kind != DealKind.TAKEOVER.value)
        .where(ChallengeDeal.id.is_(None))
        .order_by(Deal.id.desc())
    )
    return [
        (deal.id, f"{deal.title} ({area}, {deal.year})")
        for deal, area in session.execute(chosen)
        if deal.subject == f"deal:{deal.id}" and actor.has(Role.COORDINATOR, deal.area_code)
    ]


def request_of_deal(session: Session, deal_id: int) -> tuple[int, str] | None:
    """The request that led to this deal, as number and title: a take-over, or an ordinary agreement instead."""
    instead = select(ChallengeDeal.challenge_id).where(
        ChallengeDeal.deal_id == deal_id, ChallengeDeal.confirmed_at.is_not(None)
    )
    takeover = select(ChallengeAgreement.challenge_id).where(ChallengeAgreement.deal_id == deal_id)
    chosen = select(Challenge.id, Challenge.title).where(Challenge.id.in_(instead.union(takeover)))
    found = session.execute(chosen.limit(1)).one_or_none()
    return None if found is None else (found[0], found[1])
