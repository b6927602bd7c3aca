"""Making a year report: one act reads the records as one picture and keeps what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from budget.models import Account, Movement
from budget.queries import find_year
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator_or_finance
from logbook.refusals import Refusal
from logbook.services import act
from reports.models import YearReport
from reports.queries import read_content, reports_of_year
from reports.rules.content import Content, content_to_text, hash_of


class YearNotFixed(Refusal):
    """A year that is a concept has nothing to report."""


def make_report(session: Session, actor: Actor, now: datetime, year: int) -> int:
    """Make the next report of a year; the report's own number. Earlier ones stay.

    Raises NotAllowed, NotFound and YearNotFixed.
    """
    with act(session, actor, now, "make_report", subject=f"year:{year}") as a:
        _require(session, actor, year)
        accounts = _lock_accounts(session, year - 1, year)
        text = content_to_text(read_content(session, now, year))
        earlier = reports_of_year(session, year)
        report = YearReport(
            year=year, number=earlier[0].number + 1 if earlier else 1, made_at=now, made_by_key=actor.key,
            last_movement_id=_last_movement(session, accounts), content=text, content_hash=hash_of(text),
        )  # fmt: skip
        session.add(report)
        session.flush()
        a.facts.update(number=report.number, hash=report.content_hash, last_movement=report.last_movement_id)
        return report.id


def preview_report(session: Session, actor: Actor, now: datetime, year: int) -> Content:
    """What a report would say now; nothing is kept. Raises NotAllowed, NotFound and YearNotFixed."""
    _require(session, actor, year)
    return read_content(session, now, year)


def _require(session: Session, actor: Actor, year: int) -> None:
    require_administrator_or_finance(actor)
    if find_year(session, year).fixed_at is None:
        raise YearNotFixed(
            msg("The budget for %(year)s is not fixed yet, so there is nothing to report.", year=year),
            msg("Fix the shares of the year first."),
        )


def _lock_accounts(session: Session, *years: int) -> Sequence[int]:
    """Hold both years' books still until the report is kept, in the order in which everyone locks accounts."""
    chosen = select(Account.id).where(Account.year.in_(years)).order_by(Account.id)
    return session.scalars(chosen.with_for_update()).all()


def _last_movement(session: Session, accounts: Sequence[int]) -> int:
    return session.scalars(select(func.max(Movement.id)).where(Movement.account_id.in_(accounts))).one()
