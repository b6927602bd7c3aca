"""Voting codes: made here for pilots and demonstrations, given out once and never kept; and letters withdrawn."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from database import db_now
from lives.messages import msg
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import act
from voting.models import BallotBox, Credential
from voting.rules.codes import RANDOM_BITS, make_code
from voting.rules.spec import read_spec
from voting.services.credentials import issue_credentials
from voting.services.keys import Stretching, public_key_of
from voting.services.refusals import CannotBeReplaced, CodesRefused, NotSealed

MOST_CODES = 100_000
LETTER_CENTS = 100
"""What printing and posting one letter costs, about."""


@dataclass(frozen=True)
class NewCode:
    """A code on its way to a letter; the only place where the two stand together."""

    letter_number: int
    area_code: str
    code: str


def make_codes(
    session: Session,
    actor: Actor,
    now: datetime,
    round_id: int,
    area_code: str,
    number: int,
    show_progress: Callable[[int], None] = lambda done: None,
) -> list[NewCode]:
    """Make so many voting codes for an area of a sealed round. Only their public keys are kept.

    `show_progress` hears how many are ready. Raises NotSealed and CodesRefused.
    """
    require_administrator(actor)
    stretching = _stretching(session, round_id, area_code, number)
    codes, keys = [], []
    for code, public_key in _derive(stretching, number):
        codes.append(code)
        keys.append(public_key)
        show_progress(len(codes))
    with act(session, actor, now, "make_codes", subject=f"round:{round_id}") as a:
        letters = issue_credentials(a, round_id, area_code, keys)
        a.facts.update(area=area_code, number=number)
    return [NewCode(letter, area_code, code) for letter, code in zip(letters, codes, strict=True)]


def withdraw_code(
    session: Session, actor: Actor, now: datetime, round_id: int, letter_number: int, reason: str
) -> None:
    """Make the code of a lost letter worthless. Raises CannotBeReplaced when it voted, was withdrawn or never was."""
    require_administrator(actor)
    if not reason.strip():
        raise CodesRefused(msg("Write down why this letter is withdrawn."))
    with act(session, actor, now, "withdraw_code", ground=reason.strip(), subject=f"round:{round_id}") as a:
        issued = update(Credential).where(
            Credential.round_id == round_id, Credential.letter_number == letter_number, Credential.state == "issued"
        )
        if session.execute(issued.values(state="withdrawn")).rowcount != 1:  # type: ignore[attr-defined]
            raise CannotBeReplaced
        a.facts["letter"] = letter_number


def _stretching(session: Session, round_id: int, area_code: str, number: int) -> Stretching:
    """How this round makes keys; the lock of writing is let go, because deriving takes long."""
    box = session.scalar(select(BallotBox).where(BallotBox.round_id == round_id))
    moment = db_now(session)
    session.expunge_all()
    session.rollback()
    if box is None:
        raise NotSealed
    spec = read_spec(box.spec)
    if box.is_reference or box.state != "sealed" or moment >= spec.closes_at:
        raise CodesRefused(msg("No codes can be made for this round any more."))
    if area_code not in {area.code for area in spec.areas}:
        raise CodesRefused(msg("This area does not take part in the round."))
    if not 1 <= number <= MOST_CODES:
        raise CodesRefused(msg("Make at least 1 and at most %(most)s codes at a time.", most=MOST_CODES))
    return Stretching(box.salt, box.argon2_memory_kib, box.argon2_passes, box.argon2_lanes)


def _derive(stretching: Stretching, number: int) -> Iterator[tuple[str, bytes]]:
    """New codes with their public keys, on all cores: argon2 runs outside Python's lock."""
    codes = (make_code(secrets.randbits(RANDOM_BITS)) for _ in range(number))
    with ThreadPoolExecutor(os.cpu_count() or 1) as workers:
        yield from workers.map(lambda code: (code, public_key_of(stretching.seed_of(code))), codes)
