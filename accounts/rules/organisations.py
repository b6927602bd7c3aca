"""What kind of organisation somebody may act for, and how its number in the trade register (KvK) is written."""

from __future__ import annotations

import re
from enum import StrEnum

from lives.messages import Message, msg

_KVK = re.compile(r"[0-9]{8}")


class OrganisationKind(StrEnum):
    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    SOCIAL_ENTERPRISE = "social_enterprise"
    INFORMAL_GROUP = "informal_group"
    OTHER = "other"


class Mandate(StrEnum):
    """How far somebody acts for an organisation: each next one may do what the one before may."""

    WRITE = "write"
    """Write drafts."""
    REPRESENT = "represent"
    """Send, withdraw and agree."""
    MANAGE = "manage"
    """Say who else acts for it."""


_ORDER = tuple(Mandate)


def reaches(held: str, needed: Mandate) -> bool:
    """Whether one mandate is enough for what another is needed for: who represents may also write."""
    return held in _ORDER and _ORDER.index(Mandate(held)) >= _ORDER.index(needed)


def kvk_number(typed: str) -> str:
    """The number as it is kept: digits without spaces, dots or the letters KvK. "KvK 12 34 56 78" is "12345678"."""
    return re.sub(r"(?i)kvk|[\s.\-:]", "", typed)


def fault_of_kvk_number(typed: str) -> Message | None:
    """What is wrong with the form of a number; an empty one is fine. A number of the trade register has eight digits
    and no check digit (Handelsregisterwet 2007 art. 9), so a wrong digit cannot be seen here."""
    number = kvk_number(typed)
    if not number or (_KVK.fullmatch(number) and set(number) != {"0"}):
        return None
    return msg("A number of the trade register (KvK) has eight digits. You find it on the extract.")
