"""Opening the urn at the count: every ballot is checked once more, and what does not hold is counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from voting.models import Credential, Urn
from voting.rules.ballot import CHECK_CODE_BYTES, Ballot, BallotUnreadable, decode_ballot, signed_bytes, tracker_of
from voting.rules.spec import Lot
from voting.rules.written import write_marks
from voting.services.frozen import FrozenRound

ROWS_AT_ONCE = 2_000


class Invalid(StrEnum):
    """Why a ballot in the urn does not count: none of these can come about by voting."""

    SIGNATURE = "signature"
    UNREADABLE = "unreadable"
    AREA = "area"
    RULES = "rules"
    CREDENTIAL = "credential"


class ValidBallots:
    """Check code and written choices of ballots. Each is one string of bytes: a million of them need some 80 MB."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for each in self._kept:
            yield each[:CHECK_CODE_BYTES].hex(), each[CHECK_CODE_BYTES:].decode()

    def add(self, check_code: bytes, choices: str) -> None:
        self._kept.append(check_code + choices.encode())

    def sort(self) -> None:
        """By check code."""
        self._kept.sort()

    def choices(self) -> Iterator[tuple[str, int]]:
        """The written choices of each, as of one voter."""
        for each in self._kept:
            yield each[CHECK_CODE_BYTES:].decode(), 1

    @property
    def chose(self) -> int:
        """How many hold a choice."""
        return sum(1 for each in self._kept if len(each) > CHECK_CODE_BYTES)


@dataclass
class Opened:
    """An area's ballots: the valid ones, how many are invalid for what reason, and the trackers of all that lay in the
    urn, sorted; none where no lot is drawn from them."""

    valid: ValidBallots = field(default_factory=ValidBallots)
    invalid: Counter[Invalid] = field(default_factory=Counter)
    trackers: list[bytes] = field(default_factory=list)


def open_urn(session: Session, frozen: FrozenRound, area_code: str) -> Opened:
    """The ballots of an area, in the order of their check codes: no order of voting or of keys survives."""
    opened, needs_trackers = Opened(), Lot(frozen.spec.lot) is not Lot.NONE
    for row in _rows(session, frozen.spec.round_id, area_code):
        if needs_trackers:
            opened.trackers.append(tracker_of(row.ballot))
        found = _checked(frozen, area_code, row)
        if isinstance(found, Invalid):
            opened.invalid[found] += 1
        else:
            opened.valid.add(found.check_code, write_marks(frozen.spec.kind, found.marks))
    opened.valid.sort()
    opened.trackers.sort()
    return opened


def _rows(session: Session, round_id: int, area_code: str) -> Iterator[Row[tuple[bytes, int, bytes, bytes, str]]]:
    chosen = (
        select(Urn.public_key, Urn.sequence, Urn.ballot, Urn.signature, Credential.state)
        .join(Credential, Credential.public_key == Urn.public_key)
        .where(Urn.round_id == round_id, Urn.area_code == area_code, Credential.area_code == area_code)
    )
    return iter(session.execute(chosen.execution_options(yield_per=ROWS_AT_ONCE)))


def _checked(frozen: FrozenRound, area_code: str, row: Row[tuple[bytes, int, bytes, bytes, str]]) -> Ballot | Invalid:
    place = frozen.place_of[area_code]
    if row.state != "voted":
        return Invalid.CREDENTIAL
    signed = signed_bytes(frozen.spec.round_id, place, row.sequence, tracker_of(row.ballot))
    try:
        VerifyKey(row.public_key).verify(signed, row.signature)
        ballot = decode_ballot(frozen.form, row.ballot)
    except BadSignatureError:
        return Invalid.SIGNATURE
    except BallotUnreadable:
        return Invalid.UNREADABLE
    if ballot.area != place:
        return Invalid.AREA
    if frozen.faults(place, ballot.choices):
        return Invalid.RULES
    return ballot
