"""Completing a concept and letting it begin; afterwards what is kept, what came of it and who is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from areas.rules.themes import THEMES
from deals.models import DealPromise
from deals.queries.finding import is_open, promises_of
from deals.rules.life import By, DealState, DealStep
from deals.rules.terms import NewDeal, Side, faults_of
from deals.services.opening import faults_of_places, person_key
from deals.services.refusals import DealRefused, NotNow
from deals.services.steps import checked_text, locked_deal, require_coordinator, take_step, tell
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act


def change_deal(
    session: Session, actor: Actor, now: datetime, deal_id: int, new: NewDeal, partner_email: str | None = None
) -> None:
    """Change what a concept says; its area, year, amount and hours stay, since they are promised already.

    `partner_email` None leaves the partner's account as it is. Raises NotAllowed, NotNow and DealRefused.
    """
    with act(session, actor, now, "change_deal") as a:
        deal = locked_deal(a, deal_id)
        require_coordinator(actor, deal)
        if deal.state != DealState.CONCEPT:
            raise NotNow(msg("The deal holds already, so its text does not change any more."))
        new = replace(new, area_code=deal.area_code, year=deal.year, cents=deal.cents, minutes=deal.minutes)
        faults = [*faults_of(new, frozenset(THEMES)), *faults_of_places(session, new)]
        if faults:
            raise DealRefused(*faults)
        if partner_email is not None:
            deal.partner_key = person_key(session, partner_email)
        for name in ("title", "place", "planned_result", "partner_name"):
            setattr(deal, name, tidy_text(getattr(new, name)))
        deal.kind, deal.sub_kind, deal.theme = new.kind.value, new.sub_kind, new.theme
        deal.first_day, deal.last_day = new.first_day, new.last_day
        deal.neighbourhood_code = new.neighbourhood_code
        session.execute(delete(DealPromise).where(DealPromise.deal_id == deal_id))
        session.add_all(DealPromise(deal_id=deal_id, side=p.side.value, text=tidy_text(p.text)) for p in new.promises)


def activate_deal(session: Session, actor: Actor, now: datetime, deal_id: int) -> None:
    """Let a complete concept begin. Raises StepNotPossible."""
    with act(session, actor, now, "activate_deal") as a:
        take_step(a, locked_deal(a, deal_id), DealStep.ACTIVATE)


def let_deal_begin(a: Act, deal_id: int, partner_key: str | None) -> None:
    """Let a complete concept begin as part of another subject's act in which both sides agreed.

    Who said yes becomes its partner where nobody is yet. Raises StepNotPossible.
    """
    deal = locked_deal(a, deal_id)
    if deal.partner_key is None:
        deal.partner_key = partner_key
    take_step(a, deal, DealStep.ACTIVATE, roles=frozenset({By.COORDINATOR}))


def keep_promises(session: Session, actor: Actor, now: datetime, deal_id: int, kept: Mapping[int, bool | None]) -> None:
    """Say of each promise whether it is kept, by the promise's number. Raises NotAllowed and NotNow."""
    with act(session, actor, now, "keep_promises") as a:
        deal = locked_deal(a, deal_id)
        require_coordinator(actor, deal)
        _require_open(deal.state)
        for promise in promises_of(session, deal_id):
            said = kept.get(promise.id, promise.kept)
            if said is not promise.kept:
                promise.kept, promise.kept_at = said, None if said is None else now


def record_result(session: Session, actor: Actor, now: datetime, deal_id: int, achieved: str) -> None:
    """Write down what came of it; public at once. Raises NotAllowed, NotNow and DealRefused."""
    with act(session, actor, now, "record_result") as a:
        deal = locked_deal(a, deal_id)
        require_coordinator(actor, deal)
        _require_open(deal.state)
        deal.achieved_result = checked_text("achieved_result", achieved)


def wait_for(session: Session, actor: Actor, now: datetime, deal_id: int, side: str) -> None:
    """Say who must do something first, or "" for nobody. Raises NotAllowed and NotNow."""
    with act(session, actor, now, "wait_for") as a:
        deal = locked_deal(a, deal_id)
        require_coordinator(actor, deal)
        if side and side not in set(Side):
            raise NotNow(msg("Choose who we wait for."))
        if deal.state in (DealState.COMPLETED, DealState.TERMINATED):
            raise NotNow(msg("The deal is ended, so nothing in it changes any more."))
        deal.waiting_for = side


def extend_deal(a: Act, deal_id: int, last_day: date) -> None:
    """Let a deal that is carried out go on until a later day, as part of another subject's act. Raises NotNow."""
    subject = a.subject
    deal = locked_deal(a, deal_id)
    a.subject = subject
    if deal.state != DealState.ACTIVE or (deal.last_day is not None and last_day <= deal.last_day):
        raise NotNow(msg("A deal goes on longer while it is being carried out, to a later day."))
    deal.last_day = last_day
    tell(a, deal, "extend")


def _require_open(state: str) -> None:
    if not is_open(state):
        raise NotNow(msg("This is possible while the deal is being carried out or settled."))
