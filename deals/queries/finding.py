"""Reads of one deal: its row, its promises, progress, timeline, and the money behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area
from budget.models import Account, Holding, PaymentRequest
from budget.queries.accounts import EUROS
from budget.queries.payments import payments_of
from budget.rules.ledger import Part
from budget.rules.payments import PAYABLE_PARTS, payment_number
from deals.models import Deal, DealEvent, DealPhoto, DealProgress, DealPromise
from deals.rules.life import DealState
from lives.messages import msg
from logbook.refusals import NotFound

LARGEST_ID = 2**62


@dataclass(frozen=True)
class Money:
    """What of a deal's money is paid, still promised, and of that asked for payment, in cents."""

    paid: int = 0
    open: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Progress:
    """One line of progress with its photo, if it has one."""

    row: DealProgress
    photo: DealPhoto | None


@dataclass(frozen=True)
class DealPage:
    """Everything that a page tells about a deal."""

    deal: Deal
    area: str
    area_slug: str
    neighbourhood: str
    promises: Sequence[DealPromise]
    progress: Sequence[Progress]
    events: Sequence[DealEvent]
    payments: Sequence[tuple[str, PaymentRequest]]
    money: Money


def find_deal(session: Session, deal_id: int) -> Deal:
    """The deal with this number. Raises NotFound."""
    found = session.get(Deal, deal_id) if deal_id < LARGEST_ID else None
    if found is None:
        raise no_such_deal()
    return found


def no_such_deal() -> NotFound:
    return NotFound(msg("We do not know this deal."))


def is_public(deal: Deal) -> bool:
    """A deal is public from the moment it holds; a concept that never held is not."""
    return deal.activated_at is not None


def deal_page(session: Session, deal_id: int) -> DealPage:
    """Everything about a deal. Raises NotFound."""
    deal = find_deal(session, deal_id)
    area = session.get_one(Area, deal.area_code)
    buurt = session.get(Area, deal.neighbourhood_code) if deal.neighbourhood_code else None
    shown = select(DealProgress, DealPhoto).outerjoin(DealPhoto, DealPhoto.progress_id == DealProgress.id)
    rows = session.execute(
        shown.where(DealProgress.deal_id == deal_id).order_by(DealProgress.on_day.desc(), DealProgress.id.desc())
    )
    return DealPage(
        deal,
        area.name,
        area.slug,
        buurt.name if buurt else "",
        promises_of(session, deal_id),
        [Progress(row, photo) for row, photo in rows],
        session.scalars(select(DealEvent).filter_by(deal_id=deal_id).order_by(DealEvent.id)).all(),
        _numbered(session, deal.subject),
        money_of(session, deal.subject),
    )


def promises_of(session: Session, deal_id: int) -> Sequence[DealPromise]:
    return session.scalars(select(DealPromise).filter_by(deal_id=deal_id).order_by(DealPromise.id)).all()


def holdings(
    session: Session, subject: str, *parts: str, unit: str | None = EUROS
) -> Sequence[tuple[Holding, Account]]:
    """What a commitment holds of these parts, per account, the newest year first."""
    chosen = (
        select(Holding, Account)
        .join(Account, Account.id == Holding.account_id)
        .where(Holding.subject == subject, Holding.part.in_(parts))
        .order_by(Account.year.desc(), Holding.part)
    )
    if unit is not None:
        chosen = chosen.where(Account.unit == unit)
    return [(holding, account) for holding, account in session.execute(chosen)]


def money_of(session: Session, subject: str) -> Money:
    """What the commitment of a deal holds now, over all years."""
    parts = [part.value for part in (*PAYABLE_PARTS, Part.PAID)]
    found = [holding for holding, _ in holdings(session, subject, *parts)]
    paid = sum(each.cents for each in found if each.part == Part.PAID.value)
    still = [each for each in found if each.part != Part.PAID.value]
    return Money(paid, sum(each.cents for each in still), sum(each.asked for each in still))


def find_photo(session: Session, photo_id: int) -> DealPhoto:
    """A photo that everyone may see. Raises NotFound for a hidden one, and one of a deal that is not public."""
    row = None
    if photo_id < LARGEST_ID:
        chosen = select(DealPhoto, DealProgress, Deal).join(DealProgress, DealProgress.id == DealPhoto.progress_id)
        row = session.execute(
            chosen.join(Deal, Deal.id == DealProgress.deal_id).filter(DealPhoto.id == photo_id)
        ).first()
    if row is None or row[1].hidden_at is not None or not is_public(row[2]):
        raise NotFound(msg("We do not know this photo."))
    return row[0]


def _numbered(session: Session, subject: str) -> list[tuple[str, PaymentRequest]]:
    found = payments_of(session, subject)
    years = {}
    for each in found:
        years[each.id] = session.get_one(Account, each.account_id).year
    return [(payment_number(each.id, years[each.id]), each) for each in found]


def is_open(state: str) -> bool:
    """Whether progress is told and payments are asked: while it holds, and while it is settled."""
    return state in (DealState.ACTIVE, DealState.SETTLING)
