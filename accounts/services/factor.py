"""The second factor of staff: an app that shows six digits, every thirty seconds others, each good for one time."""

from __future__ import annotations

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import Person, RoleGrant, SecondFactor
from accounts.queries import find_factor, find_person
from accounts.secrets import Secrets
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.refusals import NotAllowed, NotFound, Refusal
from logbook.services import act
from notices.services import put_in_outbox

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""A telephone's clock may be one step off."""


class FactorNotRight(Refusal):
    """These digits are wrong, too old, or were used before."""

    status = 400

    def __init__(self) -> None:
        super().__init__(msg("These digits are not right, or were used already. Wait for the next ones."))


class FactorStands(Refusal):
    """There is a confirmed second factor already; only an administrator takes it away."""


def start_factor(session: Session, actor: Actor, secrets: Secrets, now: datetime) -> None:
    """Give a member of staff a new secret to put in the app; it counts once confirmed. Raises FactorStands."""
    with act(session, actor, now, "start_second_factor", subject=f"person:{actor.key}"):
        _require_staff(session, actor.key)
        found = find_factor(session, actor.key)
        if found is not None and found.confirmed_at is not None:
            raise FactorStands(msg("You have an app for this already."))
        sealed = secrets.sealed(pyotp.random_base32())
        session.merge(SecondFactor(person_key=actor.key, secret=sealed, confirmed_at=None, last_step=0))


def show_factor(session: Session, actor: Actor, secrets: Secrets, now: datetime, digits: str) -> None:
    """Show the second factor; the first time this confirms it. Raises FactorNotRight."""
    with act(session, actor, now, "show_second_factor", subject=f"person:{actor.key}") as a:
        found = find_factor(session, actor.key)
        if found is None:
            raise FactorNotRight
        step = _step_of(secrets.opened(found.secret), digits, now)
        # the same digits twice, also at the same moment: only one of them raises the last step
        fresh = update(SecondFactor).where(SecondFactor.person_key == actor.key, SecondFactor.last_step < step)
        a.facts["first_time"] = found.confirmed_at is None
        if changed_rows(session, fresh.values(last_step=step, confirmed_at=found.confirmed_at or now)) != 1:
            raise FactorNotRight


def reset_factor(session: Session, actor: Actor, now: datetime, person_key: str, ground: str) -> None:
    """Take away a lost second factor and end that person's sessions; never one's own."""
    require_administrator(actor)
    if actor.key == person_key:
        raise NotAllowed(msg("You cannot do this for yourself. Ask another administrator."))
    with act(session, actor, now, "reset_second_factor", ground, f"person:{person_key}"):
        person = find_person(session, person_key)
        if changed_rows(session, delete(SecondFactor).where(SecondFactor.person_key == person_key)) != 1:
            raise NotFound(msg("This person has no app for the second step."))
        raised = update(Person).where(Person.key == person_key).values(generation=Person.generation + 1)
        changed_rows(session, raised)
        put_in_outbox(session, person.email, "factor_reset", {}, person.language, now)


def secret_to_scan(secret: str, address: str) -> str:
    """The address that an app for one-time codes reads from the QR picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=address, issuer_name="Leve de Buurt")


def _step_of(secret: str, digits: str, now: datetime) -> int:
    """The time step to which these digits belong, or 0 when to none near now."""
    current = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    near = range(current - DRIFT_STEPS, current + DRIFT_STEPS + 1)
    right = [step for step in near if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode())]
    return right[-1] if right else 0


def _require_staff(session: Session, key: str) -> None:
    if session.scalar(select(RoleGrant.id).where(RoleGrant.person_key == key).limit(1)) is None:
        raise NotAllowed(msg("Only people who work for the municipality need this."))
