"""What the council fixed for years to come: decided by area, booked when the year is fixed, charged or freed in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import find_area
from budget.models import BudgetYear, StandingCommitment
from budget.rules.amounts import LARGEST_CENTS
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind
from budget.services.ledger import commit_money
from budget.services.years import FIRST_YEAR, LAST_YEAR, YearIsFixed
from lives.messages import Euros, Message, msg
from logbook.actors import Actor, Role
from logbook.models import LogHead
from logbook.refusals import NotAllowed, Refusal
from logbook.services import act

NO_REFERENCE = msg("Fill in the reference of the council's decision.")
NO_REASON = msg("Say why. It goes into the log.")
LONGEST_REFERENCE = 80
LONGEST_LABEL = 120


class CommittedAlready(Refusal):
    """The area has this commitment in this year already."""


class BadCommitment(Refusal):
    """A word or an amount is missing, too long or too large."""


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
    """Record what an area owes in years to come by a decision of the council; its subject, "charge:ID".

    Without a subject ID is the number of this act in the log, so that no two commitments have the same. Raises
    NotAllowed, NotFound, BadCommitment, YearIsFixed and CommittedAlready.
    """
    require_finance(actor)
    label, reference = _checked(label, cents_by_year, reference)
    with act(session, actor, now, "stand_commitment", ground=reference) as a:
        find_area(session, area_code)
        _refuse_fixed(session, cents_by_year)
        # the log's head is locked from here on, so the number is this act's own
        subject = subject or f"charge:{session.scalars(select(LogHead.seq).with_for_update()).one() + 1}"
        _refuse_twice(session, area_code, subject, cents_by_year)
        a.subject = subject
        for year, cents in sorted(cents_by_year.items()):
            session.add(
                StandingCommitment(
                    area_code=area_code,
                    subject=subject,
                    label=label,
                    year=year,
                    cents=cents,
                    reference=reference,
                    made_at=now,
                    made_by_key=actor.key,
                )
            )
        a.facts.update(area=area_code, label=label, cents={str(year): cents for year, cents in cents_by_year.items()})
    return subject


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
    reference = _text(reference, NO_REFERENCE, LONGEST_REFERENCE)
    external_reference = _short(external_reference.strip(), LONGEST_REFERENCE)
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
) -> int:
    """Give back what is not needed after all; the movement's number. Raises NotAllowed, NotEnoughMoney."""
    require_finance(actor)
    reason = _text(reason, NO_REASON, 300)
    reference = _text(reference, NO_REFERENCE, LONGEST_REFERENCE)
    with act(session, actor, now, "free_standing", ground=reason, subject=subject) as a:
        a.facts.update(account=account_id, cents=cents, reference=reference)
        return commit_money(
            a, account_id, MovementKind.FREE_STANDING, cents, reason, from_subject=subject, reference=reference
        )


def require_finance(actor: Actor) -> None:
    """Raises NotAllowed."""
    if not actor.has(Role.FINANCE):
        raise NotAllowed(msg("Only somebody of finance can do this."))


def _checked(label: str, cents_by_year: Mapping[int, int], reference: str) -> tuple[str, str]:
    label = _text(label, msg("Say what it is."), LONGEST_LABEL)
    reference = _text(reference, NO_REFERENCE, LONGEST_REFERENCE)
    if not cents_by_year:
        raise BadCommitment(msg("Fill in at least one year."))
    if any(not FIRST_YEAR <= year <= LAST_YEAR for year in cents_by_year):
        raise BadCommitment(msg("The years must lie from 2000 to 2100."))
    if any(cents <= 0 for cents in cents_by_year.values()):
        raise BadCommitment(msg("The amount must be more than zero."))
    if any(cents > LARGEST_CENTS for cents in cents_by_year.values()):
        too_large = msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(LARGEST_CENTS))
        raise BadCommitment(too_large)
    return label, reference


def _text(text: str, missing: Message, longest: int) -> str:
    tidy = " ".join(text.split())
    if not tidy:
        raise BadCommitment(missing)
    return _short(tidy, longest)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadCommitment(msg("Use at most %(most)s characters.", most=longest))
    return text


def _refuse_fixed(session: Session, cents_by_year: Mapping[int, int]) -> None:
    """The years are held until this act ends: nobody fixes one meanwhile."""
    years = select(BudgetYear).where(BudgetYear.year.in_(cents_by_year)).order_by(BudgetYear.year).with_for_update()
    for year in session.scalars(years.execution_options(populate_existing=True)).all():
        if year.fixed_at is not None:
            raise YearIsFixed(msg("The budget for %(year)s is fixed and cannot change any more.", year=year.year))


def _refuse_twice(session: Session, area_code: str, subject: str, cents_by_year: Mapping[int, int]) -> None:
    same = select(StandingCommitment.year).where(
        StandingCommitment.area_code == area_code,
        StandingCommitment.subject == subject,
        StandingCommitment.year.in_(cents_by_year),
    )
    twice = session.scalars(same.order_by(StandingCommitment.year)).first()
    if twice is not None:
        raise CommittedAlready(msg("This is fixed for %(year)s already.", year=twice))
