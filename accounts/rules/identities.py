"""What a broker may say of somebody, and what of it we take: a pseudonym, never a citizen service number (BSN)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lives.messages import Message, msg
from lives.refused import Refused
from lives.texts import TextLimit, faults_within, tidy_text

LONGEST_SUBJECT = 255
ORGANISATION_NAME = TextLimit(2, 120)
_KVK = re.compile(r"[0-9]{8}")
_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Door(StrEnum):
    """Through which door of the broker somebody comes: as a person, or for an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Arrival:
    """Who came, as the broker says: everything that is kept of a token, and nothing else."""

    subject: str
    """The broker's own name for this person: only its keyed hash is kept."""
    kvk_number: str = ""
    organisation_name: str = ""


class ArrivalRefused(Refused):
    """What the broker said of somebody is not enough, or more than we may know."""


def is_bsn(text: str) -> bool:
    """Whether these eight or nine digits pass the eleven test of a citizen service number (Wet algemene bepalingen
    burgerservicenummer art. 1; the weights are 9 to 2 and then -1). "111222333" does, "111222334" does not."""
    if not (text.isascii() and text.isdigit() and len(text) in (8, 9)) or not int(text):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, text.zfill(9), strict=True)) % 11 == 0


def may_hold_bsn(text: str) -> bool:
    """Whether a whole text, or nine digits of it between other signs, can be such a number: "s00000000:111222333" (how
    DigiD wrote it), "111.222.333" and "BSN 111222333" can. Eight digits count only alone: one in 500 random UUIDs
    begins with eight that pass."""
    parts = [part for part in re.split(r"[^0-9A-Za-z]+", text) if len(part) == 9]
    return any(is_bsn(part) for part in parts) or is_bsn(re.sub(r"[\s.\-]", "", text))


def arrival_of(
    claims: Mapping[str, object], door: Door, accepted: Collection[str], kvk_claim: str, name_claim: str
) -> Arrival:
    """Who came through a door, read from the claims of a token whose signature and dates are checked already.

    The level (acr) must be one of `accepted`, word for word. Through the door for organisations the number in the
    trade register must be there: eight digits. Raises ArrivalRefused. {"sub": "a7", "acr": "loa3", "kvk": "12345678"}
    with {"loa3"} accepted is Arrival("a7", "12345678").
    """
    _require_level(claims.get("acr"), accepted)
    subject = _subject(claims.get("sub"))
    if door is Door.PERSON:
        return Arrival(subject)
    return Arrival(subject, _kvk_number(claims.get(kvk_claim)), _name(claims.get(name_claim)))


def _require_level(acr: object, accepted: Collection[str]) -> None:
    if not isinstance(acr, str) or acr not in accepted:
        raise ArrivalRefused(msg("You signed in there at a level that is too low for this site."))


def _subject(subject: object) -> str:
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise ArrivalRefused(_UNCLEAR)
    if not subject.isprintable():
        raise ArrivalRefused(_UNCLEAR)
    if may_hold_bsn(subject):
        raise ArrivalRefused(
            msg("The sign-in service sent a number that may be a citizen service number (BSN). We may not use it.")
        )
    return subject


def _kvk_number(number: object) -> str:
    if not isinstance(number, str) or not _KVK.fullmatch(number) or number == "00000000":
        raise ArrivalRefused(
            msg("The sign-in service did not say for which organisation you came: there is no right number of the KvK.")
        )
    return number


def _name(name: object) -> str:
    """The name where it is one; else nothing, for the number is enough."""
    if not isinstance(name, str) or faults_within(ORGANISATION_NAME, name) or may_hold_bsn(name):
        return ""
    return tidy_text(name)


_UNCLEAR: Message = msg("The answer of the sign-in service is not right.")
