"""Mandates: the one under which somebody decides at this moment, and all that were ever recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from accounts.models import Person
from lives.periods import day_of
from quick_plans.models import Mandate


def best_mandate(
    session: Session, person_key: str, area_code: str, now: datetime, *, is_locked: bool = False
) -> Mandate | None:
    """The mandate with the largest amount that this person has here today; `is_locked` holds it until the act ends."""
    today = day_of(now)
    chosen = select(Mandate).where(
        Mandate.person_key == person_key,
        or_(Mandate.area_code == area_code, Mandate.area_code.is_(None)),
        Mandate.valid_from <= today,
        Mandate.valid_until >= today,
        Mandate.withdrawn_at.is_(None),
    )
    if is_locked:
        chosen = chosen.with_for_update().execution_options(populate_existing=True)
    # a mandate withdrawn while we waited for its lock is not there any more
    found = [row for row in session.scalars(chosen.order_by(Mandate.id)) if row.withdrawn_at is None]
    return max(found, key=lambda row: row.largest_cents, default=None)


def all_mandates(session: Session) -> Sequence[tuple[Mandate, str]]:
    """Every mandate with the name of whose it is, the newest first."""
    chosen = select(Mandate, Person.name, Person.email).join(Person, Person.key == Mandate.person_key)
    rows = session.execute(chosen.order_by(Mandate.id.desc()))
    return [(mandate, name or email) for mandate, name, email in rows]
