"""The voting code on the letter: 15 random signs and a check sign, and how what people type is read.

For whoever makes letters and for the page where a voter fills in the code: a typing mistake is told
before anything else happens.
"""

from __future__ import annotations

import re
import unicodedata

from lives.messages import Message, msg
from lives.refused import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O (read as 1, 1, 0) and no U."""
RANDOM_BITS = 75
RANDOM_SIGNS = 15
SIGNS = 16
GROUP = 4

_VALUES = {sign: value for value, sign in enumerate(ALPHABET)} | {"I": 1, "L": 1, "O": 0}
_SEPARATORS = re.compile(r"[\s.,_/\-\u2010-\u2015\u2212]+")
_LONGEST_READ = 200


class CodeRefused(Refused):
    """This text is no voting code; the message says where the mistake is, as far as one can know."""


def make_code(random_bits: int) -> str:
    """The code of 75 random bits: 16 signs without dashes. The caller draws them (secrets.randbits(75))."""
    if not 0 <= random_bits < 1 << RANDOM_BITS:
        raise ValueError("a voting code takes 75 bits")
    values = [random_bits >> shift & 31 for shift in range(5 * (RANDOM_SIGNS - 1), -1, -5)]
    return "".join(ALPHABET[value] for value in (*values, check_value(values)))


def check_value(values: list[int]) -> int:
    """The check sign's value: Σ αⁱ·valueᵢ (i = 1 … 15) in GF(32).

    All weights differ and none is zero, so every single wrong sign and every swap of two signs changes
    the sum.
    """
    total = 0
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= multiply(weight, value)
    return total


def multiply(one: int, other: int) -> int:
    """The product in GF(32) modulo x⁵ + x² + 1."""
    product = 0
    for bit in range(5):
        if other >> bit & 1:
            product ^= one << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def _powers_of_two() -> tuple[int, ...]:
    powers = [2]
    while len(powers) < RANDOM_SIGNS:
        powers.append(multiply(powers[-1], 2))
    return tuple(powers)


_WEIGHTS = _powers_of_two()


def printed_code(code: str) -> str:
    """As on the letter: XXXX-XXXX-XXXX-XXXX."""
    return "-".join(code[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def parse_code(text: str) -> str:
    """The code's 16 signs out of what was typed: case, spaces, dashes, O for 0 and I or L for 1 do not matter.

    " 7k2m 9xqa-..." is read as "7K2M9XQA…". Raises CodeRefused for a sign that no code has, too few or
    too many signs, or a check sign that does not fit.
    """
    written = unicodedata.normalize("NFKC", text[:_LONGEST_READ]).upper()
    groups = [group for group in _SEPARATORS.split(written) if group]
    signs = "".join(groups)
    fault = _fault_in_signs(signs) or _fault_in_length(groups)
    if fault is not None:
        raise CodeRefused(fault)
    values = [_VALUES[sign] for sign in signs]
    if check_value(values[:-1]) != values[-1]:
        raise CodeRefused(
            msg("There is a typing mistake in this code: one or more signs are wrong. Compare it with your letter.")
        )
    return "".join(ALPHABET[value] for value in values)


def _fault_in_signs(signs: str) -> Message | None:
    if not signs:
        return msg("Fill in the voting code from your letter.")
    for place, sign in enumerate(signs[: SIGNS * 2], 1):
        if sign not in _VALUES:
            return msg(
                "Sign %(place)s of the code, “%(sign)s”, is not in any voting code. Compare it with your letter.",
                place=place,
                sign=sign if sign.isprintable() else "?",
            )
    return None


def _fault_in_length(groups: list[str]) -> Message | None:
    count = sum(map(len, groups))
    if count == SIGNS:
        return None
    wrong = [place for place, group in enumerate(groups, 1) if len(group) != GROUP]
    if len(groups) == SIGNS // GROUP and len(wrong) == 1:
        return msg(
            "Group %(place)s of the code has %(count)s signs. Every group has 4.",
            place=wrong[0],
            count=len(groups[wrong[0] - 1]),
        )
    if count < SIGNS:
        return msg("This code is too short: %(count)s signs. A voting code has 16.", count=count)
    return msg("This code is too long: %(count)s signs. A voting code has 16.", count=count)
