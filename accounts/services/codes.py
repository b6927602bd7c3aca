"""Six digits by mail that prove an address: single use, ten minutes, five tries, only in the browser that asked."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.changes import changed_rows
from accounts.models import SignInCode
from accounts.secrets import Secrets, new_digits, new_token
from accounts.services.retention import forget_what_is_over
from database import transaction
from lives.messages import msg
from logbook.refusals import Refusal
from logbook.services import Act
from notices.services import put_in_outbox

LIFE = timedelta(minutes=10)
MOST_TRIES = 5


class CodeNotRight(Refusal):
    """These are not the digits that were mailed; `left` says how many tries remain."""

    status = 400

    def __init__(self, left: int) -> None:
        many = msg("This is not the code from the e-mail. You can try %(left)s more times.", left=left)
        one = msg("This is not the code from the e-mail. You can try one more time.")
        super().__init__(many if left > 1 else one)
        self.left = left


class CodeGone(Refusal):
    """The code was used, is too old, was guessed at too often, or belongs to another browser."""

    status = 400

    def __init__(self) -> None:
        super().__init__(msg("This code does not work any more. Ask for a new one."))


def mail_code(
    session: Session,
    secrets: Secrets,
    now: datetime,
    purpose: str,
    address: str,
    language: str,
    person_key: str | None = None,
) -> str:
    """Make a code and put it in the outbox; returns the handle that only the asking browser keeps. No log row."""
    handle, digits = new_token(), new_digits()
    with transaction(session):
        forget_what_is_over(session, now)
        session.add(
            SignInCode(
                purpose=purpose,
                email=address,
                person_key=person_key,
                code_hash=secrets.hashed("code", handle, digits),
                handle_hash=secrets.hashed("handle", handle),
                created_at=now,
                expires_at=now + LIFE,
            )
        )
        put_in_outbox(session, address, purpose, {"code": digits}, language, now)
    return handle


def try_code(session: Session, secrets: Secrets, now: datetime, purpose: str, handle: str, typed: str) -> int:
    """Count a try and look at the digits; the code's row number if right. Raises CodeNotRight or CodeGone.

    The try is committed before the digits are looked at, so that no number of requests at once gets more than five.
    """
    wanted = SignInCode.handle_hash == secrets.hashed("handle", handle)
    usable = (SignInCode.purpose == purpose, SignInCode.used_at.is_(None), SignInCode.expires_at > now)
    with transaction(session):
        counted = update(SignInCode).where(wanted, *usable, SignInCode.tries < MOST_TRIES)
        if changed_rows(session, counted.values(tries=SignInCode.tries + 1)) != 1:
            raise CodeGone
        number, code_hash, tries = session.execute(
            select(SignInCode.id, SignInCode.code_hash, SignInCode.tries).where(wanted)
        ).one()
    if hmac.compare_digest(code_hash, secrets.hashed("code", handle, typed)):
        return int(number)
    if tries >= MOST_TRIES:
        raise CodeGone
    raise CodeNotRight(MOST_TRIES - tries)


def use_code(a: Act, number: int) -> SignInCode:
    """Take the code as part of an act; of two requests with the right digits one gets it. Raises CodeGone."""
    taken = update(SignInCode).where(SignInCode.id == number, SignInCode.used_at.is_(None))
    if changed_rows(a.session, taken.values(used_at=a.now)) != 1:
        raise CodeGone
    return a.session.get_one(SignInCode, number, populate_existing=True)
