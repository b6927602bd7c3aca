"""What hangs on a request beside its facts: agreements made in talks, reports, an ordinary agreement instead."""

from __future__ import annotations

from datetime import date
from typing import Any

import access
from challenges.queries import Page
from challenges.queries.instead import instead_of
from challenges.queries.points import points_of
from challenges.queries.reports import due_days, reported_days, reports_of
from challenges.routes.timeline import timeline_of
from challenges.rules.report_life import REPORT_LIFE
from challenges.rules.reporting import days_to_come
from wording import say


def beside(page: Page, today: date, more: list[dict[str, Any]], *, is_public: bool) -> dict[str, Any]:
    """What the templates need of it; `more` happened to its objections, `is_public` leaves out what is not for all."""
    session, number = access.reading(), page.challenge.id
    has_deal = page.agreement is not None and page.agreement.deal_id is not None
    # while both sides still write the agreement, its days are theirs alone
    due = due_days(session, number) if has_deal or not is_public else ()
    reported = reported_days(session, number) if has_deal else ()
    to_come = days_to_come(due, reported)
    return {
        "events": timeline_of(page, more, to_come, today),
        "is_public": is_public,
        "points": points_of(session, number),
        "reports": [
            (report, say(REPORT_LIFE.word(report.row.state)))
            for report in reports_of(session, number, is_public=is_public)
        ],
        "report_days": [(day, (day - today).days, day not in to_come) for day in due],
        "instead": instead_of(session, number),
    }
