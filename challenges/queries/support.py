"""Support for a request: its sheet, and the figures of it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.queries import members_of
from challenges.models import Challenge, ChallengeSupport
from dialogue.models import PaperSupport
from dialogue.queries import is_supported_by, papers_of, support_on
from dialogue.rules.support import Support


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


def supports(session: Session, challenge_id: int, person_key: str) -> bool:
    sheet = sheet_of(session, challenge_id)
    return sheet is not None and is_supported_by(session, sheet, person_key)


def lists_of(session: Session, challenge_id: int) -> Sequence[PaperSupport]:
    """The lists of signatures that stand."""
    sheet = sheet_of(session, challenge_id)
    return [] if sheet is None else papers_of(session, sheet)
