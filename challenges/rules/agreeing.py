"""What an agreement to take over a task must say before both sides can agree to it, and what an evaluation says.

For the coordinator who writes it down together with the applicant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from areas.rules.themes import THEMES
from challenges.rules.asking import MOST_CENTS, MOST_MINUTES, RequestFault
from challenges.rules.reporting import faults_of_days
from lives.messages import Euros, msg
from lives.texts import TextLimit, faults_within

TEXTS: dict[str, TextLimit] = {
    "result": TextLimit(10, 5000, has_lines=True),
    "reporting": TextLimit(10, 2000, has_lines=True),
    "stopping": TextLimit(10, 2000, has_lines=True),
    "paid_from": TextLimit(0, 300),
}
PROMISE = TextLimit(3, 300)
MOST_PROMISES = 20


@dataclass(frozen=True)
class Agreement:
    """What both sides agree on. `cents` and `minutes` are for the whole term; `paying_area` is the area whose
    neighbourhood budget of `year` pays, "" where the money comes from elsewhere and `paid_from` says from where."""

    result: str
    reporting: str
    stopping: str
    theme: str
    first_day: date
    last_day: date
    year: int
    cents: int = 0
    minutes: int = 0
    paying_area: str = ""
    paid_from: str = ""
    their_promises: tuple[str, ...] = ()
    our_promises: tuple[str, ...] = ()
    report_days: tuple[date, ...] = ()
    """The days on which the applicant accounts for the task."""


def faults_of_agreement(agreement: Agreement, granted_cents: int, granted_minutes: int) -> tuple[RequestFault, ...]:
    """Everything that is wrong, all at once: promises of both sides, result, money, hours, term, reporting and how to
    stop; never more than was granted. EUR 18,000.00 granted: 18,000.00 may be agreed, 18,000.01 may not."""
    return (
        *_text_faults(agreement),
        *_promise_faults("their_promises", agreement.their_promises),
        *_promise_faults("our_promises", agreement.our_promises),
        *_figure_faults(agreement, granted_cents, granted_minutes),
        *faults_of_days(agreement.report_days, agreement.first_day, agreement.last_day),
    )


def _text_faults(agreement: Agreement) -> Iterator[RequestFault]:
    for name, limit in TEXTS.items():
        yield from (RequestFault(name, message) for message in faults_within(limit, getattr(agreement, name)))
    if agreement.theme not in THEMES:
        yield RequestFault("theme", msg("Choose a theme from the list."))


def _promise_faults(name: str, promises: tuple[str, ...]) -> Iterator[RequestFault]:
    if not promises:
        yield RequestFault(name, msg("Write at least one promise."))
    if len(promises) > MOST_PROMISES:
        yield RequestFault(name, msg("Write at most %(most)s promises.", most=MOST_PROMISES))
    wrong = next((message for text in promises for message in faults_within(PROMISE, text)), None)
    if wrong is not None:
        yield RequestFault(name, wrong)


def _figure_faults(agreement: Agreement, granted_cents: int, granted_minutes: int) -> Iterator[RequestFault]:
    if not 0 <= agreement.cents <= min(granted_cents, MOST_CENTS):
        yield RequestFault("cents", msg("At most %(most)s is granted.", most=Euros(granted_cents)))
    if not 0 <= agreement.minutes <= min(granted_minutes, MOST_MINUTES):
        yield RequestFault("minutes", msg("At most %(most)s hours are granted.", most=granted_minutes // 60))
    if agreement.last_day < agreement.first_day:
        yield RequestFault("last_day", msg("The last day comes before the first day."))
    if agreement.cents and not agreement.paying_area and not agreement.paid_from.strip():
        yield RequestFault("paid_from", msg("Say from which money this is paid."))
