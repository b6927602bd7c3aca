"""The end of a deal: ended or ended early, its report, its settlement, and the money that is promised no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.queries import MINUTES
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, Part
from budget.services.ledger import commit_money
from deals.models import Deal
from deals.queries.bands import settlement_bands
from deals.queries.finding import holdings, money_of
from deals.rules.life import DealState, DealStep
from deals.rules.settlement import Band, band_of, check_asked_back
from deals.services.refusals import NotNow
from deals.services.steps import checked_text, locked_deal, require_involved, take_step
from lives.messages import msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.services import Act, act


def end_deal(session: Session, actor: Actor, now: datetime, deal_id: int, asked_back_cents: int = 0) -> None:
    """End a deal that ran its course: a small one is settled at once, a larger one waits for its report.

    Raises StepNotPossible and AskedBackTooMuch.
    """
    with act(session, actor, now, "end_deal") as a:
        deal = locked_deal(a, deal_id)
        deal.ending = "completed"
        take_step(a, deal, DealStep.END)
        _settle_when_done(a, deal, asked_back_cents)


def terminate_deal(
    session: Session, actor: Actor, now: datetime, deal_id: int, reason: str, asked_back_cents: int = 0
) -> None:
    """End a deal early, with a public reason. Raises StepNotPossible, DealRefused and AskedBackTooMuch."""
    with act(session, actor, now, "terminate_deal", ground=tidy_text(reason)) as a:
        deal = locked_deal(a, deal_id)
        said = checked_text("reason", reason)
        deal.ending, deal.ending_reason = "terminated", said
        take_step(a, deal, DealStep.TERMINATE, said)
        _settle_when_done(a, deal, asked_back_cents)


def hand_in_report(
    session: Session, actor: Actor, now: datetime, deal_id: int, report: str, financial_report: str = ""
) -> None:
    """Hand in what a larger deal is settled by, as partner or coordinator. Raises NotAllowed, NotNow, DealRefused."""
    with act(session, actor, now, "hand_in_report") as a:
        deal = locked_deal(a, deal_id)
        require_involved(actor, deal)
        if deal.state != DealState.SETTLING:
            raise NotNow(msg("A report is handed in after the deal was ended."))
        deal.report = checked_text("report", report)
        needs_figures = band_of(deal.cents, settlement_bands(session)) is Band.FINANCIAL
        if financial_report.strip() or needs_figures:
            deal.financial_report = checked_text("financial_report", financial_report)


def settle_deal(session: Session, actor: Actor, now: datetime, deal_id: int, asked_back_cents: int = 0) -> None:
    """Settle a larger deal by its report: finance. Raises StepNotPossible and AskedBackTooMuch."""
    with act(session, actor, now, "settle_deal") as a:
        deal = locked_deal(a, deal_id)
        take_step(a, deal, DealStep.SETTLE)
        _settle_when_done(a, deal, asked_back_cents)


def _settle_when_done(a: Act, deal: Deal, asked_back_cents: int) -> None:
    """Hours count as worked, what is promised and not paid is free again, and what must come back is written down."""
    a.session.flush()
    if deal.state == DealState.SETTLING:
        return
    check_asked_back(asked_back_cents, money_of(a.session, deal.subject).paid)
    deal.asked_back_cents = asked_back_cents
    deal.waiting_for = ""
    a.facts["asked_back_cents"] = asked_back_cents
    for holding, account in holdings(a.session, deal.subject, Part.PROMISED.value, unit=None):
        # money of a closed year was dealt with when that year was closed
        if not holding.cents or account.is_closed:
            continue
        # hours of a deal that ran its course were worked; there is no other book that says so
        if account.unit == MINUTES and deal.state == DealState.COMPLETED:
            commit_money(a, account.id, MovementKind.PAY, holding.cents, Ground.SETTLEMENT, from_subject=deal.subject,
                         to_subject=deal.subject)  # fmt: skip
        else:
            commit_money(
                a, account.id, MovementKind.FREE_PROMISE, holding.cents, Ground.SETTLEMENT, from_subject=deal.subject
            )
