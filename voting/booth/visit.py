"""A visit to the booth, kept by the voter's own browser: encrypted, padded, never in a database."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from voting.rules.ballot import Marks
from voting.services.casting import Proof

TIME_TO_CHOOSE = timedelta(minutes=30)
TIME_TO_TYPE = timedelta(hours=12)
"""A code page may stand open for long; its cookie holds nothing but its token."""
PADDED_BYTES = 512
NONCE_BYTES = 16


@dataclass(frozen=True)
class Begun:
    """A voter who is choosing. `begun_at` decides about the minutes after closing, `until` is when this visit ends."""

    round_id: int
    area_code: str
    begun_at: datetime
    until: datetime
    seed: bytes = field(repr=False)
    marks: Marks | None = field(default=None, repr=False)
    """Ticks, points or ranks by the place of their plan; None until the voter first sends a choice."""


@dataclass(frozen=True)
class Done:
    """A voter who has voted: the proof, and nothing to vote with any more."""

    proof: Proof = field(repr=False)
    round_id: int
    until: datetime


@dataclass(frozen=True)
class Visit:
    """What the cookie holds. `said` is a word for the next page: "cleared" or "longer"."""

    nonce: bytes = field(repr=False)
    begun: Begun | None = None
    done: Done | None = None
    said: str = ""

    @property
    def lasts(self) -> timedelta:
        return TIME_TO_CHOOSE if self.begun or self.done else TIME_TO_TYPE


def new_visit(begun: Begun | None = None, done: Done | None = None) -> Visit:
    """With a nonce of its own: who knew the token before, does not know it after."""
    return Visit(secrets.token_bytes(NONCE_BYTES), begun, done)


def token_of(visit: Visit, key: bytes) -> str:
    """The token that the visit's forms bear."""
    return hmac.new(key, b"booth-token" + visit.nonce, sha256).hexdigest()


def is_token_of(visit: Visit, key: bytes, text: str) -> bool:
    return hmac.compare_digest(token_of(visit, key).encode(), text.encode())


def seal_visit(visit: Visit, key: bytes) -> str:
    """The visit as the cookie's value: of one length for almost every ballot, readable by this server alone."""
    plain = json.dumps(_as_plain(visit), separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // PADDED_BYTES) * PADDED_BYTES)
    return base64.urlsafe_b64encode(bytes(SecretBox(key).encrypt(padded))).decode().rstrip("=")


def open_visit(text: str, key: bytes, now: datetime) -> Visit | None:
    """The visit in a cookie; None when it was not made here, was changed, or its time is over."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        visit = _from_plain(json.loads(SecretBox(key).decrypt(sealed)))
    except (CryptoError, ValueError, TypeError, KeyError):
        return None
    standing = visit.begun or visit.done
    return None if standing is not None and now >= standing.until else visit


def _as_plain(visit: Visit) -> dict[str, Any]:
    plain: dict[str, Any] = {"nonce": visit.nonce.hex(), "said": visit.said}
    if visit.begun:
        begun = visit.begun
        plain["begun"] = {
            "round_id": begun.round_id,
            "area_code": begun.area_code,
            "begun_at": _milliseconds(begun.begun_at),
            "until": _milliseconds(begun.until),
            "seed": begun.seed.hex(),
            "marks": None if begun.marks is None else _short(begun.marks),
        }
    if visit.done:
        done = visit.done
        plain["done"] = {"round_id": done.round_id, "until": _milliseconds(done.until), "proof": vars(done.proof)}
    return plain


def _from_plain(plain: dict[str, Any]) -> Visit:
    begun, done = plain.get("begun"), plain.get("done")
    return Visit(
        bytes.fromhex(plain["nonce"]),
        _begun(begun) if begun else None,
        Done(Proof(**done["proof"]), done["round_id"], _moment(done["until"])) if done else None,
        plain["said"],
    )


def _begun(plain: dict[str, Any]) -> Begun:
    return Begun(
        round_id=plain["round_id"],
        area_code=plain["area_code"],
        begun_at=_moment(plain["begun_at"]),
        until=_moment(plain["until"]),
        seed=bytes.fromhex(plain["seed"]),
        marks=None if plain["marks"] is None else _marks(plain["marks"]),
    )


def _short(marks: Marks) -> str:
    """Ticks as one number of bits, so that a ballot with many plans fits a cookie; else "0=5,3=2"."""
    if all(mark == 1 for mark in marks.values()):
        return f"x{sum(1 << place for place in marks):x}"
    return ",".join(f"{place}={mark}" for place, mark in sorted(marks.items()))


def _marks(text: str) -> dict[int, int]:
    if text.startswith("x"):
        bits = int(text[1:], 16)
        return {place: 1 for place in range(bits.bit_length()) if bits >> place & 1}
    return {int(place): int(mark) for place, _, mark in (part.partition("=") for part in text.split(","))}


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
