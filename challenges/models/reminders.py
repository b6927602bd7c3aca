"""Reminders and alarms that were sent: once each, whoever looks, and on how many machines."""

from __future__ import annotations

from datetime import date
from typing import cast

from sqlalchemy import CheckConstraint, Date, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from challenges.models.requests import one_of
from challenges.rules.reminding import ReminderKind
from database import Model, Moment, RowId, append_only


class ChallengeReminder(Model):
    """One reminder about the day of a term, at one step; a day that moves has reminders of its own."""

    __tablename__ = "challenge_reminder"
    __table_args__ = (
        # two runners, or a second run: one of them finds that it was said
        UniqueConstraint("about", "kind", "term_day", "step"),
        one_of("kind", tuple(map(str, ReminderKind))),
        CheckConstraint("about <> ''", name="about"),
        CheckConstraint("step >= 0", name="step"),
    )
    id: Mapped[RowId]
    about: Mapped[str] = mapped_column(String(40))
    """challenge:12, objection:3 or challenge_advice:7."""
    kind: Mapped[str] = mapped_column(String(20))
    term_day: Mapped[date] = mapped_column(Date)
    step: Mapped[int]
    """Days before the day, or weeks of a penalty."""
    made_at: Mapped[Moment]


append_only(cast(Table, ChallengeReminder.__table__))
