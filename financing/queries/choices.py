"""What can be chosen on the forms: rounds that still take a part, and saved money of the wijk."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import Session

from budget.models import Holding, Saving
from budget.rules.ledger import Part
from proposals.queries.ballot import is_ballot_made
from rounds.models import Round, RoundArea


def rounds_for_part(session: Session, area_code: str, now: datetime) -> list[tuple[int, str]]:
    """Number and name of each round of the area whose ballot is not made yet."""
    chosen = (
        select(Round.id, Round.title)
        .join(RoundArea, RoundArea.round_id == Round.id)
        .where(RoundArea.area_code == area_code, Round.announced_at.is_not(None), ~Round.is_reference)
        .where(Round.collect_from <= now, Round.opens_at > now)
        .order_by(Round.opens_at, Round.id)
    )
    return [(number, title) for number, title in session.execute(chosen) if not is_ballot_made(session, number)]


def savings_of(session: Session, area_code: str) -> list[tuple[int, str, int]]:
    """Number, purpose and what is left of each saving in euros of the wijk."""
    chosen = (
        select(Saving.id, Saving.purpose, Holding.cents)
        .join(Holding, Holding.subject == literal("save:") + cast(Saving.id, String))
        .where(Saving.area_code == area_code, Saving.unit == "eur")
        .where(Holding.part == Part.SAVED.value, Holding.cents > 0)
        .order_by(Saving.id)
    )
    return [(number, purpose, cents) for number, purpose, cents in session.execute(chosen)]
