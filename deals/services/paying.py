"""Asking for payment out of a deal's own commitment: by its partner, or by the coordinator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.services.payments import ask_payment
from deals.queries.finding import PAYABLE, holdings, is_open
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
        found = holdings(session, deal.subject, *PAYABLE)
        free = {holding.account_id: holding.cents - holding.asked for holding, _ in found}
        account_id = next((account for account, left in free.items() if left >= cents), None)
        if account_id is None:
            most = max(free.values(), default=0)
            raise NoMoneyToAsk(
                msg("%(asked)s is asked, but of this deal only %(free)s is left.", asked=Euros(cents), free=Euros(most))
            )
        a.facts["cents"] = cents
        return ask_payment(a, account_id, deal.subject, cents, said)
