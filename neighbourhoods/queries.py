"""Reads of the register of partners: all of somebody's areas, and those who can join in somewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.refusals import NotFound
from neighbourhoods.models import Partner


def partners_of(session: Session, areas: Collection[str] | None) -> Sequence[Partner]:
    """The partners of these areas and those of everywhere (None: all), those who still join in first, by name."""
    chosen = select(Partner)
    if areas is not None:
        chosen = chosen.where(or_(Partner.area_code.in_(areas), Partner.area_code.is_(None)))
    return session.scalars(chosen.order_by(Partner.retired_at.is_not(None), Partner.name, Partner.id)).all()


def partners_for(session: Session, area_code: str | None = None) -> Sequence[Partner]:
    """Who can be asked to join in, in one area or (None) anywhere, by name."""
    chosen = select(Partner).where(Partner.retired_at.is_(None))
    if area_code is not None:
        chosen = chosen.where(or_(Partner.area_code == area_code, Partner.area_code.is_(None)))
    return session.scalars(chosen.order_by(Partner.name, Partner.id)).all()


def find_partner(session: Session, partner_id: int, *, is_locked: bool = False) -> Partner:
    """The partner; `is_locked` holds its row until the act ends. Raises NotFound."""
    chosen = select(Partner).where(Partner.id == partner_id)
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(chosen)
    if found is None:
        raise NotFound(msg("We do not know this partner."))
    return found
