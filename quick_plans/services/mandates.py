"""Recording mandates and withdrawing them, and the limits of small plans: the administrator's acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import RoleGrant
from accounts.queries import find_person
from areas.queries import find_area
from lives.messages import Message, msg
from lives.texts import tidy_text
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.refusals import NotFound, Refusal
from logbook.services import act
from proposals.rules.texts import faults_of_text
from quick_plans.models import Mandate
from quick_plans.queries.limits import SETTING
from quick_plans.services.refusals import MandateRefused
from settings.services import put_setting

MOST_CENTS = 50_000_00
MOST_DAYS = 90


@dataclass(frozen=True)
class NewMandate:
    """Whose mandate, where (None: everywhere), up to how much, from and until which day, by which decision."""

    person_key: str
    area_code: str | None
    largest_cents: int
    valid_from: date
    valid_until: date
    reference: str


def record_mandate(session: Session, actor: Actor, now: datetime, new: NewMandate) -> int:
    """Write down a mandate that was given; its number. Raises MandateRefused, NotAllowed, NotFound."""
    require_administrator(actor)
    _refuse_faults(actor, new)
    with act(session, actor, now, "record_mandate", ground=new.reference.strip()) as a:
        find_person(session, new.person_key)
        if new.area_code is not None:
            find_area(session, new.area_code)
        roles = select(RoleGrant.id).where(RoleGrant.person_key == new.person_key, RoleGrant.role == "coordinator")
        if session.scalar(roles.limit(1)) is None:
            raise MandateRefused("person", msg("A mandate is for a coordinator."))
        row = Mandate(**{**vars(new), "reference": new.reference.strip()}, recorded_by_key=actor.key, recorded_at=now)
        session.add(row)
        session.flush()
        a.subject = f"mandate:{row.id}"
        a.facts.update(person=new.person_key, area=new.area_code or "*", cents=new.largest_cents,
                       days=f"{new.valid_from}/{new.valid_until}")  # fmt: skip
        return row.id


def withdraw_mandate(session: Session, actor: Actor, now: datetime, mandate_id: int) -> None:
    """From now on nothing is decided under it; what was decided stays. Raises NotAllowed, NotFound, Refusal."""
    require_administrator(actor)
    with act(session, actor, now, "withdraw_mandate", subject=f"mandate:{mandate_id}"):
        chosen = select(Mandate).where(Mandate.id == mandate_id).with_for_update()
        row = session.scalar(chosen.execution_options(populate_existing=True))
        if row is None:
            raise NotFound(msg("There is no such mandate."))
        if row.withdrawn_at is not None:
            raise Refusal(msg("This mandate was withdrawn before."))
        row.withdrawn_at, row.withdrawn_by_key = now, actor.key


def set_limits(session: Session, actor: Actor, now: datetime, largest_cents: int, days: int, reason: str) -> None:
    """Set the largest amount and the days for an answer; plans that were sent keep theirs. Raises MandateRefused."""
    require_administrator(actor)
    faults = (
        ("largest_cents", not 0 < largest_cents <= MOST_CENTS, msg("Fill in an amount that is possible here.")),
        ("days", not 0 < days <= MOST_DAYS, msg("Fill in a number that is possible here.")),
    )
    _raise_first(faults)
    for fault in faults_of_text("reason", reason):
        raise MandateRefused("reason", fault)
    with act(session, actor, now, "set_small_plan_limits", ground=tidy_text(reason), subject=f"setting:{SETTING}") as a:
        value = {"largest_cents": largest_cents, "days": days}
        put_setting(a, SETTING, value, tidy_text(reason))
        a.facts.update(value)


def _refuse_faults(actor: Actor, new: NewMandate) -> None:
    reference = new.reference.strip()
    faults = (
        ("person", new.person_key == actor.key, msg("Somebody else must record your mandate.")),
        ("largest_cents", not 0 < new.largest_cents <= MOST_CENTS, msg("Fill in an amount that is possible here.")),
        ("valid_until", new.valid_until < new.valid_from, msg("The last day is before the first day.")),
        ("reference", not 0 < len(reference) <= 120, msg("Fill in the reference of the decision, at most 120 signs.")),
    )
    _raise_first(faults)


def _raise_first(faults: tuple[tuple[str, bool, Message], ...]) -> None:
    for field, is_fault, message in faults:
        if is_fault:
            raise MandateRefused(field, message)
