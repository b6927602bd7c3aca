"""Many deals in one act, all or nothing: copied from last year, or read out of a pasted table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.queries.accounts import find_account
from budget.services.ledger import lock_account
from deals.models import Deal
from deals.queries.finding import find_deal, is_public, promises_of
from deals.rules.pasted import MOST_ROWS
from deals.rules.terms import DealKind, NewDeal, Promise, Side, is_complete
from deals.services.opening import make_one, require_maker
from deals.services.refusals import RowsRefused
from lives.messages import Message, msg
from lives.refused import Refused
from logbook.actors import Actor
from logbook.refusals import Refusal
from logbook.services import Act, act


class NothingChosen(Refusal):
    """No row was chosen, or too many."""


@dataclass(frozen=True)
class CopiedDeal:
    """One of last year's deals to make again, with its new amount."""

    deal_id: int
    cents: int


def copy_deals(session: Session, actor: Actor, now: datetime, year: int, chosen: Sequence[CopiedDeal]) -> list[int]:
    """Make last year's deals again for `year`, all in one act; their numbers.

    Raises NothingChosen, RowsRefused with the message at each wrong row (by the number of the deal copied).
    """
    _check_count(len(chosen))
    with act(session, actor, now, "copy_deals", subject=f"year:{year}") as a:
        _lock(a, year, {find_deal(session, each.deal_id).area_code for each in chosen})
        return _make_all(a, ((each.deal_id, _copied(a, each, year)) for each in chosen))


def make_deals(session: Session, actor: Actor, now: datetime, rows: Sequence[tuple[int, NewDeal]]) -> list[int]:
    """Make the deals of a pasted table, all in one act; their numbers. `rows` are line numbers with their deal.

    Raises NothingChosen, RowsRefused with the message at each wrong line.
    """
    _check_count(len(rows))
    with act(session, actor, now, "make_deals") as a:
        for year in {new.year for _, new in rows}:
            _lock(a, year, {new.area_code for _, new in rows if new.year == year})
        a.facts["lines"] = len(rows)
        return _make_all(a, ((line, _once(a, new)) for line, new in rows))


def _make_all(a: Act, rows: Iterable[tuple[int, NewDeal | Message]]) -> list[int]:
    """Every row is tried, so that everything wrong is told at once; one wrong row undoes them all."""
    made: list[int] = []
    wrong: dict[int, Message] = {}
    for number, new in rows:
        if isinstance(new, Message):
            wrong[number] = new
            continue
        try:
            made.append(make_one(a, new))
        except Refused as refused:
            wrong[number] = refused.message
    if wrong:
        raise RowsRefused(wrong)
    a.facts["deals"] = made
    return made


def _copied(a: Act, chosen: CopiedDeal, year: int) -> NewDeal | Message:
    old = find_deal(a.session, chosen.deal_id)
    require_maker(a.actor, old.area_code)
    if old.year != year - 1 or not is_public(old) or old.kind == DealKind.TAKEOVER:
        return msg("This deal cannot be copied to %(year)s.", year=year)
    copied = select(Deal.id).where(Deal.copied_from_id == old.id, Deal.year == year)
    if a.session.scalar(copied) is not None:
        return msg("This deal was copied to %(year)s before.", year=year)
    last_day = _a_year_on(old.last_day)
    return NewDeal(
        area_code=old.area_code,
        year=year,
        kind=DealKind(old.kind),
        # a green deal out of a small plan may not have said its kind
        sub_kind=old.sub_kind or ("management" if old.kind == DealKind.GREEN else ""),
        theme=old.theme,
        title=old.title,
        planned_result=old.planned_result,
        cents=chosen.cents,
        minutes=old.minutes,
        neighbourhood_code=old.neighbourhood_code,
        place=old.place,
        partner_name=old.partner_name,
        partner_key=old.partner_key,
        first_day=_a_year_on(old.first_day),
        last_day=last_day,
        promises=tuple(Promise(Side(p.side), p.text) for p in promises_of(a.session, old.id)),
        is_active=is_complete(old.planned_result, last_day),
        copied_from_id=old.id,
    )


def _once(a: Act, new: NewDeal) -> NewDeal | Message:
    """A table pasted twice does not make everything twice."""
    require_maker(a.actor, new.area_code)
    same = select(Deal.id).where(Deal.area_code == new.area_code, Deal.year == new.year, Deal.title == new.title)
    if a.session.scalar(same.limit(1)) is not None:
        return msg("There is a deal with this title in this area and year already.")
    return new


def _lock(a: Act, year: int, areas: set[str]) -> None:
    """Accounts in one order, so that two who make many at once do not wait for each other."""
    for code in sorted(areas):
        account = find_account(a.session, year, code)
        if account is not None:
            lock_account(a.session, account.id)


def _check_count(count: int) -> None:
    if not 1 <= count <= MOST_ROWS:
        raise NothingChosen(msg("Choose at least one deal, and at most %(most)s at a time.", most=MOST_ROWS))


def _a_year_on(day: date | None) -> date | None:
    if day is None:
        return None
    # 29 February has no next year
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
