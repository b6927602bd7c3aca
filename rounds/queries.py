"""Reads of rounds: one, all, its areas with their pots, its criteria, and the phase it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.messages import msg
from logbook.refusals import NotFound
from rounds.models import Round, RoundArea, RoundCriterion, RoundLimit
from rounds.rules.calendar import Phase, RoundCalendar, phase_at


@dataclass(frozen=True)
class RoundPlace:
    """An area of a round as pages need it."""

    round_id: int
    code: str
    name: str
    slug: str
    pot_cents: int
    account_id: int | None
    hours: int | None = None
    hours_account_id: int | None = None
    merges_with: str | None = None


def find_round(session: Session, slug: str) -> Round:
    """The round with this address. Raises NotFound."""
    return _found(session.scalar(select(Round).where(Round.slug == slug)))


def round_by_id(session: Session, round_id: int) -> Round:
    """Raises NotFound."""
    return _found(session.get(Round, round_id))


def _found(found: Round | None) -> Round:
    if found is None:
        raise NotFound(msg("We do not know this round."))
    return found


def all_rounds(session: Session) -> Sequence[Round]:
    """Newest voting first."""
    return session.scalars(select(Round).order_by(Round.closes_at.desc(), Round.id.desc())).all()


def real_rounds(session: Session) -> Sequence[Round]:
    """Announced rounds of this municipality, without replayed ones; newest voting first."""
    chosen = select(Round).where(Round.announced_at.is_not(None), ~Round.is_reference)
    return session.scalars(chosen.order_by(Round.closes_at.desc(), Round.id.desc())).all()


def areas_of(session: Session, round_id: int) -> list[RoundPlace]:
    """The round's areas with their pots, in order."""
    rows = session.execute(
        select(
            RoundArea.area_code, Area.name, Area.slug, RoundArea.pot_cents, RoundArea.account_id,
            RoundArea.hours, RoundArea.hours_account_id, RoundArea.merges_with,
        )
        .join(Area, Area.code == RoundArea.area_code)
        .where(RoundArea.round_id == round_id)
        .order_by(RoundArea.position)
    )  # fmt: skip
    return [RoundPlace(round_id, *row) for row in rows]


def pot_cents(session: Session, round_id: int, area_code: str) -> int | None:
    """The pot of an area in a round, or None when the area does not take part."""
    chosen = select(RoundArea.pot_cents).filter_by(round_id=round_id, area_code=area_code)
    return session.scalar(chosen)


def criteria_of(session: Session, round_id: int) -> Sequence[RoundCriterion]:
    """What plans of this round are judged by, in order."""
    chosen = select(RoundCriterion).where(RoundCriterion.round_id == round_id)
    return session.scalars(chosen.order_by(RoundCriterion.position)).all()


def limits_of(session: Session, round_id: int) -> dict[str, int]:
    """What part of each pot the plans of a theme may cost together, in percent by theme."""
    chosen = select(RoundLimit.theme, RoundLimit.most_percent).where(RoundLimit.round_id == round_id)
    return {theme: percent for theme, percent in session.execute(chosen.order_by(RoundLimit.theme))}  # noqa: C416


def round_count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Round)).one()


def calendar_of(found: Round) -> RoundCalendar:
    return RoundCalendar(
        collect_from=found.collect_from,
        collect_until=found.collect_until,
        review_until=found.review_until,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        grace=timedelta(seconds=found.grace_seconds),
    )


def phase_of(found: Round, now: datetime) -> Phase:
    """The phase by the dates alone."""
    return phase_at(calendar_of(found), now)
