"""Marking plans that exclude each other: staff of the area, until the ballot is fixed; everyone can read it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lives.messages import Message, msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.refusals import NotAllowed, NotFound, Refusal
from logbook.services import act
from rounds.models import Round
from rounds.queries import round_by_id
from voting.models import BallotBox, ExclusionGroup, ExclusionMember
from voting.queries.exclusions import plans_to_group

LONGEST_WHY = 300


class ExclusionRefused(Refusal):
    """The group cannot be like this; `field` is "plans" or "why"."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


class BallotIsFixed(Refusal):
    """What excludes what is part of the frozen spec."""

    def __init__(self) -> None:
        super().__init__(msg("The ballot is fixed, so this does not change any more."))


def exclude_plans(
    session: Session, actor: Actor, now: datetime, round_id: int, area_code: str, plans: Collection[int], why: str
) -> int:
    """Mark that at most one of these plans gets money; the group's number.

    Raises NotAllowed, BallotIsFixed and ExclusionRefused: fewer than two plans, one that is not in this area's
    round or stands in a group already, no reason or a long one.
    """
    require_staff(actor, area_code)
    reason = tidy_text(why)
    with act(session, actor, now, "exclude_plans", ground=reason, subject=f"round:{round_id}") as a:
        _hold_ballot(session, round_id)
        _refuse_unless_sound(session, round_id, area_code, plans, reason)
        group = ExclusionGroup(
            round_id=round_id, area_code=area_code, why=reason, marked_at=now, marked_by_key=actor.key
        )
        session.add(group)
        session.flush()
        rows = [{"proposal_id": plan, "group_id": group.id} for plan in sorted(set(plans))]
        try:
            session.execute(insert(ExclusionMember), rows)
        except IntegrityError:
            raise ExclusionRefused("plans", _IN_A_GROUP) from None
        a.facts.update(area=area_code, plans=sorted(set(plans)), group=group.id)
    return group.id


def lift_exclusion(session: Session, actor: Actor, now: datetime, group_id: int) -> None:
    """Take a group away again. Raises NotFound, NotAllowed and BallotIsFixed."""
    group = session.get(ExclusionGroup, group_id)
    if group is None:
        raise NotFound(msg("This group is not there any more."))
    require_staff(actor, group.area_code)
    with act(session, actor, now, "lift_exclusion", subject=f"round:{group.round_id}") as a:
        _hold_ballot(session, group.round_id)
        members = delete(ExclusionMember).where(ExclusionMember.group_id == group_id)
        a.facts.update(group=group_id, plans=sorted(session.scalars(members.returning(ExclusionMember.proposal_id))))
        session.execute(delete(ExclusionGroup).where(ExclusionGroup.id == group_id))


def require_staff(actor: Actor, area_code: str) -> None:
    if not (actor.has(Role.ADMINISTRATOR) or actor.has(Role.COORDINATOR, area_code)):
        raise NotAllowed(msg("Only the coordinator of this area and an administrator can do this."))


_IN_A_GROUP = msg("One of these plans is not in this vote, or stands in a group already.")


def _refuse_unless_sound(session: Session, round_id: int, area_code: str, plans: Collection[int], reason: str) -> None:
    if len(set(plans)) < 2:
        raise ExclusionRefused("plans", msg("Choose at least two plans."))
    if not set(plans) <= {plan for plan, _title in plans_to_group(session, round_id, area_code)}:
        raise ExclusionRefused("plans", _IN_A_GROUP)
    if not reason:
        raise ExclusionRefused("why", msg("Write down why they exclude each other. Everyone can read it."))
    if len(reason) > LONGEST_WHY:
        raise ExclusionRefused("why", msg("Use at most %(most)s characters.", most=LONGEST_WHY))


def _hold_ballot(session: Session, round_id: int) -> None:
    """Sealing takes the same row: no group comes or goes while the ballot is being fixed."""
    round_by_id(session, round_id)
    session.scalars(select(Round.id).where(Round.id == round_id).with_for_update()).one()
    if session.get(BallotBox, round_id) is not None:
        raise BallotIsFixed
