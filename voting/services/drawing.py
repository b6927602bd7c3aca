"""The lot: twenty digits that two people read off the same dice, after closing and before anything is counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, Refusal
from logbook.services import Act, act
from voting.models import BallotBox, Lot, LotEntry
from voting.rules.spec import Lot as LotKind
from voting.rules.spec import read_spec

DIGITS = 20
MAY_ENTER = (Role.ADMINISTRATOR, Role.COLLEGE_CLERK)


class LotRefused(Refusal):
    """These digits are not taken: there are not twenty, or the other person read something else."""


class NoLotNow(Refusal):
    """No lot is waited for: the vote is not closed, it needs no dice, or the digits stand already."""


def enter_lot(session: Session, actor: Actor, now: datetime, round_id: int, typed: str) -> bool:
    """Keep what this person read off the dice; whether the lot stands now, because somebody else read the same.

    Who mistyped types again: of each person the last digits count. Raises NotAllowed, NoLotNow and LotRefused.
    """
    role = _role_of(actor)
    digits = "".join(typed.split())
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise LotRefused(msg("Fill in the 20 digits of the 20 dice, in their order. Spaces do not matter."))
    with act(session, actor, now, "enter_lot", subject=f"round:{round_id}") as a:
        _hold_closed(a, round_id)
        others = _last_entries(session, round_id)
        mine = LotEntry(round_id=round_id, digits=digits, by_key=actor.key, by_role=role, entered_at=now)
        session.add(mine)
        same = next((each for key, each in others.items() if key != actor.key and each.digits == digits), None)
        a.facts.update(digits=digits, role=role, stands=same is not None)
        if same is None:
            return False
        session.add(_lot(same, mine, now))
        session.flush()
    return True


def _lot(first: LotEntry, second: LotEntry, now: datetime) -> Lot:
    return Lot(
        round_id=second.round_id,
        digits=second.digits,
        first_by_key=first.by_key,
        first_by_role=first.by_role,
        second_by_key=second.by_key,
        second_by_role=second.by_role,
        stands_since=now,
    )


def _role_of(actor: Actor) -> str:
    for role in MAY_ENTER:
        if actor.has(role):
            return role.value
    raise NotAllowed(msg("Only an administrator and who works for mayor and aldermen can do this."))


def _hold_closed(a: Act, round_id: int) -> None:
    """Two who enter at the same moment come one after the other."""
    locked = select(BallotBox).where(BallotBox.round_id == round_id).with_for_update()
    box = a.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if box is None or box.state != "closed" or read_spec(box.spec).lot != LotKind.DICE:
        raise NoLotNow(msg("No lot is needed here now."))
    if a.session.get(Lot, round_id) is not None:
        raise NoLotNow(msg("The lot is drawn already, and does not change any more."))


def _last_entries(session: Session, round_id: int) -> dict[str, LotEntry]:
    rows = session.scalars(select(LotEntry).where(LotEntry.round_id == round_id).order_by(LotEntry.id))
    return {row.by_key: row for row in rows}
