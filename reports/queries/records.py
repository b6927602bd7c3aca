"""What the records say about a year and the year before it, gathered for the report."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from areas.queries import names_by_code
from budget.queries import find_year
from lives.periods import day_of
from reports.queries.agreements import deals_made
from reports.queries.books import accounts_of, subjects_of
from reports.queries.small_plans import signatures_of, small_plans_of
from reports.queries.voted import site_use_of, votes_of
from reports.rules.content import Content
from reports.rules.report import YearRecords, report_of


def read_content(session: Session, now: datetime, year: int) -> Content:
    """The report as it would be made at this moment. Raises NotFound."""
    is_final = find_year(session, year).closed_at is not None
    this, last = read_records(session, year), read_records(session, year - 1)
    named = _areas_of(this) | _areas_of(last)
    names = {code: name for code, name in names_by_code(session).items() if code in named}
    return report_of(year, day_of(now), is_final, names, this, last)


def _areas_of(records: YearRecords) -> set[str]:
    found = {account.area_code for account in records.accounts} | {vote.area_code for vote in records.votes}
    found |= {deal.area_code for deal in records.deals} | {plan.area_code for plan in records.small_plans}
    return found | {use.area_code for use in records.site_use}


def read_records(session: Session, year: int) -> YearRecords:
    """Everything that this year's records say."""
    return YearRecords(
        accounts=accounts_of(session, year),
        subjects=subjects_of(session, year),
        votes=votes_of(session, year),
        deals=deals_made(session, year),
        small_plans=small_plans_of(session, year),
        site_use=site_use_of(session, year),
        signatures=signatures_of(session, year),
    )
