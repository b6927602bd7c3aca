"""Casting a ballot: the one function by which every vote enters the urn, from the booth and from a replayed file."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from nacl.signing import SigningKey

from database import Database
from voting.rules.ballot import (
    CHECK_CODE_BYTES,
    Ballot,
    BallotUnreadable,
    Marks,
    encode_ballot,
    number_plans,
    signed_bytes,
    tracker_of,
)
from voting.rules.spec import Spec
from voting.services.frozen import FrozenRound, frozen_round
from voting.services.refusals import BallotRefused, CodeUnknown, NotCounted, RoundClosed, RoundNotOpen
from voting.services.urn import SignedBallot, Standing, casting, mark_voted, put_in_urn, standing

TRIES = 4
"""The first as if the key never voted, then three with the sequence that the database holds."""


@dataclass(frozen=True)
class Proof:
    """What a voter keeps: the tracker by which the ballot is followed, and the code it is published under."""

    tracker: str
    check_code: str
    sequence: int


class _NotNext(Exception):
    """The database holds another sequence for this key than the one this ballot was to follow."""

    def __init__(self, stored: int) -> None:
        super().__init__(stored)
        self.stored = stored


def cast_ballot(
    database: Database,
    signing_key: SigningKey,
    round_id: int,
    area_code: str,
    chosen: Iterable[int] | Marks,
    begun_at: datetime,
    digits: str | None = None,
) -> Proof:
    """Cast the plans at these places of the area's list, and give the proof once the ballot is kept for good.

    `chosen`: the places where one ticks plans, else the points or the rank of each place. An earlier ballot of
    the same key is replaced. `begun_at`: when this voter began, which decides in the minutes after closing.
    Raises BallotRefused, RoundNotOpen, RoundClosed, CodeUnknown, NotCounted, OutcomeUnknown.
    """
    frozen = frozen_round(database, round_id)
    ballot = _ballot(frozen, area_code, chosen, digits)
    sequence = 1
    for _ in range(TRIES):
        signed = _sign(frozen, signing_key, round_id, area_code, sequence, ballot)
        try:
            _keep(database, frozen, signed, begun_at)
        except _NotNext as overtaken:
            sequence = overtaken.stored + 1
        else:
            return Proof(signed.tracker.hex(), ballot[-CHECK_CODE_BYTES - 2 : -2].hex(), sequence)
    raise NotCounted


def is_in_time(spec: Spec, begun_at: datetime, moment: datetime) -> bool:
    """Until closing, and in the grace time for whoever began before closing."""
    end = spec.closes_for_good_at if begun_at < spec.closes_at else spec.closes_at
    return spec.opens_at <= moment < end


def _ballot(frozen: FrozenRound, area_code: str, chosen: Iterable[int] | Marks, digits: str | None) -> bytes:
    place = frozen.place_of.get(area_code)
    if place is None:
        raise CodeUnknown
    try:
        marks = chosen if isinstance(chosen, Mapping) else dict.fromkeys(chosen, 1)
        choices = number_plans(marks, len(frozen.lists[place].plans))
    except BallotUnreadable as unreadable:
        raise BallotRefused((unreadable.message,)) from unreadable
    if faults := frozen.faults(place, choices):
        raise BallotRefused(tuple(fault.message for fault in faults))
    return encode_ballot(frozen.form, Ballot(place, choices, secrets.token_bytes(CHECK_CODE_BYTES), digits))


def _sign(
    frozen: FrozenRound, signing_key: SigningKey, round_id: int, area_code: str, sequence: int, ballot: bytes
) -> SignedBallot:
    tracker, place = tracker_of(ballot), frozen.place_of[area_code]
    signature = signing_key.sign(signed_bytes(round_id, place, sequence, tracker)).signature
    return SignedBallot(bytes(signing_key.verify_key), round_id, area_code, sequence, ballot, bytes(signature), tracker)


def _keep(database: Database, frozen: FrozenRound, signed: SignedBallot, begun_at: datetime) -> None:
    with casting(database) as connection:
        found = standing(connection, frozen.spec_hash, signed)
        _refuse_unless_open(frozen.spec, found, begun_at)
        if found.sequence != signed.sequence - 1:
            raise _NotNext(found.sequence)
        if not mark_voted(connection, signed):
            raise CodeUnknown
        if not put_in_urn(connection, signed):
            # the key voted elsewhere between our look and our write
            raise _NotNext(standing(connection, frozen.spec_hash, signed).sequence)


def _refuse_unless_open(spec: Spec, found: Standing, begun_at: datetime) -> None:
    if found.state != "sealed" or (found.moment >= spec.opens_at and not is_in_time(spec, begun_at, found.moment)):
        raise RoundClosed
    if found.moment < spec.opens_at:
        raise RoundNotOpen
