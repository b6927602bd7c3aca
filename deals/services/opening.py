"""Making a deal: by another subject that moved the money itself, or by a coordinator from the area's free money."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from areas.queries import neighbourhoods_of
from areas.rules.themes import THEMES
from budget.queries.accounts import EUROS, MINUTES, find_account, find_year
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, NotEnoughMoney, YearClosed
from budget.services.ledger import commit_money, lock_account
from database import new_key
from deals.models import Deal, DealPromise
from deals.rules.life import DealState
from deals.rules.terms import Fault, NewDeal, faults_of
from deals.services.refusals import DealRefused, NotEnoughHours, not_your_area
from deals.services.steps import tell
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor, Role
from logbook.services import Act, act


def open_deal(a: Act, new: NewDeal) -> int:
    """Write down a deal as part of an act that moved its money already; its number. Raises DealRefused."""
    faults = [*faults_of(new, frozenset(THEMES)), *faults_of_places(a.session, new)]
    # who makes a deal out of another subject may not know which kind of green it is
    faults = [each for each in faults if each.field != "kind" or not new.subject or new.sub_kind]
    if faults:
        raise DealRefused(*faults)
    deal = _row(a, new)
    a.session.add(deal)
    a.session.flush()
    deal.subject = new.subject or f"deal:{deal.id}"
    a.session.add_all(
        DealPromise(deal_id=deal.id, side=promise.side.value, text=tidy_text(promise.text)) for promise in new.promises
    )
    tell(a, deal, "activate" if new.is_active else "make")
    a.session.flush()
    return deal.id


def make_deal(session: Session, actor: Actor, now: datetime, new: NewDeal, partner_email: str = "") -> int:
    """Make a deal paid from the area's free money and staff hours; its number.

    Raises NotAllowed, DealRefused, YearClosed, PromisesStopped, NotEnoughMoney, NotEnoughHours, and NotFound when
    the area has no money of its own that year.
    """
    with act(session, actor, now, "make_deal") as a:
        deal_id = make_one(a, replace(new, partner_key=person_key(session, partner_email), subject=""))
        a.subject = f"deal:{deal_id}"
        return deal_id


def make_one(a: Act, new: NewDeal) -> int:
    """One deal with its money, as part of an act. Raises what make_deal raises."""
    require_maker(a.actor, new.area_code)
    find_year(a.session, new.year)
    money = find_account(a.session, new.year, new.area_code, EUROS)
    if money is not None and lock_account(a.session, money.id).is_closed:
        raise YearClosed(msg("The year %(year)s is closed. Nothing in it can change any more.", year=new.year))
    deal_id = open_deal(a, new)
    subject = f"deal:{deal_id}"
    if new.cents:
        commit_money(a, money.id if money else 0, MovementKind.COMMIT, new.cents, Ground.DEAL, to_subject=subject)
    if new.minutes:
        _commit_minutes(a, new, subject)
    return deal_id


def require_maker(actor: Actor, area_code: str) -> None:
    """The coordinator of the area or an administrator. Raises NotAllowed."""
    if not (actor.has(Role.COORDINATOR, area_code) or actor.has(Role.ADMINISTRATOR)):
        raise not_your_area()


def person_key(session: Session, email: str) -> str | None:
    """The key of the person with this address, None without an address. Raises DealRefused."""
    if not email.strip():
        return None
    chosen = select(Person.key).where(Person.email == email.strip().lower(), Person.deactivated_at.is_(None))
    key = session.scalar(chosen)
    if key is None:
        raise DealRefused(Fault("partner_email", msg("Nobody has an account with this e-mail address.")))
    return key


def _commit_minutes(a: Act, new: NewDeal, subject: str) -> None:
    """Where the municipality does not divide its hours, they are only written down."""
    account = find_account(a.session, new.year, new.area_code, MINUTES)
    if account is None:
        return
    try:
        commit_money(a, account.id, MovementKind.COMMIT, new.minutes, Ground.DEAL, to_subject=subject)
    except NotEnoughMoney as refused:
        raise NotEnoughHours(
            msg(
                "There are not enough staff hours: %(asked)s asked and %(held)s left.",
                asked=_hours(refused.asked_cents),
                held=_hours(refused.held_cents),
            )
        ) from refused


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def faults_of_places(session: Session, new: NewDeal) -> list[Fault]:
    """The buurt must lie in the area."""
    if new.neighbourhood_code is None:
        return []
    inside = {area.code for area in neighbourhoods_of(session, new.area_code)} | {new.area_code}
    if new.neighbourhood_code in inside:
        return []
    return [Fault("neighbourhood", msg("This neighbourhood does not lie in the area."))]


def _row(a: Act, new: NewDeal) -> Deal:
    state = DealState.ACTIVE if new.is_active else DealState.CONCEPT
    return Deal(
        area_code=new.area_code,
        neighbourhood_code=new.neighbourhood_code,
        place=tidy_text(new.place),
        year=new.year,
        kind=new.kind.value,
        sub_kind=new.sub_kind,
        theme=new.theme,
        title=tidy_text(new.title),
        planned_result=tidy_text(new.planned_result),
        partner_name=tidy_text(new.partner_name),
        partner_key=new.partner_key,
        cents=new.cents,
        minutes=new.minutes,
        first_day=new.first_day,
        last_day=new.last_day,
        # its own number is not known yet, and no two may be the same
        subject=f"new:{new_key()}",
        state=state.value,
        copied_from_id=new.copied_from_id,
        made_at=a.now,
        made_by_key=a.actor.key,
        activated_at=a.now if new.is_active else None,
    )
