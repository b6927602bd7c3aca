"""Reads of the lot: which votes wait for it, who read the dice already, and the digits once they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from lives.work import WorkItem
from logbook.actors import Actor, Role
from rounds.models import Round
from voting.models import BallotBox, Lot, LotEntry
from voting.rules.spec import Lot as LotKind
from voting.rules.spec import read_spec


@dataclass(frozen=True)
class LotState:
    """Where a round's lot stands. `readers`: keys of who read the dice already, `digits` once two agree."""

    is_awaited: bool
    readers: tuple[str, ...] = ()
    digits: str = ""
    roles: tuple[str, str] | None = None


def lot_state(session: Session, round_id: int) -> LotState:
    """Whether the count of this round waits for dice, and what there is of them."""
    box = session.get(BallotBox, round_id)
    drawn = session.get(Lot, round_id)
    if drawn is not None:
        return LotState(False, (), drawn.digits, (drawn.first_by_role, drawn.second_by_role))
    if box is None or box.state == "published" or read_spec(box.spec).lot != LotKind.DICE:
        return LotState(False)
    keys = session.scalars(select(LotEntry.by_key).where(LotEntry.round_id == round_id).distinct()).all()
    return LotState(box.state == "closed", tuple(sorted(keys)))


def rounds_awaiting_lot(session: Session) -> Sequence[Round]:
    """The closed rounds whose count waits for dice."""
    drawn = select(Lot.round_id)
    chosen = (
        select(Round)
        .join(BallotBox, BallotBox.round_id == Round.id)
        .where(BallotBox.state == "closed", BallotBox.round_id.not_in(drawn), Round.lot == LotKind.DICE.value)
    )
    return session.scalars(chosen.order_by(Round.closes_at, Round.id)).all()


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """The lots that this person can help to draw."""
    if not (actor.has(Role.ADMINISTRATOR) or actor.has(Role.COLLEGE_CLERK)):
        return []
    return [
        WorkItem(
            kind="lot",
            title=each.title,
            endpoint="voting.lot",
            values={"slug": each.slug},
            area_code="",
            note=msg("The vote is closed. The count waits until two people have entered the dice."),
        )
        for each in rounds_awaiting_lot(session)
    ]
