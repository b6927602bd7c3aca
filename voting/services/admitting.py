"""From a typed code to a voter: the only place where a code becomes a key. Unknown and withdrawn cost the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from threading import BoundedSemaphore

from sqlalchemy.orm import Session

from database import Database, db_now
from voting.queries.votes import find_voter, open_boxes
from voting.services.keys import Stretching, public_key_of
from voting.services.refusals import CodeUnknown

# each run holds 19 MiB: more at once would let anyone fill the memory by typing
_at_once = BoundedSemaphore(2)


@dataclass(frozen=True)
class Admitted:
    """A voter at the door: of which round and area, since when, and the seed of the signing key."""

    round_id: int
    area_code: str
    begun_at: datetime
    seed: bytes = field(repr=False)


def admit_voter(database: Database, code: str) -> Admitted:
    """Let in whoever has this code. `code` is 16 signs as parse_code gives them.

    Raises CodeUnknown for a code that is unknown, withdrawn, or of a round that is not open now.
    """
    with database.reading() as session:
        begun_at = db_now(session)
        ways = [
            Stretching(box.salt, box.argon2_memory_kib, box.argon2_passes, box.argon2_lanes)
            for box in open_boxes(session, begun_at)
        ]
    seeds = _seeds_of(code, ways)
    with database.reading() as session:
        return _admit(session, seeds, begun_at)


def _admit(session: Session, seeds: dict[bytes, bytes], begun_at: datetime) -> Admitted:
    voter = find_voter(session, list(seeds))
    if voter is None:
        raise CodeUnknown
    return Admitted(voter.round_id, voter.area_code, begun_at, seeds[voter.public_key])


def _seeds_of(code: str, ways: list[Stretching]) -> dict[bytes, bytes]:
    """The seed that the code has in each open round, by its public key: always all, found or not."""
    with _at_once:
        seeds = [way.seed_of(code) for way in ways]
    return {public_key_of(seed): seed for seed in seeds}
