"""Reads of one movement with both its lines, and who made it: for those who keep the books."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from areas.models import Area
from budget.models import Account, LedgerLine, Movement
from budget.rules.ledger import CORRECTABLE, MovementKind
from lives.messages import msg
from logbook.refusals import NotFound


@dataclass(frozen=True)
class MovementShown:
    """A movement, its account, its lines (what leaves first), and what came of it."""

    movement: Movement
    account: Account
    area_name: str
    lines: tuple[LedgerLine, ...]
    actor_name: str
    """Empty where the person is not known any more, or the clock did it."""
    taken_back_by: int | None

    @property
    def may_be_corrected(self) -> bool:
        kind = MovementKind(self.movement.kind)
        return kind in CORRECTABLE and self.taken_back_by is None and not self.account.is_closed


def movement_shown(session: Session, movement_id: int) -> MovementShown:
    """Raises NotFound."""
    chosen = (
        select(Movement, Account, Area.name, Person.name)
        .join(Account, Account.id == Movement.account_id)
        .join(Area, Area.code == Account.area_code)
        .outerjoin(Person, Person.key == Movement.actor_key)
        .where(Movement.id == movement_id)
    )
    row = session.execute(chosen).one_or_none()
    if row is None:
        raise NotFound(msg("There is no such movement."))
    movement, account, area_name, actor_name = row
    lines = session.scalars(select(LedgerLine).where(LedgerLine.movement_id == movement_id).order_by(LedgerLine.cents))
    back = session.scalar(select(Movement.id).where(Movement.corrects_id == movement_id))
    return MovementShown(movement, account, area_name, tuple(lines), actor_name or "", back)
