"""What the council decides about one commitment or one purpose at the end of a year: divided, saved, or used."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from budget.models import Saving
from budget.queries.closing import OpenCommitment, find_commitment, find_saving, longest_saving
from budget.rules.closing import Rest, refuse_saving_term, refuse_split
from budget.rules.grounds import Ground
from budget.rules.ledger import AmountNotPositive, MovementKind
from budget.services.closing import lock_with_next, require_next, require_reference
from budget.services.ledger import commit_money, lock_account
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.refusals import Refusal
from logbook.services import Act, act

LONGEST_PURPOSE = 200


class NoPurpose(Refusal):
    """Nobody saves for nothing."""


def split_commitment(
    session: Session,
    actor: Actor,
    now: datetime,
    account_id: int,
    subject: str,
    delivered_cents: int,
    rest: Rest,
    reference: str = "",
) -> None:
    """Divide an open commitment: what was delivered is realised in this year, the rest goes on or comes free.

    What is asked for payment is delivered. Carrying the rest needs the council's reference. Raises NotAllowed,
    NotFound, AmountOutside, NoReference, NoNextYear and YearClosed.
    """
    require_finance(actor)
    with act(session, actor, now, "split_commitment", ground=reference.strip(), subject=subject) as a:
        account, following = lock_with_next(a, account_id)
        found = find_commitment(session, account_id, subject)
        refuse_split(found.unit, delivered_cents, found.amount, found.asked)
        left = found.amount - delivered_cents
        if delivered_cents:
            commit_money(
                a, account_id, MovementKind.DELIVER, delivered_cents, Ground.DELIVERED, from_subject=subject,
                to_subject=subject, reference=reference.strip(), asked_cents=found.asked,
            )  # fmt: skip
        if left and rest is Rest.CARRY:
            _carry(a, found, left, require_next(account, following).id, require_reference(reference))
        elif left:
            commit_money(
                a, account_id, MovementKind.FREE_PROMISE, left, Ground.NOT_DELIVERED, from_subject=subject,
                reference=reference.strip(),
            )  # fmt: skip
        a.facts.update(account=account_id, delivered=delivered_cents, rest=rest.value, left=left)


def save_money(
    session: Session,
    actor: Actor,
    now: datetime,
    account_id: int,
    cents: int,
    purpose: str,
    last_year: int,
    reference: str,
) -> int:
    """Save free money for a purpose, until a year that the council names; the saving's number.

    Raises NotAllowed, NoReference, NoPurpose, SavingTooLong, NotEnoughMoney, PromisesStopped and YearClosed.
    """
    require_finance(actor)
    decision = require_reference(reference)
    if not purpose.strip():
        raise NoPurpose(msg("Fill in what the neighbourhood saves for."))
    if cents <= 0:
        raise AmountNotPositive(msg("The amount must be more than zero."))
    with act(session, actor, now, "save_money", ground=decision) as a:
        account = lock_account(session, account_id)
        longest = longest_saving(session)
        refuse_saving_term(account.year, last_year, longest)
        saving = Saving(
            area_code=account.area_code, unit=account.unit, purpose=purpose.strip()[:LONGEST_PURPOSE], amount=cents,
            made_in=account.year, last_year=last_year, longest_years=longest, reference=decision, made_at=now,
            made_by_key=actor.key,
        )  # fmt: skip
        session.add(saving)
        session.flush()
        a.subject = f"save:{saving.id}"
        commit_money(a, account_id, MovementKind.SAVE, cents, Ground.SAVED, to_subject=a.subject, reference=decision)
        a.facts.update(account=account_id, cents=cents, last_year=last_year)
    return saving.id


def use_saving(session: Session, actor: Actor, now: datetime, saving_id: int, cents: int, reference: str) -> None:
    """Make savings free to spend in the year that holds them now.

    Raises NotAllowed, NoReference, NotFound, NotEnoughMoney and YearClosed.
    """
    require_finance(actor)
    decision = require_reference(reference)
    subject = f"save:{saving_id}"
    with act(session, actor, now, "use_saving", ground=decision, subject=subject) as a:
        a.facts.update(account=free_saving(a, saving_id, cents, decision), cents=cents)


def free_saving(a: Act, saving_id: int, cents: int, decision: str) -> int:
    """Make savings free to spend as part of an act; the account that holds them. Raises NotFound, NotEnoughMoney and
    YearClosed."""
    lock_account(a.session, find_saving(a.session, saving_id).account_id)
    found = find_saving(a.session, saving_id)
    commit_money(
        a, found.account_id, MovementKind.USE_SAVING, cents, Ground.SAVING_USED, from_subject=f"save:{saving_id}",
        reference=decision,
    )  # fmt: skip
    if cents == found.held:
        found.saving.state = "used"
    return found.account_id


def _carry(a: Act, found: OpenCommitment, left: int, next_id: int, decision: str) -> None:
    ground = Ground.CARRIED_PROMISE
    commit_money(
        a, found.account_id, MovementKind.CARRY_OUT_PROMISED, left, ground, from_subject=found.subject,
        reference=decision,
    )  # fmt: skip
    commit_money(a, next_id, MovementKind.CARRY_IN_PROMISED, left, ground, to_subject=found.subject, reference=decision)
