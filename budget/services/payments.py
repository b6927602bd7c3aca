"""Payments asked for: a part of a commitment is set apart, and somebody of finance who did not ask says yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.models import Account, Holding, PaymentRequest
from budget.queries.accounts import EUROS
from budget.rules.ledger import Part
from budget.rules.life import PAYMENT_LIFE, PaymentBy, PaymentSituation, PaymentState, PaymentStep
from budget.rules.payment_matching import asked_by_part
from budget.rules.payments import PAYABLE_PARTS, holds_bank_number, parts_by_account
from budget.services.ledger import ask_for_payment, lock_account
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.refusals import NotFound, Refusal
from logbook.services import Act, act

LONGEST_PURPOSE = 200


class NothingPromised(Refusal):
    """There is no commitment to pay from: nobody decided about this money yet."""


class PaymentNotAsked(Refusal):
    """What was asked is no payment that anybody could decide about."""


def ask_payment(a: Act, account_id: int, subject: str, cents: int, purpose: str) -> int:
    """Ask that a part of a commitment is paid, as part of an act; the request's row number.

    The caller checks who asks. Raises NothingPromised, AskedAlready and PaymentNotAsked.
    """
    account = lock_account(a.session, account_id)
    _check(account, cents, purpose)
    part = _part_to_ask(a.session, account, subject, cents)
    ask_for_payment(a, account_id, part, subject, cents)
    request = PaymentRequest(
        account_id=account_id, subject=subject, cents=cents, purpose=purpose.strip(), asked_at=a.now,
        asked_by_key=a.actor.key,
    )  # fmt: skip
    a.session.add(request)
    a.session.flush()
    return request.id


def ask_payment_of_all(a: Act, free: Mapping[int, int], subject: str, cents: int, purpose: str) -> int:
    """Ask an amount of a commitment that may lie in several accounts, a request for each; the first one's row number.

    `free` is what free_to_ask() tells. The caller checks who asks, and that it is more than nothing and no more than
    there is. Raises what ask_payment does.
    """
    # accounts are always locked in the same order, so that two acts never wait for each other
    parts = sorted(parts_by_account(free, cents))
    asked = [ask_payment(a, account_id, subject, part, purpose) for account_id, part in parts]
    return asked[0]


def approve_payment(session: Session, actor: Actor, now: datetime, request_id: int) -> None:
    """Say yes to what somebody else asked. Raises NotFound, NotAllowed and StepRefused."""
    with act(session, actor, now, "approve_payment", subject=f"payment:{request_id}") as a:
        request = _decide(a, request_id, PaymentStep.APPROVE)
        a.facts["cents"] = request.cents


def refuse_payment(session: Session, actor: Actor, now: datetime, request_id: int, reason: str) -> None:
    """Say no, with the reason: what was set apart is free again. Raises what approve_payment does, and Refusal."""
    if not reason.strip():
        raise Refusal(msg("Fill in why this payment is refused."))
    if holds_bank_number(reason):
        raise Refusal(msg("This is a bank number. Bank numbers are not stored here."))
    with act(session, actor, now, "refuse_payment", ground=reason.strip(), subject=f"payment:{request_id}") as a:
        request = _decide(a, request_id, PaymentStep.REFUSE)
        request.reason = reason.strip()
        free_asked(a, request)


def free_asked(a: Act, request: PaymentRequest) -> None:
    """What the request set apart of its commitment is asked no more, in whatever part it stands now."""
    chosen = select(Holding.part, Holding.asked).where(
        Holding.account_id == request.account_id, Holding.subject == request.subject
    )
    asked = {Part(part): cents for part, cents in a.session.execute(chosen)}
    for part, cents in asked_by_part(request.cents, asked).items():
        if cents:
            ask_for_payment(a, request.account_id, part, request.subject, -cents)


def locked_payment(a: Act, request_id: int) -> tuple[PaymentRequest, Account]:
    """The request and its account, held by this transaction. Raises NotFound and NotAllowed."""
    account_id = a.session.scalar(select(PaymentRequest.account_id).where(PaymentRequest.id == request_id))
    if account_id is None:
        raise NotFound(msg("There is no such payment request."))
    account = lock_account(a.session, account_id)
    require_finance(a.actor, account.area_code)
    chosen = select(PaymentRequest).where(PaymentRequest.id == request_id)
    return a.session.scalars(chosen.execution_options(populate_existing=True)).one(), account


def _decide(a: Act, request_id: int, step: PaymentStep) -> PaymentRequest:
    request, _ = locked_payment(a, request_id)
    situation = PaymentSituation(is_by_another=request.asked_by_key != a.actor.key)
    request.state = PAYMENT_LIFE.take(step, PaymentState(request.state), {PaymentBy.FINANCE}, situation).value
    request.decided_at, request.decided_by_key = a.now, a.actor.key
    return request


def _check(account: Account, cents: int, purpose: str) -> None:
    if account.unit != EUROS:
        raise PaymentNotAsked(msg("Hours are not paid out."))
    if cents <= 0:
        raise PaymentNotAsked(msg("The amount must be more than zero."))
    if not purpose.strip():
        raise PaymentNotAsked(msg("Fill in what the payment is for."))
    if len(purpose.strip()) > LONGEST_PURPOSE:
        raise PaymentNotAsked(msg("Say what the payment is for in at most %(most)s characters.", most=LONGEST_PURPOSE))
    if holds_bank_number(purpose):
        raise PaymentNotAsked(msg("This is a bank number. Bank numbers are not stored here."))


def _part_to_ask(session: Session, account: Account, subject: str, cents: int) -> Part:
    """Promised, or delivered once the year-end split moved the commitment there."""
    chosen = select(Holding).where(
        Holding.account_id == account.id, Holding.subject == subject, Holding.cents > 0,
        Holding.part.in_([part.value for part in PAYABLE_PARTS]),
    )  # fmt: skip
    held = {Part(each.part): each.cents - each.asked for each in session.scalars(chosen)}
    if not held or (account.is_closed and Part.DELIVERED not in held):
        raise NothingPromised(
            msg("Nothing can be paid from this yet: no decision has promised the money."),
        )
    if account.is_closed:
        return Part.DELIVERED
    return next((part for part, free in held.items() if cents <= free), max(held, key=lambda part: held[part]))
