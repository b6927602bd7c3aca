"""Asking for payment out of a deal's own commitment: by its partner, or by the coordinator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries.payments import free_to_ask
from budget.services.payments import ask_payment_of_all
from deals.queries.finding import is_open
from deals.rules.terms import Fault
from deals.services.refusals import DealRefused, NoMoneyToAsk, NotNow
from deals.services.steps import checked_text, locked_deal, require_involved
from lives.messages import Euros, msg
from logbook.actors import Actor
from logbook.services import act


def ask_deal_payment(session: Session, actor: Actor, now: datetime, deal_id: int, cents: int, purpose: str) -> int:
    """Ask that a part is paid; the request's number. Raises NotAllowed, NotNow, DealRefused, NoMoneyToAsk."""
    with act(session, actor, now, "ask_payment") as a:
        deal = locked_deal(a, deal_id)
        require_involved(actor, deal)
        if not is_open(deal.state):
            raise NotNow(msg("This is possible while the deal is being carried out or settled."))
        if cents <= 0:
            raise DealRefused(Fault("cents", msg("The amount must be more than zero.")))
        said = checked_text("purpose", purpose)
        free = free_to_ask(session, deal.subject)
        left = sum(free.values())
        if left < cents:
            raise NoMoneyToAsk(
                msg("%(asked)s is asked, but of this deal only %(free)s is left.", asked=Euros(cents), free=Euros(left))
            )
        a.facts["cents"] = cents
        return ask_payment_of_all(a, free, deal.subject, cents, said)
