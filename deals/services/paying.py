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
        left = sum(free.values())
        if left < cents:
            raise NoMoneyToAsk(
                msg("%(asked)s is asked, but of this deal only %(free)s is left.", asked=Euros(cents), free=Euros(left))
            )
        a.facts["cents"] = cents
        asked = [ask_payment(a, account, deal.subject, part, said) for account, part in _parts(free, cents)]
        return asked[0]


def _parts(free: dict[int, int], cents: int) -> list[tuple[int, int]]:
    """From which account how much: from one if it can pay all, else from one after the other (several areas pay)."""
    enough = next((account for account, left in free.items() if left >= cents), None)
    if enough is not None:
        return [(enough, cents)]
    parts = []
    for account, left in free.items():
        part = min(left, cents)
        cents -= part
        if part:
            parts.append((account, part))
    return parts
