"""The timeline of a request: what happened, each stop with its length, and what comes by which day at the latest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from challenges.models import ChallengeEvent
from challenges.queries import Page
from challenges.queries.finding import terms_of_request
from challenges.routes.objections_shown import in_time_order
from challenges.rules.coming import Expected, Known, ahead
from challenges.rules.due import open_completion
from challenges.rules.history import Event, Happening, Stop, StopGround
from challenges.rules.states import RequestState
from challenges.words import AHEAD, EVENTS
from wording import day, say

_DAY = timedelta(days=1)
_BEGINS = {
    Happening.COMPLETION_ASKED: (StopGround.COMPLETION, _DAY),
    Happening.DELAY_AGREED: (StopGround.CONSENT, _DAY),
    Happening.APPLICANT_DELAYS: (StopGround.APPLICANT, timedelta(0)),
    Happening.FORCE_MAJEURE: (StopGround.FORCE_MAJEURE, timedelta(0)),
}
"""What a stop is called and how long after the event it begins."""


def timeline_of(
    page: Page, more: list[dict[str, Any]], report_days: Iterable[date], today: date
) -> list[dict[str, Any]]:
    """What happened to the request and to objections (`more`), the newest marked, and then what is to come."""
    stops = page.clock.stops if page.clock else ()
    own = [
        {"text": say(EVENTS[event.step]), "day": event.on_day, "who": _stood_still(event, stops), "why": event.reason}
        for event in page.events
    ]
    happened = in_time_order(own, more)
    coming = [_coming(each, today) for each in _expected(page, tuple(report_days), today)]
    if happened:
        happened[-1]["is_current"] = True
    return [*happened, *coming]


def _stood_still(event: ChallengeEvent, stops: Iterable[Stop]) -> str | None:
    begins = _BEGINS.get(Happening(event.happening)) if event.happening else None
    if begins is None:
        return None
    ground, later = begins
    found = next((stop for stop in stops if stop.ground is ground and stop.first == event.on_day + later), None)
    if found is None:
        return None
    if found.is_open:
        return str(ngettext("stands still, %(num)s day so far", "stands still, %(num)s days so far", found.length))
    return str(ngettext("stood still %(num)s day", "stood still %(num)s days", found.length))


def _expected(page: Page, report_days: tuple[date, ...], today: date) -> tuple[Expected, ...]:
    agreement = page.agreement if page.agreement and page.agreement.deal_id else None
    history = [Event(Happening(e.happening), e.on_day, e.until_day) for e in page.events if e.happening]
    asked = open_completion(history, today)
    known = Known(
        has_talk=bool(page.talks),
        complete_by=asked.until if asked else None,
        advice_by=max((each.answer_by for each in page.advice if each.given_at is None), default=None),
        begins_on=agreement.first_day if agreement else None,
        ends_on=agreement.last_day if agreement else None,
        report_days=report_days,
        was_evaluated=bool(page.evaluations),
    )
    return ahead(RequestState(page.challenge.state), page.clock, terms_of_request(page.challenge), known)


def _coming(each: Expected, today: date) -> dict[str, Any]:
    return {"text": say(AHEAD[each.what]), "when": _when(each.on, today), "is_future": True}


def _when(on: date | None, today: date) -> str:
    if on is None:
        return str(_("when is not known yet"))
    if on < today:
        return str(_("had to be there on %(day)s at the latest", day=day(on)))
    return str(_("at the latest on %(day)s", day=day(on)))
