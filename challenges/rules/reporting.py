"""What a report about a task that was taken over must say, and which reports are still to come.

For who took the task over, the coordinator's work list and the public page alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from challenges.rules.asking import MOST_CENTS, MOST_MINUTES, RequestFault
from lives.messages import Day, Euros, msg
from lives.texts import TextLimit, faults_within

TEXTS: dict[str, TextLimit] = {
    "done": TextLimit(20, 5000, has_lines=True),
    "went_well": TextLimit(0, 3000, has_lines=True),
    "went_less": TextLimit(0, 3000, has_lines=True),
}
WHAT = TextLimit(2, 200)
MOST_COSTS = 6
MOST_DAYS = 24
LONGEST_AFTER = timedelta(days=366)
"""The final report comes within a year after the last day."""


@dataclass(frozen=True)
class Cost:
    """What was spent on one thing; None and "" where nobody filled it in."""

    what: str
    cents: int | None


@dataclass(frozen=True)
class Report:
    """A report over a period, "tot en met". Amounts in cents, work of volunteers and staff in minutes."""

    first_day: date
    last_day: date
    done: str
    went_well: str = ""
    went_less: str = ""
    minutes: int = 0
    costs: tuple[Cost, ...] = ()

    @property
    def spent_cents(self) -> int:
        return sum(each.cents or 0 for each in self.costs)


def faults_of_report(report: Report, today: date, begins_on: date) -> tuple[RequestFault, ...]:
    """Everything that is wrong, all at once: the period lies within what was, each amount says for what.

    An agreement from 1 December 2026; on 5 January 2027 a report may be about 1 to 31 December, not about February.
    """
    return (*_day_faults(report, today, begins_on), *_text_faults(report), *_cost_faults(report.costs))


def _day_faults(report: Report, today: date, begins_on: date) -> Iterator[RequestFault]:
    if report.first_day < begins_on:
        yield RequestFault("first_day", msg("The agreement began on %(day)s.", day=Day(begins_on)))
    if report.last_day < report.first_day:
        yield RequestFault("last_day", msg("The last day comes before the first day."))
    elif report.last_day > today:
        yield RequestFault("last_day", msg("This day is still to come."))


def _text_faults(report: Report) -> Iterator[RequestFault]:
    for name, limit in TEXTS.items():
        yield from (RequestFault(name, message) for message in faults_within(limit, getattr(report, name)))
    if not 0 <= report.minutes <= MOST_MINUTES:
        message = msg("Fill in a number of hours from 0 to %(most)s.", most=MOST_MINUTES // 60)
        yield RequestFault("hours", message)


def _cost_faults(costs: tuple[Cost, ...]) -> Iterator[RequestFault]:
    for place, cost in enumerate(costs):
        if cost.cents is not None and not 0 < cost.cents <= MOST_CENTS:
            message = msg("Fill in an amount of more than € 0 and at most %(most)s.", most=Euros(MOST_CENTS))
            yield RequestFault(f"cents-{place}", message)
        if cost.cents is None:
            yield RequestFault(f"cents-{place}", msg("Fill in what it cost."))
        yield from (RequestFault(f"what-{place}", message) for message in faults_within(WHAT, cost.what))


def faults_of_days(days: Collection[date], first_day: date, last_day: date) -> tuple[RequestFault, ...]:
    """What is wrong with the days on which reports are due: after the first day, and soon enough after the last.

    From 1 December 2026 up to and including 30 November 2027: 30 November 2028 is the latest day, since that
    year has 366 days.
    """
    if len(days) > MOST_DAYS:
        return (RequestFault("report_days", msg("Write at most %(most)s days.", most=MOST_DAYS)),)
    latest = last_day + LONGEST_AFTER
    wrong = next((day for day in sorted(days) if not first_day < day <= latest), None)
    if wrong is None:
        return ()
    message = msg("%(day)s is not possible: choose days from %(first)s up to and including %(last)s.",
                  day=Day(wrong), first=Day(first_day + timedelta(days=1)), last=Day(latest))  # fmt: skip
    return (RequestFault("report_days", message),)


def days_to_come(days: Iterable[date], reported: Collection[date]) -> tuple[date, ...]:
    """The days to which no report answers yet, the oldest first; one that is over is among them: it is late.

    Due on 1 March and 1 June, a report for 1 March came in: 1 June.
    """
    return tuple(sorted(set(days) - set(reported)))


def answers_to(days: Iterable[date], reported: Collection[date], last_day: date) -> date:
    """The due day to which a new report answers: the oldest that is open, else the last day of its own period."""
    return next(iter(days_to_come(days, reported)), last_day)
