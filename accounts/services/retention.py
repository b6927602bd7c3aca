"""What is over goes: old codes, visits by the broker, invitations nobody answered. Done whenever somebody signs in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts.models import BrokerVisit, OrganisationInvitation, SignInCode

KEPT = timedelta(days=1)


def forget_what_is_over(session: Session, now: datetime) -> None:
    """Delete codes and visits of more than a day ago, and invitations whose days are over; within a transaction."""
    session.execute(delete(SignInCode).where(SignInCode.created_at < now - KEPT))
    session.execute(delete(BrokerVisit).where(BrokerVisit.came_at < now - KEPT))
    session.execute(delete(OrganisationInvitation).where(OrganisationInvitation.expires_at <= now))
