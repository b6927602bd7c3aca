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
