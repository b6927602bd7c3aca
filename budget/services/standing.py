"""Finance's acts on what stands fixed: decided, corrected, charged, given back, and a shortfall covered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.models import Account
from budget.queries.standing import newest_lines
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, NotEnoughMoney
from budget.services.ledger import commit_money, lock_account
from budget.services.setting_apart import set_apart
from budget.services.standing_lines import (
    LONGEST_REFERENCE,
    NO_REFERENCE,
    BadCommitment,
    bearing_area,
    checked,
    correct_standing,
    hold_accounts,
    stand,
    text_of,
)
from lives.messages import msg
from logbook.actors import Actor
from logbook.models import LogHead
from logbook.permissions import require_finance
from logbook.refusals import NotFound, Refusal
from logbook.services import act

NO_REASON = msg("Say why. It goes into the log.")


class NothingShort(Refusal):
    """There is no shortfall to cover."""


class NothingToCoverWith(Refusal):
    """Nothing is available in the account."""


def stand_commitment(
    session: Session,
    actor: Actor,
    now: datetime,
    area_code: str,
    label: str,
    cents_by_year: Mapping[int, int],
    reference: str,
    subject: str = "",
) -> str:
    """Record what an area (or WHOLE_POT) owes in years to come by a decision of the council; its subject, "charge:ID".

    Without a subject ID is the number of this act in the log, so that no two commitments have the same. Raises
    NotAllowed, and what stand() raises.
    """
    require_finance(actor)
    reference = checked(cents_by_year, reference, least_cents=1)
    with act(session, actor, now, "stand_commitment", ground=reference) as a:
        # the accounts before the log: whoever locks both keeps this order
        hold_accounts(a, bearing_area(session, area_code), cents_by_year)
        a.subject = subject or f"charge:{_number_of_this_act(session)}"
        stand(a, a.subject, area_code, label, cents_by_year, reference)
    return a.subject


def correct_commitment(
    session: Session,
    actor: Actor,
    now: datetime,
    subject: str,
    area_code: str,
    cents_by_year: Mapping[int, int],
    reference: str,
) -> dict[int, int]:
    """Change what stands for a subject to these amounts; by how much each year changed.

    Raises NotAllowed, and what correct_standing() raises.
    """
    require_finance(actor)
    reference = checked(cents_by_year, reference, least_cents=0)
    with act(session, actor, now, "correct_commitment", ground=reference, subject=subject) as a:
        return correct_standing(a, subject, cents_by_year, reference, area_code)


def charge_standing(
    session: Session,
    actor: Actor,
    now: datetime,
    account_id: int,
    subject: str,
    cents: int,
    reference: str,
    external_reference: str = "",
) -> int:
    """Book the yearly costs of a large project as paid; the movement's number. Raises NotAllowed, NotEnoughMoney."""
    require_finance(actor)
    reference = text_of(reference, NO_REFERENCE, LONGEST_REFERENCE)
    external_reference = external_reference.strip()
    if len(external_reference) > LONGEST_REFERENCE:
        raise BadCommitment(msg("Use at most %(most)s characters.", most=LONGEST_REFERENCE))
    with act(session, actor, now, "charge_standing", ground=reference, subject=subject) as a:
        a.facts.update(account=account_id, cents=cents)
        return commit_money(
            a, account_id, MovementKind.CHARGE, cents, Ground.CHARGE, from_subject=subject, to_subject=subject,
            reference=reference, external_reference=external_reference,
        )  # fmt: skip


def free_standing(
    session: Session,
    actor: Actor,
    now: datetime,
    account_id: int,
    subject: str,
    cents: int,
    reason: str,
    reference: str,
) -> None:
    """Give back what is not needed after all: the year owes so much less, and what was set apart for it is free.

    Raises NotAllowed, NotFound, NotEnoughMoney, PaidAlready and YearIsClosed.
    """
    require_finance(actor)
    reason = text_of(reason, NO_REASON, 300)
    reference = text_of(reference, NO_REFERENCE, LONGEST_REFERENCE)
    with act(session, actor, now, "free_standing", ground=reason, subject=subject) as a:
        account = _account(session, account_id)
        standing = newest_lines(session, account.area_code, subject).get(account.year)
        owed = standing.after_cents if standing else 0
        if not 0 < cents <= owed:
            raise NotEnoughMoney(cents, owed)
        correct_standing(a, subject, {account.year: owed - cents}, reference, account.area_code)
        a.facts.update(account=account_id, cents=cents, reference=reference)


def cover_shortfall(
    session: Session, actor: Actor, now: datetime, account_id: int, reason: str, *, from_reserve: bool = False
) -> int:
    """Set apart what is short from what is available now, and if so decided from the money for small plans; the cents.

    Raises NotAllowed, NotFound, BadCommitment, NothingShort, NothingToCoverWith and YearClosed.
    """
    require_finance(actor)
    reason = text_of(reason, NO_REASON, 300)
    with act(session, actor, now, "cover_shortfall", ground=reason, subject=f"account:{account_id}") as a:
        account = lock_account(session, account_id)
        was_short, year = account.shortfall, account.year
        if not was_short:
            raise NothingShort(msg("There is no shortfall in %(year)s.", year=year))
        from_small = min(account.reserve_left, max(was_short - account.available, 0)) if from_reserve else 0
        if from_small:
            commit_money(a, account_id, MovementKind.FREE_RESERVE, from_small, Ground.COVERED)
        set_apart(a, account_id)
        covered = was_short - lock_account(session, account_id).shortfall
        if not covered:
            raise NothingToCoverWith(msg("Nothing is available to cover the shortfall with. Add money first."))
        a.facts.update(account=account_id, cents=covered, from_reserve=from_small)
    return covered


def _account(session: Session, account_id: int) -> Account:
    found = session.get(Account, account_id)
    if found is None:
        raise NotFound(msg("This area has no money of its own this year."))
    return found


def _number_of_this_act(session: Session) -> int:
    """The log's head is locked from here on, so the number is this act's own."""
    return session.scalars(select(LogHead.seq).with_for_update()).one() + 1
