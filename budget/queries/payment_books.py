"""What stands here about payments, gathered so that a file of paid amounts can be held beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from budget.models import Account, Holding, Movement, PaymentImport, PaymentRequest
from budget.models.ledger import VOUCHER_KINDS
from budget.rules.ledger import MovementKind, Part
from budget.rules.life import PaymentState
from budget.rules.payments import PAYABLE_PARTS, Books, Held, PaidRow, RequestFacts, payment_number


def books_beside(session: Session, rows: Sequence[PaidRow]) -> Books:
    """The requests that the rows name, and all that are approved; their commitments, and vouchers booked before."""
    found = _requests(session, {row.request_id for row in rows})
    return Books(found, _held(session, found.values()), _booked(session, {row.voucher for row in rows}))


def booked_import(session: Session, file_hash: str) -> PaymentImport | None:
    """The import of exactly this file, if there was one."""
    return session.scalar(select(PaymentImport).filter_by(file_hash=file_hash))


def _requests(session: Session, ids: Collection[int]) -> dict[int, RequestFacts]:
    back = aliased(Movement)
    chosen = (
        select(PaymentRequest, Account.year, Account.is_closed, back.id)
        .join(Account, Account.id == PaymentRequest.account_id)
        .outerjoin(back, back.corrects_id == PaymentRequest.movement_id)
        .where(PaymentRequest.id.in_(ids) | (PaymentRequest.state == PaymentState.APPROVED.value))
        .order_by(PaymentRequest.id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(chosen).all()
    paid = _paid(session, {request.account_id for request, *_ in found if request.movement_id is not None})
    return {request.id: _facts(request, year, closed, back, paid) for request, year, closed, back in found}


def _facts(request: PaymentRequest, year: int, is_closed: bool, back: int | None, paid: dict[str, int]) -> RequestFacts:
    number = payment_number(request.id, year)
    return RequestFacts(
        id=request.id,
        number=number,
        account_id=request.account_id,
        subject=request.subject,
        cents=request.cents,
        state=PaymentState(request.state),
        year=year,
        is_closed=is_closed,
        is_corrected=back is not None,
        paid_cents=max(paid.get(number, 0), 0),
    )


def _paid(session: Session, accounts: Collection[int]) -> dict[str, int]:
    """By payment number: what was paid less what came back, without what was corrected."""
    back = aliased(Movement)
    signed = case((Movement.kind == MovementKind.RETURN.value, -Movement.cents), else_=Movement.cents)
    summed = (
        select(Movement.reference, func.sum(signed))
        .outerjoin(back, back.corrects_id == Movement.id)
        .where(Movement.account_id.in_(accounts), Movement.kind.in_(VOUCHER_KINDS), back.id.is_(None))
        .group_by(Movement.reference)
    )
    return {reference: int(cents) for reference, cents in session.execute(summed)}


def _held(session: Session, requests: Iterable[RequestFacts]) -> dict[tuple[int, Part, str], Held]:
    wanted = {(each.account_id, each.subject) for each in requests}
    chosen = (
        select(Holding.account_id, Holding.part, Holding.subject, Holding.cents, Holding.asked)
        .where(Holding.account_id.in_({account for account, _ in wanted}))
        .where(Holding.subject.in_({subject for _, subject in wanted}))
        .where(Holding.part.in_([part.value for part in PAYABLE_PARTS]))
    )
    return {(account, Part(part), subject): Held(cents, asked) for account, part, subject, cents, asked in
            session.execute(chosen)}  # fmt: skip


def _booked(session: Session, vouchers: Collection[str]) -> frozenset[str]:
    booked = select(Movement.external_reference).where(
        Movement.kind.in_(VOUCHER_KINDS), Movement.external_reference.in_(vouchers)
    )
    return frozenset(session.scalars(booked))
