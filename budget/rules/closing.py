"""The end of a year: what stands in the way of closing it, and what closing does to an area's account.

For finance, who closes the year, and for everyone who reads what was realised, saved and lapsed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from budget.rules.ledger import MovementKind
from lives.messages import Day, Euros, Message, msg
from lives.refused import Refused

LONGEST_SAVING_YEARS = 3
"""So long a neighbourhood may save, unless the municipality chose fewer or more years."""

EUROS, MINUTES = "eur", "minutes"


class Rest(StrEnum):
    """What happens with the part of a commitment that was not delivered by the end of the year."""

    CARRY = "carry"
    RELEASE = "release"


class Spent(Protocol):
    """An account, or anything else that says what was paid and what was delivered without being paid yet."""

    @property
    def paid(self) -> int: ...

    @property
    def delivered(self) -> int: ...


def realised(account: Spent) -> int:
    """What was realised in the year by accrual, in cents or minutes: paid, or delivered and not paid yet.

    EUR 300 paid and EUR 150 delivered is EUR 450 realised; paying the 150 later changes nothing.
    """
    return account.paid + account.delivered


@dataclass(frozen=True)
class HeldSaving:
    """What is saved under one key, in cents or minutes; `last_year` is the last year in which it may be used."""

    subject: str
    amount: int
    last_year: int | None
    """None where nobody set an end: it goes on."""


@dataclass(frozen=True)
class AccountAtEnd:
    """An area's account at the end of its year, in cents or minutes, with all that closing looks at."""

    account_id: int
    next_id: int | None
    """The same area's account of the next year, where that year is fixed."""
    year: int
    area: str
    unit: str = EUROS
    standing: int = 0
    ring_fenced: int = 0
    promised: int = 0
    reserve_left: int = 0
    available: int = 0
    savings: tuple[HeldSaving, ...] = ()

    @property
    def goes_on(self) -> tuple[HeldSaving, ...]:
        """Savings that the next year keeps."""
        return tuple(each for each in self.savings if not _ends(each, self.year))

    @property
    def ends(self) -> tuple[HeldSaving, ...]:
        """Savings whose last year this was."""
        return tuple(each for each in self.savings if _ends(each, self.year))

    @property
    def lapses(self) -> int:
        """What nobody has decided about, and what was saved too long."""
        return self.available + self.reserve_left + sum(each.amount for each in self.ends)


@dataclass(frozen=True)
class Step:
    """One movement that closing makes in an account."""

    kind: MovementKind
    amount: int
    from_subject: str = ""


class AmountOutside(Refused):
    """More is called delivered than was promised, or less than was asked for payment."""


class SavingTooLong(Refused):
    """Nobody saves longer than the council's rule allows, or for a year that is over."""


class CannotClose(Refused):
    """Something stands in the way of closing the year; `obstacles` says everything at once."""

    def __init__(self, year: int, obstacles: Sequence[Message]) -> None:
        super().__init__(msg("The year %(year)s cannot be closed yet. %(first)s", year=year, first=obstacles[0]))
        self.obstacles = tuple(obstacles)


def closing_steps(account: AccountAtEnd) -> tuple[Step, ...]:
    """What closing does, in order: free the reserve, hand savings on, let the rest lapse.

    Reserve 7,196.00 left, 4,000.00 saved until next year and 1,000.00 available gives three movements, and
    8,196.00 lapses.
    """
    found = [
        Step(MovementKind.FREE_RESERVE, account.reserve_left),
        *(Step(MovementKind.CARRY_OUT_SAVED, each.amount, each.subject) for each in account.goes_on),
        *(Step(MovementKind.USE_SAVING, each.amount, each.subject) for each in account.ends),
        Step(MovementKind.LAPSE, account.lapses),
    ]
    return tuple(step for step in found if step.amount)


def seal_of_lapses(accounts: Iterable[AccountAtEnd]) -> str:
    """A short text that differs whenever closing would do anything else: who confirms it has seen just this."""
    done = [(each.account_id, step.kind, step.amount, step.from_subject) for each in accounts
            for step in closing_steps(each)]  # fmt: skip
    return hashlib.sha256(json.dumps(done).encode()).hexdigest()[:20]


def obstacles_to_closing(
    year: int, today: date, accounts: Iterable[AccountAtEnd], *, open_before: int | None = None
) -> tuple[Message, ...]:
    """Everything that stands in the way of closing this year today; empty when it can be closed.

    `open_before` is an earlier year that is still open: years are closed one after the other.
    """
    found = []
    if today.year <= year:
        first = Day(date(year + 1, 1, 1))
        found.append(msg("The year %(year)s is not over yet. It can be closed from %(day)s.", year=year, day=first))
    if open_before is not None:
        found.append(msg("Close %(year)s first.", year=open_before))
    for account in accounts:
        found += _obstacles_of(account)
    return tuple(found)


def amount_in_words(unit: str, amount: int) -> Message:
    """An amount inside a sentence: euros, or hours and minutes of staff time."""
    if unit == MINUTES:
        return msg("%(hours)s hours and %(minutes)s minutes", hours=amount // 60, minutes=amount % 60)
    return Message("%(euros)s", (("euros", Euros(amount)),))


def refuse_split(unit: str, delivered: int, held: int, asked: int) -> None:
    """Whether this part of a commitment can be called delivered: from what is asked for payment to what is held.

    Raises AmountOutside.
    """
    if not 0 <= delivered <= held:
        most = amount_in_words(unit, held)
        raise AmountOutside(msg("Fill in an amount from 0 to what is promised: %(held)s.", held=most))
    if delivered < asked:
        least = amount_in_words(unit, asked)
        raise AmountOutside(msg("A payment of %(asked)s is asked. So at least that much is delivered.", asked=least))


def refuse_saving_term(year: int, last_year: int, longest: int) -> None:
    """Whether money of this year may be saved until that year. Raises SavingTooLong."""
    if not year < last_year <= year + longest:
        raise SavingTooLong(msg("Choose a year from %(first)s to %(last)s.", first=year + 1, last=year + longest))


def _ends(saving: HeldSaving, year: int) -> bool:
    return saving.last_year is not None and saving.last_year <= year


def _obstacles_of(account: AccountAtEnd) -> list[Message]:
    fenced, promised, standing = (
        amount_in_words(account.unit, each) for each in (account.ring_fenced, account.promised, account.standing)
    )
    area, coming = account.area, account.year + 1
    found = (
        (account.ring_fenced, msg("%(area)s: %(amount)s is still set apart for a vote.", area=area, amount=fenced)),
        (account.promised, msg("%(area)s: %(amount)s is promised and not divided yet.", area=area, amount=promised)),
        (account.standing, msg("%(area)s: %(amount)s of yearly costs is not paid yet.", area=area, amount=standing)),
        (
            account.goes_on and account.next_id is None,
            msg("%(area)s saves for later. Fix the shares of %(next)s first.", area=area, next=coming),
        ),
    )
    return [message for stands, message in found if stands]
