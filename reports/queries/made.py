"""Reads of the reports that were made."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from logbook.refusals import NotFound
from reports.models import YearReport


def all_reports(session: Session) -> Sequence[YearReport]:
    """The newest year first, and of a year the newest report first."""
    return session.scalars(select(YearReport).order_by(YearReport.year.desc(), YearReport.number.desc())).all()


def find_report(session: Session, report_id: int) -> YearReport:
    """The report with this number of its own. Raises NotFound."""
    found = session.get(YearReport, report_id)
    if found is None:
        raise NotFound(msg("We do not know this report."))
    return found


def reports_of_year(session: Session, year: int) -> Sequence[YearReport]:
    """The newest first."""
    chosen = select(YearReport).where(YearReport.year == year)
    return session.scalars(chosen.order_by(YearReport.number.desc())).all()


def newest_of(session: Session, year: int) -> YearReport | None:
    """The report of the year that counts now."""
    chosen = select(YearReport).where(YearReport.year == year).order_by(YearReport.number.desc()).limit(1)
    return session.scalar(chosen)
