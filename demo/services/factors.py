"""The demo's people have no telephone with an app: the demo holds their second factor and shows its digits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyotp
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person, RoleGrant, SecondFactor
from accounts.secrets import Secrets
from accounts.services.factor import STEP_SECONDS
from logbook.actors import OPERATOR
from logbook.services import act

DEMO_ADDRESSES = "@demo.example"


@dataclass(frozen=True)
class Digits:
    """What the app on a demo person's telephone would show; each works once."""

    name: str
    email: str
    digits: str


def give_factors(session: Session, secrets: Secrets, now: datetime) -> None:
    """Give every demo member of staff a second factor that is confirmed already."""
    with act(session, OPERATOR, now, "load_demo_factors") as a:
        for key in _staff_keys(session):
            sealed = secrets.sealed(pyotp.random_base32())
            session.add(SecondFactor(person_key=key, secret=sealed, confirmed_at=now, last_step=0))
        a.facts["demo"] = True


def digits_now(session: Session, secrets: Secrets, now: datetime) -> list[Digits]:
    """The digits of every demo member of staff; the next ones when the present ones were used."""
    current = int(now.timestamp()) // STEP_SECONDS
    chosen = (
        select(Person.name, Person.email, SecondFactor)
        .join(SecondFactor, SecondFactor.person_key == Person.key)
        .where(Person.email.endswith(DEMO_ADDRESSES))
        .order_by(Person.email)
    )
    return [
        Digits(
            name,
            email,
            pyotp.TOTP(secrets.opened(factor.secret)).generate_otp(
                max(current, min(factor.last_step + 1, current + 1))
            ),
        )
        for name, email, factor in session.execute(chosen)
    ]


def _staff_keys(session: Session) -> list[str]:
    demo = select(RoleGrant.person_key).join(Person, Person.key == RoleGrant.person_key)
    return sorted(set(session.scalars(demo.where(Person.email.endswith(DEMO_ADDRESSES)))))
