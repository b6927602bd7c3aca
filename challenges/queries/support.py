"""Support for a request: its sheet, and the figures of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import members_of
from challenges.models import Challenge, ChallengeSupport
from challenges.rules.attaching import OPEN_FOR_SUPPORT
from dialogue.models import PaperSupport
from dialogue.queries import is_supported_by, papers_of, support_on
from dialogue.rules.support import Support
from lives.messages import msg
from lives.work import WorkItem
from logbook.actors import Actor, Role

COUNTING = "challenge_signatures"


def sheet_of(session: Session, challenge_id: int) -> int | None:
    """The number of the sheet, once somebody supported the request or a list came in."""
    return session.scalar(select(ChallengeSupport.sheet_id).filter_by(challenge_id=challenge_id))


def support_for(session: Session, challenge: Challenge) -> Support:
    """The figures; who asks, and who acts for the organisation that asks, is not counted for the own request."""
    sheet = sheet_of(session, challenge.id)
    if sheet is None:
        return Support()
    return support_on(session, sheet, challenge.area_code, askers_of(session, challenge))


def askers_of(session: Session, challenge: Challenge) -> frozenset[str]:
    """The keys of who asks: the applicant, who entered it, everyone who acts for the organisation now."""
    people = {key for key in (challenge.person_key, challenge.entered_by_key) if key is not None}
    if challenge.organisation_id is not None:
        people |= {member.person_key for member, _ in members_of(session, challenge.organisation_id)}
    return frozenset(people)


def work_of(session: Session, actor: Actor, now: datetime) -> list[WorkItem]:
    """Lists that wait to be counted again by this member of staff, who neither handed them in nor asks."""
    if not (actor.has(Role.COORDINATOR) or actor.has(Role.COLLEGE_CLERK)):
        return []
    chosen = (
        select(PaperSupport, Challenge)
        .join(ChallengeSupport, ChallengeSupport.sheet_id == PaperSupport.sheet_id)
        .join(Challenge, Challenge.id == ChallengeSupport.challenge_id)
        .where(PaperSupport.counted.is_(None), PaperSupport.removed_at.is_(None))
        .where(PaperSupport.entered_by_key != actor.key)
        .where(Challenge.state.in_(sorted(OPEN_FOR_SUPPORT)))
        .order_by(PaperSupport.id)
    )
    return [
        WorkItem(
            COUNTING, row.title, "challenges.signatures", {"challenge_id": row.id}, row.area_code or "",
            note=msg("A list of %(number)s signatures.", number=paper.signatures),
        )
        for paper, row in session.execute(chosen)
        if _counts(actor, row.area_code) and actor.key not in askers_of(session, row)
    ]  # fmt: skip


def _counts(actor: Actor, area_code: str | None) -> bool:
    return actor.has(Role.COORDINATOR, area_code) or actor.has(Role.COLLEGE_CLERK, area_code)


def supports(session: Session, challenge_id: int, person_key: str) -> bool:
    sheet = sheet_of(session, challenge_id)
    return sheet is not None and is_supported_by(session, sheet, person_key)


def lists_of(session: Session, challenge_id: int) -> Sequence[PaperSupport]:
    """The lists of signatures that stand."""
    sheet = sheet_of(session, challenge_id)
    return [] if sheet is None else papers_of(session, sheet)
