"""Amounts of money as Dutch people write them, read exactly into cents.

For everyone who types an amount: a point stands between thousands, a comma before the cents.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lives.messages import Euros, Message, msg
from lives.refused import Refused

LARGEST_CENTS = 100_000_000_00

_AROUND = re.compile(r"^(?:€|eur|euro)?\s*(.*?)\s*(?:,\s?[-–—=]{1,2})?\s*(?:€|eur|euro|euro's)?$", re.IGNORECASE)
_DUTCH = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+)(?:,(?P<part>[0-9]{1,2}))?")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*")
_POINT_CENTS = re.compile(r"[0-9]+\.[0-9]{1,2}")
_TOO_FINE = re.compile(r"[0-9. ]+,[0-9]{3,}")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})


class AmountRefused(Refused):
    """This text is no amount that we can use."""


def parse_euros(text: str) -> int:
    """The amount in cents. "1.250,00" is 125000, and so are "1250", "1.250" and "€ 1.250,-"; "12,5" is 1250.

    Raises AmountRefused, with what to write instead, for anything else: empty, negative, letters, the
    English "1,250.00", parts finer than a cent, more than EUR 100,000,000.
    """
    trimmed = text[:200].translate(_SPACES).strip()
    bare = _bare(trimmed)
    if not bare:
        raise AmountRefused(msg("Fill in an amount, for example 1.250 or 12,50."))
    found = _DUTCH.fullmatch(bare)
    if found is None or len(text) > 200:
        raise AmountRefused(_why_not(bare))
    whole = re.sub("[. ]", "", found["whole"]).lstrip("0") or "0"
    cents = int(whole[:20]) * 100 + int((found["part"] or "0").ljust(2, "0"))
    if len(whole) > 20 or cents > LARGEST_CENTS:
        raise AmountRefused(_TOO_LARGE)
    return cents


_TOO_LARGE = msg("This amount is too large. The largest amount is %(largest)s.", largest=Euros(LARGEST_CENTS))


def _bare(trimmed: str) -> str:
    found = _AROUND.fullmatch(trimmed)
    return found[1] if found else trimmed


def _why_not(bare: str) -> Message:
    """The first sentence that fits, from the most telling fault to the least."""
    return next(message for fits, message in _FAULTS if fits(bare))


_FAULTS: tuple[tuple[Callable[[str], object], Message], ...] = (
    (re.compile(r"-.*|.*-", re.DOTALL).fullmatch, msg("An amount cannot be negative.")),
    (
        re.compile(r"[^0-9., ]").search,
        msg("Write the amount in figures only, for example 1.250 or 12,50."),
    ),
    (
        _ENGLISH.fullmatch,
        msg("Write a point between thousands and a comma before the cents, for example 1.250,00."),
    ),
    (_TOO_FINE.fullmatch, msg("Write at most two figures after the comma: cents.")),
    (_POINT_CENTS.fullmatch, msg("Write a comma before the cents, not a point, for example 12,50.")),
    (re.compile(r"[0-9]{20,}").fullmatch, _TOO_LARGE),
    (lambda bare: True, msg("We cannot read this amount. Write it like 1.250 or 12,50.")),
)
